"""A forgotten password."""

import smtplib
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.utils import timezone

from proim.accounts import tasks
from tests.builders.accounts import link_in, make_waiting, run_tasks
from tests.builders.people import PASSWORD, make_user

pytestmark = pytest.mark.django_db
ASK = "/accounts/password/reset/"
NEW = {"password1": "nube-lápiz-tranvía-07", "password2": "nube-lápiz-tranvía-07"}


def ask(client, email):
    return client.post(ASK, {"email": email})


def test_a_new_password_comes_by_mail_once(client, mailoutbox):
    person = make_user()
    assert ask(client, person.email.upper())["Location"] == "/accounts/password/reset/sent/"
    link = link_in(run_tasks()[0])
    form = client.get(link)["Location"]
    assert "set-password" in form
    assert client.post(form, NEW)["Location"] == "/accounts/password/reset/done/"
    person.refresh_from_db()
    assert person.check_password(NEW["password1"])
    assert "La liga ya no sirve" in client.get(link).content.decode()
    assert run_tasks()[1].subject == "PROIM: Se cambió su contraseña"


def test_the_answer_is_the_same_for_everybody_and_so_is_the_work(client, queries):
    emails = [
        make_user(email="aa@example.gob.mx").email,
        make_waiting(email="bb@example.gob.mx").email,
        make_user(email="cc@example.gob.mx", is_active=False).email,
        "dd@example.gob.mx",
    ]
    seen = set()
    for email in emails:
        with queries() as found:
            response = ask(client, email)
        seen.add((response.status_code, response["Location"], len(found)))
    assert len(seen) == 1


def test_only_people_with_a_password_are_mailed(client, mailoutbox):
    for person in (make_waiting(), make_user(is_active=False)):
        ask(client, person.email)
    ask(client, "nobody@example.org")
    assert run_tasks() == []


def test_the_link_ends_after_two_hours_and_at_sign_in(client, mailoutbox):
    person = make_user()
    ask(client, person.email)
    link = link_in(run_tasks()[0])
    with time_machine.travel(timezone.now() + timedelta(hours=2, minutes=1)):
        assert "La liga ya no sirve" in client.get(link).content.decode()
    client.post("/accounts/login/", {"login": person.email, "password": PASSWORD})
    client.post("/accounts/logout/")
    assert "La liga ya no sirve" in client.get(link).content.decode()


def test_a_weak_password_is_refused_at_its_field(client, mailoutbox):
    person = make_user()
    ask(client, person.email)
    form = client.get(link_in(run_tasks()[0]))["Location"]
    page = client.post(form, {"password1": "corta", "password2": "corta"}).content.decode()
    assert 'id="id_password1_error"' in page


def test_nobody_s_mailbox_is_flooded(client, mailoutbox):
    person = make_user()
    answers = [ask(client, person.email).status_code for _ in range(4)]
    assert answers == [302, 302, 302, 429]
    assert len(run_tasks()) == 3


def test_a_new_password_opens_the_way_for_an_owner_who_had_failed(client, mailoutbox):
    person = make_user()
    for _ in range(6):
        client.post("/accounts/login/", {"login": person.email, "password": "mala"})
    ask(client, person.email)
    client.post(client.get(link_in(run_tasks()[0]))["Location"], NEW)
    typed = {"login": person.email, "password": NEW["password1"]}
    assert client.post("/accounts/login/", typed).status_code == 302


def test_a_mail_that_cannot_be_sent_is_tried_again_and_in_the_end_given_up(
    client, monkeypatch, caplog
):
    person = make_user()
    ask(client, person.email)
    sent = []

    def refuse(message, *args, **kwargs):
        sent.append(timezone.now())
        raise smtplib.SMTPServerDisconnected("gone")

    monkeypatch.setattr(mail.EmailMultiAlternatives, "send", refuse)
    with time_machine.travel(timezone.now(), tick=False) as clock:
        for minutes in (0, *tasks.WAITS, 600):
            clock.shift(minutes * 60)
            run_tasks(may_fail=minutes == tasks.WAITS[-1])
    assert len(sent) == 1 + len(tasks.WAITS)
    assert "given up" in caplog.text
