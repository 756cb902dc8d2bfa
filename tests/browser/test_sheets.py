"""The steps of an import in a real browser: without script, on a telephone, without barriers."""

import pytest
from django.urls import reverse

from proim.agencies.models import Role
from proim.projects.models import Project
from proim.sheets import actions
from proim.sheets.slots import Facts
from proim.taxonomy import actions as taxonomy
from tests.builders.people import make_agency, make_member
from tests.builders.projects import make_draft
from tests.builders.sheets import as_csv, checked, upload

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
ROWS = [
    ["Proyecto", "Fecha inicio", "Uso de TIC", "Monto"],
    ["Archivo digital de expedientes", "03/04/2011", "soporte", "1,250"],
    ["Ventanilla única", "31/02/2011", "muchísimo", "doce"],
    ["Citas por teléfono", "15/06/2011", "ninguno", "por definir"],
]


@pytest.fixture
def liaison():
    taxonomy.load()
    return make_member(
        Role.LIAISON, make_agency(key="A070", name="Procuraduría Ambiental", acronym="PAOT")
    )


@pytest.fixture
def scene(liaison):
    """Return an import at each step, by the page that shows it."""
    agency, facts = liaison.appointments.get().agency, Facts("A070")
    draft = make_draft(agency, title_es="Registro de árboles", short_name="")
    sent = upload(liaison, facts, as_csv(ROWS), name="proyectos-2011.csv")
    rows = [*ROWS, ["Registro de arboles", "2011", "soporte", ""]]
    looked = checked(liaison, facts, as_csv(rows), ways={"inicio": {"order": "dmy"}})
    stored = checked(liaison, facts, as_csv([["id", "nombre corto"], [draft.code, "Árboles"]]))
    stored = actions.commit(actions.begin(stored, by=liaison), by=liaison)
    return {
        "list": reverse("sheets:list"),
        "upload": reverse("sheets:upload", args=["projects"]),
        "match": reverse("sheets:match", args=[sent.code]),
        "review": reverse("sheets:review", args=[looked.code]),
        "receipt": reverse("sheets:receipt", args=[stored.code]),
    }


@pytest.fixture
def desk(open_page, sign_in, liaison):
    """Open the platform as the liaison: ``desk(360, "en")``."""

    def opened(width, locale="es-MX", **options):
        page = open_page(width, locale=locale, **options)
        sign_in(page, liaison)
        return page

    return opened


@pytest.mark.parametrize(("width", "locale"), [(1280, "es-MX"), (360, "es-MX"), (360, "en")])
def test_no_page_of_an_import_has_barriers(desk, scene, sound, width, locale):
    page = desk(width, locale)
    for name, address in scene.items():
        sound(page, address, f"sheets-{name}-{width}-{locale[:2]}")


def test_a_file_comes_in_without_script(desk, live_server):
    page = desk(360, javascript=False)
    page.goto(live_server.url + reverse("sheets:upload", args=["projects"]))
    file = {"name": "lista.csv", "mimeType": "text/csv", "buffer": as_csv(ROWS)}
    page.set_input_files("input[type=file]", file)
    page.get_by_role("button", name="Leer el archivo").click()
    page.get_by_label("el punto para decimales").check()
    page.get_by_role("button", name="Revisar las filas").click()
    page.get_by_role("button", name="Guardar").click()
    page.get_by_role("heading", name="Acuse de una carga").wait_for()
    assert Project.objects.get(title_es="Citas por teléfono").starts_on.isoformat() == "2011-06-15"
