"""The code that is shown at a session: it says where one is, and until when it is worth anything.

A code names a session, a day and the minutes of that day between which it holds: on a screen those from
now on for a short while, on paper those that the office chose. It is signed with the platform's key, so
nobody makes one; it says nothing of a person: who opens it is whoever is signed in, and only with a place
in that session.
"""

from dataclasses import dataclass
from datetime import date, time

from django.core import signing
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from proim.core.clock import today
from proim.core.errors import DomainError
from proim.training.models import Session

SALT = "training.presence"
FRESH = 5  # minutes: time to sign in on a phone
LAST = 24 * 60 - 1  # minute of a day


@dataclass(frozen=True, slots=True)
class Code:
    """Which session on which day, and between which minutes of it."""

    session: int
    day: date
    first: int
    last: int

    @property
    def token(self) -> str:
        """The code as it is written in an address, signed."""
        text = f"{self.session}-{self.day.toordinal()}-{self.first}-{self.last}"
        return _signer().sign(text)

    @property
    def path(self) -> str:
        """The page that it opens."""
        return reverse("training:check_in", args=[self.token])

    def require_time(self) -> None:
        """Raise ``DomainError`` unless it holds now."""
        now = _minute(timezone.localtime().time())
        if today() < self.day or (today() == self.day and now < self.first):
            raise DomainError(_("This code does not hold yet."))
        if today() > self.day or now > self.last:
            raise DomainError(_("This code is over: scan the one that is shown now."))


def of_now(session: Session) -> Code:
    """Return the code for a screen: it holds for the next minutes."""
    now = _minute(timezone.localtime().time())
    return Code(session.pk, today(), now, min(now + FRESH, LAST))


def between(session: Session, day: date, first: time, last: time) -> Code:
    """Return the code for paper: it holds on ``day`` between two times."""
    return Code(session.pk, day, _minute(first), _minute(last))


def read(token: str) -> Code | None:
    """Return what a code says, also when its time is over; ``None`` for one that is not ours."""
    try:
        session, day, first, last = map(int, _signer().unsign(token).split("-"))
    except (signing.BadSignature, ValueError):
        return None
    return Code(session, date.fromordinal(day), first, last)


def _signer() -> signing.Signer:
    return signing.Signer(salt=SALT, sep=".")


def _minute(moment: time) -> int:
    return moment.hour * 60 + moment.minute
