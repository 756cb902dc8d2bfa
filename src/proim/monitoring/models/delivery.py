"""Who delivered what: the figures of reports that carry their state of delivery."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import Count

from proim.agencies.models.agency import entities_on
from proim.monitoring.formulas import Figures, total
from proim.monitoring.models.report import ReportQuerySet
from proim.projects.models import lead_on


def figures(reports: ReportQuerySet) -> Figures:
    """Count ``reports`` (as ``expected`` gives them) by state of delivery; one query."""
    asked: Any = reports
    counted = asked.order_by().values_list("delivery").annotate(Count("pk"))
    return Figures(**dict(counted))


def figures_by(reports: ReportQuerySet, field: str) -> dict[Any, Figures]:
    """Count ``reports`` by ``field`` and state of delivery; one query."""
    asked: Any = reports
    counted = asked.order_by().values_list(field, "delivery").annotate(Count("pk"))
    found: dict[Any, Figures] = {}
    for key, state, number in counted:
        found[key] = found.get(key, Figures()) + Figures(**{state: number})
    return found


def figures_by_agency(reports: ReportQuerySet, day: date) -> Mapping[int, Figures]:
    """Count ``reports`` by the agency that answers on ``day``: after a merger, the successor."""
    answers = entities_on(day)
    found: dict[int, Figures] = {}
    led: Any = reports
    led = led.annotate(lead_then=lead_on(day, project="project", lead="project__agency"))
    for agency, counted in figures_by(led, "lead_then").items():
        heir = answers.get(agency, agency)
        found[heir] = total([found.get(heir, Figures()), counted])
    return found
