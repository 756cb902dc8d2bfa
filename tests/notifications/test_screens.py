"""The inbox, the preferences and the outbox."""

import pytest
from django.urls import reverse

from proim.agencies.models import Role
from proim.audit.models import Event
from proim.notifications.models import Mail, MailState, Message, Mode, Preference
from proim.notifications.slots import KINDS
from tests.builders.notifications import (
    KIND,
    choose,
    make_kind,
    make_liaison_of,
    make_message,
)
from tests.builders.people import make_agency, make_office
from tests.sent import changed

pytestmark = pytest.mark.django_db
INBOX = reverse("notifications:inbox")
PREFERENCES = reverse("notifications:preferences")
OUTBOX = reverse("notifications:view_outbox")


@pytest.fixture
def ana(client):
    person = make_liaison_of(make_agency(acronym="SIM"))
    client.force_login(person)
    return person


def agency_of(person):
    return person.appointments.get().agency


def test_the_frame_says_how_many_messages_are_new(client, ana, monkeypatch):
    make_message(ana, agency_of(ana), monkeypatch)
    assert '<span class="tool__count">1' in client.get("/").content.decode()
    client.post(reverse("notifications:read_all"))
    assert "tool__count" not in client.get("/").content.decode()


def test_visitors_cost_no_query_for_messages(client, queries):
    with queries() as seen:
        client.get("/")
    assert not [query for query in seen if "notifications_message" in query["sql"]]


def test_the_inbox_speaks_the_language_of_the_page(client, ana, monkeypatch):
    make_message(ana, agency_of(ana), monkeypatch)
    assert "SIM: Aviso de prueba" in client.get(INBOX).content.decode()
    client.cookies["language"] = "en"
    assert "SIM: Sample notice" in client.get(INBOX).content.decode()


def test_the_inbox_can_be_narrowed(client, ana, monkeypatch):
    message = make_message(ana, agency_of(ana), monkeypatch)
    assert message.said["subject"] in client.get(INBOX, {"state": "unread"}).content.decode()
    client.get(message.get_absolute_url())
    html = client.get(INBOX, {"state": "unread", "about": "agencies"}).content.decode()
    assert message.said["subject"] not in html


def test_opening_a_message_reads_it_and_the_ledger_keeps_when(client, ana, monkeypatch):
    message = make_message(ana, agency_of(ana), monkeypatch, line="Una línea")
    html = client.get(message.get_absolute_url()).content.decode()
    assert "Una línea" in html
    assert agency_of(ana).get_absolute_url() in html
    assert Message.objects.get().read_at
    client.get(message.get_absolute_url())
    assert Event.objects.filter(verb="notifications.read").count() == 1


def test_the_message_of_another_does_not_exist(client, ana, monkeypatch):
    agency = make_agency()
    other = make_liaison_of(agency)
    message = make_message(other, agency, monkeypatch)
    assert client.get(message.get_absolute_url()).status_code == 404
    assert client.post(reverse("notifications:read", args=[message.code])).status_code == 404


def test_the_inbox_costs_the_same_queries_however_many_messages(client, ana, monkeypatch, queries):
    make_message(ana, agency_of(ana), monkeypatch)
    with queries() as one:
        client.get(INBOX)
    for _ in range(8):
        make_message(ana, agency_of(ana), monkeypatch)
    with queries() as nine:
        client.get(INBOX)
    assert len(nine) == len(one)


def test_preferences_keep_only_what_differs_from_the_usual(client, ana, monkeypatch):
    make_kind(monkeypatch)
    page = client.get(PREFERENCES)
    answer = client.post(PREFERENCES, changed(page, **{KIND: "digest"}))
    assert answer.status_code == 302
    assert list(Preference.objects.values_list("kind", "mode")) == [(KIND, "digest")]
    client.post(PREFERENCES, changed(client.get(PREFERENCES), **{KIND: "now"}))
    assert not Preference.objects.exists()


def test_a_duty_cannot_be_read_in_the_inbox_only(client, ana, monkeypatch):
    make_kind(monkeypatch, is_obligatory=True)
    page = client.get(PREFERENCES)
    assert client.post(PREFERENCES, changed(page, **{KIND: "inbox"})).status_code == 200
    assert not Preference.objects.exists()


def test_every_kind_has_its_question_and_says_so_when_it_is_a_duty(client, ana):
    html = client.get(PREFERENCES).content.decode()
    for kind in KINDS:
        assert f'name="{kind.name}"' in html
    assert html.count("Es una obligación de su cargo") == sum(k.is_obligatory for k in KINDS)


def test_administrators_see_what_failed_and_send_it_again(client, ana, monkeypatch):
    message = make_message(ana, agency_of(ana), monkeypatch)
    Mail.objects.update(state=MailState.FAILED, attempts=3, sent_at=None, error="550 x")
    client.force_login(make_office(Role.ADMINISTRATOR))
    html = client.get(OUTBOX, {"state": "failed"}).content.decode()
    assert "550 x" in html
    assert message.said["subject"] in html
    retry = reverse("notifications:retry", args=[message.mail.code])
    assert client.post(retry).status_code == 302
    mail = Mail.objects.get()
    assert (mail.state, mail.attempts) == (MailState.QUEUED, 0)
    Mail.objects.update(state=MailState.DROPPED)
    client.post(retry)
    assert Mail.objects.get().state == MailState.DROPPED


def test_the_outbox_costs_the_same_queries_however_many_mails(client, ana, monkeypatch, queries):
    make_message(ana, agency_of(ana), monkeypatch)
    client.force_login(make_office(Role.ADMINISTRATOR))
    with queries() as one:
        client.get(OUTBOX)
    for _ in range(5):
        make_message(ana, agency_of(ana), monkeypatch)
    with queries() as six:
        client.get(OUTBOX)
    assert len(six) == len(one)


def test_choosing_the_summary_is_noted_with_before_and_after(client, ana, monkeypatch):
    make_kind(monkeypatch)
    choose(ana, Mode.INBOX)
    client.post(PREFERENCES, changed(client.get(PREFERENCES), **{KIND: "digest"}))
    event = Event.objects.filter(verb="notifications.prefer").get()
    assert event.data["changes"] == {KIND: ["inbox", "digest"]}
