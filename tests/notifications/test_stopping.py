"""The link in a mail that stops mails of that kind: one click, without signing in, and nothing else."""

import re
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
import time_machine
from django.core import mail as sent
from django.test import Client
from django.utils import timezone

from proim.audit.models import Event
from proim.notifications import outbox, tasks
from proim.notifications.models import Message, Mode, Preference
from proim.notifications.stopping import read_stop, stop_url
from tests.builders.notifications import KIND, choose, make_kind, make_liaison_of
from tests.builders.people import make_agency

pytestmark = pytest.mark.django_db


@pytest.fixture
def agency():
    return make_agency()


def letter_to(person, agency, **data):
    """Tell a notice, and return the mail and the path of its link."""
    outbox.notify(KIND, agency, **data)
    tasks.deliver.call()
    letter = next(one for one in reversed(sent.outbox) if one.to == [person.email])
    [link] = re.findall(r"<(.+)>", letter.extra_headers.get("List-Unsubscribe", "<>"))[:1] or [""]
    return letter, urlsplit(link).path


def test_a_mail_program_stops_them_with_one_click(agency, monkeypatch):
    make_kind(monkeypatch)
    ana = make_liaison_of(agency)
    letter, path = letter_to(ana, agency)
    assert letter.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert path in letter.body
    assert path in letter.alternatives[0][0]
    program = Client(enforce_csrf_checks=True)
    said = {"List-Unsubscribe": "One-Click"}
    assert program.post(path, said).status_code == 200
    assert program.post(path, said).status_code == 200  # twice is once
    assert Preference.objects.get(person=ana, kind=KIND).mode == Mode.INBOX
    events = Event.objects.filter(verb="notifications.prefer")
    assert [event.actor_id for event in events] == [ana.pk]
    before = len(sent.outbox)
    outbox.notify(KIND, agency, line="otra")
    tasks.deliver.call()
    assert len(sent.outbox) == before
    assert Message.objects.filter(person=ana).count() == 2  # the inbox has both


def test_looking_at_the_link_changes_nothing(agency, monkeypatch, client):
    make_kind(monkeypatch)
    _letter, path = letter_to(make_liaison_of(agency), agency)
    page = client.get(path).content.decode()
    assert "<button" in page
    assert not Preference.objects.exists()


def test_a_duty_cannot_be_stopped(agency, monkeypatch):
    kind = make_kind(monkeypatch, is_obligatory=True)
    ana = make_liaison_of(agency)
    letter, path = letter_to(ana, agency)
    assert "List-Unsubscribe" not in letter.extra_headers
    assert "List-Unsubscribe-Post" not in letter.extra_headers
    assert (path, stop_url(ana, [kind])) == ("", "")


def test_a_link_of_what_became_a_duty_does_nothing(agency, monkeypatch, client):
    make_kind(monkeypatch)
    _letter, path = letter_to(make_liaison_of(agency), agency)
    make_kind(monkeypatch, is_obligatory=True)
    assert client.post(path).status_code == 404


def test_a_summary_stops_what_is_in_it_and_no_duty(agency, monkeypatch, client):
    make_kind(monkeypatch)
    duty = make_kind(monkeypatch, "agencies.duty", is_obligatory=True)
    ana = make_liaison_of(agency)
    choose(ana)
    choose(ana, kind=duty.name)
    for name in (KIND, duty.name):
        outbox.notify(name, agency)
    tasks.digest.call()
    [letter] = sent.outbox
    client.post(urlsplit(letter.extra_headers["List-Unsubscribe"][1:-1]).path)
    modes = dict(Preference.objects.values_list("kind", "mode"))
    assert modes == {KIND: Mode.INBOX, duty.name: Mode.DIGEST}


def test_a_forged_or_old_link_and_one_of_somebody_who_left_are_not_found(agency, monkeypatch):
    kind = make_kind(monkeypatch)
    ana = make_liaison_of(agency)
    token = stop_url(ana, [kind]).rstrip("/").rpartition("/")[2]
    assert read_stop(token).person == ana
    assert read_stop(token[:-1]) is None
    with time_machine.travel(timezone.now() + timedelta(days=401)):
        assert read_stop(token) is None
    ana.is_active = False
    ana.save(update_fields=["is_active"])
    assert read_stop(token) is None
