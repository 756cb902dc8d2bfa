"""One verb on several reports: each in its own transaction, each with its own result."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.http import QueryDict

from proim.accounts.models import User
from proim.core.errors import DomainError
from proim.monitoring.models import Report, ReportQuerySet
from proim.monitoring.sheet import staged


@dataclass(frozen=True, slots=True)
class Result:
    """What was done with one report, or why not."""

    report: Report
    is_done: bool
    told: str


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


def each(
    reports: ReportQuerySet, act: Callable[..., Report], ticked: Mapping[UUID, int], *, by: User
) -> list[Result]:
    """Do ``act`` on each report that was ticked and is among ``reports``; say how it went."""
    rows = reports.with_names().filter(code__in=ticked).urgent_first()
    return [_tried(report, act, ticked[report.code], by) for report in rows]


def _tried(report: Report, act: Callable[..., Report], version: int, by: User) -> Result:
    try:
        done = act(report, by=by, version=version)
    except DomainError as error:
        return Result(report, is_done=False, told=str(error))
    return Result(report, is_done=True, told=staged(done.stage).text)
