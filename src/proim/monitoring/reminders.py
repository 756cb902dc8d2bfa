"""Reminders of reports: before, on and after the day they are due, each once per agency and quarter."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Min

from proim.agencies.deadlines import calendars
from proim.agencies.models import Agency, Audience
from proim.agencies.models.cover import levels
from proim.core.clock import today
from proim.monitoring.models import Period, Report
from proim.monitoring.models.report import ReportQuerySet
from proim.monitoring.workflow import OWED, Stage
from proim.notifications.outbox import notify

# Working days before the end of a term on which the liaison is reminded (domain.md 7.11); how long after it who is
# told, the levels of escalation say.
BEFORE = (5, 1, 0)
TOLD = {
    Audience.LIAISON: "monitoring.overdue",
    Audience.HEAD: "monitoring.escalated",
    Audience.OFFICE: "monitoring.escalated_to_office",
}
FORGOTTEN = -20  # older ones stand on the pages of the office; nobody is told of them by surprise


def owed_by(agency: int, quarter: str) -> ReportQuerySet:
    """Return the reports of a quarter that ``agency`` has not delivered."""
    waiting = Report.objects.filter(stage__in=(*OWED, Stage.VALIDATED), published_on__isnull=True)
    return waiting.filter(project__agency=agency, project__is_test=False, period__quarter=quarter)


def agencies_that_owe(period: Period) -> Iterable[tuple[Agency, date]]:
    """Yield each agency that owes reports of ``period``, and the day on which the first of them is due."""
    waiting = Report.objects.filter(period=period, project__is_test=False)
    waiting = waiting.filter(stage__in=(*OWED, Stage.VALIDATED), published_on__isnull=True)
    first = waiting.order_by().values_list("project__agency").annotate(due=Min("due_on"))
    due = dict(first.filter(due_on__isnull=False))
    for agency in Agency.objects.filter(pk__in=due).order_by("pk"):
        yield agency, due[agency.pk]


def tell_opening(period: Period, on: date) -> None:
    """Tell each agency that owes reports of ``period`` that they are open."""
    for agency, due in agencies_that_owe(period):
        key = f"{agency.pk}:{period.quarter}"
        said: dict[str, Any] = {"quarter": period.quarter, "due": due.isoformat()}
        notify("monitoring.asked", agency, on=on, key=key, **said)


def remind(day: date | None = None) -> int:
    """Tell each agency the latest reminder whose day has come; return how many were due.

    Days are those of the agency's own calendar. The same reminder twice is one, so it may run often;
    after days without power it tells the one that holds now and leaves out those that it missed.
    """
    day, told = day or today(), 0
    kinds = steps(day)
    for period in Period.objects.filter(opened_on__isnull=False, due_on__isnull=False):
        owing = list(agencies_that_owe(period))
        read = calendars(agency.pk for agency, _ in owing)
        for agency, due in owing:
            left = read.of(agency.pk).between(day, due)
            reached = [step for step in kinds if left <= step]
            if not reached or left < FORGOTTEN:
                continue
            step = min(reached)
            key = f"{agency.pk}:{period.quarter}:{due}:{step}"
            for kind in kinds[step]:
                said: dict[str, Any] = {"quarter": period.quarter, "due": due.isoformat()}
                notify(kind, agency, key=key, **said)
            told += 1
    return told


def steps(day: date) -> dict[int, list[str]]:
    """Return working days left (negative: overdue) -> what is told then; the liaison hears of each level."""
    found = {left: ["monitoring.due"] for left in BEFORE}
    for audience, days in levels(day).items():
        if days and audience in TOLD:
            found.setdefault(-days, [TOLD[Audience.LIAISON]])
            if TOLD[audience] not in found[-days]:
                found[-days].append(TOLD[audience])
    return found
