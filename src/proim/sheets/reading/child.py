"""The process that opens a file: it knows no secrets, and the system limits what it may take.

Reads the bytes from its standard input and answers with JSON on its standard output. Runs without
Django, so that it starts quickly and a hostile file meets as little as possible.
"""

import csv
import io
import json
import re
import sys
import zipfile
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any

LIMIT_UNZIPPED = 60 * 1024 * 1024
LIMIT_RATIO = 200  # a sheet of repeated words packs well; a bomb packs a thousandfold
SMALL = 1024 * 1024  # below this no ratio is suspicious
LIMIT_PARTS = 400
LIMIT_ROWS, LIMIT_COLUMNS, LIMIT_CELL = 5000, 300, 60_000
LIMIT_SHEETS = 30
LIMIT_CELLS, LIMIT_SIGNS = 3_000_000, 12_000_000
HEAD = 4096
MACROS = ("vbaproject.bin", "xl/macrosheets/", "basic/", "scripts/")
MIB = 1024 * 1024
MEMORY, SECONDS = 700 * MIB, 20


class RefusedError(Exception):
    """The file is not opened; the message is a code."""


def main() -> None:
    """Read standard input, answer on standard output."""
    _limit()
    data = sys.stdin.buffer.read()
    try:
        told: dict[str, Any] = opened(data)
    except RefusedError as error:
        told = {"refused": str(error)}
    except MemoryError:
        told = {"refused": "too_big_inside"}
    except Exception:  # noqa: BLE001  whatever a broken file does to a reader is "it is broken"
        told = {"refused": "unreadable"}
    sys.stdout.buffer.write(json.dumps(told, ensure_ascii=False, default=_cell).encode())


def _limit() -> None:
    try:
        import resource  # noqa: PLC0415  only where the system has it
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def opened(data: bytes) -> dict[str, Any]:
    """Return the sheets of a file, whatever it is; ``kind`` is xlsx, ods, xls or csv."""
    if data.startswith(b"PK"):
        return _archive(data)
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        if "_VBA_PROJECT".encode("utf-16-le") in data:
            raise RefusedError("macros")
        return _book(data, "xls", {})
    if data.startswith(
        (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b")
    ):
        raise RefusedError("not_a_sheet")
    return _csv(data)


def _archive(data: bytes) -> dict[str, Any]:
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        raise RefusedError("unreadable") from None
    parts = archive.infolist()
    if len(parts) > LIMIT_PARTS:
        raise RefusedError("too_big_inside")
    _check_sizes(parts, len(data))
    names = {part.filename.lower() for part in parts}
    if any(name.startswith(MACROS) or name.endswith(MACROS[0]) for name in names):
        raise RefusedError("macros")
    if any(part.flag_bits & 1 for part in parts):
        raise RefusedError("password")
    told = _scanned(archive, parts)
    if "xl/workbook.xml" in names:
        return _book(data, "xlsx", told)
    if "content.xml" in names:
        return _book(data, "ods", told)
    raise RefusedError("macros" if "xl/workbook.bin" in names else "not_a_sheet")


def _check_sizes(parts: list[zipfile.ZipInfo], packed: int) -> None:
    whole = sum(part.file_size for part in parts)
    if whole > LIMIT_UNZIPPED:
        raise RefusedError("too_big_inside")
    for part in parts:
        if part.file_size > SMALL and part.file_size > LIMIT_RATIO * max(part.compress_size, 1):
            raise RefusedError("too_big_inside")
    if whole > SMALL and whole > LIMIT_RATIO * packed:
        raise RefusedError("too_big_inside")


def _scanned(archive: zipfile.ZipFile, parts: list[zipfile.ZipInfo]) -> dict[str, Any]:
    """Unpack every part once and count: what the directory says of sizes may be a lie."""
    told: dict[str, Any] = {"unsaved": [], "hidden_rows": 0, "hidden_columns": 0, "is_1904": False}
    whole = 0
    for part in parts:
        try:
            with archive.open(part) as stream:
                text = stream.read(LIMIT_UNZIPPED - whole + 1)
        except (zipfile.BadZipFile, NotImplementedError, EOFError):
            raise RefusedError("unreadable") from None
        whole += len(text)
        if whole > LIMIT_UNZIPPED or len(text) != part.file_size:
            raise RefusedError("too_big_inside")
        name = part.filename.lower()
        if name.endswith((".xml", ".rels")):
            if b"<!DOCTYPE" in text or b"<!ENTITY" in text or b"<!doctype" in text.lower()[:HEAD]:
                raise RefusedError("xml")
            if "externallinks/" in name:
                told["links"] = True
            _notice(name, text, told)
    return told


def _notice(name: str, text: bytes, told: dict[str, Any]) -> None:
    if name == "xl/workbook.xml":
        told["is_1904"] = bool(re.search(rb'date1904="(1|true)"', text))
    if name.startswith("xl/worksheets/sheet"):
        told["hidden_rows"] += len(re.findall(rb'<row [^>]*hidden="(?:1|true)"', text))
        told["hidden_columns"] += len(re.findall(rb'<col [^>]*hidden="(?:1|true)"', text))
        found = re.findall(
            rb'<c r="([A-Z]+\d+)"[^>]*><f[^>]*(?:/>|>[^<]*</f>)(?:<v ?/>)?</c>', text
        )
        told["unsaved"] += [cell.decode() for cell in found[:50]]


def _book(data: bytes, kind: str, told: dict[str, Any]) -> dict[str, Any]:
    from python_calamine import CalamineWorkbook  # noqa: PLC0415  only where it is needed

    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    sheets = []
    if len(book.sheets_metadata) > LIMIT_SHEETS:
        raise RefusedError("too_many_sheets")
    for place, meta in enumerate(book.sheets_metadata):
        if "worksheet" not in str(meta.typ).lower():
            continue
        sheet = book.get_sheet_by_index(place)
        if sheet.total_width * sheet.total_height > LIMIT_CELLS:
            raise RefusedError("too_many_rows")
        rows = _bounded(sheet.to_python(skip_empty_area=False))
        merged = sheet.merged_cell_ranges if kind in ("xlsx", "xls") else None
        sheets.append(
            {
                "name": meta.name,
                "visible": str(meta.visible).lower().rpartition(".")[2] == "visible",
                "rows": rows,
                "merged": len(merged or []),
            }
        )
    return {"kind": kind, "sheets": sheets, **told}


def _bounded(rows: list[list[Any]]) -> list[list[Any]]:
    """Cut empty edges; refuse what is larger than any list that people keep."""
    while rows and not any(cell not in ("", None) for cell in rows[-1]):
        rows.pop()
    width = max((_width(row) for row in rows), default=0)
    if len(rows) > LIMIT_ROWS + 50:
        raise RefusedError("too_many_rows")
    if width > LIMIT_COLUMNS:
        raise RefusedError("too_many_columns")
    if sum(len(cell) for row in rows for cell in row if isinstance(cell, str)) > LIMIT_SIGNS:
        raise RefusedError("too_big_inside")
    return [row[:width] for row in rows]


def _width(row: list[Any]) -> int:
    return next((n for n in range(len(row), 0, -1) if row[n - 1] not in ("", None)), 0)


def _cell(value: Any) -> Any:
    if isinstance(value, datetime):
        return {"d": value.isoformat()}
    if isinstance(value, date):
        return {"d": value.isoformat()}
    if isinstance(value, time | timedelta):
        return str(value)
    raise TypeError(type(value).__name__)


def _csv(data: bytes) -> dict[str, Any]:
    text, encoding = _decoded(data)
    if text.lstrip()[:1] == "<":
        raise RefusedError("not_a_sheet")
    separator = _separator(text)
    csv.field_size_limit(LIMIT_CELL)
    rows: list[list[Any]] = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True):
            rows.append(row)
            if len(rows) > LIMIT_ROWS + 50:
                raise RefusedError("too_many_rows")
    except csv.Error:
        raise RefusedError("quotes") from None
    sheet = {"name": "", "visible": True, "rows": _bounded(rows), "merged": 0}
    return {"kind": "csv", "sheets": [sheet], "encoding": encoding, "separator": separator}


def _decoded(data: bytes) -> tuple[str, str]:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return data.decode("utf-16"), "utf-16"
        except UnicodeDecodeError:
            raise RefusedError("unreadable") from None
    if b"\0" in data:
        sixteen = "utf-16-le" if data[1:2] == b"\0" else "utf-16-be" if data[:1] == b"\0" else ""
        try:
            text = data.decode(sixteen) if sixteen else "\0"
        except UnicodeDecodeError:
            text = "\0"
        if "\0" in text:
            raise RefusedError("not_a_sheet")
        return text, "utf-16"
    decoders: tuple[tuple[str, Callable[[], str]], ...] = (
        ("utf-8", lambda: data.decode("utf-8-sig")),
        ("windows-1252", lambda: data.decode("cp1252")),
        ("latin-1", lambda: data.decode("latin-1")),
    )
    for name, decode in decoders:
        try:
            return decode(), name
        except UnicodeDecodeError:
            continue
    raise RefusedError("unreadable")


def _separator(text: str) -> str:
    """Return the sign between the cells: the one that cuts the first lines most evenly."""
    best, found = (0, 0), ","
    for sign in ",;\t|":
        try:
            lines = csv.reader(io.StringIO(text[: 64 * 1024], newline=""), delimiter=sign)
            widths = [len(row) for row, _n in zip(lines, range(20), strict=False) if row]
        except csv.Error:
            continue
        width = widths[0] if widths else 0
        even = sum(one == width for one in widths)
        if width > 1 and (even, width) > best:
            best, found = (even, width), sign
    return found


if __name__ == "__main__":
    main()
