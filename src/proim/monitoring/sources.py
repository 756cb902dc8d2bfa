"""Figure 1b, active coverage: agencies that delivered the quarter's report, out of all in scope."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from proim.agencies.models.agency import entities_on
from proim.core.permissions import Actor
from proim.indicators.scope import (
    AGENCY_COLUMNS,
    IN_SCOPE,
    agencies,
    in_scope,
    resolved,
    tell_agency,
)
from proim.indicators.slots import AsOf, Cell, Column, Part, Shape, Source
from proim.monitoring.models import Report, ReportQuerySet
from proim.monitoring.workflow import Delivery
from proim.projects.models import lead_on


def current(as_of: AsOf) -> ReportQuerySet:
    """Return the reports about the last quarter for which they had been asked by that day."""
    asked = Report.objects.expected(as_of.day, as_of.known_at)
    last = asked.order_by("-period__quarter").values_list("period", flat=True).first()
    return asked.filter(period=last) if last else asked.none()


def _received(as_of: AsOf) -> ReportQuerySet:
    return current(as_of).delivered_as(Delivery.ON_TIME, Delivery.LATE)


def _lead(as_of: AsOf) -> Any:
    """Return who led the project of a report on that day, whoever leads it today."""
    return lead_on(as_of.day, as_of.known_at, project="project", lead="project__agency")


def _active(as_of: AsOf) -> set[int]:
    delivered = (
        _received(as_of).annotate(lead_then=_lead(as_of)).values_list("lead_then", flat=True)
    )
    return resolved(delivered, as_of) & in_scope(as_of)


def _tell_active(rows: Sequence[Any], as_of: AsOf, reader: Actor) -> list[dict[str, Cell]]:
    """Tell each agency with the quarter and how many of its reports were received."""
    answers = entities_on(as_of.day, as_of.known_at)
    led = _received(as_of).annotate(lead_then=_lead(as_of))
    received = led.values_list("lead_then", "period__quarter")
    found = [(answers.get(agency, agency), quarter) for agency, quarter in received]
    counted, quarters = Counter(agency for agency, _quarter in found), dict(found)
    return [
        {
            **tell_agency(agency),
            "trimestre": quarters[agency.pk],
            "informes_recibidos": counted[agency.pk],
        }
        for agency in rows
    ]


ACTIVE_COVERAGE = Source(
    code="active_coverage",
    number="1b",
    label=_("Active coverage"),
    unit=_("per cent of the public entities in scope"),
    definition=_(
        "Public entities in scope that delivered at least one report about the last quarter for "
        "which reports had been asked by the day, out of all in scope. Delivered means signed by "
        "the head."
    ),
    shape=Shape.RATIO,
    parts=lambda: (
        Part(
            code="delivered",
            label=_("Public entities that delivered"),
            columns=(
                *AGENCY_COLUMNS,
                Column("trimestre", _("Quarter")),
                Column("informes_recibidos", _("Reports received")),
            ),
            rows=lambda as_of: agencies(_active(as_of), as_of),
            tell=_tell_active,
        ),
        IN_SCOPE,
    ),
)
