"""What monitoring shows on the pages of a project and of an agency."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from proim.agencies.models.agency import entities_on
from proim.agencies.running import Running
from proim.core.clock import today
from proim.monitoring.formulas import Figures
from proim.monitoring.models import Report, ReportVersion
from proim.monitoring.models.delivery import figures_by
from proim.monitoring.sheet import Word, chart, readings, staged
from proim.monitoring.standing import standing
from proim.monitoring.workflow import Stage


@dataclass(frozen=True, slots=True)
class Open:
    """A report in work, for those whom it concerns."""

    report: Report
    stage: Word
    term: Running


def of_project(request: HttpRequest, project: Any) -> dict[str, Any] | None:
    """Return the published reports of ``project`` and those in work; four queries."""
    versions = ReportVersion.objects.filter(report__project=project)
    versions = versions.select_related("report__period").order_by(
        "report__period__quarter", "number"
    )
    found = readings(versions)
    in_work: list[Open] = []
    if request.user.is_authenticated:
        rows = Report.objects.permitted("monitoring.read_draft", request.user).with_names()
        rows = rows.filter(project=project).exclude(stage=Stage.PUBLISHED)
        open_ones = list(rows.order_by("-period__quarter"))
        terms = standing(open_ones, today())
        in_work = [Open(one, staged(one.stage), terms[one.pk]) for one in open_ones]
    if not found and not in_work:
        return None
    return {"readings": found[::-1], "chart": chart(found), "in_work": in_work}


@dataclass(frozen=True, slots=True)
class Row:
    """The figures of an agency about one quarter, and the list behind them."""

    quarter: str
    figures: Figures
    href: str


def of_agency(request: HttpRequest, agency: Any) -> dict[str, Any] | None:
    """Return what ``agency`` delivered, quarter by quarter; two queries."""
    day = today()
    behind = [ended for ended, heir in entities_on(day).items() if heir == agency.pk]
    asked = Report.objects.expected(day).filter(project__agency__in=[agency.pk, *behind])
    found = figures_by(asked, "period__quarter")
    if not found:
        return None
    base = reverse("monitoring:delivery_list")
    rows = [
        Row(quarter, found[quarter], f"{base}?quarter={quarter}&agency={agency.code}")
        for quarter in sorted(found, reverse=True)
    ]
    return {"rows": rows}
