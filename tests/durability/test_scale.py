"""PostgreSQL, Redis, two server processes and a worker: parts die, people read plain words, and it goes on."""

import http.client
import json

import pytest
from django.urls import reverse

from tests.builders.people import PASSWORD
from tests.installation import Visitor
from tests.scale import PROCESSES, Scale, until

OK, FOUND, UNAVAILABLE = http.client.OK, http.client.FOUND, http.client.SERVICE_UNAVAILABLE
LISTED = ("/", "/projects/", "/indicators/")
PREPARE = """
import json
from proim.agencies.models import Role
from tests.builders.people import make_agency, make_member
from tests.builders.projects import make_draft
agency = make_agency()
print(json.dumps([make_member(Role.LIAISON, agency).email, str(make_draft(agency).code)]))
"""
STATE = "from proim.projects.models import Project; print(Project.objects.get().stage)"


@pytest.fixture(scope="module")
def scale(tmp_path_factory):
    with Scale(tmp_path_factory.mktemp("scale")).running() as running:
        running.email, running.draft = json.loads(running.house.shell(PREPARE))
        yield running


def answers(scale, path: str) -> int:
    try:
        return Visitor(scale.server.port).get(path).status
    except (OSError, http.client.HTTPException):
        return 0


@pytest.mark.timeout(600)
def test_two_processes_serve_and_the_worker_sends_what_they_ask_for(scale, record_property):
    record_property("told", f"at scale: PostgreSQL, {scale.redis.kind}, {PROCESSES} processes")
    assert until(lambda: len(scale.web_processes()) == PROCESSES)
    visitor = Visitor(scale.server.port)
    assert visitor.get("/health/").status == OK
    visitor.get("/accounts/password/reset/")
    assert visitor.post("/accounts/password/reset/", email=scale.email).status == FOUND
    mails = scale.folder / "data" / "mail"
    assert until(lambda: mails.exists() and any(mails.iterdir()))


@pytest.mark.timeout(600)
def test_a_server_process_that_is_killed_comes_back_and_nobody_is_turned_away_for_long(scale):
    killed = scale.web_processes()[0]
    killed.kill()
    assert until(lambda: all(answers(scale, path) == OK for path in LISTED))
    assert until(lambda: len(scale.web_processes()) == PROCESSES)


@pytest.mark.timeout(600)
def test_a_database_that_restarts_is_told_plainly_and_nothing_is_half_done(scale):
    visitor = Visitor(scale.server.port)
    visitor.sign_in(scale.email, PASSWORD)
    visitor.get(f"/projects/{scale.draft}/")
    submit = reverse("projects:submit", args=[scale.draft])
    scale.stop_database()
    for path in LISTED[1:]:
        answer = visitor.get(path)
        assert (answer.status, "Por ahora no es posible" in visitor.text) == (UNAVAILABLE, True)
    assert visitor.post(submit).status == UNAVAILABLE
    assert answers(scale, "/health/") == UNAVAILABLE
    assert "OperationalError" in scale.server.log.read_text()
    scale.restart_database()
    assert until(lambda: visitor.get("/projects/").status == OK)
    assert scale.house.shell(STATE).strip() == "draft"
    assert visitor.get(f"/projects/{scale.draft}/").status == OK
    assert visitor.post(submit).status == FOUND
    assert scale.house.shell(STATE).strip() == "submitted"


@pytest.mark.timeout(600)
def test_without_redis_all_is_read_and_signing_in_waits_for_it(scale):
    scale.redis.stop()
    assert [answers(scale, path) for path in LISTED] == [OK] * len(LISTED)
    visitor = Visitor(scale.server.port)
    visitor.get("/accounts/login/")
    login = {"login": scale.email, "password": PASSWORD}
    assert visitor.post("/accounts/login/", **login).status == UNAVAILABLE
    assert "Por ahora no es posible" in visitor.text
    scale.redis.start()
    visitor.get("/accounts/login/")
    assert until(lambda: visitor.post("/accounts/login/", **login).status == FOUND)


def test_the_log_of_the_server_is_lines_for_programs_without_anybody_in_them(scale):
    assert answers(scale, f"/{scale.email}/") == http.client.NOT_FOUND
    text = scale.server.log.read_text()
    told = [json.loads(line) for line in text.splitlines() if line.startswith("{")]
    assert any(line["event"] == "Not Found: /[unknown]" for line in told)
    assert scale.email not in text
