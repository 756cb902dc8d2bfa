"""The denominator of the figures: agencies in scope on a day, each one resolved to who answers.

A predecessor stands for the agency that took over from it, so a merger counts once.
"""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from proim.agencies.models import Agency, ScopeEntry, Succession
from proim.agencies.models.agency import entities_on
from proim.core.permissions import Actor
from proim.indicators.slots import AsOf, Cell, Column, Link, Part

AGENCY_COLUMNS = (
    Column("ente_publico", _("Public entity")),
    Column("siglas", _("Acronym")),
    Column("tipo", _("Type")),
)


def resolved(agency_ids: Iterable[int], as_of: AsOf) -> set[int]:
    """Return the agencies that answer on the day for ``agency_ids``."""
    answers = entities_on(as_of.day, as_of.known_at)
    return {answers.get(pk, pk) for pk in agency_ids}


def in_scope(as_of: AsOf) -> set[int]:
    """Return the agencies in scope on the day; three queries at most, however many they are."""
    listed = Agency.objects.in_scope(as_of.day, as_of.known_at)
    return resolved(listed.values_list("pk", flat=True), as_of)


class ScopeList:
    """The scope list through time, read once, for questions about many days.

    Says the same as ``in_scope`` for each day.
    """

    def __init__(self, known_at: datetime | None = None) -> None:
        known = Q(recorded_at__lte=known_at) if known_at else Q()
        entries = ScopeEntry.objects.filter(known).order_by("since", "pk")
        self._entries: dict[int, list[tuple[date, bool]]] = {}
        for agency_id, since, listed in entries.values_list("agency_id", "since", "is_in_scope"):
            self._entries.setdefault(agency_id, []).append((since, listed))
        main = Succession.objects.filter(known, is_main=True, successor__isnull=False)
        found = main.values_list("predecessor_id", "successor_id", "since")
        self._steps = {int(a): (int(b or 0), since) for a, b, since in found}
        self._members: dict[date, set[int]] = {}

    def entity(self, agency_id: int, day: date) -> int:
        """Return the agency that answers for ``agency_id`` on ``day``."""
        here, seen = agency_id, set[int]()
        while here not in seen and (step := self._steps.get(here)) and step[1] <= day:
            seen.add(here)
            here = step[0]
        return here

    def members(self, day: date) -> set[int]:
        """Return the agencies in scope on ``day``."""
        if day not in self._members:
            listed = (pk for pk, told in self._entries.items() if _listed(told, day))
            self._members[day] = {self.entity(pk, day) for pk in listed}
        return self._members[day]

    def holds(self, agency_id: int, day: date) -> bool:
        """Say whether the agency that answers for ``agency_id`` is in scope on ``day``."""
        return self.entity(agency_id, day) in self.members(day)


def _listed(entries: Sequence[tuple[date, bool]], day: date) -> bool:
    place = bisect_right(entries, day, key=lambda entry: entry[0])
    return bool(place) and entries[place - 1][1]


def agencies(ids: Iterable[int], as_of: AsOf) -> QuerySet[Any]:
    """Return these agencies by name, with what they were called on the day."""
    named: QuerySet[Any] = Agency.objects.named_on(as_of.day).in_order_of(as_of.day)
    return named.filter(pk__in=ids)


def agency_names(ids: Iterable[int], day: date) -> Mapping[int, Any]:
    """Return these agencies by id, with ``name_then`` and ``acronym_then``; one query."""
    return Agency.objects.filter(pk__in=set(ids)).named_on(day).in_bulk()


def tell_agency(agency: Any) -> dict[str, Cell]:
    """Write the cells of ``AGENCY_COLUMNS``."""
    return {
        "ente_publico": Link(agency.name_then, agency.get_absolute_url()),
        "siglas": agency.acronym_then,
        "tipo": agency.get_type_display(),
    }


def tell_agencies(rows: Sequence[Any], as_of: AsOf, reader: Actor) -> list[dict[str, Cell]]:
    """Write the cells of ``AGENCY_COLUMNS`` of each row."""
    return [tell_agency(agency) for agency in rows]


IN_SCOPE = Part(
    code="in_scope",
    label=_("Public entities in scope"),
    columns=AGENCY_COLUMNS,
    rows=lambda as_of: agencies(in_scope(as_of), as_of),
    tell=tell_agencies,
)
