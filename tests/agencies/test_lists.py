"""Lists of public entities as files: read whatever wrote them, told where they are wrong, stored whole.

The way of a file through the steps is tested in ``tests/sheets``; here is what a list of public
entities means, as the list of 2011 writes it.
"""

import csv
import io
from datetime import date
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied

from proim.agencies import actions as agencies
from proim.agencies.models import Agency, Role
from proim.audit.models import Event
from proim.core.errors import DomainError
from proim.sheets import actions
from proim.sheets.checking import Checker
from proim.sheets.matching import grid_of
from proim.sheets.slots import Facts
from tests.agencies.sheets import HEADER, ROWS, as_csv, with_cell
from tests.builders.people import START, make_agency, make_member, make_office
from tests.builders.sheets import checked, problems, told

REAL = Path(__file__).resolve().parents[3] / "shared" / "data" / "agencies.csv"
FACTS = Facts("", START, "Circular")
pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return make_office()


def check(person, data, facts=FACTS):
    return checked(person, facts, data, "agencies")


def store(batch):
    return actions.commit(actions.begin(batch, by=batch.person), by=batch.person)


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_a_list_is_read_whatever_program_wrote_it(office, separator, encoding):
    batch = store(check(office, as_csv(ROWS, separator=separator, encoding=encoding)))
    assert told(batch) == {"new": 4}
    found = Agency.objects.filter(key__startswith="A00").order_by("key").select_related("sector")
    assert [row.name for row in found] == [row[2] for row in ROWS]
    heads = [row.sector.acronym if row.sector else "" for row in found]
    assert heads == ["", "SEJ", "", "INEJ"]
    assert [row.demarcation for row in found] == ["", "", "09-010", ""]
    assert [row.is_in_scope_on(START) for row in found] == [True, True, True, False]
    assert found[1].versions.get().since == START


@pytest.mark.parametrize(
    ("row", "column", "value", "at"),
    [
        (2, "agencia_id", "a/../b", "id"),
        (3, "agencia_id", "A001", "id"),
        (2, "agencia_id", "A" * 21, "id"),
        (2, "siglas_2011", "X" * 31, "siglas"),
        (3, "nombre_2011", "", "nombre"),
        (3, "nombre_2011", "x" * 251, "nombre"),
        (5, "tipo", "SECRETARÍA", "tipo"),
        (5, "demo_en_universo", "quizá", "en_alcance"),
        (3, "sector_2011", "NADIE", "sector"),
        (2, "sector_2011", "SEJ", "sector"),
        (4, "nombre_2011", "Secretaria de EJEMPLO", "nombre"),
        (4, "nombre_2011", "Ya registrado", "nombre"),
    ],
)
def test_what_is_wrong_is_told_at_its_row_and_column(office, row, column, value, at):
    make_agency(key="B1", name="Ya Registrado", acronym="YR")
    assert (row, at) in problems(check(office, with_cell(row, column, value)))


def test_heads_of_sector_that_go_round_are_told_at_each_of_them(office):
    batch = check(office, with_cell(2, "sector_2011", "INEJ"))
    assert problems(batch) == [(2, "sector"), (3, "sector")]


@pytest.mark.parametrize(
    "text", ["=HYPERLINK('http://example.org')", "+52 55", "@SUM(A1)", "<script>alert(1)</script>"]
)
def test_hostile_cells_stay_the_text_that_they_are(office, text):
    store(check(office, with_cell(2, "nombre_2011", text)))
    assert Agency.objects.get(key="A001").name == text


def test_the_same_list_again_changes_nothing_and_leaves_no_trace(office):
    store(check(office, as_csv()))
    facts = Event.objects.filter(verb__startswith="agencies.").count()
    batch = store(check(office, as_csv(reversed(ROWS))))
    assert told(batch) == {"unchanged": 4}
    assert Event.objects.filter(verb__startswith="agencies.").count() == facts
    assert batch.event is None


def test_the_same_list_again_leaves_later_names_and_scope_as_they_are(office):
    store(check(office, as_csv()))
    agency = Agency.objects.get(key="A001")
    agencies.rename(agency, since=date(2011, 6, 15), name="Otra", by=None)
    agencies.take_out_of_scope(agency, since=date(2011, 6, 15), ground="x", by=None)
    assert told(check(office, as_csv())) == {"unchanged": 4}
    agency.refresh_from_db()
    assert agency.name == "Otra"


def test_a_changed_list_is_a_new_state_and_a_new_entry_of_that_day(office):
    store(check(office, as_csv()))
    rows = [list(row) for row in ROWS]
    rows[0][2], rows[1][5], rows[3][5] = "Secretaría Mayor", "0", "1"
    batch = check(office, as_csv(rows))
    assert told(batch) == {"changed": 3, "unchanged": 1}
    line = batch.lines.get(number=2)
    assert (line.before["nombre"], line.values["nombre"]) == ("Secretaría de Ejemplo", rows[0][2])
    store(batch)
    assert Agency.objects.get(key="A001").name == "Secretaría Mayor"
    assert Agency.objects.get(key="A001").versions.count() == 2
    listed = Agency.objects.in_scope(START).filter(key__startswith="A00")
    assert sorted(listed.values_list("key", flat=True)) == ["A001", "A003", "A004"]


def test_a_list_without_the_columns_of_sector_and_scope_leaves_both_alone(office):
    head = make_agency(in_scope=False)
    agency = make_agency(key="A001", name="Secretaría de Ejemplo", acronym="SEJ", sector=head)
    data = as_csv([row[:4] for row in ROWS], HEADER[:4])
    assert told(store(check(office, data))) == {"new": 3, "unchanged": 1}
    agency.refresh_from_db()
    assert (agency.sector, agency.is_in_scope_on(START)) == (head, True)


def test_heads_of_sector_are_found_in_the_file_first_then_in_the_records(office):
    make_agency(key="B1", acronym="SEJ")
    outside = make_agency(key="B2", acronym="FUERA")
    rows = [*ROWS, ("A005", "OTRO", "Otro ente", "OPD", "FUERA", "0")]
    store(check(office, as_csv(rows)))
    assert Agency.objects.get(key="A002").sector.key == "A001"
    assert Agency.objects.get(key="A005").sector == outside


def test_an_acronym_of_two_names_no_head_of_sector(office):
    rows = [*ROWS, ("A005", "SEJ", "Otra secretaría", "DEP", "", "0")]
    assert problems(check(office, as_csv(rows))) == [(3, "sector")]


def test_who_belongs_to_a_row_that_stays_out_stays_out_too(office):
    batch = actions.begin(check(office, with_cell(2, "tipo", "X")), by=office)
    with pytest.raises(actions.RefusedLinesError) as refused:
        actions.commit(batch, by=office)
    assert [(number, told[0][0]) for number, told in refused.value.found.items()] == [
        (3, "sector"),
        (5, "sector"),
    ]
    assert not Agency.objects.filter(key__startswith="A00").exists()


def test_an_agency_that_had_ended_is_not_changed(office):
    agency = make_agency(key="A001", since=date(2000, 1, 1))
    agencies.wind_up(agency, since=date(2010, 1, 1), ground="Decreto", by=None)
    wrong = problems(check(office, as_csv()))
    assert {row for row, _column in wrong} == {2}


def test_an_agency_that_began_later_gets_its_earlier_state(office):
    make_agency(key="A001", name="Nombre posterior", since=date(2011, 3, 1), in_scope=False)
    store(check(office, as_csv()))
    agency = Agency.objects.named_on(START).get(key="A001")
    assert (agency.name_then, agency.name) == ("Secretaría de Ejemplo", "Nombre posterior")


def test_what_was_shown_and_what_is_there_must_still_be_the_same(office):
    batch = check(office, as_csv())
    make_agency(key="A001", name="Secretaría de Ejemplo")
    with pytest.raises(DomainError):
        store(batch)
    assert not Agency.objects.filter(key="A002").exists()


def test_only_the_office_imports():
    with pytest.raises(PermissionDenied):
        check(make_member(Role.HEAD), as_csv())


def test_checking_costs_the_same_queries_however_long_the_list(office, queries):
    short, long = check(office, as_csv(ROWS[:1])), check(office, as_csv())
    with queries() as one:
        Checker(short, grid_of(short)).lines()
    with queries() as four:
        Checker(long, grid_of(long)).lines()
    assert len(four) == len(one)


def test_the_list_of_2011_is_read_whole_and_gives_the_universe(office):
    if not REAL.exists():
        pytest.skip("the list of 2011 is not beside this checkout")
    data = REAL.read_bytes()
    rows = list(csv.DictReader(io.StringIO(data.decode())))
    before = Agency.objects.count()
    batch = store(check(office, data))
    assert told(batch) == {"new": len(rows)}
    assert Agency.objects.count() == before + len(rows)
    in_file = sum(int(row["demo_en_universo"]) for row in rows)
    keys = [row["agencia_id"] for row in rows]
    assert Agency.objects.in_scope(date(2011, 6, 30)).filter(key__in=keys).count() == in_file
    assert Agency.objects.exclude(demarcation="").count() == 16
    assert told(check(office, data)) == {"unchanged": len(rows)}
    actions.undo(batch, by=office)
    assert Agency.objects.count() == before
