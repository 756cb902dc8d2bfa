"""People, the invitations that bring them in, what they accepted, and where they are signed in."""

from proim.accounts.models.invitation import NOTICE_VERSION, Acceptance, Invitation
from proim.accounts.models.person import User
from proim.accounts.models.session import Session

__all__ = ["NOTICE_VERSION", "Acceptance", "Invitation", "Session", "User"]
