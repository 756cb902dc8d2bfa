"""Today, where the programme is. The one place that asks for the date."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date

from django.conf import settings
from django.utils import timezone

_told: ContextVar[date | None] = ContextVar("told", default=None)


def today() -> date:
    """Return the local day; a demonstration may stand still on a day (``PROIM_TODAY``)."""
    return _told.get() or _now()


def is_history() -> bool:
    """Say whether what happens now is told of a day in the past: it is no news to anybody."""
    day = _told.get()
    return day is not None and day < _now()


@contextmanager
def telling(day: date) -> Iterator[None]:
    """Let it be ``day`` for as long as the demonstration tells what happened then."""
    token = _told.set(day)
    try:
        yield
    finally:
        _told.reset(token)


def _now() -> date:
    frozen: date | None = settings.TODAY
    return frozen or timezone.localdate()
