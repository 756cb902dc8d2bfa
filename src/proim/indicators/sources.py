"""The figure that needs no more than agencies and their people: 1a, liaison coverage."""

from django.utils.translation import gettext_lazy as _

from proim.agencies.models import Appointment
from proim.indicators.scope import (
    AGENCY_COLUMNS,
    IN_SCOPE,
    agencies,
    in_scope,
    resolved,
    tell_agencies,
)
from proim.indicators.slots import AsOf, Part, Shape, Source


def _with_a_liaison(as_of: AsOf) -> set[int]:
    """Return the agencies that have a liaison on the day, in scope or not; two queries."""
    held = Appointment.objects.on(as_of.day, as_of.known_at).liaisons()
    return resolved(held.values_list("agency_id", flat=True), as_of)


def _count(as_of: AsOf) -> dict[str, int]:
    scope = in_scope(as_of)
    return {"with_a_liaison": len(scope & _with_a_liaison(as_of)), IN_SCOPE.code: len(scope)}


LIAISON_COVERAGE = Source(
    code="liaison_coverage",
    number="1a",
    label=_("Liaison coverage"),
    unit=_("per cent of the public entities in scope"),
    definition=_(
        "Public entities in scope that have a liaison officer, principal or alternate, on the "
        "cut-off day, out of all in scope."
    ),
    shape=Shape.RATIO,
    parts=lambda: (
        Part(
            code="with_a_liaison",
            label=_("Public entities with a liaison officer"),
            columns=AGENCY_COLUMNS,
            rows=lambda as_of: agencies(in_scope(as_of) & _with_a_liaison(as_of), as_of),
            tell=tell_agencies,
        ),
        IN_SCOPE,
    ),
    counts=_count,
)
