"""The reporting calendar: for everybody to read, for the office to keep."""

from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from proim.accounts.http import PersonRequest, Request
from proim.agencies.models import Programme
from proim.agencies.rules import is_office
from proim.core.clock import today
from proim.core.http import paginate, refusals_in, tell
from proim.core.permissions import may
from proim.core.quarters import Quarter
from proim.monitoring import actions
from proim.monitoring.forms import DAYS, DatesForm
from proim.monitoring.models import Period
from proim.monitoring.models.period import PeriodQuerySet
from proim.monitoring.sheet import Word, phase
from proim.monitoring.terms import proposed_dates


@dataclass(frozen=True, slots=True)
class Line:
    """A quarter on the calendar."""

    period: Period
    phase: Word
    can_open: bool


@login_not_required
@require_GET
def period_list(request: Request) -> HttpResponse:
    periods = Period.objects.permitted("monitoring.view_period", request.user)
    page, day = paginate(request, periods), today()
    office = is_office(request.user)
    context = {
        "page": page,
        "lines": [Line(p, phase(p, day), p.opened_on is None and p.opens_on <= day) for p in page],
        "office": office,
        "next": _next(periods).code if office else "",
    }
    return render(request, "monitoring/period_list.html", context)


def _next(periods: PeriodQuerySet) -> Quarter:
    """Return the quarter that comes onto the calendar next; at first, the programme's first."""
    if last := periods.order_by("quarter").last():
        return last.calendar.next
    start = Programme.get().starts_on
    return Quarter.of(start) if start else Quarter.of(today()).previous


@require_http_methods(["GET", "POST"])
def period_schedule(request: PersonRequest, quarter: str) -> HttpResponse:
    if not may("monitoring.schedule", request.user, Programme.get()):
        raise PermissionDenied("monitoring.schedule")
    dates = proposed_dates(Quarter.parse(quarter).next.first_day)
    period = Period(quarter=quarter, **{name: getattr(dates, name) for name in DAYS})
    form = DatesForm(request.POST or None, instance=period)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            actions.schedule(Quarter.parse(quarter), form.dates, by=request.user)
            messages.success(request, _("The quarter is on the calendar."))
            return redirect("monitoring:calendar")
    return _days(request, form, period, _("Put a quarter on the calendar"))


@require_http_methods(["GET", "POST"])
def period_reschedule(request: PersonRequest, quarter: str) -> HttpResponse:
    period = get_object_or_404(Period, quarter=quarter)
    if not may("monitoring.reschedule", request.user, period):
        raise PermissionDenied("monitoring.reschedule")
    form = DatesForm(request.POST or None, instance=period)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            actions.reschedule(period, form.dates, by=request.user)
            messages.success(request, _("The days are changed."))
            return redirect("monitoring:calendar")
    return _days(request, form, period, _("Change the days"))


def _days(request: PersonRequest, form: DatesForm, period: Period, title: str) -> HttpResponse:
    context = {"form": form, "period": period, "title": title}
    return render(request, "monitoring/period_days.html", context)


@require_POST
def period_open_period(request: PersonRequest, quarter: str) -> HttpResponse:
    period = get_object_or_404(Period, quarter=quarter)
    with tell(request, _("The reports of this quarter have been asked for.")):
        actions.open_period(period, by=request.user)
    return redirect(period.get_office_url())
