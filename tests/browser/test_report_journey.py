"""The main job whole, from a registration to the public report: by mouse, keyboard, without script."""

from datetime import date

import pytest
from playwright.sync_api import expect

from proim.agencies.models import Role
from proim.audit.models import verify
from proim.monitoring.models import Report
from tests.browser import report_journey
from tests.browser.journey import Hand, register_fully
from tests.builders.people import make_agency, make_member, make_office
from tests.builders.taxonomy import make_term

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
TITLE = "Ventanilla única de licencias"
COMMENT = "Diga cuántas licencias se entregaron."
ANSWER = "La ventanilla entregó 240 licencias."


@pytest.fixture
def hands(open_page, sign_in, live_server):
    """Give liaison, head, office and a reader their hands: ``hands(keyboard=True)``."""
    strategy = make_term("strategy", "E1", definition_es="Mejor organización.")
    make_term("subtopic", "E1-processes", parent=strategy)
    make_term("ict_component", "web")
    agency = make_agency()

    def given(*, keyboard=False, javascript=True, width=1280):
        people = {
            "liaison": make_member(Role.LIAISON, agency, full_name="Jimena Robles Ita"),
            "head": make_member(Role.HEAD, agency, full_name="Rodrigo Salas Mier"),
            "office": make_office(),
            "reader": None,
        }
        found = {}
        for name, person in people.items():
            page = open_page(width, javascript=javascript)
            if person:
                sign_in(page, person)
            found[name] = Hand(page, live_server.url, keyboard)
        return found

    return given


@pytest.mark.parametrize(
    "way",
    [
        pytest.param({}, id="mouse"),
        pytest.param({"keyboard": True}, id="keyboard"),
        pytest.param({"javascript": False}, id="without-script"),
        pytest.param({"width": 360}, id="phone"),
    ],
)
def test_from_the_registration_to_the_public_report(hands, settings, way):
    at = hands(**way)
    settings.TODAY = date(2011, 3, 10)
    folio = register_fully(at["liaison"], at["office"], TITLE)
    settings.TODAY = date(2011, 4, 4)
    report_journey.ask_for_reports(at["office"], "1.er trimestre de 2011")
    report_journey.write(at["liaison"], "La ventanilla abrió.")
    report_journey.give_back(at["head"], TITLE, COMMENT)
    settings.TODAY = date(2011, 4, 5)
    report_journey.correct(at["liaison"], COMMENT, ANSWER)
    report_journey.sign(at["head"])
    settings.TODAY = date(2011, 5, 12)
    report_journey.publish(at["office"])
    report_journey.read(at["reader"], TITLE, folio, ANSWER)

    report = Report.objects.get()
    assert (report.stage, report.delivered_on) == ("published", date(2011, 4, 5))
    at["head"].open("monitoring:history", report.code)
    assert at["head"].page.locator(".timeline__what").all_inner_texts() == [
        "Publicado",
        "Firmado por el titular",
        "Validado por el enlace",
        "Informe escrito",
        "Devuelto con observaciones",
        "Validado por el enlace",
        "Informe escrito",
    ]
    expect(at["head"].page.locator("main")).to_contain_text(COMMENT)
    assert verify().broken is None
