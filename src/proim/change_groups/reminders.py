"""Reminders of agreements: three days before their day, and each week once it is over."""

from datetime import date, timedelta

from proim.change_groups.models import Agreement
from proim.core.clock import today
from proim.notifications.outbox import notify

BEFORE = timedelta(days=3)
WEEK = 7


def remind(day: date | None = None) -> int:
    """Remind the owners of agreements that are open; once before the day, then once a week."""
    day = day or today()
    rows = Agreement.objects.filter(done_on__isnull=True, due_on__lte=day + BEFORE).order_by("pk")
    for row in rows:
        weeks = (day - row.due_on).days // WEEK if day > row.due_on else "before"
        notify("change_groups.reminded", row, key=f"{row.pk}:{row.due_on}:{weeks}")
    return len(rows)
