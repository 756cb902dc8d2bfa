"""Reminders of courses that begin, and of certificates that expire."""

from datetime import date, timedelta

from proim.core.clock import today
from proim.notifications.outbox import notify
from proim.training.models import Certificate, Enrolment
from proim.training.workflow import Result

BEFORE = timedelta(days=3)
EXPIRES = timedelta(days=30)


def remind(day: date | None = None) -> int:
    """Remind everybody enrolled in a course that begins within three days, once per first day."""
    day = day or today()
    rows = Enrolment.objects.filter(result=Result.ENROLLED, session__closed_on__isnull=True)
    rows = rows.filter(session__starts_on__gt=day, session__starts_on__lte=day + BEFORE)
    for row in rows.select_related("session").order_by("pk"):
        notify("training.reminded", row, key=f"{row.pk}:{row.session.starts_on}")
    return len(rows)


def remind_of_expiry(day: date | None = None) -> int:
    """Remind the holder of each certificate that expires within thirty days, once."""
    day = day or today()
    rows = Certificate.objects.expiring(day, day + EXPIRES).select_related("enrolment")
    for row in rows.order_by("pk"):
        until, key = str(row.expires_on), f"{row.folio}:{row.expires_on}"
        notify("training.expires", row.enrolment, key=key, folio=row.folio, until=until)
    return len(rows)
