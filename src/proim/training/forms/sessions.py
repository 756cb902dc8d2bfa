from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from proim.training.models import SCORES, Enrolment, Item, Session
from proim.ui.forms import FilterForm

LONGEST_REMARK = 2000


class PresenceForm(forms.Form):
    """Who was there on a day: the boxes that are ticked."""

    present = forms.MultipleChoiceField(required=False)

    def __init__(self, data: Any, enrolments: Iterable[Enrolment]) -> None:
        super().__init__(data)
        self.fields["present"].choices = [(str(row.pk), str(row.pk)) for row in enrolments]  # type: ignore[attr-defined]

    @property
    def chosen(self) -> set[int]:
        """The ids of the enrolments of those who were there."""
        return {int(pk) for pk in self.cleaned_data["present"]}


class PaperCodeForm(FilterForm):
    """On which day of a session, and between which times, a printed code holds."""

    day = forms.ChoiceField(label=gettext_lazy("Day"))
    first = forms.TimeField(
        label=gettext_lazy("From"), widget=forms.TimeInput({"type": "time"}, format="%H:%M")
    )
    last = forms.TimeField(
        label=gettext_lazy("To"), widget=forms.TimeInput({"type": "time"}, format="%H:%M")
    )

    def __init__(self, data: Any, session: Session) -> None:
        super().__init__(data)
        self.fields["day"].choices = [(str(number), text) for number, text in session.day_choices]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        first, last = cleaned.get("first"), cleaned.get("last")
        if first and last and first >= last:
            self.add_error("last", _("This is before the beginning."))
        return cleaned


class OpinionForm(forms.Form):
    """The satisfaction survey: five scores and a remark."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = {1: _("1, not at all"), 5: _("5, fully")}
        choices = [(str(score), words.get(score, str(score))) for score in reversed(SCORES)]
        for item in Item:
            self.fields[item.value] = forms.ChoiceField(
                label=item.label, choices=choices, widget=forms.RadioSelect
            )
        self.fields["remark"] = forms.CharField(
            label=_("What should stay, and what should change?"),
            required=False,
            max_length=LONGEST_REMARK,
            widget=forms.Textarea({"rows": 4}),
            help_text=_("Shown without a name. Do not write anything that tells who you are."),
        )

    @property
    def scores(self) -> dict[str, int]:
        """The scores by item."""
        return {item.value: int(self.cleaned_data[item.value]) for item in Item}
