"""What higher apps show on the pages of an agency, and the terms that they set for it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest
from django.utils.functional import Promise

from proim.agencies.formulas import Term
from proim.core.permissions import Actor
from proim.core.slots import Slot


@dataclass(frozen=True, slots=True)
class AgencyBlock:
    """A part of the page of an agency: ``template`` sees what ``context`` returns, and nothing else.

    ``context(request, agency)`` returns ``None`` when there is nothing to show.
    """

    template: str
    context: Callable[[HttpRequest, Any], dict[str, Any] | None]


@dataclass(frozen=True, slots=True)
class LiaisonFilter:
    """A way to narrow the list of liaison officers: ``narrow(agencies, day)`` returns a queryset."""

    code: str
    label: str | Promise
    narrow: Callable[[Any, date], Any]


@dataclass(frozen=True, slots=True)
class Change:
    """The calendars of ``agencies`` (``None``: of all) now say something else of some days."""

    agencies: frozenset[int] | None
    first: date
    last: date
    notice: Any
    learned_on: date


@dataclass(frozen=True, slots=True)
class Owed:
    """A term that runs or is over, and who is obliged: ``agency`` is an id, ``None`` if nobody is known.

    ``what`` says what is owed (a report, a correction); ``title`` of what, ``lang`` is its language.
    ``by_office``: the programme office owes it, not the people of the agency.
    """

    term: Term
    agency: int | None
    what: str | Promise
    title: str
    href: str
    lang: str = ""
    by_office: bool = False


@dataclass(frozen=True, slots=True)
class TermSource:
    """The terms that an app sets.

    ``move(change)`` computes those anew that run on the days of ``change`` and returns how many it
    moved. ``owed(actor, day)`` returns the open ones that ``actor`` may know of (``None``: all).
    """

    code: str
    move: Callable[[Change], int]
    owed: Callable[[Actor, date], Iterable[Owed]]


AGENCY_BLOCKS: Slot[AgencyBlock] = Slot()
LIAISON_FILTERS: Slot[LiaisonFilter] = Slot()
TERM_SOURCES: Slot[TermSource] = Slot()
