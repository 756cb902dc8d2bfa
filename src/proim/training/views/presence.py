from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from proim.accounts.http import PersonRequest
from proim.core.clock import today
from proim.core.errors import DomainError
from proim.core.http import refusals_in, tell
from proim.core.permissions import may
from proim.training import actions, codes
from proim.training.forms import PaperCodeForm, PresenceForm
from proim.training.models import Presence, Session, attendance_of
from proim.training.workflow import Result

REFRESH = 45  # seconds: the code of the screen changes each minute


@require_GET
def presence(request: PersonRequest, code: UUID) -> HttpResponse:
    """Show the days of a session with how many were there, and how much each person was."""
    shown = _session(request, code)
    people = list(shown.enrolments.active().select_related("person", "agency"))
    noted = _noted(shown, {row.pk for row in people})
    whole = attendance_of(shown, [row.pk for row in people])
    context = {
        "session": shown,
        "days": [
            (number, day, noted.get(day, (0, 0)), day <= today())
            for number, day in enumerate(shown.days, 1)
        ],
        "rows": [(row, whole.get(row.pk)) for row in people],
        "people": len(people),
    }
    return render(request, "training/presence.html", context)


@require_http_methods(["GET", "POST"])
def note_presence(request: PersonRequest, code: UUID, number: int) -> HttpResponse:
    """Note by the list who was there on a day; what the code noted is ticked already."""
    shown = _session(request, code)
    day = _day(shown, number)
    people = list(shown.enrolments.active().select_related("person", "agency"))
    form = PresenceForm(request.POST if request.method == "POST" else None, people)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            done = actions.note_presence(shown, day, form.chosen, by=request.user)
            text = ngettext("%(count)s note was stored.", "%(count)s notes were stored.", done)
            messages.success(request, text % {"count": done})
            return redirect("training:presence", shown.code)
    standing = Presence.objects.standing(shown)
    rows = [(row, standing.get((day, row.pk))) for row in people]
    context = {"session": shown, "day": day, "rows": rows, "form": form}
    return render(request, "training/note_presence.html", context)


@require_GET
def show_code(request: PersonRequest, code: UUID) -> HttpResponse:
    """Show the code on the screen of the room: a new one each minute, with how many are there."""
    shown = _session(request, code)
    people = set(shown.enrolments.active().values_list("pk", flat=True))
    present, _absent = _noted(shown, people).get(today(), (0, 0))
    context: dict[str, Any] = {
        "session": shown,
        "is_day": today() in shown.days and not shown.closed_on,
        "present": present,
        "people": len(people),
        "minutes": codes.FRESH,
    }
    if context["is_day"]:
        context |= _drawn(request, codes.of_now(shown))
    response = render(request, "training/code.html", context)
    response["Refresh"] = str(REFRESH)  # the page is nothing but the code of this minute
    response["Cache-Control"] = "private, no-store"
    return response


@require_GET
def print_code(request: PersonRequest, code: UUID) -> HttpResponse:
    """Show a code to be printed, which holds on a day between the times that the office says."""
    shown = _session(request, code)
    form = PaperCodeForm(request.GET if "day" in request.GET else None, shown)
    context: dict[str, Any] = {"session": shown, "form": form}
    if form.is_bound and form.is_valid():
        told = form.cleaned_data
        day = _day(shown, int(told["day"]))
        made = codes.between(shown, day, told["first"], told["last"])
        context |= {"day": day, "first": told["first"], "last": told["last"]}
        context |= _drawn(request, made)
    response = render(request, "training/paper_code.html", context)
    response["Cache-Control"] = "private, no-store"
    return response


@require_http_methods(["GET", "POST"])
def check_in(request: PersonRequest, token: str) -> HttpResponse:
    """Open the code on one's phone: say where one is, and note oneself as present by one press.

    Who cannot be noted is told why: no place, waiting, closed, the code is over.
    """
    code = codes.read(token)
    if code is None:
        return render(request, "training/check_in.html", {"session": None}, status=404)
    shown = get_object_or_404(Session.objects.select_related("course"), pk=code.session)
    if request.method == "POST":
        with tell(request, _("You are noted as present.")):
            actions.check_in(shown, token, by=request.user)
        return redirect("training:check_in", token)
    row = shown.enrolments.filter(person=request.user).first()
    last = Presence.objects.filter(enrolment=row, day=code.day).last() if row else None
    is_there = bool(last and last.is_present)
    refused = "" if is_there else _refused(request, shown, code, row.result if row else "")
    context = {
        "session": shown,
        "day": code.day,
        "is_there": is_there,
        "at": last.noted_at if last else None,
        "refused": refused,
    }
    return render(request, "training/check_in.html", context)


def _refused(request: PersonRequest, shown: Session, code: codes.Code, result: str) -> str:
    """Say why a person cannot be noted now, or nothing."""
    if shown.closed_on:
        return _("This session is closed.")
    if result == Result.WAITING:
        return _("You are on the waiting list of this session. Speak with the trainer.")
    if not may("training.check_in", request.user, shown):
        return _("You have no place in this session. Speak with the trainer.")
    try:
        code.require_time()
    except DomainError as error:
        return str(error)
    return ""


def _drawn(request: PersonRequest, code: codes.Code) -> dict[str, Any]:
    address = request.build_absolute_uri(code.path)
    return {"picture": _picture(address), "address": address}


def _picture(address: str) -> SafeString:
    import segno  # noqa: PLC0415 - loaded when the first picture is drawn

    drawn = segno.make(address, error="m", micro=False)
    told = {"svgclass": "qr", "lineclass": None, "omitsize": True, "title": _("QR code")}
    return mark_safe(drawn.svg_inline(border=4, light="#fff", **told))  # noqa: S308 - made from an address of ours


def _noted(shown: Session, people: set[int]) -> dict[date, tuple[int, int]]:
    """Return how many of ``people`` were there and were not, by day; one query."""
    found: dict[date, tuple[int, int]] = {}
    for (day, who), row in Presence.objects.standing(shown).items():
        if who in people:
            present, absent = found.get(day, (0, 0))
            found[day] = (present + row.is_present, absent + (not row.is_present))
    return found


def _session(request: PersonRequest, code: UUID) -> Session:
    sessions = Session.objects.permitted("training.note_presence", request.user)
    return get_object_or_404(sessions.select_related("course"), code=code)


def _day(shown: Session, number: int) -> date:
    if not 1 <= number <= len(shown.days):
        raise Http404
    return shown.days[number - 1]
