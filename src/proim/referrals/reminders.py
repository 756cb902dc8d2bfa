"""Reminders of referrals that are due: a working day before, a day after, five days after."""

from datetime import date

from proim.agencies.deadlines import calendars
from proim.agencies.formulas import Calendar
from proim.core.clock import today
from proim.notifications.outbox import notify
from proim.referrals.models import ReferralTerm, TermKind

STEPS = (1, -1, -5)  # working days before (after: negative) the day on which it is due


def remind(day: date | None = None) -> int:
    """Tell of each term the latest reminder whose day has come, once; return how many."""
    day, told = day or today(), 0
    rows = ReferralTerm.objects.filter(met_on__isnull=True, kind=TermKind.ATTEND)
    terms = list(rows.select_related("referral").order_by("pk"))
    read = calendars(term.agency_id for term in terms)
    for term in terms:
        step = _step(term.due_on, day, read.of(term.agency_id))
        if step is not None:
            key = f"{term.referral_id}:{term.due_on}:{step}"
            notify("referrals.due", term.referral, key=key, days=step)
            told += 1
    return told


def _step(due: date, day: date, calendar: Calendar) -> int | None:
    left = calendar.between(day, due)
    return min((step for step in STEPS if left <= step), default=None)
