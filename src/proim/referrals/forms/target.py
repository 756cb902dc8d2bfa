from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from proim.accounts.models import User
from proim.agencies.forms.choices import AgencyChoice, capitalised, day_field, existing_agencies
from proim.agencies.models import Appointment
from proim.core.clock import today
from proim.referrals.models import Conflict, Kind, Seat, Target
from proim.referrals.wording import named
from proim.taxonomy.models import Catalogue, Term
from proim.ui.forms import NumberInput


class TargetForm(forms.ModelForm[Target]):
    """Name and term of a target."""

    class Meta:
        model = Target
        fields = ["name_es", "name_en", "days"]
        widgets = {"days": NumberInput}


class NewTargetForm(forms.ModelForm[Target]):
    """A new target."""

    agency = AgencyChoice(label=_("Public entity"))
    valid_from = day_field(_("Receives from"))

    class Meta:
        model = Target
        fields = ["kind", "agency", "name_es", "name_en", "days", "valid_from"]
        widgets = {"days": NumberInput}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        agency: Any = self.fields["agency"]
        agency.queryset = existing_agencies()
        kind: Any = self.fields["kind"]
        kind.choices = capitalised(Kind.choices)


def term_choices(*catalogues: Catalogue) -> list[tuple[str, str]]:
    """Return the terms of ``catalogues`` that may be chosen today: code and label."""
    found = (
        Term.objects.filter(catalogue__in=catalogues)
        .on(today())
        .order_by("catalogue", "position", "code")
    )
    return [(term.code, named(term)) for term in found]


class SeatForm(forms.Form):
    """A person who receives for a target."""

    person = forms.ModelChoiceField(
        User.objects.none(), label=_("Who receives"), to_field_name="email", empty_label=_("Choose")
    )
    capacity = forms.IntegerField(
        label=_("Open cases at once"), min_value=1, max_value=200, widget=NumberInput, initial=6
    )
    expertise = forms.MultipleChoiceField(
        label=_("Expertise"), required=False, widget=forms.CheckboxSelectMultiple
    )
    valid_from = day_field(_("From"))

    def __init__(self, *args: Any, target: Target, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = User.objects.filter(is_active=True)
        held = Appointment.objects.on(today())
        if target.kind != Kind.EXPERT:  # an expert may hold no post at all
            held = held.filter(agency=target.agency_id)
            people = people.filter(pk__in=held.values("person"))
        person: Any = self.fields["person"]
        person.queryset = people.order_by("full_name", "pk")
        expertise: Any = self.fields["expertise"]
        expertise.choices = term_choices(Catalogue.STRATEGY, Catalogue.SUBTOPIC)

    @property
    def draft(self) -> Seat:
        """The seat that was typed, not stored."""
        return Seat(**self.cleaned_data)


class ConflictForm(forms.Form):
    """A conflict of interest that somebody declares of themselves."""

    agency = AgencyChoice(label=_("Public entity"))
    reason = forms.CharField(
        label=_("Reason"),
        max_length=250,
        help_text=_("In general words: family, former work, business. The office reads it."),
    )
    valid_from = day_field(_("From"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        agency: Any = self.fields["agency"]
        agency.queryset = existing_agencies()

    @property
    def draft(self) -> Conflict:
        """The conflict that was typed, not stored."""
        return Conflict(**self.cleaned_data)
