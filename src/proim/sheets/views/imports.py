"""After the check: the file back with its errors, the receipt, the undoing."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from proim.accounts.http import PersonRequest
from proim.audit.models import Event
from proim.core.http import tell
from proim.sheets import actions
from proim.sheets.answering import answer_of
from proim.sheets.matching import grid_of
from proim.sheets.models import Source
from proim.sheets.views.access import batch_for
from proim.sheets.views.files import attachment
from proim.sheets.views.steps import steps
from proim.sheets.workflow import Stage


@require_GET
def sheet_answer(request: PersonRequest, code: UUID) -> HttpResponse:
    batch = batch_for(request, code)
    checked = batch.stage in (Stage.CHECKED, Stage.COMMITTED, Stage.UNDONE)
    if not checked or not Source.objects.filter(batch=batch).exists():
        raise Http404
    name = batch.file_name.rpartition(".")[0] or batch.file_name
    return attachment(answer_of(batch, grid_of(batch)), "xlsx", f"{name}-{_('checked')}")


@require_GET
def sheet_receipt(request: PersonRequest, code: UUID) -> HttpResponse:
    batch = batch_for(request, code)
    if batch.stage not in (Stage.COMMITTED, Stage.UNDONE):
        return redirect(batch if batch.stage != Stage.DISCARDED else "sheets:list")
    event = get_object_or_404(Event, sequence=batch.event) if batch.event else None
    has_file = Source.objects.filter(batch=batch).exists()
    context = {"batch": batch, "event": event, "has_file": has_file, "steps": steps(4)}
    return render(request, "sheets/receipt.html", context)


@require_POST
def sheet_undo(request: PersonRequest, code: UUID) -> HttpResponse:
    batch = batch_for(request, code)
    with tell(request, _("The import was undone: every row says what it said before.")):
        actions.undo(batch, by=request.user)
    return redirect("sheets:receipt", batch.code)


@require_POST
def sheet_discard(request: PersonRequest, code: UUID) -> HttpResponse:
    batch = batch_for(request, code)
    with tell(request, _("The file was discarded; nothing was stored.")):
        actions.discard(batch, by=request.user)
    return redirect("sheets:list")
