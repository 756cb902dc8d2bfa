"""Several reports at once: those that were ticked, as they were shown."""

from collections.abc import Callable
from uuid import UUID

from django.http import QueryDict

from proim.accounts.models import User
from proim.monitoring.models import Report, ReportQuerySet
from proim.monitoring.sheet import staged


def chosen(posted: QueryDict) -> dict[UUID, int]:
    """Return the reports that were ticked, each with the version of the text that was shown.

    The boxes are called ``report``, their value is ``<code>.<version>``; anything else is left out.
    """
    found = {}
    for value in posted.getlist("report"):
        code, _, version = value.partition(".")
        try:
            found[UUID(code)] = int(version)
        except ValueError:
            continue
    return found


def ticked(reports: ReportQuerySet, posted: QueryDict) -> list[Report]:
    """Return those of ``reports`` that were ticked, each with the version that was shown."""
    shown = chosen(posted)
    rows = list(reports.with_names().filter(code__in=shown).urgent_first())
    for report in rows:
        report.version = shown[report.code]
    return rows


def acting(act: Callable[..., Report], by: User) -> Callable[[Report], Report]:
    """Return ``act`` on a report as it was shown: one whose text has changed is refused."""
    return lambda report: act(report, by=by, version=report.version)


def stands(report: Report) -> str:
    """Tell where a report stands now."""
    return str(staged(report.stage).text)
