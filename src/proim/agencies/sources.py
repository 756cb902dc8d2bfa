"""The terms that higher apps set for agencies: what moves them, and what is owed. Apps fill the slot."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.functional import Promise

from proim.agencies.formulas import Term
from proim.core.permissions import Actor
from proim.core.slots import Slot


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


TERM_SOURCES: Slot[TermSource] = Slot()
