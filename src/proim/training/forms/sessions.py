from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from proim.training.models import Enrolment, Session
from proim.ui.forms import FilterForm


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
