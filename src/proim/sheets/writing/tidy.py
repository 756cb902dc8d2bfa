"""Exports as the city's guide for open data asks: one table, plain headers, plain ISO values, a dictionary."""

import csv
import io
import zipfile
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from django.utils.translation import gettext as _
from django.utils.translation import override

from proim.sheets.formulas.cells import neutral
from proim.sheets.showing import ID, OWN_KEY, Lists, cut
from proim.sheets.slots import Column, Kind, Row, Table

NOTHING = "ND"  # no empty cells: what is not there is said
DAY = 10
MONEY_UNIT = "MXN"
FORMATS = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "csv": "text/csv; charset=utf-8",
}
DICTIONARY = (
    "nombre_de_la_base",
    "nombre_de_la_tabla",
    "etiqueta_del_campo",
    "descripcion",
    "tipo_de_dato",
    "rango_o_valores",
    "clasificacion",
    "especificaciones",
    "codificacion_de_valores_faltantes",
)
# Words of the city's guide (ADIP): always in Spanish, whoever asks.
TYPES = {
    Kind.DAY: "Fecha",
    Kind.MONEY: "Número con decimales",
    Kind.NUMBER: "Número entero",
    Kind.YES_NO: "Booleana",
}
ODS_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
_NAMES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'office:version="1.3"'
)
Cells = list[list[Any]]


def grid(table: Table, columns: Sequence[Column], rows: Sequence[Row]) -> Cells:
    """Return headers and values: dates as dates, amounts as decimals, words in Spanish."""
    lists = Lists([column for column in columns if column.key not in (ID, OWN_KEY)])
    with override("es-mx"):
        told = [[_value(lists, column, row) for column in columns] for row in rows]
    return [[column.key for column in columns], *told]


def _value(lists: Lists, column: Column, row: Row) -> Any:
    value = row.id if column.key == ID else row.values.get(column.key)
    if value in (None, "", []):
        return NOTHING
    if column.kind in (Kind.DAY, Kind.PARTIAL) and len(value) == DAY:
        return date.fromisoformat(value)
    if column.kind == Kind.MONEY:
        return Decimal(value)
    if column.kind == Kind.NUMBER:
        return value
    return value if column.key in (ID, OWN_KEY) else lists.text(column.key, value, "es-mx")


def dictionary(table: Table, columns: Sequence[Column]) -> Cells:
    """Return the data dictionary in the nine columns of the city's guide, in Spanish as it asks."""
    lists = Lists([column for column in columns if column.key not in (ID, OWN_KEY)])
    with override("es-mx"):
        return [list(DICTIONARY), *(_described(table, column, lists) for column in columns)]


def _described(table: Table, column: Column, lists: Lists) -> list[str]:
    values = ""
    if column.kind in (Kind.CHOICE, Kind.CHOICES):
        values = cut(" | ".join(entry.es for entry in lists.entries(column.key)))
    elif column.kind == Kind.YES_NO:
        values = "Sí | No"
    rules = [str(_("required in new rows"))] if column.required else []
    if column.kind == Kind.MONEY:
        rules.append(MONEY_UNIT)
    if column.kind == Kind.PARTIAL:
        rules.append("AAAA-MM-DD, AAAA-MM, AAAA-Q1 a AAAA-Q4, o AAAA, según lo que se sepa")
    if column.kind == Kind.CHOICES:
        rules.append("varios valores separados por punto y coma")
    if column.longest:
        rules.append(f"hasta {column.longest} caracteres")
    return [
        "PROIM",
        table.code,
        column.key,
        " ".join(filter(None, (str(column.label), str(column.help)))),
        TYPES.get(column.kind, "Alfanumérico"),
        values or "No aplica",
        "Confidencial" if column.confidential else "Pública",
        "; ".join(rules) or "No aplica",
        "SIN VALORES FALTANTES" if column.required or column.key == ID else NOTHING,
    ]


def as_csv(cells: Cells) -> bytes:
    """Return cells as CSV in UTF-8 with its mark, every text neutral to spreadsheets."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    for row in cells:
        writer.writerow([_plain(cell) for cell in row])
    return b"\xef\xbb\xbf" + buffer.getvalue().encode()


def _plain(cell: Any) -> str:
    if isinstance(cell, str):
        return neutral(cell)
    return cell.isoformat() if isinstance(cell, date) else str(cell)


def as_xlsx(sheets: Iterable[tuple[str, Cells]]) -> bytes:
    """Return sheets of cells as a workbook."""
    import xlsxwriter  # type: ignore[import-untyped]  # noqa: PLC0415  heavy

    buffer = io.BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}
    book = xlsxwriter.Workbook(buffer, options)
    day, text = book.add_format({"num_format": "yyyy-mm-dd"}), book.add_format({"num_format": "@"})
    bold = book.add_format({"bold": True})
    for name, cells in sheets:
        sheet = book.add_worksheet(name[:31])
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, max(len(cells[0]) - 1, 0), 20)
        for number, row in enumerate(cells):
            for place, cell in enumerate(row):
                if isinstance(cell, date):
                    sheet.write_datetime(number, place, cell, day)
                elif isinstance(cell, str):
                    sheet.write_string(number, place, cut(cell), text if number else bold)
                else:
                    sheet.write_number(number, place, cell)
    book.close()
    return buffer.getvalue()


def as_ods(sheets: Iterable[tuple[str, Cells]]) -> bytes:
    """Return sheets of cells as an OpenDocument spreadsheet; every value carries its type."""
    tables = "".join(_ods_table(name, cells) for name, cells in sheets)
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {_NAMES}>'
        f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>"
        "</office:document-content>"
    )
    manifest = (
        '<?xml version="1.0" encoding="UTF-8"?><manifest:manifest '
        'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3">'
        f'<manifest:file-entry manifest:full-path="/" manifest:version="1.3" manifest:media-type="{ODS_TYPE}"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
        "</manifest:manifest>"
    )
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            zipfile.ZipInfo("mimetype"), ODS_TYPE
        )  # first and not packed: the format's sign
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", manifest)
    return buffer.getvalue()


def _ods_table(name: str, cells: Cells) -> str:
    rows = "".join(
        f"<table:table-row>{''.join(map(_ods_cell, row))}</table:table-row>" for row in cells
    )
    width = max((len(row) for row in cells), default=1)
    columns = f'<table:table-column table:number-columns-repeated="{width}"/>'
    return f"<table:table table:name={quoteattr(name[:31])}>{columns}{rows}</table:table>"


def _ods_cell(cell: Any) -> str:
    if isinstance(cell, date):
        return (
            f'<table:table-cell office:value-type="date" office:date-value="{cell.isoformat()}">'
            f"<text:p>{cell.isoformat()}</text:p></table:table-cell>"
        )
    if not isinstance(cell, str):
        return (
            f'<table:table-cell office:value-type="float" office:value="{cell}">'
            f"<text:p>{cell}</text:p></table:table-cell>"
        )
    lines = "".join(
        f"<text:p>{_spaced(line)}</text:p>" for line in cut(_printable(cell)).split("\n")
    )
    return f'<table:table-cell office:value-type="string">{lines}</table:table-cell>'


def _spaced(line: str) -> str:
    return escape(line.replace("\t", " ")).replace("  ", " <text:s/>")


def _printable(text: str) -> str:
    return "".join(
        sign for sign in text if sign in "\t\n" or (sign >= " " and sign not in "\ufffe\uffff")
    )
