"""The main job at scale: the same journey on PostgreSQL, Redis, two server processes and a worker, by settings alone."""

import json
from dataclasses import replace

import pytest
from playwright.sync_api import Page

from tests.browser import report_journey
from tests.browser.journey import Hand, register_fully
from tests.builders.people import PASSWORD
from tests.scale import Scale

TITLE = "Ventanilla única de licencias"
COMMENT, ANSWER = "Diga cuántas licencias se entregaron.", "La ventanilla entregó 240 licencias."
PREPARE = """
import json
from proim.agencies.models import Role
from tests.builders.people import make_agency, make_member, make_office
agency = make_agency()
people = [make_member(Role.LIAISON, agency), make_member(Role.HEAD, agency), make_office()]
print(json.dumps([person.email for person in people]))
"""
FOUND = """
from proim.audit.models import verify
from proim.monitoring.models import Report
report = Report.objects.get()
print(report.project.folio, report.stage, report.delivered_on, verify().broken)
"""


def signed_in(page: Page, base: str, email: str) -> Hand:
    page.goto(f"{base}/accounts/login/")
    page.locator("#id_login").fill(email)
    page.locator("#id_password").fill(PASSWORD)
    page.locator("main form button").first.click()
    page.wait_for_url(f"{base}/work/")
    return Hand(page, base)


@pytest.mark.timeout(900)
def test_from_the_registration_to_the_public_report_on_the_large_installation(open_page, tmp_path):
    with Scale(tmp_path).running() as scale:
        base = f"http://127.0.0.1:{scale.server.port}"
        emails = json.loads(scale.house.shell(PREPARE))
        scale.server.restart(PROIM_TODAY="2011-03-10")
        liaison, head, office = (signed_in(open_page(), base, email) for email in emails)
        folio = register_fully(liaison, office, TITLE)
        scale.server.restart(PROIM_TODAY="2011-04-05")
        report_journey.ask_for_reports(office, "1.er trimestre de 2011")
        report_journey.write(liaison, "La ventanilla abrió.")
        report_journey.give_back(head, TITLE, COMMENT)
        report_journey.correct(liaison, COMMENT, ANSWER)
        report_journey.sign(head)
        scale.server.restart(PROIM_TODAY="2011-05-12")
        report_journey.publish(office)
        report_journey.read(replace(office, page=open_page()), TITLE, folio, ANSWER)
        assert scale.house.shell(FOUND).split() == [folio, "published", "2011-04-05", "None"]
