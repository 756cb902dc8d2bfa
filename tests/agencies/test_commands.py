"""The import as an operator runs it."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from proim.agencies.models import Agency
from tests.agencies.sheets import as_csv, with_cell

pytestmark = pytest.mark.django_db


def run(file, *words):
    out, err = StringIO(), StringIO()
    options = ["--scope-since", "2010-11-17", "--ground", "Circular", *words]
    call_command("import_agencies", str(file), *options, stdout=out, stderr=err)
    return out.getvalue()


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "agencies.csv"
    path.write_bytes(as_csv())
    return path


def test_the_list_is_imported_once(file):
    assert "4 nuevos" in run(file)
    assert Agency.objects.count() == 4
    assert "0 nuevos, 0 con cambios, 4 sin cambios" in run(file)


def test_a_trial_changes_nothing(file):
    assert "4 nuevos" in run(file, "--dry-run")
    assert not Agency.objects.exists()


def test_errors_are_told_at_their_row_and_nothing_is_imported(file):
    file.write_bytes(with_cell(3, "tipo", "X"))
    err = StringIO()
    options = ["--scope-since", "2010-11-17", "--ground", "Circular"]
    with pytest.raises(CommandError, match="tiene errores"):
        call_command("import_agencies", str(file), *options, stdout=StringIO(), stderr=err)
    assert "Fila 3, tipo" in err.getvalue()
    assert not Agency.objects.exists()


def test_columns_that_are_not_read_are_named(file):
    file.write_bytes(
        as_csv([["A1", "S", "N", "DEP", "x"]], ["clave", "siglas", "nombre", "tipo", "más"])
    )
    assert "Columnas que no se leen: más" in run(file)


def test_a_file_that_is_not_there_is_said_so(tmp_path):
    with pytest.raises(CommandError, match=r"nothing\.csv"):
        run(tmp_path / "nothing.csv")
