"""A project from its registration to its receipt: by mouse, by keyboard alone, without script."""

import pytest
from playwright.sync_api import expect

from proim.agencies.models import Role
from proim.projects.models import Project
from proim.taxonomy import actions as taxonomy
from tests.browser.journey import Hand, register_fully
from tests.builders.people import make_agency, make_member, make_office

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
TITLE = "Ventanilla única de licencias"


@pytest.fixture
def two_people(open_page, sign_in, live_server):
    """Give a liaison and one of the office their hands: ``two_people(keyboard=True)``."""
    taxonomy.load()

    def hands(*, keyboard=False, javascript=True, width=1280):
        found = []
        for person in (make_member(Role.LIAISON, make_agency()), make_office()):
            page = open_page(width, javascript=javascript)
            sign_in(page, person)
            found.append(Hand(page, live_server.url, keyboard))
        return found

    return hands


@pytest.mark.parametrize(
    "way",
    [
        pytest.param({}, id="mouse"),
        pytest.param({"keyboard": True}, id="keyboard"),
        pytest.param({"javascript": False}, id="without-script"),
        pytest.param({"width": 360}, id="phone"),
    ],
)
def test_a_project_is_registered_returned_corrected_and_accepted(two_people, way):
    liaison, office = two_people(**way)
    folio = register_fully(liaison, office, TITLE)
    project = Project.objects.get(folio=folio)
    assert (project.title_es, project.stage) == (TITLE, "registered")

    liaison.open("projects:history", project.code)
    assert liaison.page.locator(".timeline__what").all_inner_texts() == [
        "Lo aceptó y registró",
        "Lo envió a revisión",
        "Modificó el registro",
        "Lo devolvió con observaciones",
        "Lo envió a revisión",
        "Inició el borrador",
    ]
    liaison.open("projects:detail", project.code)
    expect(liaison.page.locator("main")).to_contain_text("12,000 personas")


def test_the_receipt_prints_on_one_letter_sheet(two_people):
    liaison, office = two_people()
    register_fully(liaison, office, TITLE)
    paper = liaison.page.pdf(format="Letter", prefer_css_page_size=True)
    assert paper.count(b"/Type /Page\n") == 1
