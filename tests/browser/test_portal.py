"""The doors in a real browser: the public pages, and what waits for each kind of person."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from proim.accounts import actions
from proim.agencies.models import Role
from proim.projects.workflow import Stage
from tests.browser.sizes import BOTH
from tests.builders.accounts import make_waiting
from tests.builders.monitoring import make_report
from tests.builders.people import make_agency, make_member, make_office
from tests.builders.projects import make_draft, make_project
from tests.builders.taxonomy import make_term

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
PUBLIC = ("home", "about", "accessibility", "privacy")
LETTER = {"width": 816, "height": 1056}  # 8.5 × 11 inches at 96 dots


@pytest.fixture
def visit(live_server, axe, fits, shot):
    """Open an address, look for barriers, keep a picture: ``visit(page, path, name)``."""

    def visited(page, path: str, name: str) -> None:
        page.goto(live_server.url + path)
        assert axe(page) == [], path
        assert fits(page), path
        shot(page, name)

    return visited


@pytest.fixture
def morning():
    """One agency with something of everything, and its people; returns them by role."""
    agency = make_agency(name="Secretaría de Desarrollo Urbano y Vivienda", acronym="SEDUVI")
    make_agency(name="Instituto de Vivienda", acronym="INVI")
    for number in range(4):
        make_term(code=f"E{number + 1}", label_es=f"Estrategia {number + 1}", definition_es="Una.")
    make_project(agency, title_es="Ventanilla única digital para trámites de vivienda")
    make_project(agency, title_es="Expediente electrónico", stage=Stage.SUBMITTED)
    make_project(agency, title_es="Citas por internet en todas las oficinas", stage=Stage.RETURNED)
    make_draft(agency, title_es="Borrador de mejora del archivo")
    make_report(make_project(agency, title_es="Padrón único", stage=Stage.EXECUTING))
    office = make_office()
    actions.invite(make_waiting(full_name="Ana Ruiz"), by=office)
    return {
        "agency": agency,
        "office": office,
        "liaison": make_member(Role.LIAISON, agency, full_name="Rosa Enlace"),
        "head": make_member(Role.HEAD, agency, full_name="Jorge Titular"),
    }


@BOTH
def test_public_doors_have_no_barriers(open_page, visit, morning, width, locale):
    page = open_page(width, locale=locale)
    for name in PUBLIC:
        visit(page, reverse(f"portal:{name}"), f"portal-{name}-{locale}-{width}")


@BOTH
def test_what_waits_has_no_barriers(open_page, visit, sign_in, morning, width, locale):
    for role in ("office", "liaison", "head"):
        page = open_page(width, locale=locale)
        sign_in(page, morning[role])
        visit(page, reverse("portal:work"), f"portal-work-{role}-{locale}-{width}")


def test_searching_at_home_leads_to_the_catalogue(open_page, live_server, morning):
    page = open_page(360, javascript=False)
    page.goto(live_server.url)
    page.get_by_role("search").locator("input[name=text]").fill("vivienda")
    page.get_by_role("search").get_by_role("button").first.click()
    expect(page).to_have_url(live_server.url + reverse("projects:list") + "?text=vivienda")


def test_the_page_of_a_head_prints_on_one_letter_sheet(page, live_server, sign_in, shot, morning):
    for title in ("Archivo en línea", "Pagos por internet", "Guía de trámites"):
        make_project(morning["agency"], title_es=title)
    sign_in(page, morning["head"])
    page.emulate_media(media="print")
    page.set_viewport_size(LETTER)
    page.goto(live_server.url + reverse("portal:work"))
    shot(page, "portal-head-print")
    sheet = page.pdf(format="Letter", margin=dict.fromkeys(("top", "bottom"), "12mm"))
    assert sheet.count(b"/Type /Page\n") + sheet.count(b"/Type /Page ") == 1
