from django import forms
from django.utils.translation import gettext_lazy as _

from proim.agencies.forms.choices import day_field, letter_file_field
from proim.agencies.forms.person import PersonForm
from proim.agencies.models import Agency, Appointment


class DelegateForm(PersonForm):
    """Who signs for the head, from when to when, by which letter."""

    email = forms.EmailField(
        label=_("E-mail of the person"), help_text=_("The one to sign in with.")
    )
    valid_from = day_field(_("From"))
    valid_to = day_field(_("Until"), help_text=_("The last day of the delegation; a year at most."))
    letter = forms.CharField(label=_("Official letter no."), max_length=80)
    letter_on = day_field(_("Date of the letter"), required=False)
    letter_file = letter_file_field()

    def draft(self, agency: Agency) -> Appointment:
        """Return the delegation that was typed, unsaved."""
        names = ("valid_from", "valid_to", "letter", "letter_on")
        columns = {name: self.cleaned_data[name] for name in names}
        return Appointment(agency=agency, person=self.person, **columns)
