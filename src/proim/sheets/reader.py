"""What a cell of a file says for a column, given what is known of the column."""

from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from proim.sheets.formulas import cells, dates, matching, numbers
from proim.sheets.formulas.cells import Read
from proim.sheets.matching import Answers, parts, ways
from proim.sheets.reading.grids import Grid
from proim.sheets.showing import ID, Lists
from proim.sheets.slots import Column, Kind, Table


class Reader:
    """Reads the cells of one file."""

    def __init__(self, table: Table, grid: Grid, answers: Answers) -> None:
        self.grid, self.answers = grid, answers
        self.lists = Lists(table.columns())
        self.ways = ways(table, grid, answers)
        self._refer()

    def read(self, column: Column, raw: Any) -> Read:  # noqa: PLR0911  one way out for each kind of column
        """Return what a cell says for a column."""
        kind = column.kind
        if kind in (Kind.TEXT, Kind.LONG):
            flat = raw if kind == Kind.LONG else " ".join(cells.plain(raw).split())
            return cells.read_text(flat, column.longest)
        if kind == Kind.EMAIL:
            return _email(raw)
        if kind == Kind.YES_NO:
            return (
                self._chosen(column, raw)
                if self._word(column, raw) is not None
                else cells.read_yes_no(raw)
            )
        if kind in (Kind.DAY, Kind.PARTIAL):
            return self._date(column, raw)
        if kind in (Kind.MONEY, Kind.NUMBER):
            found = numbers.read_number(raw, self.number_way(column.key), money=kind == Kind.MONEY)
            if (
                found.value is not None
                and column.least is not None
                and Decimal(found.value) < column.least
            ):
                return Read(problem="too_small")
            return found
        return self._chosen(column, raw)

    def _date(self, column: Column, raw: Any) -> Read:
        said = self.ways.get(column.key, {})
        way = dates.DateWay(str(said.get("order", "")), int(said.get("fiscal") or 0))
        found = dates.read_date(raw, way, bound=column.bound, epoch_1904=self.grid.is_1904)
        if column.kind == Kind.DAY and found.value and len(found.value) < len("2011-01-01"):
            return Read(problem="needs_a_day")
        return found

    def _word(self, column: Column, raw: Any) -> str | None:
        return self.answers.words.get(column.key, {}).get(matching.key(cells.plain(raw)))

    def _chosen(self, column: Column, raw: Any) -> Read:
        text = cells.plain(raw)
        if not text:
            return Read()
        if cells.is_clear(text):
            return Read(clear=True)
        known = self.lists.meanings[column.key]
        told = self.answers.words.get(column.key, {})
        words = parts(text, known) if column.kind == Kind.CHOICES else [text]
        codes = []
        for word in words:
            bare = matching.key(word)
            code = known.get(bare) or told.get(bare)
            if code:
                codes.append(code)
            elif bare in told:
                continue  # this word is left out, as chosen
            elif kind := cells.missing_kind(word):
                return Read(missing=kind)
            else:
                labels = [entry.label for entry in self.lists.entries(column.key)]
                return Read(problem="not_in_list", hint=matching.suggestion(word, labels))
        if not codes:
            return Read(missing="left_out")
        return Read(sorted(set(codes)) if column.kind == Kind.CHOICES else codes[0])

    def _refer(self) -> None:
        """Let a list also know the rows of this very file: a head of sector that comes with it.

        The file comes before the records; what two of its rows are called means neither.
        """
        for name, column in self.lists.columns.items():
            at, key = self.answers.places.get(column.refers), self.answers.places.get(ID)
            if not column.refers or at is None or key is None:
                continue
            here: dict[str, set[str]] = {}
            for _number, row in self.grid.rows:
                told = [cells.plain(row[n]) if n < len(row) else "" for n in (at, key)]
                if all(told):
                    here.setdefault(matching.key(told[0]), set()).add(told[1])
            known = self.lists.meanings[name]
            for word, keys in here.items():
                known.pop(word, None)
                if len(keys) == 1:
                    known[word] = keys.pop()

    def number_way(self, name: str) -> numbers.NumberWay:
        """Return how the figures of a column are read."""
        said = self.ways.get(name, {})
        return numbers.NumberWay(said.get("decimal", ""), int(said.get("unit") or 1))


def _email(raw: Any) -> Read:
    found = cells.read_text(raw, 254)
    if found.value is None:
        return found
    address = str(found.value).removeprefix("mailto:").casefold()
    try:
        validate_email(address)
    except ValidationError:
        return Read(problem="not_an_email")
    return Read(address)
