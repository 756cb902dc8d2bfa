"""Figures and their records as CSV: a comma, one header line, plain ISO values.

Headers are lower case without accents, as the city's guide for spreadsheets asks (ADIP). The
file begins with a byte-order mark, without which office programs misread the accents.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from proim.indicators.measures import Line, Measure, Records
from proim.indicators.slots import Link, Shape

CHUNK = 2000
FORMULA = ("=", "+", "-", "@", "\t", "\r")
TABLE_HEAD = (
    "numero",
    "indicador",
    "desagregacion",
    "unidad",
    "valor",
    "numerador",
    "denominador",
    "fecha_de_corte",
)


def text(value: Any) -> str:
    """Return a cell as plain text that no spreadsheet takes for a formula."""
    items = value if isinstance(value, list) else [value]
    plain = "; ".join(map(_word, items))
    return f"'{plain}" if plain.startswith(FORMULA) else plain


def _word(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, Link):
        return str(value.text)
    return value.isoformat() if isinstance(value, date) else str(value)


def record_lines(records: Records) -> Iterator[str]:
    """Yield the file of the records behind a number, as many lines as the number says.

    A record that is not public is a line that says so and nothing else.
    """
    head = [column.code for column in records.columns]
    told = ["es_publico"] if records.part.permission else []
    yield "\ufeff" + _line([*head, *told])
    for some in _chunks(records.visible):
        for cells in records.cells(some):
            yield _line([*map(text, cells), *(["si"] if told else [])])
    for _hidden in range(records.hidden):
        yield _line([*("" for _column in head), "no"])


def table_lines(measures: Iterable[Measure], day: date) -> Iterator[str]:
    """Yield the file of the table: a line for each figure and each part of a breakdown."""
    yield "\ufeff" + _line(TABLE_HEAD)
    for measure in measures:
        yield _line([*_figure(measure), day.isoformat()])
        for line in measure.slices:
            yield _line([*_slice(measure, line), day.isoformat()])


def _figure(measure: Measure) -> list[str]:
    source, whole = measure.source, measure.whole
    value = measure.percentage if whole else measure.first.count
    detail = measure.first.part.label if source.shape is Shape.BREAKDOWN else ""
    counts = [measure.first.count, whole.count if whole else None]
    return [text(v) for v in (source.number, source.label, detail, source.unit, value, *counts)]


def _slice(measure: Measure, line: Line) -> list[str]:
    source = measure.source
    told = (line.part.label, source.unit, line.count, line.count, measure.first.count)
    return [text(value) for value in (source.number, source.label, *told)]


def _chunks(rows: Any) -> Iterator[Sequence[Any]]:
    """Yield the rows of one query by chunks, so that a long list is never in memory whole."""
    batch: list[Any] = []
    for row in rows.iterator(CHUNK):
        batch.append(row)
        if len(batch) == CHUNK:
            yield batch
            batch = []
    if batch:
        yield batch


def _line(values: Iterable[str]) -> str:
    buffer = io.StringIO()
    csv.writer(buffer).writerow(values)
    return buffer.getvalue()
