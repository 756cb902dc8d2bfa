"""Editing in peace, in a real browser: nothing typed is lost, nobody is overwritten."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from proim.accounts.models import Session
from proim.agencies.models import Role
from proim.desk.models import Draft
from proim.projects import actions
from proim.projects.models import Project
from proim.projects.workflow import Stage
from tests.builders.desk import make_draft_of, make_view
from tests.builders.people import PASSWORD, make_agency, make_member, make_office
from tests.builders.projects import make_draft, make_project

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
KEPT = re.compile("Conservado a las")


@pytest.fixture
def agency():
    return make_agency()


@pytest.fixture
def ana(agency):
    return make_member(Role.LIAISON, agency)


@pytest.fixture
def project(agency):
    return make_draft(agency, problem_es="Antes", objective_es="Antes")


def block(live_server, project):
    return live_server.url + reverse("projects:block", args=[project.code, "why"])


def test_what_was_typed_survives_a_closed_window(open_page, live_server, sign_in, ana, sound, shot):
    page = open_page(width=360)
    sign_in(page, ana)
    page.goto(live_server.url + "/projects/register/")
    page.get_by_label("Problema").fill("Las filas son largas")
    expect(page.get_by_role("status").filter(has_text=KEPT)).to_be_visible()
    shot(page, "desk-kept-phone")
    page.close()

    page = page.context.new_page()
    sound(page, "/projects/register/", "desk-unfinished-phone")
    page.get_by_role("link", name="Continuar").click()
    expect(page.get_by_label("Problema")).to_have_value("Las filas son largas")
    sound(page, None, "desk-resumed-phone")
    page.get_by_label("Título", exact=False).first.fill("Ventanilla única")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("Se guardó.", exact=False).first).to_be_visible()
    assert Project.objects.get().problem_es == "Las filas son largas"
    assert Draft.objects.count() == 0


def test_a_lost_session_loses_nothing(open_page, live_server, sign_in, ana, project, sound):
    page = open_page()
    sign_in(page, ana)
    page.goto(block(live_server, project))
    page.get_by_label("Problema", exact=True).fill("Escrito antes de que terminara la sesión")
    expect(page.get_by_role("status").filter(has_text=KEPT)).to_be_visible()
    Session.objects.all().delete()
    page.get_by_label("Objetivo general", exact=True).fill("Y después")
    expect(page.get_by_text("Su sesión terminó.", exact=False)).to_be_visible()
    sound(page, None, "desk-signed-out")

    page.get_by_role("button", name="Guardar", exact=True).click()
    expect(page.get_by_role("heading", name="No se perdió nada")).to_be_visible()
    with page.context.expect_page() as opened:
        page.locator("main ol a").click()
    other = opened.value
    other.get_by_label("Correo").fill(ana.email)
    other.get_by_label("Contraseña").first.fill(PASSWORD)
    other.get_by_role("button", name="Entrar", exact=True).click()
    other.wait_for_url("**/work/")
    page.get_by_role("button", name="Enviar otra vez").click()
    if page.get_by_role("heading", name="No se perdió nada").count():  # the seal is new as well
        page.get_by_role("button", name="Enviar otra vez").click()
    page.wait_for_url("**/record/")
    project.refresh_from_db()
    assert project.problem_es == "Escrito antes de que terminara la sesión"
    assert project.objective_es == "Y después"
    assert Draft.objects.count() == 0


def test_signed_in_anew_the_page_goes_on_keeping(open_page, live_server, sign_in, ana, project):
    page = open_page()
    sign_in(page, ana)
    page.goto(block(live_server, project))
    Session.objects.all().delete()
    page.get_by_label("Problema", exact=True).fill("Escrito sin sesión")
    expect(page.get_by_text("Su sesión terminó.", exact=False)).to_be_visible()
    sign_in(page, ana)
    page.get_by_label("Problema", exact=True).fill("Escrito con otra sesión")
    expect(page.get_by_role("status").filter(has_text=KEPT)).to_be_visible()
    assert "otra sesión" in Draft.objects.get().typed


def test_two_people_at_one_record(open_page, live_server, sign_in, ana, project, sound):
    luis = make_member(Role.ALTERNATE, project.agency)
    hers, his = open_page(), open_page(width=360)
    for page, person in ((hers, ana), (his, luis)):
        sign_in(page, person)
        page.goto(block(live_server, project))
    hers.get_by_label("Problema", exact=True).fill("De Ana")
    hers.get_by_role("button", name="Guardar", exact=True).click()
    hers.wait_for_url("**/record/")

    his.get_by_label("Problema", exact=True).fill("De Luis")
    his.get_by_label("Objetivo general", exact=True).fill("También de Luis")
    his.get_by_role("button", name="Guardar", exact=True).click()
    expect(his.get_by_text("Lo que está guardado ahora: De Ana")).to_be_visible()
    sound(his, None, "desk-two-answers-phone")
    his.get_by_label("Lo que está guardado ahora: De Ana").check()
    his.get_by_role("button", name="Guardar", exact=True).click()
    his.wait_for_url("**/record/")
    project.refresh_from_db()
    assert (project.problem_es, project.objective_es) == ("De Ana", "También de Luis")


def test_keys(open_page, live_server, sign_in, sound):
    bea = make_office()
    for number in range(3):
        make_project(stage=Stage.SUBMITTED, title_es=f"Proyecto {number}")
    page = open_page()
    sign_in(page, bea)
    page.goto(live_server.url + "/about/")
    page.keyboard.press("q")
    page.wait_for_url("**/projects/review/")
    page.keyboard.press("j")
    page.keyboard.press("j")
    expect(page.get_by_role("link", name="Proyecto 1")).to_be_focused()
    page.keyboard.press("k")
    expect(page.get_by_role("link", name="Proyecto 0")).to_be_focused()
    page.keyboard.press("/")
    search = page.get_by_label("Buscar")
    expect(search).to_be_focused()
    page.keyboard.type("jq?")
    expect(search).to_have_value("jq?")
    page.get_by_role("heading", level=1).click()
    page.keyboard.press("?")
    page.wait_for_url("**/desk/keyboard/")
    sound(page, None, "desk-keyboard")


def test_views_and_bulk_verbs(open_page, live_server, sign_in, sound):
    bea = make_office()
    for number in range(2):
        make_project(stage=Stage.SUBMITTED, title_es=f"Proyecto {number}")
    gone = make_project(stage=Stage.SUBMITTED, title_es="Proyecto ya tomado")
    page = open_page()
    sign_in(page, bea)
    page.goto(live_server.url + "/projects/review/")
    page.get_by_label("Mostrar").select_option("new")
    page.get_by_text("Guardar esta vista").click()
    page.get_by_label("nombre", exact=False).last.fill("Por tomar")
    page.get_by_role("button", name="Guardar la vista").click()
    expect(page.get_by_role("link", name="Por tomar")).to_have_attribute("aria-current", "page")
    sound(page, None, "desk-views")

    page.get_by_label("Seleccionar todo").check()
    actions.take(gone, by=None)
    page.get_by_role("button", name="Tomar los seleccionados").click()
    expect(page.get_by_text("Es posible con 2 de 3", exact=False)).to_be_visible()
    sound(page, None, "desk-bulk-before")
    page.get_by_role("button", name="Tomar estos").click()
    expect(page.get_by_text("2 de 2", exact=False)).to_be_visible()
    sound(page, None, "desk-bulk-after")
    page.get_by_role("button", name="Deshacer").click()
    assert Project.objects.filter(stage=Stage.SUBMITTED).count() == 2


@pytest.mark.parametrize("locale", ["es-MX", "en"])
def test_the_desk_fits_a_phone_in_both_languages(open_page, sign_in, sound, locale):
    bea = make_office()
    make_draft_of(bea, "/agencies/add/", name="Secretaría")
    view = make_view(bea, "Centralizadas", query="type=DEP", is_default=True)
    page = open_page(width=360, locale=locale)
    sign_in(page, bea)
    sound(page, "/desk/", f"desk-home-phone-{locale}")
    sound(page, "/agencies/", f"desk-default-view-phone-{locale}")
    assert page.url.endswith("/agencies/?type=DEP")
    sound(page, f"/desk/views/{view.code}/", f"desk-view-phone-{locale}")
    sound(page, "/desk/keyboard/", f"desk-keyboard-phone-{locale}")


def test_a_list_asked_for_after_the_session_ended_leads_to_sign_in(open_page, live_server, sign_in):
    page = open_page()
    sign_in(page, make_office())
    page.goto(live_server.url + "/accounts/people/")
    Session.objects.all().delete()
    page.get_by_label("Nombre, correo").fill("ana")
    page.wait_for_url(re.compile("/accounts/login/.*ana"))
