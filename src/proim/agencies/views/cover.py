"""Who stands in for whom, who is told of overdue terms, and the terms themselves."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from proim.accounts.http import PersonRequest
from proim.agencies import actions
from proim.agencies.forms import AbsenceForm, EscalationForm, TermFilter
from proim.agencies.models import Absence, Audience, EscalationLevel, levels
from proim.agencies.owing import owing
from proim.agencies.rules import has_post, is_office
from proim.agencies.views.access import programme_for
from proim.core.clock import today
from proim.core.http import PAGE_SIZE, paginate, refusals_in, render_page, tell
from proim.core.permissions import may


@require_GET
def term_list(request: PersonRequest) -> HttpResponse:
    if not has_post(request.user):
        raise PermissionDenied("agencies.see_terms")
    filters = TermFilter(request.GET)
    found = owing(request.user, today(), **filters.cleaned_data)
    page = Paginator(found.lines, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "filters": filters,
        "page": page,
        "lines": found.told(page.object_list),
        "is_office": is_office(request.user),
        "day": today(),
    }
    return render_page(request, "agencies/term_list.html", context, partial="results")


@require_GET
def absence_list(request: PersonRequest) -> HttpResponse:
    programme_for(request, "agencies.see_absences")
    rows = Absence.objects.select_related("person", "substitute", "recorded_by")
    context = {"page": paginate(request, rows), "day": today()}
    return render(request, "agencies/absence_list.html", context)


@require_http_methods(["GET", "POST"])
def absence_record(request: PersonRequest) -> HttpResponse:
    programme_for(request, "agencies.record_absence")
    form = AbsenceForm(
        request.POST or None, initial={"person": request.user, "valid_from": today()}
    )
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            done = actions.record_absence(form.draft, by=request.user)
            text = _("%(substitute)s has the cases of %(person)s on those days.")
            told = {"substitute": done.substitute, "person": done.person}
            messages.success(request, text % told)
            return redirect("agencies:absences")
    return render(request, "agencies/absence_form.html", {"form": form})


@require_POST
def absence_end(request: PersonRequest, code: UUID) -> HttpResponse:
    programme_for(request, "agencies.see_absences")
    absence = get_object_or_404(Absence, code=code)
    if not may("agencies.end_absence", request.user, absence):
        raise PermissionDenied("agencies.end_absence")
    with tell(request, _("The absence ends today.")):
        actions.end_absence(absence, by=request.user)
    return redirect("agencies:absences")


@require_http_methods(["GET", "POST"])
def escalation_set(request: PersonRequest) -> HttpResponse:
    programme_for(request, "agencies.set_escalation")
    now = levels(today())
    form = EscalationForm(request.POST or None, initial={one.value: now[one] for one in now})
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            for audience in Audience:
                days = form.cleaned_data[audience.value]
                actions.set_escalation(audience, days, by=request.user)
            messages.success(request, _("The levels are recorded; they hold from today on."))
            return redirect("agencies:set_escalation")
    past = EscalationLevel.objects.order_by("-since", "-pk")
    return render(request, "agencies/escalation.html", {"form": form, "past": past})
