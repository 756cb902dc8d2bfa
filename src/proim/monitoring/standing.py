"""The terms of reports as people read them, for pages and lists."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from proim.agencies.deadlines import Calendars, calendars
from proim.agencies.running import Moved, Running, moves, running
from proim.monitoring.models import Report
from proim.monitoring.terms import term_of


def standing(reports: Iterable[Report], day: date) -> Mapping[int, Running]:
    """Return the term of each of ``reports``, by its id; two queries, however many there are.

    The reports come with their period and with their project's agency.
    """
    rows = list(reports)
    if not rows:
        return {}
    read = calendars(report.project.agency_id for report in rows)
    return {report.pk: _running(report, day, read) for report in rows}


def _running(report: Report, day: date, read: Calendars) -> Running:
    agency = report.project.agency
    return running(term_of(report), day, read.of(agency.pk), agency=agency)


def moved(report: Report) -> Sequence[Moved]:
    """Return what moved the due day of ``report``, the oldest first; one query."""
    return moves(report.due_moves.select_related("notice").order_by("pk"))
