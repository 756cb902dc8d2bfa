"""Workbooks made with xlsxwriter: the template to fill in, and the same file back with its errors."""

import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from proim.sheets.reading.grids import BASE, META
from proim.sheets.showing import ID, LIMIT_CELL, OWN_KEY, Lists, all_same, cut
from proim.sheets.slots import Column, Facts, Kind, Row, Table

VERSION = "1"
SPARE_ROWS = 300
WIDTHS = {Kind.LONG: 44, Kind.CHOICES: 34, Kind.TEXT: 28, Kind.CHOICE: 24, Kind.EMAIL: 30}
PIECE = 30_000
LISTS = "_listas"
DAY = 10  # signs of a whole day: 2011-06-15
TONES = {"new": "#dff3e4", "changed": "#fff3cd", "unchanged": "#ffffff", "conflict": "#fde2c8",
         "unsure": "#fde2c8", "error": "#f8d7da"}  # fmt: skip


@dataclass
class Marks:
    """What is painted into a file that goes back: by row of the sheet, the state and the cells."""

    state: dict[int, tuple[str, str]] = field(default_factory=dict)  # row -> verdict, its label
    cells: dict[tuple[int, str], str] = field(default_factory=dict)  # row, column -> what is wrong
    notes: dict[tuple[int, str], str] = field(default_factory=dict)
    whole: dict[int, str] = field(default_factory=dict)  # row -> what is wrong with it


def template(table: Table, facts: Facts, columns: Sequence[Column], rows: Sequence[Row]) -> bytes:
    """Return a workbook to fill in: the rows as they are, spare ones, lists, and a guide."""
    return _Maker(table, facts, columns).made(rows, {row.id: row.values for row in rows})


def answer(
    table: Table,
    facts: Facts,
    columns: Sequence[Column],
    lines: Sequence[tuple[int, Mapping[str, Any]]],
    *,
    base: Mapping[str, Mapping[str, Any]],
    marks: Marks,
) -> bytes:
    """Return the file that came in, in our layout, with states, errors and notes at their cells."""
    return _Maker(table, facts, columns).answered(lines, base, marks)


class _Maker:
    """One workbook."""

    def __init__(self, table: Table, facts: Facts, columns: Sequence[Column]) -> None:
        import xlsxwriter  # type: ignore[import-untyped]  # noqa: PLC0415  heavy

        self.table, self.facts, self.columns = table, facts, columns
        self.lists = Lists([column for column in columns if column.key not in (ID, OWN_KEY)])
        self.buffer = io.BytesIO()
        options = {
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        }
        self.book = xlsxwriter.Workbook(self.buffer, {**options, "in_memory": True})
        self.formats: dict[tuple[str, str], Any] = {}
        self.name = str(table.label)[:31]
        self.sheet = self.book.add_worksheet(self.name)
        self.guide_name = _("Instructions")[:31]

    def made(self, rows: Sequence[Row], base: Mapping[str, Mapping[str, Any]]) -> bytes:
        """Return the template with ``rows``."""
        self._head()
        for place, row in enumerate(rows, start=1):
            closed = row.open
            for at, column in enumerate(self.columns):
                locked = column.computed or (closed is not None and column.key not in closed)
                value = row.id if column.key == ID else row.values.get(column.key)
                self._cell(
                    place, at, column, value, "closed" if locked and column.key != ID else ""
                )
        self._validations(len(rows) + SPARE_ROWS)
        self._guide()
        self._hidden(base)
        return self._bytes()

    def answered(
        self, lines: Sequence[tuple[int, Mapping[str, Any]]], base: Mapping[str, Any], marks: Marks
    ) -> bytes:
        """Return the file that came in, painted."""
        self._head(extra=["_estado", "_errores"])
        width = len(self.columns)
        for place, (number, cells) in enumerate(lines, start=1):
            verdict, label = marks.state.get(number, ("", ""))
            for at, column in enumerate(self.columns):
                wrong = marks.cells.get((number, column.key), "")
                told = marks.notes.get((number, column.key), "")
                self._raw(place, at, column, cells.get(column.key), verdict if wrong else "")
                if wrong or told:
                    self.sheet.write_comment(place, at, (wrong or told)[:1000], {"author": "PROIM"})
            texts = [f"{self._label(c)}: {t}" for (n, c), t in marks.cells.items() if n == number]
            texts += [marks.whole[number]] if number in marks.whole else []
            self.sheet.write_string(place, width, label, self._format("", verdict))
            self.sheet.write_string(
                place, width + 1, cut("\n".join(texts)), self._format("wrap", "")
            )
        self._validations(len(lines) + SPARE_ROWS)
        self._guide()
        self._hidden(base)
        return self._bytes()

    def _label(self, name: str) -> str:
        label = next((str(column.label) for column in self.columns if column.key == name), name)
        return label[:1].upper() + label[1:]

    # --- the sheet -------------------------------------------------------------------------------

    def _head(self, extra: Sequence[str] = ()) -> None:
        head = self.book.add_format(
            {"bold": True, "bg_color": "#0b5345", "font_color": "#ffffff", "text_wrap": True,
             "valign": "top", "border": 1, "border_color": "#c8d3cf"}
        )  # fmt: skip
        soft = self.book.add_format(
            {"bold": True, "bg_color": "#5d6d69", "font_color": "#ffffff", "text_wrap": True,
             "valign": "top", "border": 1, "border_color": "#c8d3cf"}
        )  # fmt: skip
        for at, column in enumerate(self.columns):
            label = str(column.label)
            label = label[:1].upper() + label[1:]
            self.sheet.write_string(
                0, at, label, soft if column.computed or column.key == ID else head
            )
            if column.help:
                self.sheet.write_comment(0, at, str(column.help), {"author": "PROIM"})
            self.sheet.set_column(
                at, at, WIDTHS.get(column.kind, 16), self._format(self._shape(column), "")
            )
        for at, text in enumerate(extra, start=len(self.columns)):
            self.sheet.write_string(0, at, text, soft)
            self.sheet.set_column(at, at, 18 if at == len(self.columns) else 60)
        self.sheet.set_row(0, 32)
        first = next((n for n, c in enumerate(self.columns) if c.required), 1)
        self.sheet.freeze_panes(1, min(first + 1, 4))

    def _shape(self, column: Column) -> str:
        if column.kind == Kind.DAY:
            return "day"
        if column.kind in (Kind.LONG, Kind.CHOICES):
            return "wrap"
        return {Kind.MONEY: "money", Kind.NUMBER: "number"}.get(column.kind, "text")

    def _format(self, shape: str, tone: str) -> Any:
        if (shape, tone) not in self.formats:
            told: dict[str, Any] = {"valign": "top"}
            shapes: dict[str, dict[str, Any]] = {
                "day": {"num_format": "dd/mm/yyyy"},
                "money": {"num_format": "#,##0.00"},
                "number": {"num_format": "0"},
                "text": {"num_format": "@"},
                "wrap": {"num_format": "@", "text_wrap": True},
            }
            told |= shapes.get(shape, {})
            if tone == "closed":
                told |= {"font_color": "#5d6d69", "bg_color": "#eef1f0"}
            elif tone:
                told |= {"bg_color": TONES.get(tone, "#ffffff")}
            self.formats[shape, tone] = self.book.add_format(told)
        return self.formats[shape, tone]

    def _cell(self, place: int, at: int, column: Column, value: Any, tone: str) -> None:
        """Write a stored value: days as days, amounts as amounts, all else as text."""
        if value in (None, "", []):
            self.sheet.write_blank(place, at, None, self._format(self._shape(column), tone))
            return
        whole_day = column.kind in (Kind.DAY, Kind.PARTIAL) and len(value) == DAY
        if whole_day:
            self.sheet.write_datetime(
                place, at, date.fromisoformat(value), self._format("day", tone)
            )
        elif column.kind == Kind.MONEY:
            self.sheet.write_number(place, at, Decimal(value), self._format("money", tone))
        elif column.kind == Kind.NUMBER:
            self.sheet.write_number(place, at, value, self._format("number", tone))
        else:
            text = value if column.key in (ID, OWN_KEY) else self.lists.text(column.key, value)
            self.sheet.write_string(place, at, cut(text), self._format(self._shape(column), tone))

    def _raw(self, place: int, at: int, column: Column, value: Any, tone: str) -> None:
        """Write a cell as it came in."""
        shape = self._shape(column)
        if value in (None, ""):
            self.sheet.write_blank(place, at, None, self._format(shape, tone))
        elif isinstance(value, date):
            self.sheet.write_datetime(place, at, value, self._format("day", tone))
        elif isinstance(value, int | float) and not isinstance(value, bool):
            self.sheet.write_number(place, at, value, self._format(shape, tone))
        else:
            self.sheet.write_string(place, at, cut(str(value)), self._format(shape, tone))

    # --- lists, guide, what is hidden ------------------------------------------------------------

    def _validations(self, last: int) -> None:
        lists = self.book.add_worksheet(LISTS)
        lists.very_hidden()
        place = 0
        for at, column in enumerate(self.columns):
            if column.kind == Kind.YES_NO:
                labels = [self.lists.text(column.key, value) for value in (True, False)]
            elif column.kind == Kind.CHOICE:
                labels = [
                    self.lists.text(column.key, e.code) for e in self.lists.entries(column.key)
                ]
            else:
                self._validate_plain(column, at, last)
                continue
            if not labels:
                continue
            lists.write_string(0, place, column.key)
            for number, label in enumerate(labels, start=1):
                lists.write_string(number, place, label)
            name = f"lista_{column.key}"
            letter = _letters(place)
            self.book.define_name(name, f"={LISTS}!${letter}$2:${letter}${len(labels) + 1}")
            self.sheet.data_validation(
                1, at, last, at,
                {"validate": "list", "source": f"={name}", "error_type": "warning",
                 "error_title": "PROIM", "error_message": _("It is not in the list of this column.")},
            )  # fmt: skip
            place += 1

    def _validate_plain(self, column: Column, at: int, last: int) -> None:
        if column.kind == Kind.DAY:
            rule = {
                "validate": "date",
                "criteria": "between",
                "minimum": date(1900, 3, 1),
                "maximum": date(2199, 12, 31),
            }
        elif column.kind == Kind.MONEY:
            rule = {"validate": "decimal", "criteria": ">=", "value": 0}
        elif column.kind == Kind.NUMBER:
            rule = {"validate": "integer", "criteria": ">=", "value": column.least or 0}
        else:
            return
        told = {
            "error_type": "warning",
            "error_title": "PROIM",
            "error_message": str(column.help)[:255] or "PROIM",
        }
        self.sheet.data_validation(1, at, last, at, {**rule, **told})

    def _guide(self) -> None:
        guide = self.book.add_worksheet(self.guide_name)
        wrap = self.book.add_format({"text_wrap": True, "valign": "top"})
        bold = self.book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        guide.set_column(0, 0, 34)
        guide.set_column(1, 1, 12)
        guide.set_column(2, 2, 90)
        at = 0
        for text in rules():
            guide.merge_range(at, 0, at, 2, text, wrap)
            guide.set_row(at, 32)
            at += 1
        at += 1
        for place, text in enumerate((_("Column"), _("Required"), _("What goes in"))):
            guide.write_string(at, place, text, bold)
        for column in self.columns:
            at += 1
            guide.write_string(at, 0, str(column.label), wrap)
            guide.write_string(at, 1, _("Yes") if column.required else "", wrap)
            guide.write_string(at, 2, cut(self._explained(column)), wrap)

    def _explained(self, column: Column) -> str:
        told = [str(column.help)] if column.help else []
        if column.computed:
            told.append(_("Only to read: the platform fills it in."))
        if column.kind in (Kind.CHOICE, Kind.CHOICES):
            labels = [self.lists.text(column.key, e.code) for e in self.lists.entries(column.key)]
            several = (
                _("One or several, separated by semicolons: %s")
                if column.kind == Kind.CHOICES
                else _("One of: %s")
            )
            shown = labels if len(labels) <= 40 else [*labels[:40], "…"]  # noqa: PLR2004
            told.append(several % " | ".join(shown))
        elif column.kind in KINDS:
            told.append(str(KINDS[column.kind]()))
        return " ".join(told)

    def _hidden(self, base: Mapping[str, Mapping[str, Any]]) -> None:
        meta = self.book.add_worksheet(META)
        told = {
            "proim": VERSION,
            "table": self.table.code,
            "place": self.facts.place,
            "language": get_language() or "",
            "issued": timezone.now().isoformat(timespec="seconds"),
            "sheet": self.name,
            "guide": self.guide_name,
        }
        for at, (name, value) in enumerate(told.items()):
            meta.write_string(at, 0, name)
            meta.write_string(at, 1, value)
        kept = self.book.add_worksheet(BASE)
        for at, (row_id, values) in enumerate(base.items()):
            kept.write_string(at, 0, f"id:{row_id}")
            text = json.dumps(
                all_same(self.lists.columns, values), ensure_ascii=True, separators=(",", ":")
            )
            for piece, start in enumerate(range(0, len(text), PIECE), start=1):
                kept.write_string(at, piece, text[start : start + PIECE])
        meta.very_hidden()
        kept.very_hidden()
        self.sheet.activate()

    def _bytes(self) -> bytes:
        self.book.close()
        return self.buffer.getvalue()


KINDS: dict[Kind, Any] = {
    Kind.DAY: lambda: _("A day: 15/06/2012."),
    Kind.PARTIAL: lambda: _("As much as is known: 15/06/2012, 06/2012, 2T 2012 or 2012."),
    Kind.MONEY: lambda: _("An amount in pesos, with a decimal point: 1,250,000.50."),
    Kind.NUMBER: lambda: _("A whole number."),
    Kind.YES_NO: lambda: _("Yes or no."),
    Kind.EMAIL: lambda: _("An e-mail address."),
}


def rules() -> list[str]:
    """Return what people must know to fill in a template."""
    return [
        _("One row for each record. Do not change the first column: it tells the platform which record a row is; leave it empty in new rows."),
        _("An empty cell changes nothing. To empty a field write (borrar)."),
        _("A row that you take out of the sheet stays in the platform: nothing is ever deleted by leaving it out."),
        _("Columns may be reordered, hidden or left out. Dates are read as day/month/year."),
        _("Grey cells are closed at present: what is written there is refused, the rest comes in."),
    ]  # fmt: skip


def _letters(place: int) -> str:
    found, place = "", place + 1
    while place:
        place, rest = divmod(place - 1, 26)
        found = chr(65 + rest) + found
    return found


__all__ = ["LIMIT_CELL", "Marks", "answer", "rules", "template"]
