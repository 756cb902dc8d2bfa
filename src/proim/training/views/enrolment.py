from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from proim.accounts.http import PersonRequest
from proim.agencies.models import Appointment
from proim.agencies.models.appointment import AppointmentQuerySet
from proim.audit.history import history
from proim.core.bulk import UNDO_MINUTES, each
from proim.core.clock import today
from proim.core.errors import DomainError
from proim.core.http import refusals_in, render_page, tell
from proim.training import actions
from proim.training.actions import Said
from proim.training.forms import ChosenPeople, CorrectForm, LiaisonFilter
from proim.training.models import Attempt, Enrolment, Session, exams_of
from proim.training.views.session import visible
from proim.training.workflow import DECIDED, Result

CHOICES = 100
OWN = ("training.hand_in", "training.opine")


@require_http_methods(["GET", "POST"])
def enrol(request: PersonRequest, code: UUID) -> HttpResponse:
    """Choose among the current liaison officers whom to enrol, many at once.

    First it says what each would get, and nothing is stored; confirmed, it is done and can be
    taken back for half an hour.
    """
    sessions = Session.objects.permitted("training.enrol", request.user).with_places()
    shown = get_object_or_404(sessions.select_related("course"), code=code)
    filters = LiaisonFilter(request.GET)
    offered = filters.narrow(_offered(shown), today())
    form = None
    if request.method == "POST":
        form = ChosenPeople(request.POST, offered)
        if form.is_valid():
            with refusals_in(form):
                return _enrol(request, shown, form.chosen)
    page = Paginator(offered, CHOICES).get_page(request.GET.get("page"))
    context = {"session": shown, "filters": filters, "page": page, "form": form}
    return render_page(request, "training/enrol.html", context, partial="results")


def _enrol(request: PersonRequest, shown: Session, people: list[Any]) -> HttpResponse:
    """Enrol, or only say what that would give: the same code, taken back before anybody sees it."""
    is_done = "confirm" in request.POST
    with transaction.atomic():
        answers = actions.enrol(shown, people, on=today(), by=request.user)
        if not is_done:
            transaction.set_rollback(True)
    new = [one.person.pk for one in answers if one.said != Said.ALREADY]
    context = {
        "session": shown,
        "answers": answers,
        "possible": len(new),
        "is_done": is_done,
        "enrolled": shown.enrolments.filter(person__in=new) if is_done else [],
        "minutes": UNDO_MINUTES,
    }
    return render(request, "training/enrolled.html", context)


@require_POST
def unenrol(request: PersonRequest, code: UUID) -> HttpResponse:
    """Take back an enrolment of many at once, of the last half hour."""
    sessions = Session.objects.permitted("training.enrol", request.user)
    shown = get_object_or_404(sessions, code=code)
    wanted = set(request.POST.getlist("enrolment"))
    rows = [row for row in shown.enrolments.select_related("person") if str(row.code) in wanted]
    results = each(rows, partial(actions.unenrol, by=request.user), str)
    done = sum(one.is_done for one in results)
    text = ngettext(
        "%(count)s enrolment was taken back.", "%(count)s enrolments were taken back.", done
    )
    messages.success(request, text % {"count": done})
    for one in results:
        if not one.is_done:
            messages.warning(request, f"{one.row.person}: {one.told}")
    return redirect(shown)


@require_POST
def join(request: PersonRequest, code: UUID) -> HttpResponse:
    shown = get_object_or_404(visible(request), code=code)
    try:
        row = actions.join(shown, on=today(), by=request.user)
    except DomainError as error:
        messages.error(request, str(error))
    else:
        if row.result == Result.WAITING:
            messages.info(
                request, _("You are on the waiting list. You are told if a place becomes free.")
            )
        else:
            messages.success(request, _("You are enrolled."))
    return redirect(shown)


@require_POST
def withdraw(request: PersonRequest, code: UUID) -> HttpResponse:
    row = _record(request, code)
    with tell(request, _("The place was given back.")):
        actions.withdraw(row, by=request.user)
    return redirect(row.session)


@require_GET
def enrolment(request: PersonRequest, code: UUID) -> HttpResponse:
    """Show one enrolment with its whole history."""
    row = _record(request, code)
    context = {
        "enrolment": row,
        "attempts": Attempt.objects.filter(enrolment=row).select_related("exam"),
        "may_opine": row.may_opine and not row.has_opined and row.session.ends_on <= today(),
        "exams": exams_of(row, today()) if row.may_hand_in else [],
        "entries": history(row),
        "today": today(),
        "may_correct": row.may_correct and row.result in DECIDED,
    }
    return render(request, "training/enrolment.html", context)


@require_http_methods(["GET", "POST"])
def correct(request: PersonRequest, code: UUID) -> HttpResponse:
    """Replace a result that was recorded wrongly."""
    permitted = Enrolment.objects.permitted("training.correct", request.user)
    row = get_object_or_404(permitted.select_related("person", "session__course"), code=code)
    form = CorrectForm(request.POST or None, instance=row)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            reason = form.cleaned_data["reason"]
            actions.correct(row, form.achieved, reason=reason, on=today(), by=request.user)
            messages.success(request, _("The result was corrected. The old one stays on record."))
            return redirect(row)
    return render(request, "training/correct.html", {"form": form, "enrolment": row})


@require_GET
def mine(request: PersonRequest) -> HttpResponse:
    """Show a person's own training: results, certificates, and what to sign up for."""
    own = Enrolment.objects.permitted("training.see_record", request.user)
    own = own.filter(person=request.user).with_folio().select_related("session__course", "agency")
    open_to_me = Session.objects.permitted("training.join", request.user).coming(today())
    coming = open_to_me.with_places().select_related("course")
    there = own.exclude(result=Result.WITHDRAWN)
    context = {
        "enrolments": own.order_by("-session__starts_on", "-pk"),
        "today": today(),
        "coming": coming.exclude(pk__in=there.values("session"))[:10],
    }
    return render(request, "training/mine.html", context)


def _record(request: PersonRequest, code: UUID) -> Any:
    seen = Enrolment.objects.permitted("training.see_record", request.user).with_folio()
    seen = seen.with_permissions(request.user, "training.correct", *OWN)
    return get_object_or_404(seen.select_related("person", "agency", "session__course"), code=code)


def _offered(shown: Session) -> AppointmentQuerySet:
    """Return who may be enrolled: today's liaison officers who are not in the session yet."""
    liaisons = Appointment.objects.on(today()).liaisons().filter(person__is_active=True)
    there = shown.enrolments.active()
    if shown.count_taken() >= shown.capacity:  # with places left, who waits can be given one
        there = shown.enrolments.exclude(result=Result.WITHDRAWN)
    liaisons = liaisons.exclude(person__in=there.values("person"))
    return liaisons.select_related("person", "agency").order_by("agency__name", "role", "pk")
