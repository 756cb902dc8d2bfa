"""The secret part of the links that are mailed: derived from the account, never stored.

A link dies with what it was made from: an invitation's when it is accepted or replaced, or when
the e-mail changes; a new password's when the password, the e-mail or the last sign-in changes.
"""

from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.utils.crypto import constant_time_compare, salted_hmac

from proim.accounts.models import Invitation

SALT = "proim.accounts.tokens.invitation"


def invitation_token(invitation: Invitation) -> str:
    """Return the secret of an invitation's link; ``invitation.person`` is read."""
    person = invitation.person
    value = f"{invitation.code} {person.pk} {person.email} {person.password}"
    return salted_hmac(SALT, value, algorithm="sha256").hexdigest()[:40]


def opens(invitation: Invitation, token: str) -> bool:
    """Say whether ``token`` is the secret of an invitation that can still be accepted."""
    right = constant_time_compare(invitation_token(invitation), token)
    return right and invitation.is_open and invitation.person.is_active


class ResetToken(PasswordResetTokenGenerator):
    """Django's token for a new password; allauth's own would keep a second list of e-mails."""
