"""People, the invitations that bring them in, what they accepted, and where they are signed in."""

from proim.accounts.models.invitation import Acceptance, Invitation
from proim.accounts.models.notice import PrivacyNotice, must_accept
from proim.accounts.models.person import User
from proim.accounts.models.session import Session

__all__ = ["Acceptance", "Invitation", "PrivacyNotice", "Session", "User", "must_accept"]
