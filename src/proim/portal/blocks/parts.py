"""What every block is made of."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, TypeAlias

from proim.accounts.models import User
from proim.agencies.running import Running
from proim.core.slots import Slot
from proim.monitoring import standing as reports
from proim.monitoring.sheet import Word
from proim.projects import standing as projects

SHOWN = 8
Maker: TypeAlias = "Callable[[User, date], Block]"
Terms: TypeAlias = Callable[[list[Any]], list[Word | Running | None]]


@dataclass(frozen=True, slots=True)
class Late(Word):
    """A term that is over, with those who have to know of it by now."""

    told: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to do: what, where, and by when."""

    title: str
    href: str
    note: str = ""
    term: Word | Running | None = None

    @property
    def running(self) -> Running | None:
        """The term in working days of whoever owes it, if it is one."""
        return self.term if isinstance(self.term, Running) else None

    @property
    def told(self) -> str:
        """Who has to know by now that the term is over; "" where that is not followed."""
        return self.term.told if isinstance(self.term, Late) else ""


@dataclass(frozen=True, slots=True)
class Block:
    """A list of things to do, the most urgent first; ``href`` leads to all of them."""

    code: str
    title: str
    count: int
    href: str
    items: list[Item] = field(default_factory=list)


# What apps above put among what waits for the office; asked for its people only.
OF_OFFICE: Slot[Maker] = Slot()


def filled(makers: Iterable[Maker], person: User, day: date) -> list[Block]:
    """Return the blocks in which something is."""
    return [block for block in (make(person, day) for make in makers) if block.count]


def block_of(
    code: str,
    title: str,
    rows: Any,
    href: str,
    tell: Callable[[Any], Item],
    terms: Terms | None = None,
) -> Block:
    """Count ``rows`` and tell the first of them: two queries, one where they are few.

    ``terms`` returns the term of each row that is told, in as many queries for one as for all.
    """
    first = list(rows[: SHOWN + 1])
    count = len(first) if len(first) <= SHOWN else rows.count()
    shown = first[:SHOWN]
    items = [tell(row) for row in shown]
    if terms and shown:
        items = [replace(item, term=term) for item, term in zip(items, terms(shown), strict=True)]
    return Block(code, title, count, href, items)


def project_terms(day: date) -> Terms:
    """Return how the terms of projects are found."""

    def terms(rows: list[Any]) -> list[Word | Running | None]:
        found = projects.standing(rows, day)
        return [found.get(project.pk) for project in rows]

    return terms


def report_terms(day: date) -> Terms:
    """Return how the terms of quarterly reports are found."""

    def terms(rows: list[Any]) -> list[Word | Running | None]:
        found = reports.standing(rows, day)
        return [found[report.pk] for report in rows]

    return terms


def report_item(report: Any) -> Item:
    """Tell a quarterly report."""
    note = f"{report.project.agency.acronym} · {report.period}"
    return Item(report.project.title, report.get_absolute_url(), note)
