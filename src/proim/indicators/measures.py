"""Asking the sources: values with the lists behind them, and what of a list a reader may see."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet

from proim.agencies.rules import is_office
from proim.core.permissions import Actor, rows
from proim.indicators.formulas import percentage, rounding_gap, unaccounted
from proim.indicators.slots import SOURCES, AsOf, Cell, Column, Part, Shape, Source


@dataclass(frozen=True, slots=True)
class Line:
    """A part and how many records it holds."""

    part: Part
    count: int
    share: Decimal | None = None  # per cent of the total, in a breakdown


@dataclass(frozen=True, slots=True)
class Measure:
    """The value of a source, with the counts it was computed from."""

    source: Source
    lines: list[Line]

    @property
    def first(self) -> Line:
        """What is counted; in a breakdown the total."""
        return self.lines[0]

    @property
    def whole(self) -> Line | None:
        """What the first is a share of, in a ratio."""
        return self.lines[1] if self.source.shape is Shape.RATIO else None

    @property
    def slices(self) -> list[Line]:
        """What the total is made of, in a breakdown."""
        return self.lines[1:] if self.source.shape is Shape.BREAKDOWN else []

    @property
    def percentage(self) -> Decimal | None:
        """The ratio in per cent; ``None`` where it does not apply."""
        return percentage(self.first.count, self.whole.count) if self.whole else None

    @property
    def unaccounted(self) -> int:
        """How many records of the total stand in no slice."""
        return unaccounted(self.first.count, [line.count for line in self.slices])

    @property
    def rounding_gap(self) -> Decimal:
        """What the printed shares lack to 100.0."""
        return rounding_gap([line.share for line in self.slices])


def measure(source: Source, as_of: AsOf) -> Measure:
    """Compute the value of ``source`` from the records."""
    parts = source.parts()
    counts = source.counts(as_of) if source.counts else _counted(parts, as_of)
    total = counts[parts[0].code]
    with_shares = source.shape is Shape.BREAKDOWN
    return Measure(
        source,
        [
            Line(
                part,
                counts[part.code],
                percentage(counts[part.code], total) if with_shares else None,
            )
            for part in parts
        ],
    )


def measures(as_of: AsOf) -> list[Measure]:
    """Compute the whole table, in the order of its numbers."""
    return [measure(source, as_of) for source in sorted(SOURCES, key=_place)]


def find(source_code: str, part_code: str) -> tuple[Source, Part]:
    """Return the source and its part.

    Raises:
        LookupError: there is none of that name.
    """
    for source in SOURCES:
        if source.code == source_code:
            for part in source.parts():
                if part.code == part_code:
                    return source, part
    raise LookupError(f"{source_code}/{part_code}")


@dataclass(frozen=True, slots=True)
class Records:
    """The records behind a number, as one reader may see them."""

    part: Part
    as_of: AsOf
    reader: Actor
    visible: QuerySet[Any]
    hidden: int  # counted, but not open to this reader

    @property
    def columns(self) -> list[Column]:
        """The columns this reader sees."""
        office = is_office(self.reader)
        return [column for column in self.part.columns if office or not column.is_personal]

    def cells(self, some: Iterable[Any]) -> list[list[Cell]]:
        """Write some of the visible records, column by column."""
        told = self.part.tell(list(some), self.as_of, self.reader)
        return [[cells[column.code] for column in self.columns] for cells in told]


def records(part: Part, as_of: AsOf, reader: Actor) -> Records:
    """Return the records of ``part`` that ``reader`` may see, and the number of the others."""
    everything = part.rows(as_of)
    if not part.permission:
        return Records(part, as_of, reader, everything, 0)
    visible = everything.filter(rows(part.permission, reader))
    return Records(part, as_of, reader, visible, everything.count() - visible.count())


def _counted(parts: Iterable[Part], as_of: AsOf) -> Mapping[str, int]:
    return {part.code: part.rows(as_of).count() for part in parts}


def _place(source: Source) -> tuple[int, str]:
    found = re.match(r"(\d+)(.*)", source.number)
    return (int(found[1]), found[2]) if found else (0, source.number)
