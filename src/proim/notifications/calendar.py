"""Calendar files (RFC 5545) for notices that carry a date."""

from datetime import date, datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone

from proim.notifications.slots import Appointment


def as_ics(told: Appointment) -> str:
    """Return the calendar file of one date; a day without a time is a whole day."""
    from icalendar import Calendar, Event  # noqa: PLC0415  # 8 MB that only mails with a date need

    event = Event()
    host = urlsplit(settings.SITE_URL).hostname or "localhost"
    event.add("uid", f"{told.key}@{host}")
    event.add("dtstamp", timezone.now())
    event.add("summary", told.title)
    event.add("dtstart", told.starts)
    event.add("dtend", _end(told.ends))
    if told.place:
        event.add("location", told.place)
    if told.about:
        event.add("description", told.about)
    calendar = Calendar()
    calendar.add("prodid", "-//PROIM//ES")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add_component(event)
    return str(calendar.to_ical().decode())


def _end(last: date | datetime) -> date | datetime:
    """Return the end as the format wants it: of whole days, the day after the last one."""
    return last if isinstance(last, datetime) else last + timedelta(days=1)
