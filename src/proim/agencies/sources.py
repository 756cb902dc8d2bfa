"""The terms that higher apps set for agencies: what moves them, and what is owed. Apps fill the slot."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Model
from django.utils.functional import Promise

from proim.agencies.formulas import Term
from proim.agencies.models import Audience
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
class Mailing:
    """How people are told of a term: with which kinds of notices, about which record.

    Terms of one ``key`` are told together, by the earliest of their ends. ``before`` is the kind for
    whoever owes it while it runs; ``after`` has one for each audience once it is over.
    """

    row: Model
    key: str
    before: str
    after: Mapping[Audience, str]
    data: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Owed:
    """A term that runs or is over, and who is obliged: ``agency`` is an id, ``None`` if nobody is known.

    ``what`` says what is owed (a report, a correction); ``title`` of what, ``lang`` is its language.
    ``by_office``: the programme office owes it, not the people of the agency. ``mailing``: how people
    are told; ``None`` for what stands on pages only.
    """

    term: Term
    agency: int | None
    what: str | Promise
    title: str
    href: str
    lang: str = ""
    by_office: bool = False
    mailing: Mailing | None = None


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
