from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from proim.accounts.http import PersonRequest
from proim.agencies.models import Appointment
from proim.agencies.models.appointment import AppointmentQuerySet
from proim.audit.history import history
from proim.core.clock import today
from proim.core.http import refusals_in, render_page, tell
from proim.training import actions
from proim.training.actions import Answer, Said
from proim.training.forms import ChosenPeople, CorrectForm, LiaisonFilter
from proim.training.models import Enrolment, Session
from proim.training.views.session import visible
from proim.training.workflow import DECIDED

CHOICES = 100


@require_http_methods(["GET", "POST"])
def enrol(request: PersonRequest, code: UUID) -> HttpResponse:
    """Choose among the current liaison officers whom to enrol, many at once."""
    sessions = Session.objects.permitted("training.enrol", request.user).with_places()
    shown = get_object_or_404(sessions.select_related("course"), code=code)
    filters = LiaisonFilter(request.GET)
    offered = filters.narrow(_offered(shown), today())
    form = None
    if request.method == "POST":
        form = ChosenPeople(request.POST, offered)
        if form.is_valid():
            with refusals_in(form):
                answers = actions.enrol(shown, form.chosen, on=today(), by=request.user)
                _tell(request, answers)
                return redirect(shown)
    page = Paginator(offered, CHOICES).get_page(request.GET.get("page"))
    context = {"session": shown, "filters": filters, "page": page, "form": form}
    return render_page(request, "training/enrol.html", context, partial="results")


@require_POST
def join(request: PersonRequest, code: UUID) -> HttpResponse:
    shown = get_object_or_404(visible(request), code=code)
    with tell(request, _("You are enrolled.")):
        actions.join(shown, on=today(), by=request.user)
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
        "entries": history(row),
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
    coming = open_to_me.with_room().select_related("course")
    context = {
        "enrolments": own.order_by("-session__starts_on", "-pk"),
        "coming": coming.exclude(pk__in=own.active().values("session"))[:10],
    }
    return render(request, "training/mine.html", context)


def _record(request: PersonRequest, code: UUID) -> Any:
    seen = Enrolment.objects.permitted("training.see_record", request.user).with_folio()
    seen = seen.with_permissions(request.user, "training.correct")
    return get_object_or_404(seen.select_related("person", "agency", "session__course"), code=code)


def _offered(shown: Session) -> AppointmentQuerySet:
    """Return who may be enrolled: today's liaison officers who are not in the session yet."""
    liaisons = Appointment.objects.on(today()).liaisons().filter(person__is_active=True)
    liaisons = liaisons.exclude(person__in=shown.enrolments.active().values("person"))
    return liaisons.select_related("person", "agency").order_by("agency__name", "role", "pk")


def _tell(request: PersonRequest, answers: list[Answer]) -> None:
    """Tell what became of each person: how many are in, and who is not."""
    done = sum(answer.said == Said.DONE for answer in answers)
    text = ngettext("%(count)s person was enrolled.", "%(count)s people were enrolled.", done)
    messages.success(request, text % {"count": done})
    for said in (Said.FULL, Said.ALREADY):
        if names := [str(answer.person) for answer in answers if answer.said == said]:
            text = _("%(reason)s: %(people)s") % {
                "reason": str(said.label).capitalize(),
                "people": ", ".join(names),
            }
            messages.warning(request, text)
