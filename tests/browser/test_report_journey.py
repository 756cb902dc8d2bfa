"""From the empty report to the public page: by mouse, by keyboard alone, without script."""

from datetime import date

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from proim.agencies.models import Role
from proim.audit.models import Event, verify
from proim.monitoring.models import Report
from proim.monitoring.workflow import Stage
from tests.browser.hands import Keyboard, Mouse
from tests.builders.monitoring import make_report
from tests.builders.people import make_agency, make_member, make_office
from tests.builders.projects import make_project

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

STEPS = [
    "Informe escrito",
    "Validado por el enlace",
    "Devuelto con observaciones",
    "Firmado por el titular",
    "Publicado",
]


@pytest.fixture
def cast(settings):
    """Return the people around a project that owes its report on 8 July 2011."""
    settings.TODAY = date(2011, 7, 8)
    agency = make_agency(name="Secretaría de Movilidad Sustentable", acronym="SMS")
    project = make_project(agency, title_es="Bicicletas públicas")
    make_report(project, stage=Stage.PUBLISHED, progress=25)
    make_report(project, quarter="2011-Q2", stage=Stage.PENDING)
    return {
        "project": project,
        "liaison": make_member(Role.LIAISON, agency, full_name="Jimena Robles Ita"),
        "head": make_member(Role.HEAD, agency, full_name="Rodrigo Salas Mier"),
        "office": make_office(),
    }


@pytest.fixture
def seated(open_page, sign_in, live_server, cast):
    """Give somebody a page, open on the calendar of reports."""

    def seat(hand, person=None, *, javascript=True):
        page = open_page(javascript=javascript)
        if person:
            sign_in(page, cast[person])
        page.goto(live_server.url + reverse("monitoring:calendar"))
        return hand(page)

    return seat


@pytest.mark.parametrize(
    ("hand", "javascript"),
    [(Mouse, True), (Keyboard, True), (Mouse, False)],
    ids=["mouse", "keyboard alone", "without script"],
)
def test_a_report_is_written_given_back_signed_published_and_read(seated, cast, hand, javascript):
    liaison = seated(hand, "liaison", javascript=javascript)
    write(liaison, "Se entregaron 240 bicicletas.")
    head = seated(hand, "head", javascript=javascript)
    give_back(head, "Diga cuántas estaciones funcionan.")
    correct(liaison, "Se entregaron 240 bicicletas en 12 estaciones.")
    sign(head)
    office = seated(hand, "office", javascript=javascript)
    publish(office)

    reader = seated(hand, javascript=javascript)
    read(reader, "Se entregaron 240 bicicletas en 12 estaciones.")
    tell_history(head)
    assert Report.objects.get(period__quarter="2011-Q2").stage == Stage.PUBLISHED
    assert Event.objects.filter(actor_id=cast["head"].pk).count() == 2
    assert verify().broken is None


def write(liaison, achievement):
    liaison.follow("Mis informes")
    liaison.follow("Escribir")
    page = liaison.page
    expect(page.get_by_label("Avance hasta ahora")).to_have_value("25")  # from the last report
    liaison.write("Avance hasta ahora", "40")
    liaison.choose("Amarillo: requiere atención")
    liaison.write("Logros del trimestre", achievement)
    liaison.press("Guardar y validar")  # without the reason that amber needs
    expect(page.get_by_role("alert")).to_contain_text("Diga por qué está en amarillo")
    expect(page.get_by_label("Logros del trimestre")).to_have_value(achievement)
    liaison.write("Motivo del semáforo", "Faltan dos permisos.")
    liaison.press("Guardar y validar")
    expect(page.get_by_text("El titular del ente ya puede firmarlo.")).to_be_visible()


def give_back(head, comment):
    head.follow("Mis informes")
    head.follow("Firmar 1 informe")
    head.follow("Bicicletas públicas")
    head.follow("Devolver")
    head.write("Qué debe cambiarse", comment)
    head.press("Devolverlo")
    expect(head.page.get_by_text(comment)).to_be_visible()


def correct(liaison, achievement):
    liaison.follow("Mis informes")
    liaison.follow("Continuar")
    expect(liaison.page.get_by_text("Diga cuántas estaciones funcionan.")).to_be_visible()
    liaison.write("Logros del trimestre", achievement)
    liaison.press("Guardar y validar")
    expect(liaison.page.get_by_text("El titular del ente ya puede firmarlo.")).to_be_visible()


def sign(head):
    head.follow("Mis informes")
    head.follow("Firmar 1 informe")
    head.follow("Seleccionar todos")
    head.press("Firmar los seleccionados")
    expect(head.page.get_by_role("status")).to_contain_text("Hechos: 1 de 1.")
    expect(head.page.get_by_text("No hay nada pendiente de su firma")).to_be_visible()


def publish(office):
    office.follow("Página de la oficina")  # of the last quarter
    office.follow("Seleccionar todos")
    office.press("Publicar los seleccionados")
    expect(office.page.get_by_role("status")).to_contain_text("Hechos: 1 de 1.")


def read(reader, achievement):
    reader.follow("2.º trimestre de 2011")
    expect(reader.page.get_by_role("heading", level=1)).to_contain_text("Entrega de los informes")
    reader.follow("En tiempo")
    reader.follow("Bicicletas públicas")
    expect(reader.page.get_by_text(achievement)).to_be_visible()
    expect(reader.page.get_by_text("Rodrigo Salas Mier")).to_be_visible()
    reader.follow("PROIM-2011-0001")
    expect(reader.page.get_by_role("img", name="Curva del avance declarado")).to_be_visible()
    expect(reader.page.locator("#reports")).to_contain_text("40 %")


def tell_history(head):
    head.follow("Mis informes")
    head.page.goto(head.page.url + "?show=published")
    head.follow("Bicicletas públicas")
    head.follow("Historial")
    for step in STEPS:
        expect(head.page.get_by_role("heading", name=step).first).to_be_visible()
