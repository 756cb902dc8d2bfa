"""What may be typed about accounts."""

from typing import Any

from allauth.account import forms as allauth_forms
from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import lazy
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from proim.accounts import sessions, slots, tasks
from proim.accounts.models import User
from proim.accounts.models.person import UserQuerySet
from proim.ui.forms import FilterForm, SearchInput

RULES = _(
    "At least 12 characters: four words that only you would join are easy to remember. "
    "Neither a common password nor your name or e-mail."
)


def _forgotten() -> str:
    words = gettext("I forgot my password")
    return format_html('<a href="{}">{}</a>', reverse("account_reset_password"), words)


def _email_field() -> forms.EmailField:
    words = {"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
    return forms.EmailField(label=_("E-mail"), widget=forms.EmailInput(attrs=words))


def _password_field(label: Any, autocomplete: str, help_text: Any = "") -> forms.CharField:
    widget = forms.PasswordInput(attrs={"autocomplete": autocomplete})
    return forms.CharField(label=label, strip=False, widget=widget, help_text=help_text)


class SignInForm(allauth_forms.LoginForm):  # type: ignore[misc]
    """E-mail, password, and whether the device is one's own."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        forgotten = lazy(_forgotten, str)()
        self.fields = {
            "login": _email_field(),
            "password": _password_field(_("Password"), "current-password", forgotten),
            "remember": forms.BooleanField(
                label=_("Keep me signed in on this device"),
                required=False,
                help_text=_("Only on a device that nobody else uses."),
            ),
        }

    @property
    def entrances(self) -> list[Any]:
        """What higher apps show below the form: other ways in."""
        return slots.parts(slots.ENTRANCES, self.request)

    def login(self, request: HttpRequest, redirect_url: str | None = None) -> HttpResponse:
        """Sign in, and let the session last as long as was asked for."""
        response: HttpResponse = super().login(request, redirect_url)
        stays = self.cleaned_data["remember"]
        if request.user.is_authenticated:
            sessions.stay(request.session, stays=stays)
        else:  # a second factor is asked for first
            request.session[sessions.WISH] = stays
        return response


class ResetForm(forms.Form):
    """Whose password is forgotten. The answer never depends on whether there is an account."""

    email = _email_field()

    def save(self, request: HttpRequest) -> None:
        """Leave the search for the account, and the mail, to the background."""
        tasks.send_reset.enqueue(self.cleaned_data["email"])


class _NewPassword(forms.Form):
    """The new password twice; its rules stand before it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields |= {
            "password1": self._checked("password1", _("New password"), RULES),
            "password2": _password_field(_("The same password again"), "new-password"),
        }

    def _checked(self, name: str, label: Any, help_text: Any) -> forms.Field:
        field: forms.Field = self.fields[name]
        field.label, field.help_text = label, help_text
        field.widget.attrs = {"autocomplete": "new-password"}
        return field


class ChangePasswordForm(_NewPassword, allauth_forms.ChangePasswordForm):  # type: ignore[misc]
    """The current password and the new one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        current = self.fields["oldpassword"]
        current.label, current.help_text = _("Current password"), ""
        current.widget.attrs = {"autocomplete": "current-password"}


class ResetPasswordForm(_NewPassword, allauth_forms.ResetPasswordKeyForm):  # type: ignore[misc]
    """The new password, behind the link of a mail."""


class AcceptForm(forms.Form):
    """A first password, and the privacy notice."""

    password1 = _password_field(_("Password"), "new-password", RULES)
    password2 = _password_field(_("The same password again"), "new-password")
    notice = forms.BooleanField(
        label=_("I have read the privacy notice and accept my role in the programme"),
        error_messages={"required": _("Without this there can be no account.")},
    )

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        one, two = typed.get("password1"), typed.get("password2")
        if one and two and one != two:
            self.add_error("password2", _("Both passwords must be the same."))
        return typed


class ProfileForm(forms.ModelForm[User]):
    """What people keep up to date about themselves."""

    class Meta:
        model = User
        fields = ["full_name", "post", "phone", "language", "uses_shortcuts"]
        widgets = {
            "full_name": forms.TextInput(attrs={"autocomplete": "name"}),
            "post": forms.TextInput(attrs={"autocomplete": "organization-title"}),
            "phone": forms.TextInput(attrs={"autocomplete": "tel", "type": "tel"}),
            "language": forms.RadioSelect,
        }
        help_texts = {
            "full_name": _("As you sign official letters."),
            "phone": _("With its extension, if it has one."),
            "language": _("Of the pages after sign-in, and of the mails."),
            "uses_shortcuts": _("Single keys, such as / for the search. The key ? lists them."),
        }


class PersonForm(forms.ModelForm[User]):
    """A person whom the office adds."""

    class Meta:
        model = User
        fields = ["full_name", "email", "post", "phone", "language"]
        widgets = {"language": forms.RadioSelect}
        help_texts = {
            "email": _("The institutional one: the invitation goes there."),
            "language": _("Of the invitation and later mails."),
        }


class EmailForm(forms.ModelForm[User]):
    """Another e-mail for a person."""

    class Meta:
        model = User
        fields = ["email"]
        help_texts = {"email": _("The person signs in with it from now on, on every device anew.")}


class PeopleFilter(FilterForm):
    """The filters above the list of people."""

    ACCESS = {
        "": _("Everybody"),
        "settled": _("Have access"),
        "waiting": _("Have not entered yet"),
        "disabled": _("Account disabled"),
    }
    text = forms.CharField(
        label=_("Name, e-mail or post"), required=False, max_length=100, widget=SearchInput
    )
    access = forms.ChoiceField(label=_("Access"), required=False, choices=list(ACCESS.items()))

    def narrow(self, people: UserQuerySet) -> UserQuerySet:
        """Apply the filters that were filled in and are valid; bad input filters nothing."""
        self.is_valid()
        if text := self.cleaned_data.get("text"):
            people = people.matching(text)
        if access := self.cleaned_data.get("access"):
            people = getattr(people, access)()
        return people
