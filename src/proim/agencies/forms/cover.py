"""Who is away and who stands in; after how many days who is told; the filters of the terms."""

from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from proim.accounts.models import User
from proim.agencies.forms.choices import day_field
from proim.agencies.models import STAFF, Absence, Appointment, Audience
from proim.core.clock import today
from proim.ui.forms import FilterForm, NumberInput, SearchInput

MOST_DAYS = 250  # a year's working days


class AbsenceForm(forms.ModelForm[Absence]):
    """An absence in the office."""

    valid_from = day_field(_("From"))
    valid_to = day_field(_("Until"))

    class Meta:
        model = Absence
        fields = ["person", "valid_from", "valid_to", "substitute", "reason"]
        help_texts = {
            "reason": _("Holidays, a course: no reasons of health, everybody here reads it.")
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        staff = Appointment.objects.on(today()).filter(role__in=STAFF).values("person")
        people = User.objects.filter(pk__in=staff, is_active=True).order_by("name_key", "pk")
        for name in ("person", "substitute"):
            self.fields[name].queryset = people  # type: ignore[attr-defined]

    @property
    def draft(self) -> Absence:
        """The absence that was typed, not stored."""
        return Absence(**self.cleaned_data)

    def _post_clean(self) -> None:
        """Leave the checks of the record to the action."""


class EscalationForm(forms.Form):
    """After how many working days each audience is told."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for audience in Audience:
            self.fields[audience.value] = forms.IntegerField(
                label=capfirst(str(audience.label)),
                min_value=0,
                max_value=MOST_DAYS,
                widget=NumberInput,
                help_text=_("Working days after the term; 0: they are not told."),
            )


class TermFilter(FilterForm):
    """Which terms to show. Bad input filters nothing."""

    show = forms.ChoiceField(
        label=_("Show"),
        required=False,
    )
    text = forms.CharField(
        label=_("Name or acronym"), required=False, max_length=100, widget=SearchInput
    )
    field_order = ["text", "show"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        show: Any = self.fields["show"]
        told = [(one.value, _told(one)) for one in Audience]
        show.choices = [("", _("all that run")), ("late", _("overdue")), *told]
        self.is_valid()


def _told(audience: Audience) -> str:
    return str(_("overdue, for: %s")) % audience.label
