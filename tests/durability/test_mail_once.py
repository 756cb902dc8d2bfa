"""kill -9 of server and worker at random points of 1,000 notices: every one sent, none twice.

The mail server counts what it takes itself: a mail that it takes twice is a failure, whatever its
Message-ID. It takes its time between taking a mail and saying so, which is when a kill hurts.
"""

import json
import random
import subprocess
import sys
import time
from collections import Counter

import pytest

from tests.installation import Installation
from tests.mailbox import mail_server

NOTICES = 1_000
KILLS = 10
PREPARE = """
import json
from proim.agencies.models import Role
from tests.builders.people import make_agency, make_member
people = [make_member(Role.HEAD, make_agency(in_scope=False)) for _ in range(20)]
print(json.dumps([person.appointments.get().agency_id for person in people]))
"""
# Each notice in a transaction of its own, as requests write them; all of them while others die.
WRITE = """
import time
from django.db import transaction
from proim.agencies.models import Agency
from proim.notifications.outbox import notify
agencies = list(Agency.objects.filter(pk__in={agencies}))
for number in range({count}):
    with transaction.atomic():
        agency = agencies[number % len(agencies)]
        notify("agencies.vacant", agency, key=f"test:{{number}}", since="2026-01-05")
    if number % 10 == 9:
        time.sleep(0.1)
"""
LOOK = """
import json
from proim.notifications.models import Mail, Notice
rows = Mail.objects.order_by("pk")
print(json.dumps({
    "states": sorted(rows.values_list("state", flat=True)),
    "ids": [mail.message_id for mail in rows],
    "waiting": Notice.objects.waiting().count(),
}))
"""


def worker(house):
    """Start ``proim worker`` beside the server."""
    with (house.folder / "worker.log").open("a") as log:
        return subprocess.Popen(
            [sys.executable, "-m", "proim", "worker", "--interval", "0.2"],
            stdout=log,
            stderr=log,
            cwd=house.folder,
            env=house.environment,
        )


def wait_for(box, letters, seconds):
    """Wait until the mail server has taken so many letters, or for so long."""
    end = time.monotonic() + seconds
    while len(box.letters) < letters and time.monotonic() < end:
        time.sleep(0.005)


@pytest.mark.timeout(900)
def test_a_thousand_notices_are_each_sent_once_through_ten_kills(tmp_path, record_property):
    chance = random.Random(13)  # noqa: S311
    with mail_server(seconds=0.01) as box:
        house = Installation(tmp_path, "mailonce", PROIM_EMAIL_URL=f"smtp://127.0.0.1:{box.port}")
        assert house.proim("manage", "migrate", "--verbosity=0").returncode == 0
        agencies = json.loads(house.shell(PREPARE))
        script = WRITE.format(agencies=agencies, count=NOTICES)
        writer = subprocess.Popen(
            [sys.executable, "-m", "proim", "manage", "shell", "--verbosity=0", "-c", script],
            cwd=house.folder,
            env=house.environment,
        )
        killed_while = []
        for turn in range(KILLS):
            before = len(box.letters)
            with house.serving("--no-prepare") as server:
                beside = worker(house) if turn % 2 else None
                wait_for(box, before + chance.randint(1, NOTICES // KILLS), 40)
                time.sleep(chance.uniform(0, 0.03))
                if beside:
                    beside.kill()
                    beside.wait(20)
                server.kill()
            killed_while.append(len(box.letters) - before)
        assert writer.wait(120) == 0
        with house.serving("--no-prepare"):
            wait_for(box, NOTICES, 240)
            time.sleep(3)  # what would come twice, would come now
        found = json.loads(house.shell(LOOK))
    twice = [key for key, times in Counter(box.ids).items() if times > 1]
    record_property(
        "told",
        f"mails: {len(found['ids'])} for {NOTICES} notices, {len(box.ids)} taken by the mail server, "
        f"{len(twice)} of them twice; server and worker killed {KILLS} times, "
        f"mails taken in between: {killed_while}",
    )
    assert found["waiting"] == 0
    assert len(found["ids"]) == NOTICES
    assert set(found["states"]) == {"sent"}
    assert set(box.ids) == set(found["ids"])
    assert twice == []
