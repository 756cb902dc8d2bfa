from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from proim.accounts.http import PersonRequest, Request
from proim.agencies.models import Agency, Programme
from proim.agencies.rules import is_office
from proim.audit.history import history
from proim.core.clock import today
from proim.core.http import paginate, refusals_in
from proim.core.permissions import may
from proim.core.seen import as_stored
from proim.desk.choosing import answers_in
from proim.desk.resuming import resumed
from proim.training import actions
from proim.training.forms import CoreForm, CourseForm, NewCourseForm
from proim.training.models import Course, CourseQuerySet, Exam, Moment, Session

COMING = 10


@login_not_required
@require_GET
def courses(request: Request) -> HttpResponse:
    """List the courses, and before them the sessions that come next."""
    listed = _visible(request).prefetch_related(
        Prefetch("sessions", Session.objects.coming(today()), to_attr="coming")
    )
    coming = Session.objects.permitted("training.view", request.user).coming(today())
    context = {
        "page": paginate(request, listed),
        "coming": coming.with_places().select_related("course")[:COMING],
        "may_add": may("training.add_course", request.user, Programme.get()),
        "may_see_needs": Agency.objects.permitted("training.raise_need", request.user).exists(),
        "may_count": may("training.count", request.user, Programme.get()),
    }
    return render(request, "training/courses.html", context)


@login_not_required
@require_GET
def course(request: Request, code: UUID) -> HttpResponse:
    """Show a course and its sessions; to the office also its history."""
    verbs = ("edit_course", "mark_core", "schedule", "add_exam")
    may_do = [f"training.{verb}" for verb in verbs]
    listed = _visible(request).with_permissions(request.user, *may_do)
    shown: Any = get_object_or_404(listed, code=code)
    sessions = shown.sessions.permitted("training.view", request.user).with_places()
    context = {
        "course": shown,
        "exams": _exams(shown) if shown.may_add_exam else [],
        "page": paginate(request, sessions.order_by("-starts_on", "-pk")),
        "today": today(),
        "entries": history(shown) if is_office(request.user) else [],
    }
    return render(request, "training/course.html", context)


@require_http_methods(["GET", "POST"])
def add_course(request: PersonRequest) -> HttpResponse:
    """Enter a new course."""
    programme = Programme.objects.permitted("training.add_course", request.user)
    get_object_or_404(programme)
    form = resumed(request, NewCourseForm(request.POST or None))
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            told = form.cleaned_data
            since = told["since"] or today()
            new = actions.add_course(
                form.instance, is_core=told["is_core"], since=since, by=request.user
            )
            messages.success(request, _("The course was added."))
            return redirect(new)
    return render(request, "training/add_course.html", {"form": form})


@require_http_methods(["GET", "POST"])
def edit_course(request: PersonRequest, code: UUID) -> HttpResponse:
    """Change what is said of a course."""
    edited = get_object_or_404(
        Course.objects.permitted("training.edit_course", request.user), code=code
    )
    name = edited.title
    form = resumed(request, CourseForm(request.POST or None, instance=edited))
    if request.method == "POST" and form.is_valid():
        with answers_in(form, as_stored(edited)):
            actions.edit_course(edited, form.answers, by=request.user, seen=form.marks.seen)
            messages.success(request, _("Saved."))
            return redirect(edited)
    context = {"form": form, "course": edited, "name": name}
    return render(request, "training/edit_course.html", context)


@require_http_methods(["GET", "POST"])
def mark_core(request: PersonRequest, code: UUID) -> HttpResponse:
    """Make a course a core one, or no longer, from a day on."""
    permitted = Course.objects.permitted("training.mark_core", request.user)
    shown: Any = get_object_or_404(permitted.with_core(today()), code=code)
    form = CoreForm(request.POST or None, initial={"since": today()})
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            told = form.cleaned_data
            actions.mark_core(
                shown,
                is_core=not shown.is_core,
                since=told["since"],
                reason=told["reason"],
                by=request.user,
            )
            messages.success(request, _("Saved."))
            return redirect(shown)
    return render(request, "training/mark_core.html", {"form": form, "course": shown})


def _visible(request: Request) -> CourseQuerySet:
    return Course.objects.permitted("training.view", request.user).with_core(today())


def _exams(shown: Course) -> list[tuple[Moment, Exam | None]]:
    """Return the tests that a course has and may have."""
    found = {exam.moment: exam for exam in Exam.objects.filter(course=shown)}
    return [(moment, found.get(moment)) for moment in Moment]
