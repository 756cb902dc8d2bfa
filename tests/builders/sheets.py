"""Files as people send them, and the way of a file through all steps."""

import csv
import io
from collections.abc import Callable
from typing import Any

from proim.accounts.models import User
from proim.sheets import actions, jobs
from proim.sheets.matching import Answers, all_columns, grid_of, proposed
from proim.sheets.models import Batch
from proim.sheets.reading.opening import raw
from proim.sheets.slots import Facts, Table, table
from proim.sheets.writing.workbook import template


def as_csv(
    rows: list[list[Any]],
    *,
    separator: str = ",",
    encoding: str = "utf-8-sig",
) -> bytes:
    """Return rows, the header first, as the bytes of a CSV file."""
    buffer = io.StringIO()
    csv.writer(buffer, delimiter=separator).writerows(rows)
    return buffer.getvalue().encode(encoding)


def as_xlsx(
    *sheets: tuple[str, list[list[Any]]], shape: Callable[[Any], None] | None = None, **options: Any
) -> bytes:
    """Return sheets of cells as a workbook; ``None`` is an empty cell, ``shape`` hides and merges in the first one."""
    import xlsxwriter

    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(
        buffer, {"strings_to_formulas": False, "default_date_format": "dd/mm/yyyy", **options}
    )
    for name, rows in sheets:
        sheet = book.add_worksheet(name)
        if name.startswith("_"):
            sheet.very_hidden()
        for number, row in enumerate(rows):
            for place, cell in enumerate(row):
                sheet.write(number, place, cell)
    if shape:
        shape(book.worksheets()[0])
    book.close()
    return buffer.getvalue()


def declared(code: str = "projects") -> Table:
    """Return the declaration of a table."""
    found = table(code)
    assert found, code
    return found


def make_template(person: User, facts: Facts, code: str = "projects") -> bytes:
    """Return the template that ``person`` downloads."""
    one = declared(code)
    return template(one, facts, all_columns(one), one.rows(person, facts))


def upload(
    person: User, facts: Facts, data: bytes, code: str = "projects", name: str = "lista.xlsx"
) -> Batch:
    """Bring a file as far as the matching."""
    return actions.upload(declared(code), facts, name=name, data=data, told=raw(data), by=person)


def checked(person: User, facts: Facts, data: bytes, code: str = "projects", **said: Any) -> Batch:
    """Bring a file as far as the dry run, matched as proposed; ``said`` adds columns, ways, words, fixed."""
    batch = upload(person, facts, data, code)
    answers, _sure, _saved = proposed(declared(code), grid_of(batch), facts.place, person)
    for name, told in said.items():
        getattr(answers, name).update(told)
    return check(batch, answers)


def check(batch: Batch, answers: Answers) -> Batch:
    """Match a file as said, and do the dry run."""
    return jobs.dry_run(actions.match(batch, answers, by=batch.person))


def told(batch: Batch) -> dict[str, int]:
    """Return the counts that are not zero."""
    return {name: count for name, count in batch.counts.items() if count}


def problems(batch: Batch) -> list[tuple[int, str]]:
    """Return row and column of every problem."""
    return [(line.number, column) for line in batch.lines.all() for column, _text in line.problems]
