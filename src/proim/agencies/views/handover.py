"""Handing a post over: one page, on which who leaves prepares and signs, and who follows reads and signs."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from proim.accounts.http import PersonRequest
from proim.agencies import actions, letters
from proim.agencies.forms import PrepareForm, RemarkForm
from proim.agencies.handovers import CHECKLIST, open_in, thaw
from proim.agencies.models import Appointment, Handover
from proim.agencies.rules import has_post
from proim.agencies.workflow import HandoverStatus
from proim.audit.history import history
from proim.core.clock import today
from proim.core.http import paginate, refusals_in, tell
from proim.core.permissions import may
from proim.desk.models import Draft, SavedView
from proim.files.panel import panel

VERBS = tuple(f"agencies.{verb}_handover" for verb in ("prepare", "deliver", "reopen", "receive"))


@require_GET
def handover_list(request: PersonRequest) -> HttpResponse:
    """List the hand-overs that the reader may see: the office all, others their own and their agency's."""
    visible = Handover.objects.permitted("agencies.view_handover", request.user)
    if not has_post(request.user) and not visible.exists():
        raise Http404
    page = paginate(request, visible.with_people().order_by("-opened_on", "-pk"))
    context = {"page": page, "day": today()}
    return render(request, "agencies/handover_list.html", context)


@require_POST
def handover_open(request: PersonRequest, code: UUID) -> HttpResponse:
    """Begin the hand-over of a post."""
    held = get_object_or_404(Appointment.objects.select_related("agency"), code=code)
    if not may("agencies.open_handover", request.user, held):
        if not may("agencies.see_people", request.user, held.agency):
            raise Http404
        raise PermissionDenied("agencies.open_handover")
    with tell(request, _("The hand-over was begun.")):
        return redirect(actions.open_handover(held, by=request.user))
    return redirect(held.agency)


@require_http_methods(["GET", "POST"])
def handover_detail(request: PersonRequest, code: UUID) -> HttpResponse:
    """Show a hand-over; a POST stores the checklist, and signs it if that was asked."""
    handover = _found(request, code)
    prepares = handover.may_prepare_handover and handover.status == HandoverStatus.OPEN
    if request.method == "POST" and not prepares:
        raise PermissionDenied("agencies.prepare_handover")
    form = _form(request, handover) if prepares else None
    if request.method == "POST" and form and form.is_valid():
        signing = "sign" in request.POST
        if _stored(request, handover, form, signing=signing):
            done = _("You signed the hand-over.") if signing else _("The hand-over was stored.")
            messages.success(request, done)
            return redirect(handover)
    return _page(request, handover, form=form)


def _stored(request: PersonRequest, row: Handover, form: PrepareForm, *, signing: bool) -> bool:
    told = {"note": form.cleaned_data["summary"], "given": form.given}
    with refusals_in(form):
        actions.prepare_handover(row, form.lines, **told, by=request.user)
    if form.errors or not signing:
        return not form.errors
    missing = [code for code, (is_done, note) in form.lines.items() if not is_done and not note]
    for code in missing:
        form.add_error(f"done_{code}", _("Tick it, or write why it is not done."))
    if not missing:
        with refusals_in(form):
            actions.deliver_handover(row, by=request.user)
    return not form.errors


@require_POST
def handover_reopen(request: PersonRequest, code: UUID) -> HttpResponse:
    """Take the signature of who leaves back."""
    handover = _found(request, code, "agencies.reopen_handover")
    with tell(request, _("The hand-over is open again.")):
        actions.reopen_handover(handover, by=request.user)
    return redirect(handover)


@require_http_methods(["GET", "POST"])
def handover_receive(request: PersonRequest, code: UUID) -> HttpResponse:
    """Sign as who follows."""
    handover = _found(request, code, "agencies.receive_handover")
    if request.method == "GET":
        return redirect(handover)
    form = RemarkForm(request.POST)
    if form.is_valid():
        with refusals_in(form):
            actions.receive_handover(handover, **form.cleaned_data, by=request.user)
            messages.success(request, _("The post is handed over: both have signed."))
            return redirect(handover)
    return _page(request, handover, remark=form)


def _found(request: PersonRequest, code: UUID, permission: str = "") -> Any:
    rows = Handover.objects.permitted("agencies.view_handover", request.user).with_people()
    rows = rows.select_related(
        "leaving__person", "leaving__agency", "successor__person", "delivered_by", "received_by"
    )
    handover: Any = get_object_or_404(rows.with_permissions(request.user, *VERBS), code=code)
    if permission and not getattr(handover, f"may_{permission.partition('.')[2]}"):
        raise PermissionDenied(permission)
    return handover


def _form(request: PersonRequest, handover: Handover) -> PrepareForm:
    """Offer what who leaves has unfinished; nobody else sees that it exists."""
    offered: dict[str, list[tuple[str, str]]] = {}
    if request.user.pk == handover.leaving.person_id:
        drafts = Draft.objects.of(request.user).order_by("-saved_at")[:50]
        views = SavedView.objects.filter(person=request.user)[:50]
        offered["drafts"] = [(str(draft.code), str(draft)) for draft in drafts]
        offered["views"] = [(str(view.code), view.name) for view in views]
    return PrepareForm(handover, request.POST or None, **offered)


def _page(
    request: PersonRequest,
    handover: Any,
    *,
    form: PrepareForm | None = None,
    remark: RemarkForm | None = None,
) -> HttpResponse:
    frozen = handover.status != HandoverStatus.OPEN
    found = thaw(handover.frozen) if frozen else open_in(handover.leaving, today())
    receives = handover.may_receive_handover and handover.status == HandoverStatus.DELIVERED
    context = {
        "handover": handover,
        "agency": handover.leaving.agency,
        "found": found,
        "withdrawn": handover.status == HandoverStatus.WITHDRAWN,
        "names": _names(request, handover),
        "frozen": frozen,
        "form": form,
        "lines": [(CHECKLIST.get(i.code, i.code), i) for i in handover.items.all()],
        "remark": (remark or RemarkForm()) if receives else None,
        "reopens": handover.may_reopen_handover and handover.status == HandoverStatus.DELIVERED,
        "late": handover.is_late(today()),
        "files": panel(request.user, letters.HANDOVER, handover),
        "events": history(handover, words=CHECKLIST),
    }
    return render(request, "agencies/handover.html", context)


def _names(request: PersonRequest, handover: Handover) -> bool:
    """Say whether the reader may know what is open by name: who leaves, and the people of the agency.

    The office knows how much there is; what was never sent to it stays the agency's.
    """
    person = request.user
    if person.pk in (handover.leaving.person_id, handover.delivered_by_id):
        return True
    held = Appointment.objects.on(today()).filter(person=person, agency=handover.leaving.agency)
    return held.exists()
