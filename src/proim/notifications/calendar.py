"""Calendar files for notices that carry a date."""

from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone

from proim.core.icalendar import Entry, calendar_file
from proim.notifications.slots import Appointment


def as_ics(told: Appointment) -> str:
    """Return the calendar file of one date; a day without a time is a whole day."""
    host = urlsplit(settings.SITE_URL).hostname or "localhost"
    entry = Entry(
        uid=f"{told.key}@{host}",
        stamped=timezone.now(),
        starts=told.starts,
        ends=told.ends,
        title=told.title,
        place=told.place,
        about=told.about,
    )
    return calendar_file([entry], method="PUBLISH")
