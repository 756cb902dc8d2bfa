"""Several reports at once: those that were ticked, as they were shown."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from uuid import UUID

from django.http import HttpResponse, QueryDict
from django.shortcuts import render

from proim.accounts.http import PersonRequest
from proim.accounts.models import User
from proim.core.bulk import foretell
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


@dataclass(frozen=True, slots=True)
class Step:
    """A verb on several reports before it is done: what the page says, and where it leads."""

    heading: str
    button: str
    address: str  # where it is done
    up: tuple[str, str]  # two pages above this one, label and address
    over: tuple[str, str]  # the page above: where it goes back to


def foretold(
    rows: Sequence[Report],
    act: Callable[[Report], Report],
    will: str,
    step: Step,
    request: PersonRequest,
) -> HttpResponse:
    """Show what ``act`` will do with each report, or why not; nothing is done."""
    results = foretell(rows, act, lambda _report: will)
    possible = [result.row for result in results if result.is_done]
    context = {"results": results, "possible": possible}
    context |= {field.name: getattr(step, field.name) for field in fields(step)}
    return render(request, "monitoring/foretold.html", context)


def stands(report: Report) -> str:
    """Tell where a report stands now."""
    return str(staged(report.stage).text)
