"""Rows of a file as the page of the dry run shows them: cell by cell, before and after."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from proim.sheets.formulas.cells import plain
from proim.sheets.matching import Answers, all_columns, grid_of
from proim.sheets.models import Batch, Line
from proim.sheets.showing import Lists, in_words

LONGEST = 300


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: what stands there now, and what the file says."""

    label: str
    before: str
    after: str
    is_first: bool = False  # nothing stood there before


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a cell, and what stands in it."""

    label: str
    text: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """Two answers to one field, and which was chosen."""

    name: str
    label: str
    base: str
    there: str
    now: str
    chosen: str


@dataclass(slots=True)
class Told:
    """A row as the page shows it."""

    line: Line
    cells: list[Cell] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    notes: list[Fault] = field(default_factory=list)
    choices: list[Choice] = field(default_factory=list)


def told(batch: Batch, lines: Sequence[Line]) -> list[Told]:
    """Return the rows of a page; the file is opened again only where a cell of it must be shown."""
    lists = Lists(batch.declared.columns())
    labels = {column.key: capfirst(str(column.label)) for column in all_columns(batch.declared)}
    raw = _cells(batch, lines)
    found = []
    for line in lines:
        one = Told(line)
        for name, value in line.values.items():
            if name in lists.columns:
                before, after = (
                    in_words(lists, name, line.before.get(name)),
                    in_words(lists, name, value),
                )
                is_first = line.before.get(name) in (None, "", [])
                one.cells.append(
                    Cell(labels[name], before[:LONGEST], after[:LONGEST], is_first=is_first)
                )
        for target, pairs in ((one.faults, line.problems), (one.notes, line.notes)):
            for name, text in pairs:
                value = raw.get((line.number, name), "")[:LONGEST]
                target.append(Fault(labels.get(name, _("Whole row")), text, value))
        for name, (base, there, now) in line.conflicts.items():
            key = f"{line.number}:{name}"
            told_base, told_there, told_now = (
                in_words(lists, name, value)[:LONGEST] for value in (base, there, now)
            )
            one.choices.append(
                Choice(
                    name=f"choose_{key}",
                    label=labels[name],
                    base=told_base,
                    there=told_there,
                    now=told_now,
                    chosen=batch.decisions.get(key, ""),
                )
            )
        found.append(one)
    return found


def _cells(batch: Batch, lines: Sequence[Line]) -> dict[tuple[int, str], str]:
    wanted = {line.number for line in lines if line.problems or line.notes}
    if not wanted:
        return {}
    places = Answers.of(batch.matching).places
    return {
        (number, name): plain(row[place])
        for number, row in grid_of(batch).rows
        if number in wanted
        for name, place in places.items()
        if place < len(row)
    }
