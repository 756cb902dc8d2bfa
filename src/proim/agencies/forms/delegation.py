from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from proim.accounts.models import User
from proim.agencies.forms.appointment import AppointForm
from proim.agencies.forms.choices import day_field
from proim.agencies.models import Agency, Appointment


class DelegateForm(forms.Form):
    """Who signs for the head, from when to when, by which letter."""

    email = forms.EmailField(
        label=_("E-mail of the person"),
        help_text=_("The one to sign in with."),
    )
    full_name = forms.CharField(
        label=_("Full name"),
        max_length=150,
        required=False,
        help_text=_("Only for somebody without an account."),
    )
    post = forms.CharField(
        label=_("Post"),
        max_length=150,
        required=False,
        help_text=_("Only for somebody without an account."),
    )
    valid_from = day_field(_("From"))
    valid_to = day_field(_("Until"), help_text=_("The last day of the delegation; a year at most."))
    letter = forms.CharField(label=_("Official letter no."), max_length=80)
    letter_on = day_field(_("Date of the letter"), required=False)
    letter_file = AppointForm.base_fields["letter_file"]

    def clean(self) -> dict[str, Any]:
        """Find the person by e-mail."""
        typed = self.cleaned_data
        if email := typed.get("email", "").lower():
            person = User.objects.filter(email__iexact=email).first()
            told = {"full_name": typed.get("full_name", ""), "post": typed.get("post", "")}
            self.person = person or User(email=email, **told)
        return typed

    def draft(self, agency: Agency) -> Appointment:
        """Return the delegation that was typed, unsaved."""
        names = ("valid_from", "valid_to", "letter", "letter_on")
        columns = {name: self.cleaned_data[name] for name in names}
        return Appointment(agency=agency, person=self.person, **columns)
