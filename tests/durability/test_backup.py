"""A backup taken while people work comes back elsewhere: every row of it, every file, and the platform starts."""

import http.client
import json
import threading

import pytest
from django.urls import reverse

from tests.builders.people import PASSWORD
from tests.installation import Installation, Visitor

WRITERS = 3
PREPARE = f"""
import json
from proim.agencies.models import Role
from tests.builders.people import make_agency, make_member
from tests.builders.projects import make_draft
people = []
for _ in range({WRITERS}):
    agency = make_agency()
    people.append([make_member(Role.LIAISON, agency).email, str(make_draft(agency).code)])
print(json.dumps(people))
"""
LOOK = """
import json
from proim.audit.models import Event, Head, verify
from proim.files import sweeping
from proim.files.models import Allowance, StoredFile, Version
found = sweeping.verify()
print(json.dumps({
    "files": StoredFile.objects.count(),
    "told": Event.objects.filter(verb="files.store").count(),
    "hashes": sorted(Version.objects.values_list("sha256", flat=True)),
    "used": sum(Allowance.objects.values_list("used", flat=True)),
    "sizes": sum(Version.objects.values_list("size", flat=True)),
    "whole": found.is_whole,
    "broken": verify().broken,
    "head": Head.objects.get().hash,
}))
"""
FORM = (
    '--x\r\nContent-Disposition: form-data; name="csrfmiddlewaretoken"\r\n\r\n{token}\r\n'
    '--x\r\nContent-Disposition: form-data; name="file"; filename="nota.txt"\r\n'
    "Content-Type: text/plain\r\n\r\n{text}\r\n--x--\r\n"
)


class Writer(threading.Thread):
    """A liaison who attaches one note after the other until told to stop."""

    def __init__(self, port: int, email: str, code: str, enough: threading.Semaphore):
        super().__init__()
        self.visitor, self.enough, self.stopped = Visitor(port), enough, threading.Event()
        self.page = reverse("files:store", args=["project", code])
        self.email, self.acknowledged = email, 0
        self.visitor.sign_in(email, PASSWORD)
        self.visitor.get(self.page)

    def run(self) -> None:
        while not self.stopped.is_set() and self.acknowledged < 45:  # a project holds 50
            text = f"{self.email} {self.acknowledged} " + "x" * 20_000
            body = FORM.format(token=self.visitor.token, text=text)
            headers = {"Content-Type": "multipart/form-data; boundary=x"}
            answer = self.visitor._ask("POST", self.page, body, headers)
            assert answer.status == http.client.FOUND, self.visitor.text
            self.acknowledged += 1
            self.enough.release()


def assert_both_whole(here, there):
    assert set(there["hashes"]) <= set(here["hashes"])
    for found in (here, there):
        assert found["files"] == found["told"] == len(found["hashes"])
        assert found["used"] == found["sizes"]
        assert (found["whole"], found["broken"]) == (True, None)


@pytest.mark.timeout(600)
def test_a_backup_under_load_comes_back_elsewhere_whole(tmp_path):
    for name in ("here", "there"):
        (tmp_path / name).mkdir()
    house = Installation(tmp_path / "here", "backedup")
    assert house.proim("manage", "prepare").returncode == 0
    people = json.loads(house.shell(PREPARE))
    copy, enough = tmp_path / "copy.tar.gz", threading.Semaphore(0)
    with house.serving("--no-prepare") as server:
        writers = [Writer(server.port, email, code, enough) for email, code in people]
        for writer in writers:
            writer.start()
        for _ in range(10):
            assert enough.acquire(timeout=60)
        before = sum(writer.acknowledged for writer in writers)
        done = house.proim("backup", str(copy))
        for writer in writers:
            writer.stopped.set()
            writer.join(60)
    assert done.returncode == 0, done.stderr
    other = Installation(tmp_path / "there", "restored")
    done = other.proim("restore", str(copy))
    assert done.returncode == 0, done.stderr
    here, there = json.loads(house.shell(LOOK)), json.loads(other.shell(LOOK))
    assert_both_whole(here, there)
    assert here["files"] == sum(writer.acknowledged for writer in writers)
    assert before <= there["files"] <= here["files"]
    with other.serving() as server:
        visitor = Visitor(server.port)
        visitor.sign_in(people[0][0], PASSWORD)
        assert visitor.get(f"/projects/{people[0][1]}/").status == http.client.OK
        assert "nota.txt" in visitor.text
