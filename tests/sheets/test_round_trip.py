"""What leaves and comes back unchanged changes nothing; what both sides changed is always found.

``ROUND_TRIPS=2000 make test`` generates as many registers; the suite takes fewer.
"""

import os
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from proim.accounts.models import User
from proim.sheets import slots
from proim.sheets.checking import Checker
from proim.sheets.matching import all_columns, proposed, spellings
from proim.sheets.models import Batch
from proim.sheets.reading import child
from proim.sheets.reading.grids import grid
from proim.sheets.showing import Lists, same
from proim.sheets.slots import Column, Entry, Facts, Kind, Row, Table
from proim.sheets.writing import tidy
from proim.sheets.writing.workbook import template
from tests.builders.sheets import as_xlsx

EXAMPLES = int(os.environ.get("ROUND_TRIPS", "25"))
ENTRIES = [
    Entry("a", "Sí, siempre", "Yes, always"),
    Entry("b", "N/D", "Unknown"),
    Entry("c", "Café; té", "Coffee; tea"),
    Entry("d", "Área, obra", "Area, works"),
    Entry("e", "Área  Obra", "Area works"),
]
COLUMNS = (
    Column("titulo", "título", required=True, longest=200, spellings=("proyecto",)),
    Column("texto", "texto largo", Kind.LONG, spellings=("descripción",)),
    Column("lista", "lista", Kind.CHOICE, entries=lambda: ENTRIES),
    Column("listas", "varias listas", Kind.CHOICES, entries=lambda: ENTRIES),
    Column("dia", "día exacto", Kind.DAY, spellings=("fecha exacta",)),
    Column("fecha", "fecha aproximada", Kind.PARTIAL, bound="last"),
    Column("monto", "monto", Kind.MONEY, spellings=("importe",)),
    Column("numero", "número de casos", Kind.NUMBER),
    Column("si", "respuesta", Kind.YES_NO),
    Column("correo", "correo electrónico", Kind.EMAIL),
)
BY_KEY = {column.key: column for column in COLUMNS}
HOSTILE = [
    '=HYPERLINK("http://example.org","x")', "N/D", "-", "(borrar)", "  dos  espacios ", "1,234", "2011-12", "'=x", "a;b",
    "+52 55", "@SUM(A1)", "línea\notra", "01/02/2011", "\u00adguion\u200b", "sí", "1900", "A" * 33_000, "_x0041_", "null",
]  # fmt: skip
signs = st.characters(
    exclude_categories=["Cs", "Cc", "Co", "Cn"],
    include_characters=" \n\t",
    exclude_characters="\ufffe\uffff",
)
texts = st.one_of(st.text(signs, max_size=30), st.sampled_from(HOSTILE))
days = st.dates(date(1950, 1, 1), date(2150, 12, 31)).map(date.isoformat)
partial = st.one_of(
    days,
    st.integers(1950, 2150).map(str),
    st.tuples(st.integers(1950, 2150), st.integers(1, 4)).map(lambda p: f"{p[0]}-Q{p[1]}"),
    st.tuples(st.integers(1950, 2150), st.integers(1, 12)).map(lambda p: f"{p[0]}-{p[1]:02}"),
)
amounts = st.decimals(0, 10**9, places=2, allow_nan=False).map(lambda number: f"{number:.2f}")
codes = st.sampled_from([entry.code for entry in ENTRIES])
VALUES = {
    "titulo": texts, "texto": texts, "lista": codes, "listas": st.lists(codes, unique=True).map(sorted),
    "dia": days, "fecha": partial, "monto": amounts, "numero": st.integers(0, 10**9), "si": st.booleans(),
    "correo": st.sampled_from(["ana@example.gob.mx", "luz.paz@example.org"]),
}  # fmt: skip
# Another answer for each kind, and a third one, as the file would have it typed.
OTHERS = {
    "titulo": ("Otro título", "Tercero"), "texto": ("Otro texto", "Tercer texto"), "lista": ("a", "d"), "listas": (["a"], ["d"]),
    "dia": ("1999-12-31", "1998-05-17"), "fecha": ("1999-Q3", "1998"), "monto": ("77.10", "88.20"), "numero": (77, 88),
    "si": (True, False), "correo": ("eva@example.org", "sol@example.org"),
}  # fmt: skip


@st.composite
def registers(draw):
    """Return rows of values, some of them empty."""
    count = draw(st.integers(1, 6))
    return [
        {key: draw(st.one_of(st.none(), value)) for key, value in VALUES.items()}
        | {"titulo": draw(texts)}
        for _ in range(count)
    ]


def declared(registered):
    rows = [Row(n, f"fila-{n}", values) for n, values in enumerate(registered, start=1)]
    nothing = lambda *_: None  # noqa: E731
    return Table(
        "generated",
        "Generada",
        "",
        lambda: COLUMNS,
        nothing,
        lambda *_: rows,
        nothing,
        nothing,
        nothing,
        "clave",
    )


@pytest.fixture
def table(monkeypatch):
    """Declare the table of an example, for as long as the test runs; nothing is stored."""
    held = {}
    monkeypatch.setattr(slots.TABLES, "_items", [])

    def declare(registered):
        held["table"] = declared(registered)
        slots.TABLES._items[:] = [held["table"]]
        return held["table"]

    monkeypatch.setattr("proim.sheets.matching.Matching.objects", _NoMemory())
    return declare


class _NoMemory:
    """Nothing was ever matched before."""

    def filter(self, **_):
        return self

    def values_list(self, *_args, **_options):
        return []

    def last(self):
        return None


def lines(table, data):
    """Return what the dry run says of a file, and its grid."""
    found = grid(
        child.opened(data), [text for texts in spellings(table).values() for text in texts]
    )
    answers, _sure, _saved = proposed(table, found, "", None)
    batch = Batch(table=table.code, person=User(), matching=answers.plain, decisions={})
    return Checker(batch, found).lines()


def parts(data):
    """Return the cells of each sheet of a workbook, dates as dates."""
    told = child.opened(data)["sheets"]
    return {sheet["name"]: [list(row) for row in sheet["rows"]] for sheet in told}


def rewritten(data, change, shaped=None):
    """Return the workbook as a spreadsheet program would save it after ``change`` of its cells; ``shaped`` hides and merges."""
    sheets = parts(data)
    name = next(iter(sheets))
    sheets[name] = change(sheets[name])
    shape = shaped and shaped(sheets[name])
    shown = [(name, sheets[name]), *((n, rows) for n, rows in sheets.items() if n.startswith("_"))]
    return as_xlsx(*shown, shape=shape)


@st.composite
def looks(draw, rows):
    """Return what hides some rows and columns and merges cells that lose nothing by it: one with empty ones beside it."""
    width = len(rows[0])
    hidden_rows = draw(st.sets(st.integers(1, len(rows)), max_size=3))
    hidden_columns = draw(st.sets(st.integers(0, width - 1), max_size=3))
    runs = [
        (number, first, last)
        for number, row in enumerate(rows[1:], start=1)
        for first in range(width - 1)
        for last in range(first + 1, width)
        if not any(cell not in (None, "") for cell in row[first + 1 : last + 1])
    ]
    merged = {
        run[0]: run
        for run in draw(st.lists(st.sampled_from(runs), max_size=4) if runs else st.just([]))
    }

    def shape(sheet):
        for number in hidden_rows:
            sheet.set_row(number, None, None, {"hidden": True})
        for place in hidden_columns:
            sheet.set_column(place, place, None, None, {"hidden": True})
        for number, first, last in merged.values():
            sheet.merge_range(number, first, number, last, "")
            if rows[number][first] is not None:
                sheet.write(number, first, rows[number][first])

    return shape


def unchanged(found):
    return [
        (line.number, line.verdict, line.values, line.problems)
        for line in found
        if line.verdict != "unchanged"
    ] == []


LONG = settings(
    max_examples=EXAMPLES, deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture, HealthCheck.data_too_large, HealthCheck.large_base_example],
)  # fmt: skip


@LONG
@given(registered=registers())
def test_a_template_that_comes_back_changes_nothing(table, registered):
    made = table(registered)
    data = template(made, Facts(""), all_columns(made), made.rows(None, Facts("")))
    assert unchanged(lines(made, data))


@LONG
@given(registered=registers(), form=st.sampled_from(["csv", "xlsx", "ods"]))
def test_an_export_that_comes_back_changes_nothing(table, registered, form):
    made = table(registered)
    assume(
        all(len(str(value)) < 32_000 for row in registered for value in row.values())
        or form != "ods"
    )
    cells = tidy.grid(made, all_columns(made), made.rows(None, Facts("")))
    data = {
        "csv": tidy.as_csv,
        "xlsx": lambda c: tidy.as_xlsx([("x", c)]),
        "ods": lambda c: tidy.as_ods([("x", c)]),
    }[form](cells)
    assert unchanged(lines(made, data))


SPELLED = {
    "Título": "PROYECTO ",
    "Texto largo": "Descripción",
    "Día exacto": "fecha  exacta",
    "Monto": "IMPORTE",
}


@LONG
@given(registered=registers(), data=st.data())
def test_what_people_do_to_a_sheet_without_editing_it_changes_nothing(table, registered, data):
    made = table(registered)
    out = template(made, Facts(""), all_columns(made), made.rows(None, Facts("")))

    def disturb(rows):
        order = data.draw(st.permutations(range(len(rows[0]))))
        rows = [[row[n] if n < len(row) else None for n in order] for row in rows]
        rows[0] = [
            SPELLED.get(head, head) if data.draw(st.booleans()) else head for head in rows[0]
        ]
        body = [
            [disturbed(cell, head) for cell, head in zip(row, rows[0], strict=True)]
            for row in rows[1:]
        ]
        body = data.draw(st.permutations(body))
        for at in data.draw(st.lists(st.integers(0, len(body)), max_size=2)):
            body = [*body[:at], [None] * len(order), *body[at:]]
        return [rows[0], *body]

    def disturbed(cell, head):
        if isinstance(cell, date) and data.draw(st.booleans()):
            return data.draw(
                st.sampled_from([f"{cell:%d/%m/%Y}", cell.isoformat(), f"{cell:%d-%m-%Y} "])
            )
        if (
            isinstance(cell, float | int)
            and head.strip().casefold() in ("monto", "importe")
            and data.draw(st.booleans())
        ):
            return data.draw(
                st.sampled_from([f"{Decimal(str(cell)):,.2f}", f"$ {Decimal(str(cell)):,.2f}"])
            )
        if isinstance(cell, str) and cell and data.draw(st.booleans()):
            return data.draw(st.sampled_from([f"{cell} ", f" {cell}", cell]))
        return cell

    assert unchanged(lines(made, rewritten(out, disturb, lambda rows: data.draw(looks(rows)))))


@LONG
@given(registered=registers(), data=st.data())
def test_planted_conflicts_are_all_found_and_no_other(table, registered, data):
    made = table(registered)
    lists = Lists(COLUMNS)
    out = template(made, Facts(""), all_columns(made), made.rows(None, Facts("")))
    cells = [(n, key) for n in range(len(registered)) for key in VALUES]
    fates = {
        cell: data.draw(st.sampled_from(["none", "none", "file", "stored", "both", "agreed"]))
        for cell in cells
    }
    now = [dict(row) for row in registered]
    planted = []
    for (n, key), fate in fates.items():
        mine, theirs = (same(BY_KEY[key], value) for value in OTHERS[key])
        if fate != "none" and same(BY_KEY[key], registered[n][key]) not in (mine, theirs):
            planted.append((n, key, fate, mine))
            now[n][key] = {"stored": theirs, "both": theirs, "agreed": mine}.get(fate, now[n][key])

    def edit(rows):
        head = [str(cell).casefold() for cell in rows[0]]
        for n, key, fate, mine in planted:
            rows[n + 1] += [None] * (len(head) - len(rows[n + 1]))
            if fate != "stored":
                rows[n + 1][head.index(str(BY_KEY[key].label))] = lists.text(key, mine)
        return rows

    def expected(*wanted):
        return {(n + 2, key) for n, key, fate, _mine in planted if fate in wanted}

    changed = rewritten(out, edit)
    found = lines(table(now), changed)
    assert {(line.number, key) for line in found for key in line.conflicts} == expected("both")
    assert {(line.number, key) for line in found for key in line.values} == expected("file")
    assert [line.problems for line in found if line.problems] == []
