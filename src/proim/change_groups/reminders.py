"""Reminders of agreements and of actions of the plan, and word of culture pulses on their first day.

Three days before the day of what is owed, and each week once it is over.
"""

from datetime import date, timedelta

from proim.change_groups.models import Agreement, PlannedAction, Pulse
from proim.core.clock import today
from proim.notifications.outbox import notify

BEFORE = timedelta(days=3)
WEEK = 7


def remind(day: date | None = None) -> int:
    """Remind the owners of what is open; once before the day, then once a week."""
    day = day or today()
    near = {"done_on__isnull": True, "due_on__lte": day + BEFORE}
    agreements = Agreement.objects.filter(**near).order_by("pk")
    alive = {"dropped_on__isnull": True, "group__dissolved_on__isnull": True}
    planned = PlannedAction.objects.filter(**near, **alive).order_by("pk")
    for kind, rows in (("reminded", agreements), ("plan_due", planned)):
        for row in rows:
            weeks = (day - row.due_on).days // WEEK if day > row.due_on else "before"
            notify(f"change_groups.{kind}", row, key=f"{row.pk}:{row.due_on}:{weeks}")
    alive = {"group__dissolved_on__isnull": True}
    for pulse in Pulse.objects.filter(opens_on=day, **alive).order_by("pk"):
        notify("change_groups.pulse_opened", pulse, key=str(pulse.pk))
    return len(agreements) + len(planned)
