"""The calendars of working days: public law, so they are open to everybody."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from proim.accounts.http import Request
from proim.agencies import yearly
from proim.agencies.deadlines import calendar_of
from proim.agencies.forms import CountFilter, YearFilter
from proim.agencies.models import Agency, Notice, Programme
from proim.core.permissions import may

MOST_DAYS = 1100  # three years: no term is longer


@login_not_required
@require_GET
def city_days(request: Request) -> HttpResponse:
    return _year(request, None)


@login_not_required
@require_GET
def agency_days(request: Request, code: UUID) -> HttpResponse:
    return _year(request, _agency(request, code))


@login_not_required
@require_GET
def city_days_ics(request: Request) -> HttpResponse:
    return _ics(request, None)


@login_not_required
@require_GET
def agency_days_ics(request: Request, code: UUID) -> HttpResponse:
    return _ics(request, _agency(request, code))


@login_not_required
@require_GET
def city_count(request: Request) -> HttpResponse:
    return _count(request, None)


@login_not_required
@require_GET
def agency_count(request: Request, code: UUID) -> HttpResponse:
    return _count(request, _agency(request, code))


def _agency(request: Request, code: UUID) -> Agency:
    return get_object_or_404(Agency.objects.permitted("agencies.view", request.user), code=code)


def _year(request: Request, agency: Agency | None) -> HttpResponse:
    filters = YearFilter(request.GET)
    year, calendar = filters.chosen, calendar_of(agency.pk if agency else None)
    months = yearly.months(year, calendar)
    seen = Notice.objects.permitted("agencies.view_notice", request.user).decided()
    notices = seen.speaking_of([agency.pk if agency else None]).in_year(year)
    context = {
        "agency": agency,
        "filters": filters,
        "year": year,
        "months": months,
        "working": sum(month.working for month in months),
        "weekdays": yearly.WEEKDAYS,
        "rests": yearly.rests(year, calendar),
        "notices": notices.select_related("agency").prefetch_related("spans"),
        "ics": _address(agency, "ics", year),
        "before": _address(agency, "page", year - 1),
        "after": _address(agency, "page", year + 1),
        **_verbs(request, agency),
    }
    return render(request, "agencies/days.html", context)


def _address(agency: Agency | None, what: str, year: int) -> str:
    names = {"page": ("agencies:city_days", "agencies:days")}
    names["ics"] = ("agencies:city_days_ics", "agencies:days_ics")
    city, own = names[what]
    path = reverse(own, args=[agency.code]) if agency else reverse(city)
    return f"{path}?year={year}"


def _verbs(request: Request, agency: Agency | None) -> dict[str, Any]:
    """Return the address at which this person may record or propose a notice, if any."""
    if agency is None:
        allowed = may("agencies.declare_city_notice", request.user, Programme.get())
        return {"record_url": reverse("agencies:declare_city_notice") if allowed else ""}
    for verb in ("declare_notice", "propose_notice"):
        if may(f"agencies.{verb}", request.user, agency):
            return {"record_url": reverse(f"agencies:{verb}", args=[agency.code]), "verb": verb}
    return {"record_url": ""}


def _ics(request: Request, agency: Agency | None) -> HttpResponse:
    filters = YearFilter(request.GET)
    year, calendar = filters.chosen, calendar_of(agency.pk if agency else None)
    name = _("Non-working days %(year)s · %(who)s") % {
        "year": year,
        "who": agency.acronym or agency.name if agency else _("whole government"),
    }
    content = yearly.as_ics(
        name,
        yearly.rests(year, calendar),
        host=request.get_host(),
        url=request.build_absolute_uri(_address(agency, "page", year)),
    )
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    file = f"{agency.key}-{year}" if agency else str(year)
    response["Content-Disposition"] = f'attachment; filename="inhabiles-{file}.ics"'
    return response


def _count(request: Request, agency: Agency | None) -> HttpResponse:
    """Count a term day by day; an address that names none is no page."""
    filters = CountFilter(request.GET)
    if not filters.is_valid():
        raise Http404
    after: date = filters.cleaned_data["after"]
    until: date = filters.cleaned_data["until"]
    if not timedelta() < until - after <= timedelta(days=MOST_DAYS):
        raise Http404
    calendar = calendar_of(agency.pk if agency else None)
    days = yearly.counted(after, until, calendar)
    context = {
        "agency": agency,
        "after": after,
        "until": until,
        "days": days,
        "total": calendar.between(after, until),
        "year_url": _address(agency, "page", until.year),
    }
    return render(request, "agencies/count.html", context)
