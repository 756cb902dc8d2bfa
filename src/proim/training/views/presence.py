from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from proim.accounts.http import PersonRequest
from proim.core.clock import today
from proim.core.errors import DomainError
from proim.core.http import refusals_in, tell
from proim.core.permissions import may
from proim.training import actions, codes
from proim.training.forms import BlockForm, PresenceForm
from proim.training.models import Block, Presence, Session, attendance_of

REFRESH = 45  # seconds: the code of the screen changes each minute


@require_http_methods(["GET", "POST"])
def attendance(request: PersonRequest, code: UUID) -> HttpResponse:
    """Show the blocks of a session, who was there at each, and take a further block."""
    sessions = Session.objects.permitted("training.add_block", request.user)
    shown = get_object_or_404(sessions.select_related("course"), code=code)
    form = BlockForm(
        request.POST or None, instance=Block(session=shown), initial={"day": shown.starts_on}
    )
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            actions.add_block(form.instance, by=request.user)
            messages.success(request, _("The block was added."))
            return redirect("training:attendance", shown.code)
    standing = Presence.objects.standing(shown)
    people = list(shown.enrolments.active().select_related("person"))
    blocks = list(shown.blocks.all())
    whole = attendance_of(shown, [row.pk for row in people])
    context = {
        "session": shown,
        "form": form,
        "blocks": [
            (block, *_counted(block, standing, {row.pk for row in people})) for block in blocks
        ],
        "rows": [(row, _notes(row.pk, blocks, standing), whole.get(row.pk)) for row in people],
        "today": today(),
    }
    return render(request, "training/attendance.html", context)


@require_POST
def remove_block(request: PersonRequest, code: UUID) -> HttpResponse:
    block = _block(request, code, "training.remove_block")
    with tell(request, _("The block was removed.")):
        actions.remove_block(block, by=request.user)
    return redirect("training:attendance", block.session.code)


@require_http_methods(["GET", "POST"])
def note_presence(request: PersonRequest, code: UUID) -> HttpResponse:
    """Note by the list who was at a block; what the code noted is ticked already."""
    block = _block(request, code, "training.note_presence")
    people = list(block.session.enrolments.active().select_related("person", "agency"))
    form = PresenceForm(request.POST if request.method == "POST" else None, people)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            done = actions.note_presence(block, form.chosen, by=request.user)
            text = ngettext("%(count)s note was stored.", "%(count)s notes were stored.", done)
            messages.success(request, text % {"count": done})
            return redirect("training:attendance", block.session.code)
    standing = Presence.objects.standing(block.session)
    rows = [(row, standing.get((block.pk, row.pk))) for row in people]
    context = {"block": block, "session": block.session, "rows": rows, "form": form}
    return render(request, "training/note_presence.html", context)


@require_GET
def show_code(request: PersonRequest, code: UUID) -> HttpResponse:
    """Show the code on the trainer's screen: a new one each minute, with how many are there."""
    block = _block(request, code, "training.note_presence")
    response = _code_page(request, block, printed=False)
    response["Refresh"] = str(REFRESH)  # the page is nothing but the code of this minute
    return response


@require_GET
def print_code(request: PersonRequest, code: UUID) -> HttpResponse:
    """Show the code to be printed: it holds during its block only."""
    block = _block(request, code, "training.note_presence")
    return _code_page(request, block, printed=True)


@require_http_methods(["GET", "POST"])
def check_in(request: PersonRequest, token: str) -> HttpResponse:
    """Open the code on one's phone: say where one is, and note oneself as present by one press."""
    block = codes.block_of(token)
    context: dict[str, Any] = {"block": block, "token": token, "refused": "", "done": ""}
    if block is None:
        return render(request, "training/check_in.html", context, status=404)
    if not may("training.check_in", request.user, block):
        raise PermissionDenied(_("You have no place in this session."))
    try:
        codes.read(token, timezone.now())
        if request.method == "POST":
            first = actions.check_in(block, token, at=timezone.now(), by=request.user)
            context["done"] = "now" if first else "before"
    except DomainError as error:
        context["refused"] = str(error)
    return render(request, "training/check_in.html", context)


def _code_page(request: PersonRequest, block: Block, *, printed: bool) -> HttpResponse:
    now = timezone.now()
    token = codes.made(block, now, printed=printed)
    address = request.build_absolute_uri(reverse("training:check_in", args=[token]))
    people = set(block.session.enrolments.active().values_list("pk", flat=True))
    present, _absent, _missing = _counted(block, Presence.objects.standing(block.session), people)
    context = {
        "block": block,
        "session": block.session,
        "printed": printed,
        "picture": codes.picture(address),
        "address": address,
        "present": present,
        "people": len(people),
        "is_time": codes.is_time(block, now),
        "fresh": codes.FRESH,
    }
    response = render(request, "training/code.html", context)
    response["Cache-Control"] = "private, no-store"
    return response


def _counted(
    block: Block, standing: dict[tuple[int, int], Presence], active: set[int]
) -> tuple[int, int, int]:
    """Return how many of ``active`` were there, were not, and are not noted yet."""
    told = [row for (number, who), row in standing.items() if number == block.pk and who in active]
    present = sum(row.is_present for row in told)
    return present, len(told) - present, len(active) - len(told)


def _notes(
    enrolment: int, blocks: list[Block], standing: dict[tuple[int, int], Presence]
) -> list[Presence | None]:
    return [standing.get((block.pk, enrolment)) for block in blocks]


def _block(request: PersonRequest, code: UUID, permission: str) -> Block:
    rows = Block.objects.permitted(permission, request.user).select_related("session__course")
    return get_object_or_404(rows, code=code)
