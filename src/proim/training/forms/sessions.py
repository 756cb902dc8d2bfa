from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from proim.training.actions import SCORES
from proim.training.models import Block, Enrolment, Item
from proim.ui.forms import DateInput, FilterForm

LONGEST_REMARK = 2000


class TimeInput(forms.TimeInput):
    """The browser's own picker of a time."""

    input_type = "time"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%H:%M")


class BlockForm(forms.ModelForm[Block]):
    """A part of a session at which attendance is noted."""

    class Meta:
        model = Block
        fields = ["day", "starts_at", "ends_at"]
        widgets = {"day": DateInput, "starts_at": TimeInput, "ends_at": TimeInput}


class PresenceForm(forms.Form):
    """Who was there at a block: the boxes that are ticked."""

    present = forms.MultipleChoiceField(required=False)

    def __init__(self, data: Any, enrolments: Iterable[Enrolment]) -> None:
        super().__init__(data)
        self.fields["present"].choices = [(str(row.pk), str(row.pk)) for row in enrolments]  # type: ignore[attr-defined]

    @property
    def chosen(self) -> set[int]:
        """The ids of the enrolments of those who were there."""
        return {int(pk) for pk in self.cleaned_data["present"]}


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


class CountForm(FilterForm):
    """As of which day to count."""

    day = forms.DateField(label=gettext_lazy("As of"), required=False, widget=DateInput)
