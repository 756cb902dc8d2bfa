"""The term of a report: the working days from opening to due, on the agency's own calendar.

The quarter's due day is told to everybody; an agency that has fewer working days until then gets as
many as all others, so its reports are due later. Called by actions only.
"""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from django.utils.translation import gettext_lazy as _

from proim.agencies.deadlines import (
    Calendars,
    Term,
    calendar_of,
    calendars,
    end_of,
    office,
    settled,
)
from proim.agencies.models import Audience
from proim.agencies.rules import is_office
from proim.agencies.sources import Change, Mailing, Owed
from proim.core.permissions import Actor
from proim.monitoring.formulas import Dates, default_dates
from proim.monitoring.models import DueMove, Period, Report
from proim.monitoring.rules import own
from proim.monitoring.workflow import Stage

DAY = timedelta(days=1)
LATE = {  # who is told with which kind of notice once reports are overdue (``notices``)
    Audience.LIAISON: "monitoring.overdue",
    Audience.HEAD: "monitoring.escalated",
    Audience.OFFICE: "monitoring.escalated_to_office",
    Audience.ADMINISTRATOR: "monitoring.escalated_to_administrator",
}


def proposed_dates(day_after_quarter: date) -> Dates:
    """Return the days that the calendar proposes for the reports of a quarter.

    Those that all agencies must keep are by the city's calendar, the office's own by the office's.
    """
    owner = office()
    read = calendars([owner])
    return default_dates(day_after_quarter, read.of(None), read.of(owner))


def working_days_of(period: Period) -> int:
    """Return how many working days the city's calendar counts from opening to due day; at least 1."""
    return max(calendar_of(None).between(period.opens_on - DAY, period.due_on), 1)


def term_of(report: Report) -> Term:
    """Return the term of ``report``; its period is at hand."""
    return Term(report.period.opens_on - DAY, report.due_on)


def due_day(period: Period, agency: int, read: Calendars) -> date:
    """Return when the reports of ``agency`` about ``period`` are due, never before everybody's day."""
    starts_on, days = period.opens_on - DAY, period.report_days
    return end_of(starts_on, days, read.of(agency), not_before=period.due_on)


def move(change: Change) -> int:
    """Compute the reports anew whose term runs on the days of ``change``; return how many moved."""
    rows = Report.objects.filter(period__opens_on__lte=change.last, due_on__gte=change.first)
    if change.agencies is not None:
        rows = rows.filter(project__agency__in=change.agencies)
    return _move(rows.select_related("period", "project"), change)


def move_all(period: Period, on: date) -> int:
    """Give every report of ``period`` the day that its new days say, whatever that was before."""
    reports = list(period.reports.select_related("project").order_by("pk"))
    read = calendars(report.project.agency_id for report in reports)
    found = [(r, due_day(period, r.project.agency_id, read)) for r in reports]
    return _store(((report, due) for report, due in found if due != report.due_on), on)


def _move(rows: Iterable[Report], change: Change) -> int:
    reports = list(rows)
    read = calendars(report.project.agency_id for report in reports)
    found = []
    for report in reports:
        new = due_day(report.period, report.project.agency_id, read)
        is_met = report.delivered_on is not None
        due = settled(report.due_on, new, learned_on=change.learned_on, is_met=is_met)
        if due != report.due_on:
            found.append((report, due))
    return _store(found, change.learned_on, change)


def _store(found: Iterable[tuple[Report, date]], on: date, change: Change | None = None) -> int:
    moves, notice = [], change.notice if change else None
    for report, due in found:
        told = DueMove(report=report, moved_from=report.due_on, moved_to=due, since=on)
        told.notice = notice
        moves.append(told)
        report.due_on = due
    Report.objects.bulk_update([row.report for row in moves], ["due_on"], batch_size=500)
    DueMove.objects.bulk_create(moves, batch_size=500)
    return len(moves)


def owed(actor: Actor, day: date) -> Iterator[Owed]:
    """Tell the reports that are not signed: the office knows of all, an agency of its own."""
    rows = Report.objects.undelivered()
    if actor is not None and not is_office(actor):
        rows = rows.filter(own(actor))
    for report in rows.with_names().order_by("due_on", "pk"):
        project = report.project
        what = _("Sign the report") if report.stage == Stage.VALIDATED else _("Write the report")
        title = f"{project.title} · {report.period}"
        yield Owed(
            term_of(report),
            project.agency_id,
            what,
            title,
            report.get_absolute_url(),
            lang=project.title_lang,
            mailing=_mailing(report) if report.period.opened_on else None,
        )


def _mailing(report: Report) -> Mailing:
    """Tell an agency once of all that it owes for a quarter."""
    agency, quarter = report.project.agency, report.period.quarter
    key = f"{agency.pk}:{quarter}"
    return Mailing(agency, key, "monitoring.due", LATE, {"quarter": quarter})
