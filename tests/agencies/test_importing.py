"""Lists of agencies as files: read whatever wrote them, told where they are wrong, imported whole."""

import csv
import io
from datetime import date
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from proim.agencies import actions
from proim.agencies.importing import LIMIT_BYTES, compare, read
from proim.agencies.models import Agency, AgencyType, Role
from proim.audit.models import Event
from proim.core.errors import DomainError
from tests.agencies.sheets import HEADER, ROWS, as_csv, with_cell
from tests.builders.people import START, make_agency, make_member, make_office

REAL = Path(__file__).resolve().parents[3] / "shared" / "data" / "agencies.csv"
DO = {"since": START, "ground": "Circular", "source": {"file": "x.csv"}, "by": None}


def problems(data):
    return [(problem.row, problem.column) for problem in read(data).problems]


# --- reading -------------------------------------------------------------------------------------


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "latin-1", "cp1252"])
def test_a_list_is_read_whatever_program_wrote_it(separator, encoding):
    rows = [[*row[:4], row[4].replace("—", "-"), row[5]] for row in ROWS]
    sheet = read(as_csv(rows, separator=separator, encoding=encoding))
    assert sheet.problems == []
    assert [row.name for row in sheet.rows] == [row[2] for row in ROWS]
    assert [row.sector for row in sheet.rows] == ["", "SEJ", "", "INEJ"]
    assert [row.demarcation for row in sheet.rows] == ["", "", "09-010", ""]
    assert [row.in_scope for row in sheet.rows] == [True, True, True, False]


def test_titles_may_be_written_otherwise_and_in_another_order():
    header = ["Nombre oficial", "SIGLAS", " Tipo ", "Clave", "teléfono"]
    sheet = read(as_csv([["Instituto", "I", "opd", "K1", "55"]], header))
    assert (sheet.problems, sheet.ignored) == ([], ["teléfono"])
    assert (sheet.rows[0].key, sheet.rows[0].type, sheet.rows[0].in_scope) == ("K1", "OPD", None)


def test_missing_and_double_columns_are_named():
    assert problems(as_csv([], ["clave", "nombre"])) == [(1, "siglas_2011"), (1, "tipo")]
    double = as_csv([], [*HEADER, "Clave"])
    assert problems(double) == [(1, "Clave")]


@pytest.mark.parametrize(
    ("row", "column", "value"),
    [
        (2, "agencia_id", ""),
        (2, "agencia_id", "a/../b"),
        (3, "agencia_id", "A001"),
        (2, "siglas_2011", "X" * 31),
        (3, "nombre_2011", ""),
        (3, "nombre_2011", "x" * 251),
        (4, "nombre_2011", "Insti\u202etuto"),
        (4, "nombre_2011", "Insti\x07tuto"),
        (5, "tipo", "SECRETARÍA"),
        (5, "demo_en_universo", "quizá"),
    ],
)
def test_what_is_wrong_is_told_at_its_row_and_column(row, column, value):
    assert problems(with_cell(row, column, value)) == [(row, column)]


def test_messages_are_in_the_language_of_the_reader():
    data = with_cell(2, "tipo", "X")
    with translation.override("es-mx"):
        assert "No existe el tipo «X»" in read(data).problems[0].text
    with translation.override("en"):
        assert "There is no type “X”" in read(data).problems[0].text


@pytest.mark.parametrize(
    "text",
    [
        "=HYPERLINK('http://example.org')",
        "+52 55",
        "@SUM(A1)",
        "<script>alert(1)</script>",
        "'; DROP TABLE",
    ],
)
def test_hostile_cells_stay_the_text_that_they_are(text):
    assert read(with_cell(2, "nombre_2011", text)).rows[0].name == text


def test_spaces_and_line_breaks_inside_a_cell_become_one_space():
    assert read(with_cell(2, "nombre_2011", " Instituto\n  de   Ejemplo ")).rows[0].name == (
        "Instituto de Ejemplo"
    )


def test_rows_are_numbered_as_a_sheet_shows_them_though_empty_ones_are_left_out():
    rows = [ROWS[0], [""] * 6, [], ["A009", "", "x", "DEP", "", "1"]]
    assert problems(as_csv(rows)) == [(5, "siglas_2011")]


def test_a_short_row_has_empty_cells_and_a_long_one_is_wrong():
    short, long = ["A001", "S", "Secretaría", "DEP"], [*ROWS[1], "more"]
    sheet = read(as_csv([short, long]))
    assert [row.key for row in sheet.rows] == ["A001"]
    assert [problem.row for problem in sheet.problems] == [3]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\n\n",
        as_csv([]),
        b"PK\x03\x04 a zipped sheet",
        b"%PDF-1.4",
        "clave;nombre".encode("utf-16"),
        b"a" * (LIMIT_BYTES + 1),
        b'clave,siglas,nombre,tipo\n"A1,no end of the quotes',
        b'clave,siglas,nombre,tipo\nA1,"a"b,c,DEP',
        as_csv([[f"K{n}", "x", f"Name {n}", "DEP", "", "1"] for n in range(1001)]),
    ],
)
def test_what_is_no_list_is_refused_with_one_message(data):
    sheet = read(data)
    assert sheet.problems
    assert all(problem.text for problem in sheet.problems)


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=400))
def test_no_bytes_make_the_reader_fail(data):
    read(data)
    read(as_csv([]).rstrip() + b"\n" + data)


cells = st.text(
    st.characters(categories=["L", "N", "P", "S"], include_characters=" "), min_size=1, max_size=20
).map(str.strip)


@settings(max_examples=50, deadline=None)
@given(st.lists(st.tuples(cells, cells, st.sampled_from(AgencyType.values)), max_size=6))
def test_what_is_written_is_read_back(rows):
    told = [(f"K{n}", *row) for n, row in enumerate(rows) if row[0] and row[1]]
    sheet = read(as_csv(told, ["clave", "siglas", "nombre", "tipo"]))
    if told and not sheet.problems:
        found = [(row.key, row.acronym, row.name, row.type) for row in sheet.rows]
        assert [tuple(map(normal, row)) for row in told] == found


def normal(text):
    import unicodedata

    return unicodedata.normalize("NFC", " ".join(text.split()))


# --- comparing and importing ---------------------------------------------------------------------


@pytest.mark.django_db
def test_an_import_makes_agencies_with_their_sectors_and_their_scope():
    office = make_office()
    done = actions.import_agencies(read(as_csv()), **{**DO, "by": office})
    assert done.counts == {"new": 4, "changed": 0, "unchanged": 0}
    institute = Agency.objects.get(key="A002")
    assert (institute.sector.key, institute.versions.get().since) == ("A001", START)
    assert Agency.objects.get(key="A003").demarcation == "09-010"
    assert Agency.objects.get(key="A004").sector == institute
    listed = Agency.objects.in_scope(START).values_list("key", flat=True)
    assert sorted(listed) == ["A001", "A002", "A003"]
    event = Event.objects.get(verb="agencies.import_agencies")
    assert (event.sequence, event.actor_id) == (done.receipt, office.pk)
    assert event.data["new"] == 4


@pytest.mark.django_db
def test_the_same_list_again_changes_nothing_and_leaves_no_trace():
    actions.import_agencies(read(as_csv()), **DO)
    events = Event.objects.count()
    done = actions.import_agencies(read(as_csv(reversed(ROWS))), **DO)
    assert done.counts == {"new": 0, "changed": 0, "unchanged": 4}
    assert (Event.objects.count(), done.receipt) == (events, 0)


@pytest.mark.django_db
def test_the_same_list_again_leaves_later_names_and_scope_as_they_are():
    actions.import_agencies(read(as_csv()), **DO)
    agency = Agency.objects.get(key="A001")
    actions.rename(agency, since=date(2011, 6, 15), name="Otra", by=None)
    actions.take_out_of_scope(agency, since=date(2011, 6, 15), ground="x", by=None)
    assert actions.import_agencies(read(as_csv()), **DO).counts["unchanged"] == 4
    agency.refresh_from_db()
    assert agency.name == "Otra"


@pytest.mark.django_db
def test_a_changed_list_is_a_new_state_and_a_new_entry_of_that_day():
    actions.import_agencies(read(as_csv()), **DO)
    rows = [list(row) for row in ROWS]
    rows[0][2], rows[1][5], rows[3][5], rows[1][4] = "Secretaría Mayor", "0", "1", ""
    comparison = compare(read(as_csv(rows)), START)
    assert comparison.counts == {"new": 0, "changed": 3, "unchanged": 1}
    told = {
        line.row.key: [(change.label, change.before, change.after) for change in line.changes]
        for line in comparison.differences
    }
    assert told["A001"] == [("nombre oficial", "Secretaría de Ejemplo", "Secretaría Mayor")]
    assert told["A002"][0][1:] == ("SEJ", "—")
    actions.import_agencies(read(as_csv(rows)), **DO)
    assert Agency.objects.get(key="A001").name == "Secretaría Mayor"
    assert Agency.objects.get(key="A001").versions.count() == 2
    listed = Agency.objects.in_scope(START).values_list("key", flat=True)
    assert sorted(listed) == ["A001", "A003", "A004"]
    assert Agency.objects.get(key="A002").sector is None


@pytest.mark.django_db
def test_a_list_without_the_columns_of_sector_and_scope_leaves_both_alone():
    head = make_agency(in_scope=False)
    make_agency(key="A001", name="Secretaría de Ejemplo", acronym="SEJ", sector=head)
    data = as_csv([row[:4] for row in ROWS], HEADER[:4])
    done = actions.import_agencies(read(data), **DO)
    assert done.counts == {"new": 3, "changed": 0, "unchanged": 1}
    assert Agency.objects.in_scope(START).get().sector == head


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("row", "column", "value"),
    [
        (3, "sector_2011", "NADIE"),
        (2, "sector_2011", "SEJ"),
        (2, "sector_2011", "INEJ"),
        (4, "nombre_2011", "Secretaria de EJEMPLO"),
        (4, "nombre_2011", "Ya registrado"),
    ],
)
def test_a_wrong_row_imports_nothing_at_all(row, column, value):
    make_agency(key="B1", name="Ya Registrado", acronym="YR")
    sheet = read(with_cell(row, column, value))
    found = compare(sheet, START).problems
    assert (row, column) in [(problem.row, problem.column) for problem in found]
    with pytest.raises(ValidationError) as refused:
        actions.import_agencies(sheet, **DO)
    assert f"Fila {row}, {column}" in " ".join(refused.value.messages)
    assert Agency.objects.count() == 1


@pytest.mark.django_db
def test_heads_of_sector_are_found_in_the_file_first_then_in_the_records():
    make_agency(key="B1", acronym="SEJ")
    outside = make_agency(key="B2", acronym="FUERA")
    rows = [*ROWS, ("A005", "OTRO", "Otro ente", "OPD", "FUERA", "0")]
    actions.import_agencies(read(as_csv(rows)), **DO)
    assert Agency.objects.get(key="A002").sector.key == "A001"
    assert Agency.objects.get(key="A005").sector == outside


@pytest.mark.django_db
def test_an_acronym_of_two_names_no_head_of_sector():
    rows = [*ROWS, ("A005", "SEJ", "Otra secretaría", "DEP", "", "0")]
    found = compare(read(as_csv(rows)), START).problems
    assert [(problem.row, problem.column) for problem in found] == [(3, "sector_2011")]


@pytest.mark.django_db
def test_an_agency_that_had_ended_is_not_changed():
    agency = make_agency(key="A001", since=date(2000, 1, 1))
    actions.wind_up(agency, since=date(2010, 1, 1), ground="Decreto", by=None)
    found = compare(read(as_csv()), START).problems
    assert [(problem.row, problem.column) for problem in found] == [(2, "agencia_id")]


@pytest.mark.django_db
def test_an_agency_that_began_later_gets_its_earlier_state():
    make_agency(key="A001", name="Nombre posterior", since=date(2011, 3, 1), in_scope=False)
    actions.import_agencies(read(as_csv()), **DO)
    agency = Agency.objects.named_on(START).get(key="A001")
    assert (agency.name_then, agency.name) == ("Secretaría de Ejemplo", "Nombre posterior")


@pytest.mark.django_db
def test_what_was_shown_and_what_is_there_must_still_be_the_same():
    sheet = read(as_csv())
    shown = compare(sheet, START).digest
    make_agency(key="A001", name="Secretaría de Ejemplo")
    with pytest.raises(DomainError, match="cambiaron"):
        actions.import_agencies(sheet, **DO, expected=shown)
    assert Agency.objects.count() == 1


@pytest.mark.django_db
def test_only_the_office_imports():
    with pytest.raises(PermissionDenied):
        actions.import_agencies(read(as_csv()), **{**DO, "by": make_member(Role.HEAD)})


@pytest.mark.django_db
def test_comparing_costs_the_same_queries_however_long_the_list(queries):
    short, long = read(as_csv(ROWS[:1])), read(as_csv())
    with queries() as one:
        compare(short, START)
    actions.import_agencies(long, **DO)
    with queries() as four:
        compare(long, START)
    assert len(four) == len(one) == 3


class TestRoundTrip(TestCase):
    @settings(max_examples=15, deadline=None)
    @given(st.data())
    def test_what_is_imported_and_written_out_again_compares_as_unchanged(self, data):
        names = data.draw(
            st.lists(cells.filter(bool), min_size=1, max_size=5, unique_by=str.casefold)
        )
        sectors = [
            data.draw(st.sampled_from(["", *(f"S{m}" for m in range(n))]))
            for n in range(len(names))
        ]
        rows = [
            (f"K{n}", f"S{n}", name, "DEP", sectors[n], data.draw(st.sampled_from("01")))
            for n, name in enumerate(names)
        ]
        comparison = compare(read(as_csv(rows)), START)
        if comparison.problems:
            return
        actions.import_agencies(read(as_csv(rows)), **DO)
        written = io.StringIO()
        writer = csv.writer(written)
        writer.writerow(HEADER)
        for agency in Agency.objects.with_scope(START).select_related("sector"):
            sector = agency.sector.acronym if agency.sector else ""
            told = (
                agency.key,
                agency.acronym,
                agency.name,
                agency.type,
                sector,
                int(agency.listed),
            )
            writer.writerow(told)
        again = compare(read(written.getvalue().encode()), START)
        assert again.counts == {"new": 0, "changed": 0, "unchanged": len(rows)}


@pytest.mark.django_db
def test_the_list_of_2011_is_read_whole_and_gives_the_universe():
    if not REAL.exists():
        pytest.skip("the list of 2011 is not beside this checkout")
    data = REAL.read_bytes()
    told = list(csv.DictReader(io.StringIO(data.decode())))
    done = actions.import_agencies(read(data), **DO)
    assert done.counts["new"] == len(told) == Agency.objects.count()
    in_file = sum(int(row["demo_en_universo"]) for row in told)
    assert Agency.objects.in_scope(date(2011, 6, 30)).count() == in_file
    assert Agency.objects.exclude(demarcation="").count() == 16
    assert compare(read(data), START).counts["unchanged"] == len(told)
