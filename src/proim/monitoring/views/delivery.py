"""Who delivered: the public figures of a quarter or of all, each opening the list behind it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from proim.accounts.http import Request
from proim.agencies.models import Agency
from proim.agencies.models.agency import entities_on
from proim.core.clock import today
from proim.core.http import paginate, render_page
from proim.core.permissions import rows
from proim.core.sorting import key
from proim.indicators.scope import agency_names
from proim.monitoring.forms import RECEIVED, DeliveryFilter, DeliveryListFilter
from proim.monitoring.formulas import Figures, total
from proim.monitoring.models import Period, Report
from proim.monitoring.models.delivery import figures_by_agency
from proim.monitoring.sheet import Word, delivered, phase
from proim.monitoring.workflow import Delivery
from proim.projects.models import Project, lead_on, touched_by
from proim.ui.formats import quarter as told
from proim.ui.parts import Tab


@dataclass(frozen=True, slots=True)
class Cell:
    """A figure and the list that it was counted from."""

    label: str
    value: int
    href: str


@dataclass(frozen=True, slots=True)
class Row:
    """The figures of one agency."""

    agency: Any  # annotated by named_on
    cells: list[Cell]


@login_not_required
@require_GET
def delivery(request: Request, quarter: str = "") -> HttpResponse:
    """Show the figures of a quarter, or of all quarters, as of a day."""
    period = get_object_or_404(Period, quarter=quarter) if quarter else None
    filters = DeliveryFilter(request.GET)
    day = _day(filters)
    asked = Report.objects.expected(day)
    asked = asked.filter(period=period) if period else asked
    found = figures_by_agency(asked, day)
    waits = total(found.values()).awaited > 0
    context = {
        "period": period,
        "phase": phase(period, day) if period else None,
        "day": day,
        "filters": filters,
        "tabs": _tabs(quarter, filters),
        "cells": _cells(total(found.values()), _Behind(quarter, day, waits)),
        "rows": _rows(found, _Behind(quarter, day, waits)),
    }
    return render(request, "monitoring/delivery.html", context)


def _day(filters: DeliveryFilter) -> date:
    """Return the day that was asked for, at most today."""
    filters.is_valid()
    return min(filters.cleaned_data.get("on") or today(), today())


def _tabs(current: str, filters: DeliveryFilter) -> list[Tab]:
    on = filters.cleaned_data.get("on")
    tail = f"?on={on}" if on else ""
    every = Tab(_("All quarters"), reverse("monitoring:delivery_all") + tail, current=not current)
    return [
        *(
            Tab(
                told(period.quarter),
                period.get_absolute_url() + tail,
                current=period.quarter == current,
            )
            for period in Period.objects.filter(opened_on__isnull=False)[:8]
        ),
        every,
    ]


@dataclass(frozen=True, slots=True)
class _Behind:
    """Which list stands behind a figure; whether any report is still within its term."""

    quarter: str
    day: date
    waits: bool
    agency: str = ""

    def cell(self, label: str, value: int, state: str = "") -> Cell:
        asked = {"quarter": self.quarter, "state": state, "on": self.day, "agency": self.agency}
        query = urlencode({name: str(text) for name, text in asked.items() if text})
        return Cell(label, value, f"{reverse('monitoring:delivery_list')}?{query}")


def _cells(figures: Figures, behind: _Behind) -> list[Cell]:
    within = behind.cell(_("Within the term"), figures.awaited, Delivery.AWAITED)
    return [
        behind.cell(_("Expected"), figures.expected),
        behind.cell(_("Received"), figures.received, RECEIVED),
        behind.cell(_("On time"), figures.on_time, Delivery.ON_TIME),
        behind.cell(_("Late"), figures.late, Delivery.LATE),
        *([within] if behind.waits else []),
        behind.cell(_("Missing"), figures.missing, Delivery.MISSING),
    ]


def _rows(found: Mapping[int, Figures], behind: _Behind) -> list[Row]:
    names = agency_names(found, behind.day)
    agencies = sorted(names.values(), key=lambda agency: (key(agency.name_then), agency.pk))
    return [
        Row(agency, _cells(found[agency.pk], replace(behind, agency=str(agency.code))))
        for agency in agencies
    ]


@dataclass(frozen=True, slots=True)
class Expected:
    """A report on the list behind a figure. What is not public has no name here."""

    report: Any  # annotated by expected, with_openness and with_permissions
    state: Word
    link: str


@login_not_required
@require_GET
def delivery_list(request: Request) -> HttpResponse:
    filters = DeliveryListFilter(request.GET)
    day = _day(filters)
    reports = filters.narrow(Report.objects.expected(day)).filter(_agency(filters, day))
    reports = reports.with_names().with_openness(request.user)
    reports = reports.with_permissions(request.user, "monitoring.view")
    page = paginate(request, reports.order_by("-period__quarter", "project__agency__words", "pk"))
    context = {
        "filters": filters,
        "day": day,
        "page": page,
        "lines": [_line(report) for report in page],
    }
    return render_page(request, "monitoring/delivery_list.html", context, partial="results")


def _line(report: Any) -> Expected:
    link = report.get_absolute_url() if report.may_view else ""
    return Expected(report, delivered(report.delivery), link)


def _agency(filters: DeliveryListFilter, day: date) -> Q:
    """Return the filter of the reports for which the chosen agency answers on ``day``."""
    code = filters.cleaned_data.get("agency")
    if not code:
        return Q()
    agency = get_object_or_404(Agency.objects.filter(rows("agencies.view", None)), code=code)
    answers = entities_on(day)
    here = answers.get(agency.pk, agency.pk)  # an old address shows whoever answers by then
    behind = [ended for ended, heir in answers.items() if heir == here]
    led = Project.objects.annotate(lead_then=lead_on(day)).filter(touched_by([here, *behind]))
    return Q(project__in=led.filter(lead_then__in=[here, *behind]).values("pk"))
