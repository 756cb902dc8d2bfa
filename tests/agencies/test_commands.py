"""The import as an operator runs it."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from proim.agencies.models import Agency, Role
from proim.audit.models import Event
from tests.agencies.sheets import as_csv, with_cell
from tests.builders.people import make_member, make_office

pytestmark = pytest.mark.django_db
BY = "oficina@example.org"
OPTIONS = ["--by", BY, "--scope-since", "2010-11-17", "--ground", "Circular"]


@pytest.fixture(autouse=True)
def office():
    person = make_office()
    person.email = BY
    person.save(update_fields=["email"])
    return person


def imported():
    return Agency.objects.filter(key__startswith="A00")


def run(file, *words):
    out, err = StringIO(), StringIO()
    options = [*OPTIONS, *words]
    call_command("import_agencies", str(file), *options, stdout=out, stderr=err)
    return out.getvalue()


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "agencies.csv"
    path.write_bytes(as_csv())
    return path


def test_the_list_is_imported_once(file):
    assert "4 nuevos" in run(file)
    assert imported().count() == 4
    assert "0 nuevos, 0 con cambios, 4 sin cambios" in run(file)


def test_a_trial_changes_nothing(file):
    assert "4 nuevos" in run(file, "--dry-run")
    assert not imported().exists()


def test_errors_are_told_at_their_row_and_nothing_is_imported(file):
    file.write_bytes(with_cell(3, "tipo", "X"))
    err = StringIO()
    with pytest.raises(CommandError, match="tiene errores"):
        call_command("import_agencies", str(file), *OPTIONS, stdout=StringIO(), stderr=err)
    assert "Fila 3, tipo" in err.getvalue()
    assert not imported().exists()


def test_columns_that_are_not_read_are_named(file):
    file.write_bytes(
        as_csv([["A1", "S", "N", "DEP", "x"]], ["clave", "siglas", "nombre", "tipo", "más"])
    )
    assert "Columnas que no se leen: más" in run(file)


def test_a_file_that_is_not_there_is_said_so(tmp_path):
    with pytest.raises(CommandError, match=r"nothing\.csv"):
        run(tmp_path / "nothing.csv")


def test_it_is_done_in_the_name_of_somebody_of_the_office(file, office):
    run(file)
    assert {event.actor_id for event in Event.objects.filter(verb="agencies.add")} == {office.pk}
    make_member(Role.LIAISON, email="enlace@example.org")
    for who in ("enlace@example.org", "nadie@example.org"):
        with pytest.raises(CommandError, match="oficina"):
            run(file, "--by", who)
