"""From the bytes of a CSV file to rows, and what is wrong at which row and column.

Knows no database and no request. Every cell is text: a cell that begins with "=" is a name that
begins with "=", never a formula. Messages are in the language that is active while reading.
"""

import csv
import io
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from proim.agencies.formulas import folded
from proim.agencies.models import AgencyType

LIMIT_BYTES = 2 * 1024 * 1024
LIMIT_ROWS = 1000
HEADERS = {  # field -> how its column may be called, folded; a message says the first
    "key": ("agencia_id", "clave", "key"),
    "acronym": ("siglas_2011", "siglas", "acronym"),
    "name": ("nombre_2011", "nombre", "nombre oficial", "name"),
    "type": ("tipo", "type"),
    "sector": ("sector_2011", "sector"),
    "in_scope": ("demo_en_universo", "en_universo", "en universo", "in_scope"),
}
REQUIRED = ("key", "acronym", "name", "type")
LENGTHS = {"key": 20, "acronym": 30, "name": 250, "type": 40, "sector": 40, "in_scope": 40}
YES, NO = {"1", "si", "s", "yes", "true", "x"}, {"0", "no", "n", "false"}
NONE = {"", "-", "—", "–", "n/a"}
_KEY = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]*")
_TERRITORY = re.compile(r"inegi (\d{2}-\d{3})")


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong, and where: row 1 is the header, row 0 the file itself."""

    row: int
    column: str
    text: str


@dataclass(frozen=True, slots=True)
class Row:
    """One agency as the file tells it; ``in_scope`` is ``None`` where the file does not say."""

    number: int
    key: str
    acronym: str
    name: str
    type: str
    sector: str = ""
    demarcation: str = ""
    in_scope: bool | None = None


@dataclass(slots=True)
class Sheet:
    """What was read. ``columns`` gives the header in the file for each field that is there."""

    rows: list[Row] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    columns: dict[str, str] = field(default_factory=dict)
    ignored: list[str] = field(default_factory=list)

    def wrong(self, row: int, name: str, text: str) -> None:
        """Note a problem in the column of field ``name`` ("" is the whole row)."""
        self.problems.append(Problem(row, self.columns.get(name, ""), text))


def read(data: bytes) -> Sheet:
    """Read a CSV file in UTF-8 or the Western code page, separated by comma, semicolon or tab."""
    sheet = Sheet()
    if len(data) > LIMIT_BYTES:
        sheet.wrong(0, "", _("The file is larger than 2 MB."))
        return sheet
    text = decoded(data)
    if text is None:
        sheet.wrong(0, "", _("This is not a CSV file. Save the sheet as CSV and choose that file."))
        return sheet
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=separator(text), strict=True)
    try:
        header = next(lines, [])
        if _read_header(sheet, header):
            _read_rows(sheet, header, lines)
    except csv.Error:
        sheet.wrong(lines.line_num, "", _("From this line on the quotes or cells make no sense."))
    return sheet


def decoded(data: bytes) -> str | None:
    """Return the text of a file, whatever wrote it; ``None`` if it is no text at all."""
    if b"\0" in data or data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF")):
        return None
    for encoding in ("utf-8-sig", "cp1252", "latin-1"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def separator(text: str) -> str:
    """Return the sign that separates the cells of the header: comma, semicolon or tab."""
    head = re.sub(r'"[^"]*"', "", text.lstrip().partition("\n")[0])
    return max(",;\t", key=head.count)


def _read_header(sheet: Sheet, header: list[str]) -> bool:
    names = {known: name for name, headers in HEADERS.items() for known in headers}
    for cell in header:
        title = " ".join(cell.split())[:60]
        name = names.get(folded(title))
        if name in sheet.columns:
            sheet.problems.append(Problem(1, title, _("Two columns say the same.")))
        elif name:
            sheet.columns[name] = title
        elif title:
            sheet.ignored.append(title)
    for name in REQUIRED:
        if name not in sheet.columns:
            title = HEADERS[name][0]
            sheet.problems.append(Problem(1, title, _("This column is missing.")))
    return not sheet.problems


def _read_rows(sheet: Sheet, header: list[str], lines: Iterator[list[str]]) -> None:
    places = {name: _place(header, title) for name, title in sheet.columns.items()}
    seen: dict[str, int] = {}
    for number, cells in enumerate(lines, start=2):
        if not any(cell.strip() for cell in cells):
            continue
        if number > LIMIT_ROWS + 1:
            text = ngettext(
                "The list is longer than %(count)s row.",
                "The list is longer than %(count)s rows.",
                LIMIT_ROWS,
            )
            sheet.wrong(number, "", text % {"count": LIMIT_ROWS})
            return
        if len(cells) > len(header):
            sheet.wrong(number, "", _("This row has more cells than the header has titles."))
            continue
        typed = {n: cells[at].strip() if at < len(cells) else "" for n, at in places.items()}
        row = _row(sheet, number, typed)
        if row and (first := seen.setdefault(row.key, number)) != number:
            text = _("This key stands in row %(row)s already.")
            sheet.wrong(number, "key", text % {"row": first})
        elif row:
            sheet.rows.append(row)
    if not sheet.rows and not sheet.problems:
        sheet.wrong(0, "", _("The file has no rows."))


def _place(header: list[str], title: str) -> int:
    return next(at for at, cell in enumerate(header) if " ".join(cell.split())[:60] == title)


def _row(sheet: Sheet, number: int, typed: Mapping[str, str]) -> Row | None:
    before = len(sheet.problems)
    cells = {name: _clean(sheet, number, name, text) for name, text in typed.items()}
    for name, check in CHECKS.items():
        if name in cells and len(sheet.problems) == before and (text := check(cells[name])):
            sheet.wrong(number, name, text)
    if len(sheet.problems) > before:
        return None
    sector, demarcation = _sector(cells.get("sector", ""))
    return Row(
        number,
        cells["key"],
        cells["acronym"],
        cells["name"],
        cells["type"].upper(),
        sector,
        demarcation,
        _answer(cells.get("in_scope", "")),
    )


def _clean(sheet: Sheet, number: int, name: str, text: str) -> str:
    """Return the cell in one line; note what cannot be kept."""
    text = unicodedata.normalize("NFC", " ".join(text.split()))
    if any(unicodedata.category(sign) in {"Cc", "Cf", "Cs", "Co"} for sign in text):
        sheet.wrong(number, name, _("The cell holds signs that cannot be seen."))
    elif len(text) > LENGTHS[name]:
        wrong = _("The cell is longer than %(count)s characters.") % {"count": LENGTHS[name]}
        sheet.wrong(number, name, wrong)
    elif name in REQUIRED and not text:
        sheet.wrong(number, name, _("The cell is empty."))
    return text


def _wrong_key(text: str) -> str:
    return "" if _KEY.fullmatch(text) else _("A key has letters, digits, dots and hyphens only.")


def _wrong_type(text: str) -> str:
    if text.upper() in AgencyType.values:
        return ""
    return _("There is no type “%(type)s”. Types: %(types)s.") % {
        "type": text,
        "types": ", ".join(AgencyType.values),
    }


def _wrong_answer(text: str) -> str:
    known = folded(text) in YES | NO | NONE
    return "" if known else _("Write 1 or 0, yes or no.")


CHECKS: dict[str, Callable[[str], str]] = {
    "key": _wrong_key,
    "type": _wrong_type,
    "in_scope": _wrong_answer,
}


def _answer(text: str) -> bool | None:
    return None if folded(text) in NONE else folded(text) in YES


def _sector(text: str) -> tuple[str, str]:
    """Return acronym of the head of sector and INEGI code: a borough has the second, not the first."""
    if found := _TERRITORY.fullmatch(folded(text)):
        return "", found[1]
    acronym = text.rstrip("? ")  # "SEDU?" is a guess that the source marks as such
    return ("" if acronym in NONE else acronym), ""
