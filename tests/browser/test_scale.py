"""The main job at scale: the same journey on PostgreSQL, Redis, two server processes and a worker."""

import json

import pytest

from tests.browser.journey import Hand, register_fully
from tests.builders.people import PASSWORD
from tests.scale import Scale

PREPARE = """
import json
from proim.agencies.models import Role
from tests.builders.people import make_agency, make_member, make_office
print(json.dumps([make_member(Role.LIAISON, make_agency()).email, make_office().email]))
"""
FOUND = """
from proim.projects.models import Project
project = Project.objects.get()
print(project.folio, project.stage)
"""


@pytest.mark.timeout(900)
def test_a_project_is_registered_on_the_large_installation(open_page, tmp_path):
    with Scale(tmp_path).running() as scale:
        base = f"http://127.0.0.1:{scale.server.port}"
        hands = []
        for email in json.loads(scale.house.shell(PREPARE)):
            page = open_page()
            page.goto(f"{base}/accounts/login/")
            page.locator("#id_login").fill(email)
            page.locator("#id_password").fill(PASSWORD)
            page.locator("main form button").first.click()
            page.wait_for_url(f"{base}/work/")
            hands.append(Hand(page, base))
        folio = register_fully(*hands, "Ventanilla única de licencias")
        assert scale.house.shell(FOUND).split() == [folio, "registered"]
