"""The screens of the register in a real browser: no barriers, in both languages, on desk and phone."""

from datetime import date

import pytest
from django.urls import reverse

from proim.agencies.models import Role
from proim.projects import actions
from proim.projects.workflow import Stage
from proim.taxonomy import actions as taxonomy
from tests.browser.sizes import BOTH
from tests.builders.people import make_agency, make_member, make_office
from tests.builders.projects import make_draft, make_project

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
COMMENTS = {
    "problem_es": "Diga a cuántas personas afecta y cuánto tardan hoy.",
    "ict_use": "El proyecto habla de un sistema: ¿seguro que no usa TIC?",
}


@pytest.fixture
def agency():
    taxonomy.load()
    return make_agency(name="Secretaría de Desarrollo Urbano y Vivienda", acronym="SEDUVI")


@pytest.fixture
def look(open_page, live_server, sign_in, axe, fits, shot):
    """Open an address as somebody and see that nothing is in the way; keep a picture."""

    def looked(person, address, name, width, locale):
        page = open_page(width=width, locale=locale)
        if person:
            sign_in(page, person)
        page.goto(live_server.url + address)
        assert page.locator("h1").count() == 1
        assert axe(page) == []
        assert fits(page)
        shot(page, f"projects-{name}-{locale[:2]}-{width}")
        return page

    return looked


def at(name, project, *more):
    return reverse(f"projects:{name}", args=[project.code, *more])


@BOTH
def test_registration_has_no_barriers(look, agency, width, locale):
    look(make_member(Role.LIAISON, agency), reverse("projects:register"), "register", width, locale)


@BOTH
def test_registration_with_mistakes_has_no_barriers(look, agency, axe, width, locale):
    ana = make_member(Role.LIAISON, agency)
    page = look(ana, at("edit", make_draft(agency, problem_es="")), "edit", width, locale)
    page.locator("button[name=send]").click()
    page.locator(".errors").wait_for()
    assert axe(page) == []


@BOTH
def test_the_public_page_has_no_barriers(look, agency, width, locale):
    project = make_project(agency, stage=Stage.EXECUTING, title_en="One stop shop for permits")
    look(None, at("detail", project), "public", width, locale)


@BOTH
def test_the_page_of_the_agency_has_no_barriers(look, agency, width, locale):
    project = make_project(agency, stage=Stage.RETURNED, comments=COMMENTS)
    ana = make_member(Role.LIAISON, agency)
    page = look(ana, at("detail", project), "case", width, locale)
    for summary in page.locator("main summary").all():
        summary.click()


@BOTH
def test_correction_has_no_barriers(look, agency, width, locale):
    project = make_project(agency, stage=Stage.RETURNED, comments=COMMENTS)
    look(make_member(Role.LIAISON, agency), at("edit", project), "correct", width, locale)


@BOTH
def test_the_full_record_has_no_barriers(look, agency, width, locale):
    project, ana = make_draft(agency), make_member(Role.LIAISON, agency)
    look(ana, at("record", project), "record", width, locale)
    for block in ("classification", "who", "resources"):
        look(ana, at("block", project, block), f"block-{block}", width, locale)


@BOTH
def test_the_review_has_no_barriers(look, agency, width, locale):
    bea = make_office()
    bea.full_name = "Beatriz Nava Ruiz"
    bea.save()
    make_project(agency, title_es="Ventanilla única de licencias de construcción")
    project = make_project(
        agency,
        title_es="Ventanilla única de licencias",
        stage=Stage.SUBMITTED,
        on=date(2026, 11, 2),
    )
    actions.take(make_project(agency, stage=Stage.SUBMITTED), by=bea)
    look(bea, reverse("projects:review_queue"), "queue", width, locale)
    page = look(bea, at("review", project), "review", width, locale)
    page.locator("main summary").first.click()


@BOTH
def test_receipt_history_and_lists_have_no_barriers(look, agency, width, locale):
    ana = make_member(Role.LIAISON, agency)
    project = make_project(agency, stage=Stage.RETURNED, comments=COMMENTS)
    actions.edit(project, {"problem_es": "Afecta a 4,000 personas al año."}, by=ana)
    actions.submit(project, by=ana)
    actions.accept(project, by=make_office())
    make_draft(agency)
    make_project(agency, stage=Stage.RETURNED)
    look(ana, at("receipt", project), "receipt", width, locale)
    look(ana, at("history", project), "history", width, locale)
    look(ana, reverse("projects:mine"), "mine", width, locale)
    look(make_office(), at("suspend", project), "suspend", width, locale)
