from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from proim.accounts.http import PersonRequest, Request
from proim.accounts.models import User
from proim.audit.history import history
from proim.core.clock import today
from proim.core.http import refusals_in, tell
from proim.core.seen import as_stored
from proim.desk.choosing import answers_in
from proim.desk.resuming import resumed
from proim.documents.models import Document
from proim.training import actions
from proim.training.certificates import papers_of
from proim.training.forms import SessionForm
from proim.training.models import Course, CourseSessionQuerySet, Enrolment, Need, Session
from proim.training.opinions import opinions_of
from proim.training.papers import OF_SESSIONS
from proim.training.workflow import NO_PLACE, Result

VERBS = ("see_people", "enrol", "attend", "note_presence", "edit_session", "close_session", "join")


@login_not_required
@require_GET
def session(request: Request, code: UUID) -> HttpResponse:
    """Show when and where; to oneself one's place, to the office who is enrolled."""
    verbs = [f"training.{verb}" for verb in VERBS]
    sessions = visible(request).with_places().with_permissions(request.user, *verbs)
    shown: Any = get_object_or_404(sessions, code=code)  # with its may_… and its places
    mine = _own(shown, request.user)
    enrolments = shown.enrolments.select_related("person", "agency").with_folio()
    is_coming = shown.starts_on >= today() and not shown.closed_on
    result = mine.result if mine else Result.WITHDRAWN
    context = {
        "session": shown,
        "mine": mine,
        "is_in": result not in NO_PLACE,
        "is_waiting": result == Result.WAITING and not shown.closed_on,
        "may_leave": result in (Result.ENROLLED, Result.WAITING) and not shown.closed_on,
        "may_join": shown.may_join and is_coming and result == Result.WITHDRAWN,
        "may_see_link": bool(shown.link) and (result not in NO_PLACE or shown.may_see_people),
        "may_close": shown.may_close_session and not shown.closed_on and shown.ends_on <= today(),
        "may_settle": shown.may_attend and not shown.closed_on and shown.ends_on <= today(),
        "needs": Need.objects.filter(session=shown).select_related("agency")
        if shown.may_see_people
        else [],
        "opinions": opinions_of(shown) if shown.may_see_people else None,
        "papers": papers_of(shown, get_language()) if shown.may_see_people else None,
        "today": today(),
        "enrolments": list(enrolments) if shown.may_see_people else [],
        "issued": Document.objects.in_force(OF_SESSIONS, shown.pk) if shown.may_see_people else [],
        "entries": history(shown) if shown.may_see_people else [],
    }
    return render(request, "training/session.html", context)


@require_http_methods(["GET", "POST"])
def schedule(request: PersonRequest, code: UUID) -> HttpResponse:
    """Enter a new session of a course."""
    course = get_object_or_404(
        Course.objects.permitted("training.schedule", request.user), code=code
    )
    form = SessionForm(request.POST or None, instance=Session(course=course))
    form = resumed(request, form)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            new = actions.schedule(form.instance, by=request.user)
            messages.success(request, _("The session was added."))
            return redirect(new)
    return render(request, "training/schedule.html", {"form": form, "course": course})


@require_http_methods(["GET", "POST"])
def edit_session(request: PersonRequest, code: UUID) -> HttpResponse:
    """Change when, where and for how many."""
    sessions = Session.objects.permitted("training.edit_session", request.user)
    edited = get_object_or_404(sessions.select_related("course"), code=code)
    form = resumed(request, SessionForm(request.POST or None, instance=edited))
    if request.method == "POST" and form.is_valid():
        with answers_in(form, as_stored(edited)):
            actions.edit_session(edited, form.answers, by=request.user, seen=form.marks.seen)
            messages.success(request, _("Saved."))
            return redirect(edited)
    return render(request, "training/edit_session.html", {"form": form, "session": edited})


@require_POST
def close_session(request: PersonRequest, code: UUID) -> HttpResponse:
    shown = get_object_or_404(visible(request), code=code)
    with tell(request, _("The session is closed.")):
        actions.close_session(shown, on=today(), by=request.user)
    return redirect(shown)


@require_GET
def attendance_list(request: PersonRequest, code: UUID) -> HttpResponse:
    """Show the list to be printed and signed at the session."""
    sessions = Session.objects.permitted("training.see_people", request.user)
    shown = get_object_or_404(sessions.select_related("course"), code=code)
    enrolments = shown.enrolments.active().select_related("person", "agency")
    context = {"session": shown, "enrolments": enrolments}
    return render(request, "training/attendance_list.html", context)


def visible(request: Request | PersonRequest) -> CourseSessionQuerySet:
    """Return the sessions that the reader may see, with their courses."""
    return Session.objects.permitted("training.view", request.user).select_related("course")


def _own(shown: Session, reader: object) -> Enrolment | None:
    if not isinstance(reader, User):
        return None
    return shown.enrolments.with_folio().filter(person=reader).first()
