"""One verb on several reports: each in its own transaction, each with its own result."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django.core.exceptions import ValidationError

from proim.accounts.http import PersonRequest
from proim.core.errors import DomainError
from proim.monitoring.models import Report, ReportQuerySet


@dataclass(frozen=True, slots=True)
class Result:
    """What was done with one report, or why not."""

    report: Report
    is_done: bool
    told: str


def chosen(request: PersonRequest) -> dict[UUID, int]:
    """Return the reports that were ticked, each with the version of the text that was shown.

    The boxes are called ``report``, their value is ``<code>.<version>``; anything else is left out.
    """
    found = {}
    for value in request.POST.getlist("report"):
        code, _, version = value.partition(".")
        try:
            found[UUID(code)] = int(version)
        except ValueError:
            continue
    return found


def each(
    reports: ReportQuerySet, act: Callable[..., Report], request: PersonRequest, done: str
) -> list[Result]:
    """Do ``act`` on each report that was ticked and is among ``reports``; say how it went."""
    ticked = chosen(request)
    rows = reports.with_names().filter(code__in=ticked).urgent_first()
    return [_tried(report, act, request, ticked[report.code], done) for report in rows]


def _tried(
    report: Report, act: Callable[..., Report], request: PersonRequest, version: int, done: str
) -> Result:
    try:
        act(report, by=request.user, version=version)
    except ValidationError as error:
        return Result(report, is_done=False, told=" ".join(error.messages))
    except DomainError as error:
        return Result(report, is_done=False, told=str(error))
    return Result(report, is_done=True, told=done)
