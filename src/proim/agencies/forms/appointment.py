from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from proim.agencies.forms.choices import capitalised, day_field, letter_file_field
from proim.agencies.forms.person import PersonForm
from proim.agencies.formulas import folded
from proim.agencies.models import (
    LIAISONS,
    Agency,
    AgencyQuerySet,
    AgencyType,
    Appointment,
    FunctionalArea,
    Role,
    holding,
)
from proim.agencies.slots import LIAISON_FILTERS
from proim.ui.forms import FilterForm, SearchInput

COLUMNS = (
    "role",
    "functional_area",
    "letter",
    "letter_on",
    "appointed_by",
    "valid_from",
    "valid_to",
)


class AppointForm(PersonForm):
    """Who is appointed to what, by which letter, from when on."""

    role = forms.ChoiceField(label=_("Role"))
    functional_area = forms.ChoiceField(
        label=_("Functional area"),
        choices=capitalised(FunctionalArea.choices),
        initial=FunctionalArea.OTHER,
    )
    letter = forms.CharField(
        label=_("Official letter no."),
        max_length=80,
        required=False,
        help_text=_("Liaison officers are always appointed by letter."),
    )
    letter_on = day_field(_("Date of the letter"), required=False)
    letter_file = letter_file_field()
    appointed_by = forms.CharField(
        label=_("Appointed by"),
        max_length=150,
        required=False,
        help_text=_("Name and post of whoever signs the letter."),
    )
    valid_from = day_field(_("From"))
    valid_to = day_field(_("Until"), required=False, help_text=_("Leave it empty if open."))
    end_former = forms.BooleanField(
        label=_("End the appointment of whoever holds the post on the day before"), required=False
    )

    field_order = ("role", "email", "full_name", "post")

    def __init__(self, roles: Sequence[Role], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = capitalised((role.value, role.label) for role in roles)
        self.fields["role"].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Ask for the name of somebody new; refuse the name of another."""
        typed = super().clean()
        person, name = self.person, typed.get("full_name", "")
        if person and person.pk is None and not name:
            text = _("Nobody has this e-mail yet: write the name, and an invitation goes out.")
            self.add_error("full_name", text)
        elif person and name and folded(name) != folded(person.full_name):
            wrong = _("This e-mail is of %(name)s. Correct the e-mail, or leave the name empty.")
            self.add_error("email", wrong % {"name": person.full_name})
        return typed

    def draft(self, agency: Agency) -> Appointment:
        """Return the appointment that was typed, unsaved."""
        columns = {name: self.cleaned_data[name] for name in COLUMNS}
        return Appointment(agency=agency, person=self.person, **columns)


class EndForm(forms.Form):
    """When and why an appointment ends."""

    on = day_field(_("Last day"))
    reason = forms.CharField(label=_("Reason"), max_length=250)
    letter = forms.CharField(label=_("Official letter no."), max_length=80, required=False)
    letter_on = day_field(_("Date of the letter"), required=False)
    letter_file = letter_file_field()


class LiaisonListFilter(FilterForm):
    """The filters above the list of liaison officers. Bad input filters nothing."""

    text = forms.CharField(
        label=_("Public entity"), required=False, max_length=100, widget=SearchInput()
    )
    type = forms.ChoiceField(
        label=_("Type"), required=False, choices=[("", _("Any")), *capitalised(AgencyType.choices)]
    )
    state = forms.ChoiceField(label=_("Show only"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["state"].choices = [  # type: ignore[attr-defined]
            ("", _("All")),
            ("vacant", _("Without a principal liaison officer")),
            ("headless", _("Without a head on record")),
            *((extra.code, extra.label) for extra in LIAISON_FILTERS),
        ]
        self.is_valid()

    def narrow(self, agencies: AgencyQuerySet, day: date) -> AgencyQuerySet:
        """Keep the agencies in scope on ``day``, and those with a liaison officer all the same."""
        typed = self.cleaned_data
        found = agencies.existing(day).in_scope_or(holding(day, *LIAISONS), day)
        found = found.matching(typed.get("text", ""))
        if kind := typed.get("type"):
            found = found.filter(type=kind)
        if typed.get("state") == "vacant":
            found = found.exclude(pk__in=holding(day, Role.LIAISON))
        elif typed.get("state") == "headless":
            found = found.exclude(pk__in=holding(day, Role.HEAD))
        for extra in LIAISON_FILTERS:
            if extra.code == typed.get("state"):
                found = extra.narrow(found, day)
        return found
