"""What may be typed about proofs."""

import json
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

_FIGURES = {"autocomplete": "one-time-code", "inputmode": "numeric", "spellcheck": "false"}
MOST = 20_000  # characters of a browser's answer


class ChallengeForm(forms.Form):
    """A code of the app, or a recovery code."""

    code = forms.CharField(
        label=_("Code"),
        max_length=20,
        help_text=_("The six figures that your app shows now, or one of your recovery codes."),
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "spellcheck": "false"}),
    )


class AppForm(forms.Form):
    """The first code of a new app."""

    code = forms.CharField(
        label=_("Code that the app shows"),
        max_length=10,
        help_text=_("Six figures. They change every 30 seconds."),
        widget=forms.TextInput(attrs=_FIGURES),
    )

    def clean_code(self) -> str:
        """Take the code as people read it aloud: in two groups."""
        return "".join(self.cleaned_data["code"].split())


class AnswerForm(forms.Form):
    """What the browser says of a passkey; people do not see this field."""

    answer = forms.CharField(max_length=MOST, widget=forms.HiddenInput)

    def clean_answer(self) -> dict[str, Any]:
        """Return the answer as data."""
        try:
            found = json.loads(self.cleaned_data["answer"])
        except ValueError:
            found = None
        if not isinstance(found, dict):
            raise forms.ValidationError(_("This passkey could not be used. Try again."))
        return found


class PasskeyForm(AnswerForm):
    """A new passkey and what its owner calls it."""

    name = forms.CharField(
        label=_("Name of the passkey"),
        max_length=60,
        help_text=_("So that you know it again: office computer, my telephone, blue key."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class ConfirmForm(forms.Form):
    """The password once more, before ways into the account change."""

    password = forms.CharField(
        label=_("Password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


class RecoverForm(forms.Form):
    """Why somebody's factors are taken away."""

    reason = forms.CharField(
        label=_("How you made sure of who asks"),
        max_length=250,
        help_text=_(
            "In person with an identification, or by a call to the telephone of the agency."
        ),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
