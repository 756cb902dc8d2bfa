"""What is done with a whole session at once: settle it, make its certificates, hand them over."""

import io
import zipfile
from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from proim.accounts.http import PersonRequest
from proim.core.bulk import each, foretell
from proim.core.clock import today
from proim.training import actions, tasks
from proim.training.certificates import papers_of
from proim.training.models import Enrolment, Session
from proim.training.standing import basis
from proim.training.workflow import PENDING


@require_POST
def settle(request: PersonRequest, code: UUID) -> HttpResponse:
    """Say what result each person gets by attendance and test; asked to go on, give them."""
    sessions = Session.objects.permitted("training.close_session", request.user)
    shown = get_object_or_404(sessions.select_related("course"), code=code)
    pending = shown.enrolments.filter(result__in=PENDING)
    rows, known = list(pending.select_related("person", "session__course")), basis(shown)
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
def make_papers(request: PersonRequest, code: UUID) -> HttpResponse:
    """Have the PDF of each certificate of a session made, in the background."""
    shown = _settled(request, code)
    language = get_language() or "es-mx"
    if missing := papers_of(shown, language).missing:
        tasks.press_certificates.enqueue(shown.pk, request.user.pk, language)
        text = ngettext(
            "%(count)s document is being made. Reload this page in a moment.",
            "%(count)s documents are being made. Reload this page in a moment.",
            missing,
        )
        messages.success(request, text % {"count": missing})
    else:
        messages.success(request, _("All certificates have their document."))
    return redirect(shown)


@require_GET
def papers_zip(request: PersonRequest, code: UUID) -> HttpResponse:
    """Hand over the PDFs of the certificates of a session in one file."""
    shown = _settled(request, code)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as book:
        for folio, document in papers_of(shown, get_language()).ready:
            if data := document.bytes():
                book.writestr(f"{folio}.pdf", data)
    answer = HttpResponse(buffer.getvalue(), content_type="application/zip")
    name = f"{shown.course.key}-{shown.starts_on}.zip"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = "private, no-store"
    return answer


def _settled(request: PersonRequest, code: UUID) -> Session:
    sessions = Session.objects.permitted("training.see_people", request.user)
    return get_object_or_404(sessions.select_related("course"), code=code)


def _told(row: Enrolment) -> str:
    return str(row.get_result_display())
