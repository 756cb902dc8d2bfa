"""kill -9 of the real server in the middle of 200 submissions: nothing acknowledged is lost."""

import http.client
import json
import threading

import pytest
from django.urls import reverse

from tests.builders.people import PASSWORD
from tests.installation import Installation, Visitor

DRAFTS = 200
KILLED_AFTER = 100
LIAISONS = 4
PREPARE = f"""
import json
from proim.agencies.models import Role
from tests.builders.people import make_agency, make_member
from tests.builders.projects import make_draft
people = []
for _ in range({LIAISONS}):
    agency = make_agency()
    drafts = [str(make_draft(agency).code) for _ in range({DRAFTS} // {LIAISONS})]
    people.append([make_member(Role.LIAISON, agency).email, drafts])
print(json.dumps(people))
"""
LOOK = """
import json
from proim.audit.models import Event, verify
from proim.projects.models import Project
from proim.projects.workflow import Stage
sent = {f"projects.project:{p.pk}": str(p.code) for p in Project.objects.filter(stage=Stage.SUBMITTED)}
told = list(Event.objects.filter(verb="projects.submit").values_list("target", flat=True))
verdict = verify()
print(json.dumps([sorted(sent.values()), sorted(sent.get(t, t) for t in told), verdict.broken]))
"""


class Sender(threading.Thread):
    """One liaison who sends drafts one after the other and remembers what was acknowledged."""

    def __init__(self, port: int, email: str, codes: list[str], enough: threading.Semaphore):
        super().__init__()
        self.visitor, self.codes, self.enough = Visitor(port), codes, enough
        self.acknowledged: list[str] = []
        self.visitor.sign_in(email, PASSWORD)
        self.visitor.get(reverse("projects:detail", args=[codes[0]]))

    def run(self) -> None:
        for code in self.codes:
            try:
                answer = self.visitor.post(reverse("projects:submit", args=[code]))
            except (OSError, http.client.HTTPException):
                return
            if answer.status == http.client.FOUND:
                self.acknowledged.append(code)
                self.enough.release()


@pytest.mark.timeout(600)
def test_no_acknowledged_submission_is_lost_and_none_is_half_done(tmp_path):
    house = Installation(tmp_path, "killed")
    assert house.proim("manage", "migrate", "--verbosity=0").returncode == 0
    people = json.loads(house.shell(PREPARE))
    enough = threading.Semaphore(0)
    with house.serving() as server:
        senders = [Sender(server.port, email, codes, enough) for email, codes in people]
        for sender in senders:
            sender.start()
        for _ in range(KILLED_AFTER):
            assert enough.acquire(timeout=60)
        server.kill()
        for sender in senders:
            sender.join(30)
    acknowledged = {code for sender in senders for code in sender.acknowledged}
    assert KILLED_AFTER <= len(acknowledged) < DRAFTS
    with house.serving() as again:  # it comes up by itself, on what the kill left behind
        visitor = Visitor(again.port)
        visitor.sign_in(people[0][0], PASSWORD)
        last = reverse("projects:detail", args=[senders[0].acknowledged[-1]])
        assert visitor.get(last).status == http.client.OK
    sent, told, broken = json.loads(house.shell(LOOK))
    assert acknowledged - set(sent) == set()
    assert told == sent  # each step with its event, each event with its step, once
    assert broken is None
    assert house.proim("check").returncode == 0
