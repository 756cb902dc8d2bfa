"""A mail server that takes a mail and then says nothing: people are served, and their work is stored meanwhile."""

import http.client
import json
import time

import pytest
from django.urls import reverse

from tests.builders.people import PASSWORD
from tests.installation import Installation, Visitor
from tests.mailbox import mail_server

OK, FOUND = http.client.OK, http.client.FOUND
PREPARE = """
import json
from proim.agencies.models import Role
from tests.builders.people import make_agency, make_member
from tests.builders.projects import make_draft
agency = make_agency()
print(json.dumps([make_member(Role.LIAISON, agency).email, str(make_draft(agency).code)]))
"""
LOOK = """
import json
from proim.notifications.models import Mail
from proim.projects.models import Project
print(json.dumps([Project.objects.get().stage, list(Mail.objects.values_list("state", flat=True))]))
"""


@pytest.mark.timeout(300)
def test_a_mail_server_that_does_not_answer_keeps_nobody_from_their_work(tmp_path):
    with mail_server(seconds=60) as box:
        house = Installation(tmp_path, "slowmail", PROIM_EMAIL_URL=f"smtp://127.0.0.1:{box.port}")
        assert house.proim("manage", "prepare").returncode == 0
        email, draft = json.loads(house.shell(PREPARE))
        with house.serving("--no-prepare") as server:
            visitor = Visitor(server.port)
            visitor.get("/accounts/password/reset/")
            assert visitor.post("/accounts/password/reset/", email=email).status == FOUND
            end = time.monotonic() + 60
            while not box.letters and time.monotonic() < end:
                time.sleep(0.05)
            assert len(box.letters) == 1  # the mail server has it, and has not said so
            visitor.sign_in(email, PASSWORD)
            assert visitor.get(f"/projects/{draft}/").status == OK
            assert visitor.post(reverse("projects:submit", args=[draft])).status == FOUND
            assert [visitor.get(path).status for path in ("/", "/projects/", "/work/")] == [OK] * 3
            stage, mails = json.loads(house.shell(LOOK))
            assert stage == "submitted"
            assert "sent" not in mails  # so all this was answered while the first one hung
            server.kill()
