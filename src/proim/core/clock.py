"""Today, where the programme is. The one place that asks for the date."""

from datetime import date

from django.conf import settings
from django.utils import timezone


def today() -> date:
    """Return the local day; a demonstration may stand still on a day (``PROIM_TODAY``)."""
    frozen: date | None = settings.TODAY
    return frozen or timezone.localdate()
