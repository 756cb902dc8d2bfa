"""Whom a form is about: somebody who has an account, or somebody new."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from proim.accounts.models import User


class PersonForm(forms.Form):
    """A person by e-mail; one without an account by name and post too. ``person`` is unsaved then."""

    email = forms.EmailField(
        label=_("E-mail of the person"),
        help_text=_("The one to sign in with. Whoever has no account yet gets an invitation."),
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
    person: User | None = None

    def clean(self) -> dict[str, Any]:
        """Find the person by e-mail."""
        typed = super().clean() or {}
        if email := typed.get("email", "").lower():
            told = {name: typed.get(name, "") for name in ("full_name", "post")}
            self.person = User.objects.filter(email__iexact=email).first() or User(
                email=email, **told
            )
        return typed
