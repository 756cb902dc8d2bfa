"""The office's page of a quarter: what is missing, what was received, what can be published."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from proim.accounts.http import PersonRequest
from proim.agencies.rules import is_office
from proim.core.bulk import Result, each
from proim.core.clock import today
from proim.core.http import paginate, render_page
from proim.monitoring import actions
from proim.monitoring.models import Period, Report, ReportQuerySet
from proim.monitoring.models.delivery import figures
from proim.monitoring.sheet import Word, phase, rated
from proim.monitoring.views.bulk import Step, acting, foretold, stands, ticked
from proim.monitoring.workflow import OWED, Stage
from proim.ui.parts import Tab

# name of the tab: its label, and which reports it shows
TABS: dict[str, tuple[Any, dict[str, Any]]] = {
    "signed": (gettext_lazy("To publish"), {"stage": Stage.SIGNED}),
    "validated": (gettext_lazy("Waiting for the head"), {"stage": Stage.VALIDATED}),
    "missing": (
        gettext_lazy("Not delivered"),
        {"stage__in": OWED, "published_on__isnull": True},
    ),
    "published": (gettext_lazy("Published"), {"published_on__isnull": False}),
}


@dataclass(frozen=True, slots=True)
class Line:
    """A report on the office's page; of drafts the office sees only that they are owed."""

    report: Any  # annotated by with_last_progress
    rating: Word
    is_readable: bool

    @property
    def step(self) -> int | None:
        """Percentage points since the last report; ``None`` for a first one."""
        last = self.report.last_progress
        return None if last is None else self.report.progress - last


@require_GET
def period_quarter(request: PersonRequest, quarter: str) -> HttpResponse:
    return _page(request, quarter, [])


@require_POST
def report_publish(request: PersonRequest, quarter: str) -> HttpResponse:
    """Say what publishing will do with each report that was ticked; asked to go on, do it.

    How it went is shown above the page of the quarter.
    """
    mine = Report.objects.permitted("monitoring.publish", request.user)
    rows = ticked(mine.filter(period__quarter=quarter), request.POST)
    publish = acting(actions.publish, request.user)
    if not rows:
        messages.error(request, _("Choose at least one report."))
    elif "confirm" not in request.POST:
        will = _("It will be published for everybody. Afterwards it changes by correction only.")
        here = reverse("monitoring:quarter", args=[quarter])
        step = Step(
            heading=_("What will be published"),
            button=_("Publish these"),
            address=reverse("monitoring:publish", args=[quarter]),
            up=(_("Reporting calendar"), reverse("monitoring:calendar")),
            over=(str(get_object_or_404(Period, quarter=quarter)), here),
        )
        return foretold(rows, publish, will, step, request)
    return _page(request, quarter, each(rows, publish, stands))


def _page(request: PersonRequest, quarter: str, results: list[Result[Report]]) -> HttpResponse:
    if not is_office(request.user):
        raise PermissionDenied("monitoring.publish")
    period = get_object_or_404(Period, quarter=quarter)
    tab = request.GET.get("show", "signed")
    tab = tab if tab in TABS else "signed"
    reports = Report.objects.filter(period=period, project__is_test=False)
    page = paginate(request, _shown(reports, tab))
    context = {
        "period": period,
        "phase": phase(period, today()),
        "figures": figures(reports.expected(today())),
        "tab": tab,
        "tabs": _tabs(reports, tab),
        "page": page,
        "lines": [_line(report, readable=tab != "missing") for report in page],
        "results": results,
        "done": sum(result.is_done for result in results),
        "all": "all" in request.GET,
    }
    return render_page(request, "monitoring/period_quarter.html", context, partial="results")


def _shown(reports: ReportQuerySet, tab: str) -> ReportQuerySet:
    rows = reports.filter(**TABS[tab][1]).with_names().with_last_progress()
    return rows.order_by("project__agency__name_key", "project__title_key", "pk")


def _tabs(reports: ReportQuerySet, current: str) -> list[Tab]:
    return [
        Tab(label, f"?show={name}", current=name == current, count=reports.filter(**which).count())
        for name, (label, which) in TABS.items()
    ]


def _line(report: Report, *, readable: bool) -> Line:
    return Line(report, rated(report.rating), is_readable=readable)
