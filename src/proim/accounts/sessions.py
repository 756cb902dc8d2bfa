"""Where sessions are kept (settings: ``SESSION_ENGINE``), and how long they last.

A session ends after a time without use, and at the latest some hours after sign-in; on a device
where the person asked to stay signed in, after some days. The times lie in the session itself:
the cookie alone proves nothing about them.
"""

from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.utils import timezone

STARTED, SEEN, STAYS, DEVICE = "started", "seen", "stays", "device"
NOTICE = "notice"  # there is a version of the privacy notice to accept first
WISH = "wish"  # whether to stay, said before the second factor
NOTED_EVERY = 60  # seconds: a busy person costs one write a minute, not one per page


class SessionStore(DatabaseStore):
    """Django's own store, with columns that say whose session it is and since when."""

    @classmethod
    def get_model_class(cls) -> Any:
        from proim.accounts.models import Session  # noqa: PLC0415 - settings name this module

        return Session

    def create_model_instance(self, data: dict[str, Any]) -> Any:
        """Fill the columns from what the session holds."""
        if SESSION_KEY in data:
            data.setdefault(STARTED, _now())
            data.setdefault(SEEN, data[STARTED])
        row: Any = super().create_model_instance(data)
        row.person_id = data.get(SESSION_KEY)
        row.device = data.get(DEVICE, "")
        row.started_at, row.seen_at = _moment(data.get(STARTED)), _moment(data.get(SEEN))
        return row


def begin(session: Any, device: str) -> None:
    """Note when and where a session begins; called at sign-in."""
    session[STARTED] = session[SEEN] = _now()
    session[DEVICE] = device
    session.pop(STAYS, None)


def stay(session: Any, *, stays: bool) -> None:
    """Let a session outlive the browser, as its owner asked, or end with it."""
    session[STAYS] = stays
    session.set_expiry(settings.SESSION_STAY_SECONDS if stays else 0)


def stay_as_wished(session: Any) -> None:
    """Do what was asked for together with the password."""
    stay(session, stays=bool(session.pop(WISH, False)))


def has_ended(session: Any) -> bool:
    """Say whether a session was unused for too long, or has lasted too long."""
    now = _now()
    started, seen = session.get(STARTED, now), session.get(SEEN, now)
    if session.get(STAYS):
        return bool(now - started > settings.SESSION_STAY_SECONDS)
    unused = now - seen > settings.SESSION_IDLE_SECONDS
    return bool(unused or now - started > settings.SESSION_COOKIE_AGE)


def note_use(session: Any) -> None:
    """Remember that the session was used, once a minute."""
    if _now() - session.get(SEEN, 0) >= NOTED_EVERY:
        session[SEEN] = _now()


def _now() -> int:
    return int(timezone.now().timestamp())


def _moment(seconds: int | None) -> datetime | None:
    return datetime.fromtimestamp(seconds, UTC) if seconds else None
