"""What is done with a whole session at once: settle it, make its certificates, read its survey."""

import io
import zipfile
from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from proim.accounts.http import PersonRequest
from proim.core.bulk import Result, each, foretell
from proim.core.clock import today
from proim.core.http import refusals_in
from proim.training import actions, tasks
from proim.training.certificates import papers_of
from proim.training.forms import OpinionForm
from proim.training.models import Enrolment, Session
from proim.training.standing import basis
from proim.training.workflow import PENDING


@require_POST
def settle(request: PersonRequest, code: UUID) -> HttpResponse:
    """Say what result each person gets by attendance and test; asked to go on, give them."""
    sessions = Session.objects.permitted("training.close_session", request.user)
    shown = get_object_or_404(sessions.select_related("course"), code=code)
    pending = shown.enrolments.filter(result__in=PENDING).select_related(
        "person", "session__course"
    )
    rows, known = list(pending), basis(shown)
    act = partial(actions.settle, known=known, on=today(), by=request.user)
    is_done = "confirm" in request.POST
    results = each(rows, act, _told) if is_done else foretell(rows, act, _told)
    context = {
        "session": shown,
        "known": known,
        "results": [
            (one, known.attendance.get(one.row.pk), known.marks.get(one.row.pk)) for one in results
        ],
        "possible": sum(one.is_done for one in results),
        "is_done": is_done,
    }
    return render(request, "training/settle.html", context)


@require_POST
def unenrol(request: PersonRequest, code: UUID) -> HttpResponse:
    """Take back a bulk enrolment of the last half hour."""
    sessions = Session.objects.permitted("training.enrol", request.user)
    shown = get_object_or_404(sessions, code=code)
    wanted = set(request.POST.getlist("enrolment"))
    rows = [row for row in shown.enrolments.select_related("person") if str(row.code) in wanted]
    act = partial(actions.unenrol, on=today(), by=request.user)
    results: list[Result[Enrolment]] = each(rows, act, str)
    done = sum(one.is_done for one in results)
    messages.success(request, _("Taken back: %(count)s.") % {"count": done})
    for one in results:
        if not one.is_done:
            messages.warning(request, f"{one.row.person}: {one.told}")
    return redirect(shown)


@require_POST
def make_papers(request: PersonRequest, code: UUID) -> HttpResponse:
    """Have the PDF of each certificate of a session made, in the background."""
    shown = _settled(request, code)
    papers = papers_of(shown, get_language())
    if missing := papers.missing:
        tasks.press_certificates.enqueue(shown.pk, request.user.pk, get_language() or "es-mx")
        text = _("%(count)s documents are being made. Reload this page in a moment.")
        messages.success(request, text % {"count": missing})
    else:
        messages.success(request, _("All certificates have their document."))
    return redirect(shown)


@require_GET
def papers_zip(request: PersonRequest, code: UUID) -> HttpResponse:
    """Hand over the PDFs of the certificates of a session in one file."""
    shown = _settled(request, code)
    papers = papers_of(shown, get_language())
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as book:
        for folio, document in papers.ready:
            if data := document.bytes():
                book.writestr(f"{folio}.pdf", data)
    answer = HttpResponse(buffer.getvalue(), content_type="application/zip")
    name = f"{shown.course.key}-{shown.starts_on}.zip"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = "private, no-store"
    return answer


@require_http_methods(["GET", "POST"])
def opine(request: PersonRequest, code: UUID) -> HttpResponse:
    """Answer the satisfaction survey of a session that one attended."""
    own = Enrolment.objects.permitted("training.opine", request.user)
    row = get_object_or_404(own.select_related("session__course"), code=code)
    form = OpinionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            remark = form.cleaned_data["remark"]
            actions.opine(row, form.scores, remark, on=today(), by=request.user)
            messages.success(request, _("Thank you for your opinion."))
            return redirect(row)
    context = {"form": form, "enrolment": row, "is_early": row.session.ends_on > today()}
    return render(request, "training/opine.html", context)


def _settled(request: PersonRequest, code: UUID) -> Session:
    sessions = Session.objects.permitted("training.see_people", request.user)
    return get_object_or_404(sessions.select_related("course"), code=code)


def _told(row: Enrolment) -> str:
    return str(row.get_result_display())
