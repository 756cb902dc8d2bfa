"""What the liaison sees: the agency's own reports, and the form of one."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from proim.accounts.http import PersonRequest
from proim.agencies.running import Running
from proim.core.clock import today
from proim.core.errors import DomainError
from proim.core.http import paginate, render_page, tell
from proim.core.seen import as_stored
from proim.desk.choosing import answers_in
from proim.desk.resuming import resumed
from proim.monitoring import actions
from proim.monitoring.forms import MineFilter, ReportForm
from proim.monitoring.models import Report
from proim.monitoring.rules import has_reports, own
from proim.monitoring.sheet import Word, label, staged
from proim.monitoring.standing import moved, standing
from proim.monitoring.views.found import found
from proim.monitoring.workflow import OWED


@dataclass(frozen=True, slots=True)
class Mine:
    """A line of an agency's own reports, and what its reader may do with it."""

    report: Any  # annotated by with_permissions
    stage: Word
    term: Running

    @property
    def runs(self) -> bool:
        return self.report.stage in OWED

    @property
    def writes(self) -> bool:
        return self.report.may_edit and self.report.stage in OWED

    @property
    def states(self) -> bool:
        """Whether "no change" can be said: there is an earlier report, and nothing to correct."""
        first = self.report.last_progress is None or self.report.published_on
        return self.writes and not first


@require_GET
def report_mine(request: PersonRequest) -> HttpResponse:
    if not has_reports(request.user):
        raise PermissionDenied("monitoring.edit")
    filters = MineFilter(request.GET)
    reports = Report.objects.filter(own(request.user)).with_names().with_last_progress()
    reports = reports.with_permissions(request.user, "monitoring.edit", "monitoring.take_back")
    page = paginate(request, filters.narrow(reports))
    terms = standing(page.object_list, today())
    context = {
        "filters": filters,
        "page": page,
        "lines": [Mine(one, staged(one.stage), terms[one.pk]) for one in page],
        "to_sign": Report.objects.permitted("monitoring.sign", request.user).to_sign().count(),
    }
    return render_page(request, "monitoring/report_mine.html", context, partial="results")


@require_http_methods(["GET", "POST"])
def report_edit(request: PersonRequest, code: UUID) -> HttpResponse:
    report = found(request.user, code, "monitoring.edit")
    if request.method == "GET" and report.stage not in OWED:
        messages.info(request, _("This report is validated: take it back before you change it."))
        return redirect(report)
    previous = report.previous()
    form = ReportForm(
        report,
        request.POST if request.method == "POST" else None,
        last=previous.stated() if previous else None,
        validating="validate" in request.POST,
    )
    form = resumed(request, form)
    if request.method == "POST" and form.is_valid() and _saved(request, report, form):
        return redirect("monitoring:mine" if form.validating else report)
    context = {
        "form": form,
        "report": report,
        "previous": previous,
        "term": standing([report], today())[report.pk],
        "moves": moved(report),
        "comment": report.given_back.select_related("by").first(),
    }
    return render(request, "monitoring/report_edit.html", context)


def _saved(request: PersonRequest, report: Report, form: ReportForm) -> bool:
    with answers_in(form, as_stored(report)):
        with transaction.atomic():  # both or nothing: what was typed stays on the screen
            actions.edit(report, form.answers, by=request.user, seen=form.marks.seen)
            if form.validating:
                actions.validate(report, by=request.user)
        if form.validating:
            messages.success(request, _("Validated. The head of the agency can sign it now."))
        else:
            messages.success(request, _("Saved as a draft. Validate it when it is ready."))
        return True
    return False


@require_POST
def report_state_no_change(request: PersonRequest, code: UUID) -> HttpResponse:
    report = found(request.user, code, "monitoring.state_no_change")
    with tell(request, _("Stated: nothing changed. The head of the agency can sign it now.")):
        actions.state_no_change(report, by=request.user)
    return redirect("monitoring:mine")


@require_POST
def report_validate(request: PersonRequest, code: UUID) -> HttpResponse:
    report = found(request.user, code, "monitoring.validate")
    try:
        actions.validate(report, by=request.user)
    except ValidationError as error:
        missing = ", ".join(label(name) for name in error.message_dict)
        messages.error(request, _("Before it can be validated, fill in: %s.") % missing)
        return redirect("monitoring:edit", code)
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Validated. The head of the agency can sign it now."))
    return redirect(report)


@require_POST
def report_take_back(request: PersonRequest, code: UUID) -> HttpResponse:
    report = found(request.user, code, "monitoring.take_back")
    with tell(request, _("Taken back: it is a draft again.")):
        actions.take_back(report, by=request.user)
    return redirect(report)
