"""Posts that stand empty: the head and the office hear of it at once, then every ten working days."""

from datetime import date, timedelta

from proim.agencies.deadlines import calendar_of, office
from proim.agencies.models import Agency, Appointment, Role, ScopeEntry, vacant
from proim.core.clock import today
from proim.notifications.outbox import notify

EVERY = 10  # working days (domain.md 7.11)


def remind_of_vacancies(day: date | None = None) -> int:
    """Tell of each vacant post, once per ten working days; twice a day does no harm."""
    day, told = day or today(), 0
    calendar = calendar_of(office())
    for agency in vacant(day).order_by("pk"):
        since = vacant_since(agency, day)
        if since is None:
            continue
        step = calendar.between(since, day) // EVERY
        key = f"{agency.pk}:{since}:{step}"
        for kind in ("agencies.vacant", "agencies.vacant_for_office"):
            notify(kind, agency, key=key, since=since.isoformat())
            told += 1
    return told


def vacant_since(agency: Agency, day: date) -> date | None:
    """Return the first day of the vacancy: after the last holder, else when the agency came in."""
    posts = Appointment.objects.filter(agency=agency, role=Role.LIAISON, valid_to__lt=day)
    last = posts.order_by("-valid_to").values_list("valid_to", flat=True).first()
    entries = ScopeEntry.objects.filter(agency=agency, is_in_scope=True, since__lte=day)
    came = entries.order_by("-since").values_list("since", flat=True).first()
    after = last + timedelta(days=1) if last else None
    return max(filter(None, (after, came)), default=None)
