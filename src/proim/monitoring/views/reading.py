"""Reading a report: its published versions, for everybody; the text in work, for those it concerns."""

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.dateparse import parse_date
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from proim.accounts.http import PersonRequest, Request
from proim.audit.history import history
from proim.core.clock import today
from proim.files.panel import panel
from proim.monitoring import evidence
from proim.monitoring.models import GivenBack, Report, ReportVersion, content_of
from proim.monitoring.sheet import answers, staged
from proim.monitoring.standing import moved, standing
from proim.monitoring.views.buttons import ASKED, buttons
from proim.monitoring.views.found import visible
from proim.monitoring.workflow import OWED, Stage
from proim.ui.parts import steps

DRAFT = "draft"


@login_not_required
@require_GET
def report_detail(request: Request, code: UUID) -> HttpResponse:
    """Show the last published version, the one asked for (?version=1), or the text in work."""
    rows = visible(request.user).select_related(
        "project__agency", "period", "validated_by", "signed_by", "signed_for"
    )
    report: Any = get_object_or_404(rows.with_permissions(request.user, *ASKED), code=code)
    versions = list(report.versions.order_by("-number"))
    in_work = report.may_read_draft and report.stage != Stage.PUBLISHED
    version = _version(request.GET.get("version", ""), versions, may_see_draft=in_work)
    runs = not version and report.delivered_on is None
    told = version.told if version else content_of(report, erratum=report.erratum)
    context = {
        "report": report,
        "version": version,
        "versions": versions,
        "in_work": in_work,
        "told": told,
        "title": _title(told["project"]),
        "answers": answers(told["said"]),
        "signatures": [
            (_("Validated by"), _act(told["validated"])),
            (_("Signed by"), _act(told["signed"])),
        ],
        "has_paper": version == versions[0] if versions else report.stage == Stage.SIGNED,
        "hash": _grouped(version.sha256) if version else "",
        "steps": []
        if version
        else steps([(stage, staged(stage).text) for stage in Stage], report.stage),
        "stage": staged(report.stage),
        "buttons": [] if version and in_work else buttons(report),
        "term": standing([report], today())[report.pk] if runs else None,
        "moves": moved(report),
        "comment": None if version else _comment(report),
        "files": panel(request.user, evidence.NAME, report),
    }
    return render(request, "monitoring/report_detail.html", context)


def _version(
    asked: str, versions: list[ReportVersion], *, may_see_draft: bool
) -> ReportVersion | None:
    """Return the version to show; ``None`` is the text in work."""
    if may_see_draft and (asked == DRAFT or not versions):
        return None
    if asked.isdecimal():
        for version in versions:
            if version.number == int(asked):
                return version
        raise Http404
    return versions[0] if versions else None


def _comment(report: Report) -> GivenBack | None:
    """Return why the text came back, as long as it has not been validated again."""
    if report.stage not in OWED:
        return None
    return report.given_back.select_related("by").first()


def _title(project: dict[str, str]) -> dict[str, str]:
    """Return the title as the page's language has it, and its language."""
    if (get_language() or "").startswith("en") and project["title_en"]:
        return {"text": project["title_en"], "lang": "en"}
    return {"text": project["title_es"], "lang": "es"}


def _act(act: dict[str, str]) -> dict[str, Any]:
    return {"for": "", **act, "day": parse_date(act["on"])}


def _grouped(digits: str) -> str:
    """Return a hash in groups of eight, so that people can compare it."""
    return " ".join(digits[start : start + 8] for start in range(0, len(digits), 8))


@login_not_required
@require_GET
def report_version(request: Request, code: UUID, number: int) -> HttpResponse:
    """Give the very bytes that the hash of a published version was computed from."""
    report = get_object_or_404(visible(request.user), code=code)
    version = get_object_or_404(report.versions.all(), number=number)
    answer = HttpResponse(version.content.encode(), content_type="application/json")
    name = f"{report.project.folio}-{report.period.quarter}-v{number}.json"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@require_GET
def report_history(request: PersonRequest, code: UUID) -> HttpResponse:
    rows = Report.objects.permitted("monitoring.history", request.user).with_names()
    report = get_object_or_404(rows, code=code)
    context = {
        "report": report,
        "entries": history(report),
        "stages": report.stage_changes.all(),
        "given_back": report.given_back.select_related("by"),
    }
    return render(request, "monitoring/report_history.html", context)
