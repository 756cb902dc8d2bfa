"""The one sheet of a file that is brought in: its headers, its rows, and what our template hid in it."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from proim.core.errors import DomainError
from proim.sheets.formulas.cells import original, plain
from proim.sheets.formulas.matching import key
from proim.sheets.messages import refusal

META, BASE = "_proim_meta", "_proim_base"
HEADER_WITHIN = 15  # a letterhead above the table is no longer than this
LIMIT_ROWS = 5000


@dataclass(slots=True)
class Grid:
    """The table in a file. Row numbers are those that the spreadsheet shows."""

    kind: str
    sheet: str = ""
    header_row: int = 1
    headers: list[str] = field(default_factory=list)
    rows: list[tuple[int, list[Any]]] = field(default_factory=list)
    meta: dict[str, str] = field(default_factory=dict)
    base: dict[str, dict[str, Any]] = field(default_factory=dict)
    remarks: list[tuple[str, str]] = field(default_factory=list)  # code, detail
    unsaved: frozenset[str] = frozenset()
    is_1904: bool = False

    @property
    def is_ours(self) -> bool:
        """Say whether the file was made by this platform: then it writes dates our way."""
        return bool(self.meta.get("table"))

    def column(self, place: int) -> list[Any]:
        """Return the cells of the column at ``place``."""
        return [cells[place] if place < len(cells) else None for _number, cells in self.rows]

    def samples(self, place: int, count: int = 3) -> list[str]:
        """Return the first different texts of a column."""
        told = dict.fromkeys(text for cell in self.column(place) if (text := plain(cell)))
        return list(told)[:count]


def grid(told: dict[str, Any], known: Iterable[str], sheet: str = "") -> Grid:
    """Return the table in an opened file; ``known`` are writings of headers, ``sheet`` a name to prefer.

    Raises:
        DomainError: there is no table in it.
    """
    found = Grid(kind=told["kind"], is_1904=bool(told.get("is_1904")))
    hidden = {one["name"]: one["rows"] for one in told["sheets"] if one["name"] in (META, BASE)}
    found.meta = {str(row[0]): plain(row[1]) for row in hidden.get(META, []) if len(row) > 1}
    found.base = _base(hidden.get(BASE, []))
    shown = [
        one
        for one in told["sheets"]
        if one["visible"] and one["rows"] and one["name"] not in hidden
    ]
    if not shown:
        raise DomainError(refusal("no_rows"))
    wanted = sheet or found.meta.get("sheet", "")
    chosen = next((one for one in shown if one["name"] == wanted), shown[0])
    found.sheet = chosen["name"]
    helping = found.meta.get("guide", "")
    others = [one["name"] for one in shown if one is not chosen and one["name"] != helping]
    _take(found, chosen["rows"], {key(text) for text in known})
    found.unsaved = frozenset(told.get("unsaved", ()))
    counted = (
        ("other_sheets", ", ".join(others)),
        ("merged", chosen["merged"]),
        ("hidden_rows", told.get("hidden_rows")),
        ("hidden_columns", told.get("hidden_columns")),
        ("links", told.get("links")),
        ("formulas", ", ".join(sorted(found.unsaved)[:10])),
    )
    found.remarks += [(code, str(detail)) for code, detail in counted if detail]
    return found


def _base(rows: list[list[Any]]) -> dict[str, dict[str, Any]]:
    """Read what each row said when the file was made; a base that somebody broke is none."""
    found = {}
    for row in rows:
        cells = [str(cell) for cell in row if cell not in ("", None)]
        try:
            told = json.loads("".join(cells[1:]))
        except ValueError:
            continue
        if isinstance(told, dict):
            found[cells[0].removeprefix("id:")] = told
    return found


def _take(found: Grid, rows: list[list[Any]], known: set[str]) -> None:
    at = _header_at(rows, known)
    clean = original if found.kind == "csv" else str
    found.header_row = at + 1
    found.headers = [" ".join(clean(plain(cell)).split())[:200] for cell in rows[at]]
    for number, cells in enumerate(rows[at + 1 :], start=at + 2):
        revived = [_revived(cell, found.kind) for cell in cells]
        if any(plain(cell) for cell in revived):
            found.rows.append((number, revived))
    if not found.rows:
        raise DomainError(refusal("no_rows"))
    if len(found.rows) > LIMIT_ROWS:
        raise DomainError(refusal("too_many_rows"))


def _header_at(rows: list[list[Any]], known: set[str]) -> int:
    """Return the place of the header: the row with most known headers, else the first with two cells."""
    best, found = 0, -1
    for place, row in enumerate(rows[:HEADER_WITHIN]):
        count = sum(key(cell) in known for cell in row if isinstance(cell, str) and cell.strip())
        if count > best:
            best, found = count, place
    if found >= 0:
        return found
    for place, row in enumerate(rows[:HEADER_WITHIN]):
        if sum(bool(plain(cell)) for cell in row) > 1:
            return place
    return next((n for n, row in enumerate(rows) if any(plain(cell) for cell in row)), 0)


def _revived(cell: Any, kind: str) -> Any:
    if isinstance(cell, dict):
        text = str(cell["d"])
        return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)
    if isinstance(cell, str):
        return original(cell) if kind == "csv" else cell
    return cell
