"""Reminders of reports: before, on and after the day they are due, each once per agency and quarter."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from proim.agencies.models import Agency
from proim.core.clock import today
from proim.core.working_days import working_days_between
from proim.monitoring.models import Period, Report
from proim.monitoring.models.report import ReportQuerySet
from proim.monitoring.workflow import OWED, Stage
from proim.notifications.outbox import notify

# Working days before the due day (negative: after it), and what is told then (domain.md 7.11).
STEPS = {5: "due", 1: "due", 0: "due", -1: "overdue", -5: "overdue"}
ESCALATED = -5  # head and office hear of it
FORGOTTEN = -20  # older ones stand on the pages of the office; nobody is told of them by surprise


def owed_by(agency: int, quarter: str) -> ReportQuerySet:
    """Return the reports of a quarter that ``agency`` has not delivered."""
    waiting = Report.objects.filter(stage__in=(*OWED, Stage.VALIDATED), published_on__isnull=True)
    return waiting.filter(project__agency=agency, project__is_test=False, period__quarter=quarter)


def agencies_that_owe(period: Period) -> Iterable[tuple[Agency, date]]:
    """Yield each agency that owes reports of ``period``, and when they are due."""
    waiting = Report.objects.filter(period=period, project__is_test=False)
    waiting = waiting.filter(stage__in=(*OWED, Stage.VALIDATED), published_on__isnull=True)
    ids = waiting.order_by().values_list("project__agency", flat=True).distinct()
    for agency in Agency.objects.filter(pk__in=ids).order_by("pk"):
        yield agency, period.due_on


def tell_opening(period: Period, on: date) -> None:
    """Tell each agency that owes reports of ``period`` that they are open."""
    for agency, due in agencies_that_owe(period):
        key = f"{agency.pk}:{period.quarter}"
        said: dict[str, Any] = {"quarter": period.quarter, "due": due.isoformat()}
        notify("monitoring.asked", agency, on=on, key=key, **said)


def remind(day: date | None = None) -> int:
    """Tell each agency the latest reminder whose day has come; return how many were due.

    The same reminder twice is one, so it may run often; after days without power it tells the one
    that holds now and leaves out those that it missed.
    """
    day, told = day or today(), 0
    for period in Period.objects.filter(opened_on__isnull=False, due_on__isnull=False):
        for agency, due in agencies_that_owe(period):
            left = working_days_between(day, due)
            reached = [step for step in STEPS if left <= step]
            if not reached or left < FORGOTTEN:
                continue
            _tell(agency, period, due, min(reached))
            told += 1
    return told


def _tell(agency: Agency, period: Period, due: date, step: int) -> None:
    key = f"{agency.pk}:{period.quarter}:{due}:{step}"
    said: dict[str, Any] = {"quarter": period.quarter, "due": due.isoformat()}
    notify(f"monitoring.{STEPS[step]}", agency, key=key, **said)
    if step <= ESCALATED:
        for kind in ("monitoring.escalated", "monitoring.escalated_to_office"):
            notify(kind, agency, key=key, **said)
