"""What an app declares of a table, so that this one can make, read and bring in its sheets."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, TypeAlias

from django.utils.functional import Promise
from django.utils.translation import get_language

from proim.core.slots import Slot

Text: TypeAlias = "str | Promise"
Values: TypeAlias = Mapping[str, Any]
# Column -> what is wrong with its value; "" is the row itself.
Problems: TypeAlias = Mapping[str, str]


class Kind(StrEnum):
    """What a column holds, and its plain value in Python."""

    TEXT = "text"  # str, one line
    LONG = "long"  # str, several lines
    CHOICE = "choice"  # code of an entry
    CHOICES = "choices"  # sorted list of codes
    DAY = "day"  # "2011-06-15"
    PARTIAL = "partial"  # "2011", "2011-Q2", "2011-06" or "2011-06-15"
    MONEY = "money"  # "1250000.00"
    NUMBER = "number"  # int
    YES_NO = "yes_no"  # bool
    EMAIL = "email"  # str in small letters


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a list: its code, its labels, other writings that mean it."""

    code: str
    es: str
    en: str
    also: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """The label in the reader's language."""
        return self.en if (get_language() or "").startswith("en") else self.es


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table.

    ``key`` is its name in open data: small letters without accents. ``spellings`` are other
    headers that mean it. A ``computed`` column is written into files and never read from them.
    """

    key: str
    label: Text
    kind: Kind = Kind.TEXT
    help: Text = ""
    required: bool = False
    entries: Callable[[], Sequence[Entry]] | None = None
    longest: int = 0
    bound: str = "first"  # which end of a period is meant: of a start the first day
    spellings: tuple[str, ...] = ()
    computed: bool = False
    confidential: bool = False
    least: int | None = None
    needs: str = ""  # a value for all rows is only given where this column has one
    refers: str = ""  # its entries may also be rows of the same file, named by this column


@dataclass(frozen=True, slots=True)
class Place:
    """Where a person may bring rows in: an agency, or the whole programme (code "")."""

    code: str
    label: str


@dataclass(frozen=True, slots=True)
class Row:
    """A stored row as a sheet tells it. ``open`` names what may be written; ``None`` is everything."""

    pk: int
    id: str
    values: Values
    name: str = ""
    href: str = ""
    open: frozenset[str] | None = None
    state: str = ""  # in words: why a column is closed


@dataclass(frozen=True, slots=True)
class Facts:
    """What holds for the whole file, besides its rows."""

    place: str
    since: date | None = None
    ground: str = ""


def _no_problems(row: Row | None, values: Values, whole: Values) -> Problems:
    return {}


def _as_they_come(values: Sequence[Values]) -> list[int]:
    return list(range(len(values)))


def _nothing_wrong(rows: Sequence[tuple[Row | None, Values]]) -> Mapping[int, Problems]:
    return {}


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose rows go out and come in as sheets.

    Everything that writes goes through the actions of the app that declares it, with the person
    who brings the file in; what an action refuses is told at its row.
    """

    code: str
    label: Text
    lead: Text
    columns: Callable[[], Sequence[Column]]
    places: Callable[[Any], Sequence[Place]]  # none: the person may not bring rows in
    rows: Callable[[Any, Facts], Sequence[Row]]
    create: Callable[[Facts, Values, Any], int]  # facts, values, by -> primary key
    change: Callable[[Facts, int, Values, Any], None]  # facts, primary key, values, by
    remove: Callable[[Facts, int, Any], None]  # takes back what ``create`` made
    id_label: Text
    id_spellings: tuple[str, ...] = ()
    natural: tuple[str, ...] = ()  # columns that tell a row where there is no id
    asks: bool = False  # rows told by ``natural`` are confirmed before they change
    own_keys: bool = False  # the sender's own keys are remembered
    dated: bool = False  # asks since when, and the legal ground
    id_is_given: bool = False  # new rows may bring their own id
    # The cells of a row by column, as they come -> those that mean something else, or also another column.
    tidy: Callable[[Values], Values] | None = None
    check: Callable[[Row | None, Values, Values], Problems] = _no_problems
    # The stored row, if any, and the whole row that it would be, for all rows -> what is wrong, by place.
    check_file: Callable[[Sequence[tuple[Row | None, Values]]], Mapping[int, Problems]] = (
        _nothing_wrong
    )
    # These rows, also those that ``rows`` no longer tells: what is over stays to be undone.
    these: Callable[[Sequence[int]], Sequence[Row]] | None = None
    restore: Callable[[Facts, int, Values, Any], None] | None = None  # to undo, if not ``change``
    undoes: bool = True  # else what was stored is corrected row by row, on the pages of its app
    order: Callable[[Sequence[Values]], list[int]] = _as_they_come
    reads: Callable[[Any], Sequence[Place]] | None = (
        None  # where rows may be taken out, if elsewhere
    )
    page: str = ""  # route of the list that shows these rows

    def exports_for(self, actor: Any) -> Sequence[Place]:
        """Return the places whose rows ``actor`` may take out."""
        return (self.reads or self.places)(actor)


TABLES: Slot[Table] = Slot()


def table(code: str) -> Table | None:
    """Return the table of that code."""
    return next((one for one in TABLES if one.code == code), None)


def tables_for(actor: Any) -> list[Table]:
    """Return the tables of which ``actor`` may bring rows in."""
    return [one for one in TABLES if one.places(actor)]
