"""A change group in a real browser: from the act to approved minutes, and pages without barriers."""

import re
from datetime import date

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from proim.agencies.models import Role
from proim.change_groups.models import Meeting
from tests.builders.change_groups import make_group, make_group_member, make_held, make_meeting
from tests.builders.people import make_agency, make_member

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
TODAY = date(2011, 3, 12)


@pytest.fixture(autouse=True)
def _on_a_day(settings):
    settings.TODAY = TODAY


@pytest.mark.parametrize("width", [360, 1280])
def test_pages_have_no_barriers(open_page, sound, sign_in, width):
    agency = make_agency(name="Secretaría de Obras", acronym="SOS")
    group = make_group(agency)
    make_group_member(group, role="coordinator")
    make_group_member(group, area="ict")
    held, coming = make_held(group), make_meeting(group, on=date(2011, 4, 5))
    page = open_page(width)
    public = {"list": reverse("change_groups:list"), "public": group.get_absolute_url()}
    for name, address in public.items():
        sound(page, address, f"groups-{name}-{width}")
    sign_in(page, make_member(Role.LIAISON, agency))
    inner = {
        "group": group.get_absolute_url(),
        "held": held.get_absolute_url(),
        "coming": coming.get_absolute_url(),
        "agency": agency.get_absolute_url(),
        **{
            verb: reverse(f"change_groups:{verb}", args=[row.code])
            for verb, row in (
                ("add_member", group),
                ("call", group),
                ("hold", held),
                ("agree", held),
            )
        },
    }
    for name, address in inner.items():
        sound(page, address, f"groups-{name}-{width}")


def fill(page, told, button):
    """Type into the fields by their labels, choose where it is a list, and send by keyboard."""
    for label, value in told.items():
        box = page.get_by_label(re.compile(rf"^\s*{label}(\s|$)"))
        if box.evaluate("node => node.tagName") == "SELECT":
            box.select_option(label=value)
        else:
            box.fill(value)
    page.locator("main").get_by_role("button", name=button, exact=True).press("Enter")


@pytest.fixture
def people(open_page, sign_in):
    """Sign in the liaison without script, and the head; return their pages and their agency."""
    agency = make_agency()
    page, signing = open_page(javascript=False), open_page()
    sign_in(page, make_member(Role.LIAISON, agency))
    sign_in(signing, make_member(Role.HEAD, agency))
    return page, signing, agency


def test_the_liaison_constitutes_and_the_head_approves(people, live_server):
    page, signing, agency = people
    page.goto(live_server.url + agency.get_absolute_url())
    page.get_by_role("link", name="Constituir el grupo de cambio").click()
    act = {"Fecha del acta": "2011-03-10", "Número de acta": "SP/GC/001", "Objeto": "Mejorar"}
    fill(page, act, "Constituir")
    expect(page.get_by_text("El acta quedó registrada")).to_be_visible()
    signing.goto(live_server.url + agency.change_groups.get().get_absolute_url())
    signing.get_by_role("button", name="Aprobar el acta").click()
    expect(signing.get_by_text("El acta quedó aprobada.")).to_be_visible()


def test_a_meeting_from_its_call_to_approved_minutes(people, live_server):
    page, signing, agency = people
    page.goto(live_server.url + make_group(agency).get_absolute_url())
    page.get_by_role("link", name="Agregar integrante").click()
    who = {"Correo electrónico": "ana@example.gob.mx", "Nombre completo": "Ana Vela Ortiz"}
    fill(page, {**who, "Área funcional": "planeación", "Desde": "2011-03-10"}, "Agregar")
    expect(page.get_by_role("rowheader", name="Ana Vela Ortiz")).to_be_visible()
    page.get_by_role("link", name="Convocar a reunión").click()
    when = {"Día": "2011-03-12", "Desde": "10:00", "Hasta": "11:00"}
    where = {"Lugar": "Sala 1", "Orden del día": "Avances"}
    fill(page, {**when, **where}, "Convocar a los integrantes")
    page.get_by_role("link", name="Asistencia y minuta").click()
    page.get_by_label("Ana Vela Ortiz").check()
    fill(page, {"Qué se trató": "Se revisó el avance"}, "Guardar")
    page.get_by_role("link", name="Agregar acuerdo").click()
    agreed = {"Acuerdo": "Publicar", "Responsable": "Ana Vela Ortiz", "Para cuándo": "2011-04-01"}
    fill(page, agreed, "Agregar")

    signing.goto(live_server.url + Meeting.objects.get().get_absolute_url())
    signing.get_by_role("button", name="Aprobar la minuta").click()
    with signing.expect_download() as download:
        signing.get_by_role("button", name="Minuta (PDF)").click()
    assert download.value.suggested_filename.startswith("MIG-")
