"""The dry run: what each row of a file would do to the records, and what stands in its way. Writes nothing."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from statistics import median
from typing import Any

from proim.sheets.formulas import cells, matching, numbers
from proim.sheets.formulas.cells import Read
from proim.sheets.formulas.merging import Outcome, differences
from proim.sheets.matching import LANGUAGES, Answers, tidied
from proim.sheets.messages import note, problem
from proim.sheets.models import Alias, Batch, Line
from proim.sheets.reader import Reader
from proim.sheets.reading.grids import Grid
from proim.sheets.showing import ID, OWN_KEY, all_same, cut, same
from proim.sheets.slots import Column, Kind, Row
from proim.sheets.workflow import Verdict

FAR_YEARS = 40
SAME, OTHER = "same", "new"  # what rows that are called like stored ones are said to be
MINE = "mine"


@dataclass
class _Known:
    """The stored rows that the person may change, and how a row of the file finds its own."""

    rows: Sequence[Row]
    by_id: dict[str, Row] = field(default_factory=dict)
    by_pk: dict[int, Row] = field(default_factory=dict)
    by_name: dict[str, list[Row]] = field(default_factory=dict)
    aliases: dict[str, int] = field(default_factory=dict)


def _nobody(done: int) -> None:
    """Hear how far a check is, and do nothing."""


class Checker:
    """Checks the rows of one file; ``lines`` does it all."""

    def __init__(self, batch: Batch, grid: Grid) -> None:
        self.batch, self.table = batch, batch.declared
        self.grid, self.answers = tidied(self.table, grid, Answers.of(batch.matching))
        grid = self.grid
        self.reader = Reader(self.table, grid, self.answers)
        self.lists, self.columns = self.reader.lists, self.reader.lists.columns
        self.places = self.answers.places
        self.known = self._known()
        self.seen: dict[Any, int] = {}
        self.usual = self._usual()

    def lines(self, tell: Callable[[int], None] = _nobody) -> list[Line]:
        """Return a line for each row; ``tell`` hears now and then how many are done."""
        found = []
        for done, (number, row) in enumerate(self.grid.rows, start=1):
            found.append(self._line(number, row))
            if done % 200 == 0:
                tell(done)
        self._check_file(found)
        self._note_outliers(found)
        return found

    # --- what is known ---------------------------------------------------------------------------

    def _known(self) -> _Known:
        rows = self.table.rows(self.batch.person, self.batch.facts)
        found = _Known(rows)
        for row in rows:
            found.by_id[row.id.casefold()] = row
            found.by_pk[row.pk] = row
            if self.table.natural:
                found.by_name.setdefault(self._name(row.values), []).append(row)
        if self.table.own_keys:
            mine = Alias.objects.filter(table=self.table.code, place=self.batch.place)
            found.aliases = dict(mine.values_list("key", "row"))
        return found

    def _name(self, values: Mapping[str, Any]) -> str:
        return "|".join(
            matching.key(str(same(self.columns[name], values.get(name)) or ""))
            for name in self.table.natural
        )

    def _usual(self) -> dict[str, Decimal]:
        found = {}
        for name, place in self.places.items():
            if name in self.columns and self.columns[name].kind == Kind.MONEY:
                way = self.reader.number_way(name)
                told = (
                    numbers.read_number(cell, way, money=True).value
                    for cell in self.grid.column(place)
                )
                found[name] = numbers.middle(value for value in told if value)
        return found

    # --- one row ---------------------------------------------------------------------------------

    def _line(self, number: int, row: list[Any]) -> Line:
        line = Line(batch=self.batch, number=number, verdict=Verdict.UNCHANGED)
        stored = self._stored(line, row)
        base = self.grid.base.get(stored.id) if stored else None
        now = all_same(self.columns, stored.values) if stored else {}
        there = self._there(line, row, stored, base, now)
        if stored:
            self._compare(line, stored, base, there, now)
        else:
            line.values |= {name: value for name, value in there.items() if value is not None}
        self._judge(line, stored, now)
        return line

    def _stored(self, line: Line, row: list[Any]) -> Row | None:
        """Find the stored row that a row of the file means: by key, by the sender's key, by name."""
        given = self._cell(row, ID)
        line.own_key = self._cell(row, OWN_KEY)[:120]
        found: Row | None = None
        if given:
            found = self.known.by_id.get(given.casefold())
            if found is None and self.table.id_is_given:
                line.values["id"] = given
            elif found is None:
                self._wrong(line, ID, problem("unknown_id"))
        elif line.own_key in self.known.aliases:
            found = self.known.by_pk.get(self.known.aliases[line.own_key])
        if found is None and not given and self.table.natural:
            found = self._by_name(line, row)
        marks: list[Any] = [found.pk] if found else []
        marks += [f"id {given}"] if given else []
        marks += [f"own {line.own_key}"] if line.own_key else []
        self._once(line, marks, ID if given else "")
        line.row, line.name = (found.pk, found.name[:200]) if found else (None, "")
        return found

    def _by_name(self, line: Line, row: list[Any]) -> Row | None:
        said = {}
        for name in self.table.natural:
            place = self.places.get(name)
            raw = row[place] if place is not None and place < len(row) else None
            said[name] = self.reader.read(self.columns[name], raw).value
        if not all(said.get(name) for name in self.table.natural):
            return None
        alike = self.known.by_name.get(self._name(said), [])
        decided = self.batch.decisions.get("same", "")
        if not alike or decided == OTHER:
            if not line.own_key:  # a sender's own keys tell rows of one name apart
                self._once(line, [f"name {self._name(said)}"], self.table.natural[0])
            return None
        if len(alike) > 1:
            self._wrong(line, self.table.natural[0], problem("several"))
            return None
        self._tell(line, self.table.natural[0], "by_name")
        return alike[0]

    def _once(self, line: Line, marks: Sequence[Any], at: str) -> None:
        """Tell a row that means what an earlier row of the file means already."""
        for mark in marks:
            first = self.seen.setdefault(mark, line.number)
            if first != line.number:
                self._wrong(line, at, problem("repeated", row=first))
                return

    def _cell(self, row: list[Any], name: str) -> str:
        place = self.places.get(name)
        return (
            " ".join(cells.plain(row[place]).split())
            if place is not None and place < len(row)
            else ""
        )

    def _there(
        self, line: Line, row: list[Any], stored: Row | None, base: Any, now: Mapping[str, Any]
    ) -> dict[str, Any]:
        """Return what the row says, column by column; what it does not speak of is left out."""
        there: dict[str, Any] = {}
        for name, place in self.places.items():
            column = self.columns.get(name)
            if column is None or column.computed:
                continue
            raw = row[place] if place < len(row) else None
            before = base if base is not None and name in base else now
            if stored and self._is_as_written(name, raw, before.get(name)):
                there[name] = same(column, before.get(name))
                continue
            found = self._unsaved(line, place) or self.reader.read(column, raw)
            self._note(line, column, found)
            if found.clear:
                there[name] = None
            elif found.value is not None:
                there[name] = same(column, found.value)
        if not stored:
            self._fill(there)
        return there

    def _fill(self, there: dict[str, Any]) -> None:
        """Give a new row what was chosen for all of them, where it says nothing itself."""
        for name, text in self.answers.fixed.items():
            needs = self.columns[name].needs
            if text and there.get(name) is None and (not needs or there.get(needs) is not None):
                there[name] = same(self.columns[name], self._fixed(name, text))

    def _fixed(self, name: str, text: str) -> Any:
        """Return the value that all new rows get: a code of the list, yes or no, or a figure."""
        kind = self.columns[name].kind
        if kind == Kind.CHOICES:
            return [text]
        if kind == Kind.YES_NO:
            return text == "yes"
        return int(text) if kind == Kind.NUMBER else text

    def _is_as_written(self, name: str, raw: Any, value: Any) -> bool:
        """Say whether a cell is what we would write for ``value``: then nobody touched it."""
        if not isinstance(raw, str) or value is None:
            return False
        told = cells.tidy(raw)
        for language in LANGUAGES:
            text = self.lists.text(name, value, language)
            if told in (cells.tidy(text), cells.tidy(cut(text))):
                return True
        return False

    def _unsaved(self, line: Line, place: int) -> Read | None:
        if not self.grid.unsaved:
            return None
        return (
            Read(problem="unsaved_formula")
            if f"{_letters(place)}{line.number}" in self.grid.unsaved
            else None
        )

    def _note(self, line: Line, column: Column, found: Read) -> None:
        if found.problem:
            words = {"limit": column.longest} if found.problem == "too_long" else {}
            self._wrong(line, column.key, problem(found.problem, found.hint, **words))
        for code in (*found.notes, *([found.missing] if found.missing else [])):
            self._tell(line, column.key, code)
        usual = self.usual.get(column.key)
        if usual and found.value and numbers.is_jump(found.value, usual):
            self._tell(line, column.key, "jump")

    def _compare(
        self, line: Line, stored: Row, base: Any, there: Mapping[str, Any], now: Mapping[str, Any]
    ) -> None:
        left = (
            {n: same(self.columns[n], v) for n, v in base.items() if n in self.columns}
            if base
            else None
        )
        for name, outcome in differences(left, there, now).items():
            if outcome == Outcome.CONFLICT:
                chosen = self.batch.decisions.get(f"{line.number}:{name}", "")
                line.conflicts[name] = [(left or {}).get(name), there[name], now.get(name)]
                if chosen != MINE:
                    continue
            elif outcome != Outcome.CHANGED:
                continue
            line.values[name], line.before[name] = there[name], now.get(name)
            if stored.open is not None and name not in stored.open:
                self._wrong(line, name, problem("closed", state=stored.state))

    def _judge(self, line: Line, stored: Row | None, now: Mapping[str, Any]) -> None:
        """Let the table look at the row as a whole, then say what becomes of it."""
        if not stored and not self._has(line, ID):
            for name, column in self.columns.items():
                if column.required and line.values.get(name) is None and not self._has(line, name):
                    self._wrong(line, name, problem("required"))
        if (line.values or not stored) and not line.problems:
            whole = {**now, **line.values}
            for name, text in self.table.check(stored, line.values, whole).items():
                self._wrong(line, name, text)
        if not stored:
            line.name = str(
                next((line.values[n] for n in self.table.natural if line.values.get(n)), "")
            )[:200]
        line.verdict = self._verdict(line, stored)

    def _check_file(self, lines: Sequence[Line]) -> None:
        """Let the table look at all rows together: what one says may be wrong beside another."""
        right = [line for line in lines if not line.problems]
        stored = [self.known.by_pk.get(line.row or 0) for line in right]
        whole = [
            (row, {**all_same(self.columns, row.values if row else {}), **line.values})
            for row, line in zip(stored, right, strict=True)
        ]
        for place, found in self.table.check_file(whole).items():
            line = right[place]
            for name, text in found.items():
                self._wrong(line, name, text)
            line.verdict = Verdict.ERROR

    def _verdict(self, line: Line, stored: Row | None) -> Verdict:
        if line.problems:
            return Verdict.ERROR
        decided = self.batch.decisions
        if any(f"{line.number}:{name}" not in decided for name in line.conflicts):
            return Verdict.CONFLICT
        if not stored:
            return Verdict.NEW
        if not line.values:
            return Verdict.UNCHANGED
        by_name = any(text == note("by_name") for _column, text in line.notes)
        if by_name and self.table.asks and decided.get("same") != SAME:
            return Verdict.UNSURE
        return Verdict.CHANGED

    def _has(self, line: Line, name: str) -> bool:
        return any(column == name for column, _text in line.problems)

    def _wrong(self, line: Line, name: str, text: str) -> None:
        line.problems.append([name, text])

    def _tell(self, line: Line, name: str, code: str) -> None:
        line.notes.append([name, note(code)])

    def _note_outliers(self, lines: Sequence[Line]) -> None:
        """Flag dates decades away from the others of their column: a slip that reads well."""
        for name, column in self.columns.items():
            if column.kind not in (Kind.DAY, Kind.PARTIAL) or name not in self.places:
                continue
            years = {
                line.number: int(line.values[name][:4]) for line in lines if line.values.get(name)
            }
            if len(years) < 5:  # noqa: PLR2004
                continue
            usual = median(years.values())
            for line in lines:
                if line.number in years and abs(years[line.number] - usual) > FAR_YEARS:
                    self._tell(line, name, "far")


def _letters(place: int) -> str:
    found = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        found = chr(65 + rest) + found
    return found


def counts(lines: Sequence[Line]) -> dict[str, int]:
    """Return how many rows have each verdict."""
    counted = Counter(line.verdict for line in lines)
    return {verdict.value: counted[verdict] for verdict in Verdict}
