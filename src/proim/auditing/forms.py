"""What may be typed about audits."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from proim.agencies.forms.choices import capitalised, day_field
from proim.agencies.forms.person import PersonForm
from proim.agencies.models import Agency, AgencyType, Mandate
from proim.core.clock import today


class GrantForm(PersonForm):
    """Who audits what, by which letter, until when."""

    email = forms.EmailField(
        label=_("E-mail of the auditor"),
        help_text=_("Whoever has no account yet gets an invitation."),
    )
    post = None  # type: ignore[assignment]  # an auditor has none in the programme
    body = forms.CharField(label=_("Auditing body"), max_length=200)
    letter = forms.CharField(label=_("Official letter no."), max_length=80)
    letter_on = day_field(_("Date of the letter"))
    types = forms.MultipleChoiceField(
        label=_("Types of public entities"),
        choices=capitalised(AgencyType.choices),
        widget=forms.CheckboxSelectMultiple,
    )
    only = forms.ModelMultipleChoiceField(
        label=_("Only these public entities"),
        queryset=Agency.objects.all(),
        required=False,
        help_text=_("None chosen: all of the types above."),
        widget=forms.CheckboxSelectMultiple,
    )
    covers_from = day_field(_("Period audited, from"))
    covers_to = day_field(_("Period audited, until"))
    valid_from = day_field(_("Access from"))
    valid_to = day_field(_("Access until"), help_text=_("A year at most."))

    def clean(self) -> dict[str, Any]:
        """Ask for the name of somebody without an account."""
        typed = super().clean()
        if self.person and self.person.pk is None and not self.person.full_name:
            self.add_error("full_name", _("Nobody has this e-mail yet: write the person's name."))
        return typed

    def draft(self) -> Mandate:
        """Return the mandate that was typed, unsaved."""
        typed = self.cleaned_data
        names = ("body", "letter", "letter_on", "types", "covers_from", "covers_to")
        told = {name: typed[name] for name in (*names, "valid_from", "valid_to")}
        return Mandate(person=self.person, **told)


class ReasonForm(forms.Form):
    """Why a mandate ends before its time."""

    reason = forms.CharField(
        label=_("Reason"), max_length=250, widget=forms.Textarea(attrs={"rows": 3})
    )


class DrawForm(forms.Form):
    """How many projects, and the seed."""

    size = forms.IntegerField(label=_("Size of the sample"), min_value=1, max_value=500)
    seed = forms.CharField(
        label=_("Seed"),
        max_length=60,
        required=False,
        help_text=_("Any text, agreed on beforehand; without it the platform makes one."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )


class ObserveForm(forms.Form):
    """An observation."""

    subject = forms.CharField(label=_("Subject"), max_length=150)
    text = forms.CharField(
        label=_("Observation"), max_length=5000, widget=forms.Textarea(attrs={"rows": 8})
    )


class WordForm(forms.Form):
    """What is said of an observation."""

    text = forms.CharField(
        label=_("Your answer"), max_length=5000, widget=forms.Textarea(attrs={"rows": 6})
    )


def proposed() -> dict[str, Any]:
    """Return the days that a new mandate most likely has: last year's work, for sixty days."""
    day = today()
    return {"valid_from": day, "covers_from": day.replace(month=1, day=1), "covers_to": day}
