"""The mails about accounts, in the language of who receives them."""

from urllib.parse import urljoin

from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from proim.accounts import slots
from proim.accounts.models import Invitation, User
from proim.accounts.tokens import ResetToken, invitation_token
from proim.core.clock import today


def invitation(sent: Invitation) -> None:
    """Mail the link by which an invited person takes the account."""
    person = sent.person
    link = address("accounts:invitation_open", sent.code, invitation_token(sent))
    with override(person.language):
        roles = [r.label for r in slots.roles_of([person])[person.pk] if r.holds(today())]
        words = {"link": link, "expires_at": sent.expires_at, "sent_by": sent.sent_by}
        send(
            ["accounts/mail/invitation.txt", "accounts/mail/invitation.html"],
            person,
            _("Your access to PROIM"),
            {**words, "roles": roles},
        )


def reset(person: User) -> None:
    """Mail the link by which a person chooses a new password."""
    uid = user_pk_to_url_str(person)
    link = address("account_reset_password_from_key", uid, ResetToken().make_token(person))
    with override(person.language):
        hours = settings.PASSWORD_RESET_TIMEOUT // 3600
        send(
            ["accounts/mail/reset.txt", "accounts/mail/reset.html"],
            person,
            _("Choose a new password"),
            {"link": link, "hours": hours},
        )


def password_notice(person: User) -> None:
    """Mail that the password was changed."""
    with override(person.language):
        link = address("account_reset_password")
        send(
            ["accounts/mail/password_notice.txt", "accounts/mail/password_notice.html"],
            person,
            _("Your password was changed"),
            {"link": link},
        )


def address(name: str, *parts: object) -> str:
    """Return a full address on the configured host, never on one that a request named."""
    return urljoin(settings.SITE_URL, reverse(name, args=parts))


def send(forms: list[str], person: User, subject: str, words: dict[str, object]) -> None:
    """Send the mail in its two forms, plain text and HTML."""
    context = {**words, "person": person, "site": settings.SITE_URL, "subject": subject}
    text, html = (render_to_string(form, context) for form in forms)
    message = EmailMultiAlternatives(f"PROIM: {subject}", text.strip() + "\n", to=[person.email])
    message.attach_alternative(html, "text/html")
    message.send()
