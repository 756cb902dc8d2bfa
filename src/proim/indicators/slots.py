"""What higher apps bring to the table of figures: sources, their parts, and the records behind.

A source is one line of the table (a count, a ratio, a breakdown). A part is one list of records
that a number counts. Number and list come from the same records, so they cannot differ.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any, TypeAlias

from django.db.models import QuerySet
from django.utils.functional import Promise

from proim.core.permissions import Actor
from proim.core.slots import Slot

Text: TypeAlias = str | Promise


@dataclass(frozen=True, slots=True)
class AsOf:
    """The end of a day that is counted, as known at a moment (``None``: all that is known)."""

    day: date
    known_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """A word in a cell that opens a record."""

    text: Text
    href: str


Cell: TypeAlias = str | int | date | Promise | Link | list[Link | str] | None


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a list: ``code`` heads the CSV (lower case, no accents), ``label`` the page.

    A personal column is shown to the programme office alone.
    """

    code: str
    label: Text
    is_personal: bool = False


Rows: TypeAlias = Callable[[AsOf], QuerySet[Any]]
Tell: TypeAlias = Callable[[Sequence[Any], AsOf, Actor], Iterable[Mapping[str, Cell]]]


@dataclass(frozen=True, slots=True)
class Part:
    """One list of records.

    ``rows`` gives them in a fixed order; ``tell`` writes the cells of some of them, by column
    code, in a number of queries that does not grow with them. With ``permission`` a reader sees
    only the records that it grants; the others are told as a number.
    """

    code: str
    label: Text
    columns: tuple[Column, ...]
    rows: Rows
    tell: Tell
    permission: str = ""


class Shape(Enum):
    """How the parts of a source make its value."""

    COUNT = "count"  # one part: how many
    RATIO = "ratio"  # two parts: those counted, and those they are a share of
    BREAKDOWN = "breakdown"  # the total, then the parts that add up to it


@dataclass(frozen=True, slots=True)
class Source:
    """One line of the programme's table.

    ``number`` places it: "1", then its companions "1a", "1b". ``definition`` says in plain words
    what is counted. ``counts`` may give the number of rows of each part (by code) in fewer
    queries than counting each list; a test compares the two.
    """

    code: str
    number: str
    label: Text
    unit: Text
    definition: Text
    shape: Shape
    parts: Callable[[], Sequence[Part]]
    counts: Callable[[AsOf], Mapping[str, int]] | None = None


SOURCES: Slot[Source] = Slot()
