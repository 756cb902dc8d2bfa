"""Governments change, in a real browser: a post is handed over by keyboard, entities merge and split after a preview."""

import re
from datetime import date

import pytest
from playwright.sync_api import expect

from proim.agencies.models import Agency, Appointment, Handover, Reorganization, Role
from proim.agencies.workflow import HandoverStatus
from proim.change_groups import actions as groups
from proim.change_groups.models import Group
from proim.projects.models import Project
from proim.projects.workflow import Stage
from tests.browser.journey import Hand
from tests.browser.sizes import BOTH
from tests.builders.people import make_agency, make_member, make_office, make_user
from tests.builders.projects import make_draft, make_project

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
DECREE = date(2011, 10, 3)


@pytest.fixture(autouse=True)
def _on_a_day(settings):
    settings.TODAY = date(2012, 1, 10)


@pytest.fixture
def office():
    return make_office()


@pytest.fixture
def seduvi():
    """Return an entity with projects, people, a change group and another entity in its sector."""
    agency = make_agency(
        name="Secretaría de Desarrollo Urbano y Vivienda", acronym="SEDUVI", key="A003"
    )
    make_agency(name="Instituto de Vivienda del Distrito Federal", acronym="INVI", sector=agency)
    make_project(agency, title_es="Certificado único de zonificación de uso del suelo por internet")
    make_project(agency, title_es="Ventanilla única de desarrollo urbano", stage=Stage.EXECUTING)
    make_draft(agency, title_es="Un borrador")
    liaison = make_member(Role.LIAISON, agency, full_name="Ramiro Guerra Briones")
    make_member(Role.HEAD, agency, full_name="Adolfo Esparza Banda")
    group = Group(agency=agency, constituted_on=date(2011, 2, 14), act="SEDUVI/GC/001/2011", purpose="Impulsar los proyectos.")  # fmt: skip
    groups.constitute(group, on=date(2011, 2, 14), by=liaison)
    return agency


@pytest.fixture
def at(open_page, sign_in, live_server):
    """Sit somebody at a window: ``at(person, 360, javascript=False)``."""

    def seated(person, width, *, keyboard=False, locale="es-MX", javascript=True):
        page = open_page(width, locale=locale, javascript=javascript)
        sign_in(page, person)
        return Hand(page, live_server.url, keyboard)

    return seated


def new(acronym, name):
    """Return an entity that begins with the decree."""
    return make_agency(name=name, acronym=acronym, in_scope=False, since=DECREE)


def fill(hand, **chosen):
    """Say who follows, since when and on what ground."""
    page = hand.page
    for name, agency in chosen.items():
        hand.choose(page.locator(f"#id_{name}"), agency.key)
    page.locator("#id_since").fill(DECREE.isoformat())
    hand.write(page.locator("#id_ground"), "Decreto")
    hand.write(page.locator("#id_gazette"), "núm. 1190, 3 de octubre de 2011")
    hand.press(page.locator("main form .button--primary"))
    expect(page.locator("#preview")).to_be_visible()


def confirm(hand):
    hand.press(hand.page.locator("button[name=confirm]"))
    expect(hand.page).to_have_url(re.compile("/reorganizations/"))


def test_a_liaison_hands_over_by_keyboard_on_a_telephone(seduvi, office, at, sound, settings):
    held = Appointment.objects.get(agency=seduvi, role=Role.LIAISON)
    carla = make_user(full_name="Carla Ficticia Mena")
    desk = at(office, 360, keyboard=True)
    end_by_letter(desk, seduvi, sound)
    handover = Handover.objects.get(leaving=held)
    sign_as_who_leaves(at(held.person, 360, keyboard=True), handover, sound)

    settings.TODAY = date(2012, 1, 11)
    desk.open("agencies:appoint", seduvi.code)
    page = desk.page
    desk.choose(page.locator("#id_role"), "liaison")
    desk.write(page.locator("#id_email"), carla.email)
    desk.write(page.locator("#id_letter"), "SEDUVI/10/2012")
    desk.press(page.get_by_role("button", name="Nombrar"))
    expect(page.locator("h1")).to_have_text(seduvi.name)

    follows = at(carla, 360, keyboard=True)
    page = follows.page
    follows.open("agencies:handovers")
    follows.press(page.locator("main tbody a").first)
    sound(page, None, "succession-receive-360")
    expect(page.locator("main")).to_contain_text("Falta la minuta de enero.")
    follows.write(page.locator("#id_remark"), "Recibido completo.")
    follows.press(page.get_by_role("button", name="Firmar"))
    expect(page.locator("main")).to_contain_text("Carla Ficticia Mena, 11 de enero de 2012")
    sound(page, None, "succession-received-360")
    handover.refresh_from_db()
    assert (handover.status, handover.received_by) == (HandoverStatus.RECEIVED, carla)


def end_by_letter(hand, agency, sound):
    """Record that the liaison leaves, from the page of the entity."""
    page = hand.page
    hand.open("agencies:detail", agency.code)
    hand.press(page.get_by_role("link", name="Ramiro Guerra Briones").and_(page.locator("[href$='/end/']")))  # fmt: skip
    hand.write(page.locator("#id_reason"), "Renuncia")
    hand.write(page.locator("#id_letter"), "SEDUVI/9/2012")
    sound(page, None, "succession-end-360")
    hand.press(page.locator("main form .button--danger"))
    expect(page.locator("h1")).to_have_text(agency.name)


def sign_as_who_leaves(hand, handover, sound):
    """Tick the checklist but for one line, be told which, tick it, sign."""
    page = hand.page
    hand.open("agencies:handover", handover.code)
    expect(page.locator("main")).to_contain_text("Ventanilla única de desarrollo urbano")
    sound(page, None, "succession-checklist-360")
    boxes = page.locator("input[type=checkbox][name^=done_]")
    for number in range(boxes.count() - 1):
        hand.tick(boxes.nth(number))
    hand.write(page.locator("#id_summary"), "Falta la minuta de enero.")
    hand.press(page.locator("button[name=sign]"))
    expect(page.locator(".field__error").first).to_be_visible()
    sound(page, None, "succession-refused-360")
    hand.tick(boxes.last)
    hand.press(page.locator("button[name=sign]"))
    expect(page.locator("main")).to_contain_text("Ramiro Guerra Briones, 10 de enero de 2012")


@BOTH
def test_two_entities_merge_after_a_preview(seduvi, office, at, sound, width, locale):
    other = make_agency(
        name="Procuraduría Ambiental y del Ordenamiento Territorial", acronym="PAOT"
    )
    make_member(Role.LIAISON, other, full_name="Inés Vergara Zárate")
    make_project(other, title_es="Seguimiento por etapas de las denuncias ambientales")
    merged = new("SDUMA", "Secretaría de Desarrollo Urbano y Medio Ambiente")
    hand, name = at(office, width, locale=locale), f"{width}-{locale[:2]}"
    page = hand.page
    hand.open("agencies:merge", seduvi.code)
    sound(page, None, f"succession-merge-{name}")
    fill(hand, other_1=other, successor=merged)
    main = page.locator("main")
    for title in (
        "Certificado único de zonificación",
        "denuncias ambientales",
        "Inés Vergara Zárate",
    ):
        expect(main).to_contain_text(title)
    sound(page, None, f"succession-merge-preview-{name}")
    assert not Reorganization.objects.exists()  # so far it was shown only
    confirm(hand)
    expect(main).to_contain_text("núm. 1190, 3 de octubre de 2011")
    sound(page, None, f"succession-merge-trace-{name}")
    sound(page, seduvi.get_absolute_url(), f"succession-ended-{name}")
    roles = Appointment.objects.on(date(2012, 1, 10)).filter(agency=merged).values_list("role", flat=True)  # fmt: skip
    assert sorted(roles) == ["alternate", "head", "liaison"]


@pytest.fixture
def look(sound, shot):
    """Keep a picture; where a script may run, say that the page has no barrier too."""

    def looked(page, name, *, javascript):
        sound(page, None, name) if javascript else shot(page, name)

    return looked


@pytest.mark.parametrize(("width", "javascript"), [(360, False), (360, True), (1280, True)])
def test_an_entity_splits_and_one_project_goes_elsewhere(seduvi, at, look, width, javascript):
    main, beside = new("SDUV", "Secretaría de Desarrollo Urbano"), new("SVIV", "Secretaría de Vivienda")  # fmt: skip
    moved = Project.objects.get(title_es__startswith="Certificado")
    hand, name = at(make_office(), width, javascript=javascript), f"{width}-{javascript}"
    page = hand.page
    hand.open("agencies:split", seduvi.code)
    fill(hand, main=main, other_1=beside)
    hand.choose(page.locator(f"#id_projects_{moved.pk}"), beside.key)
    hand.press(page.locator("button[name=again]"))
    expect(page.locator(f"#id_projects_{moved.pk}")).to_have_value(beside.key)
    look(page, f"succession-split-preview-{name}", javascript=javascript)
    confirm(hand)
    line = page.locator("main tr").filter(has_text="Certificado único")
    expect(line).to_contain_text("Secretaría de Vivienda")
    expect(page.locator("main")).to_contain_text("Grupo de cambio")
    look(page, f"succession-split-trace-{name}", javascript=javascript)
    led = dict(Project.objects.values_list("title_es", "agency__acronym"))
    assert (led.pop(moved.title_es), set(led.values())) == ("SVIV", {"SDUV"})
    assert Agency.objects.get(acronym="INVI").sector == main
    assert not Group.objects.standing().exists()
