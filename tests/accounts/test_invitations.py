"""From the mail of the office to the first sign-in."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from proim.accounts import actions
from proim.accounts.models import Invitation
from proim.accounts.tokens import invitation_token
from tests.builders.accounts import link_in, make_waiting, open_invitation, run_tasks
from tests.builders.people import make_office, make_user

pytestmark = pytest.mark.django_db
NEW = "nube-lápiz-tranvía-07"
ACCEPT = "/accounts/invitation/"
TYPED = {"password1": NEW, "password2": NEW, "notice": "on"}


def test_the_mail_is_in_the_person_s_language_and_has_two_forms(mailoutbox):
    actions.invite(make_waiting(full_name="Ana & Eva", language="en"), by=make_office())
    actions.invite(make_waiting(full_name="Luz"), by=make_office())
    english, spanish = run_tasks()
    assert english.subject == "PROIM: Your access to PROIM"
    assert "Good day, Ana & Eva:" in english.body
    html, kind = english.alternatives[0]
    assert kind == "text/html"
    assert "Good day, Ana &amp; Eva:" in html
    assert "Buen día, Luz:" in spanish.body
    assert "La liga sirve una sola vez" in spanish.body


def test_the_invited_person_enters_with_an_own_password(client, mailoutbox):
    person = make_waiting()
    invitation = actions.invite(person, by=None)
    assert open_invitation(client, invitation) == ACCEPT
    page = client.get(ACCEPT).content.decode()
    assert person.email in page
    assert "Aviso de privacidad" in page
    response = client.post(ACCEPT, TYPED)
    assert response["Location"] == "/work/"
    assert client.session["_auth_user_id"] == str(person.pk)
    assert client.session.get_expire_at_browser_close()
    assert client.get(ACCEPT).status_code == 410


def test_opening_the_link_accepts_nothing_and_may_be_done_twice(client, mailoutbox):
    invitation = actions.invite(make_waiting(), by=None)
    open_invitation(client, invitation)
    open_invitation(client, invitation)
    invitation.refresh_from_db()
    assert invitation.accepted_at is None
    assert client.get(ACCEPT).status_code == 200


def test_the_secret_does_not_stay_in_the_address(client, mailoutbox):
    invitation = actions.invite(make_waiting(), by=None)
    link = link_in(run_tasks()[0])
    assert invitation_token(invitation) in link
    assert client.get(link)["Location"] == ACCEPT


def test_a_wrong_or_foreign_secret_opens_nothing(client):
    one = actions.invite(make_waiting(), by=None)
    other = actions.invite(make_waiting(), by=None)
    for token in (invitation_token(other), "0" * 40, "x"):
        client.get(reverse("accounts:invitation_open", args=[one.code, token]))
        assert client.get(ACCEPT).status_code == 410
    assert client.post(ACCEPT, TYPED).status_code == 410


def test_a_link_ends_with_time_replacement_disabling_and_another_e_mail(client):
    def opens(spoil) -> bool:
        person = make_waiting()
        invitation = actions.invite(person, by=None)
        token = invitation_token(invitation)
        spoil(person)
        client.get(reverse("accounts:invitation_open", args=[invitation.code, token]))
        return client.get(ACCEPT).status_code == 200

    assert opens(str)
    assert not opens(lambda person: actions.invite(person, by=None))
    assert not opens(lambda person: actions.disable(person, by=None))
    assert not opens(lambda person: actions.change_email(person, "otro@example.org", by=None))
    with time_machine.travel(timezone.now() + timedelta(days=8)):
        assert client.get(ACCEPT).status_code == 410


def test_faults_stand_at_their_field_and_nothing_is_accepted(client, mailoutbox):
    invitation = actions.invite(make_waiting(), by=None)
    open_invitation(client, invitation)
    page = client.post(ACCEPT, {"password1": NEW, "password2": "otra"}).content.decode()
    assert "Las dos contraseñas deben ser iguales." in page
    assert "Sin esto no puede haber cuenta." in page
    page = client.post(ACCEPT, {**TYPED, "password1": "corta", "password2": "corta"})
    assert 'id="id_password1_error"' in page.content.decode()
    assert Invitation.objects.open().exists()


def test_whoever_is_signed_in_as_another_becomes_the_invited_person(client, mailoutbox):
    person = make_waiting()
    client.force_login(make_user())
    open_invitation(client, actions.invite(person, by=None))
    client.post(ACCEPT, TYPED)
    assert client.session["_auth_user_id"] == str(person.pk)


def test_an_invitation_that_was_answered_meanwhile_is_not_mailed(mailoutbox):
    person = make_waiting()
    actions.invite(person, by=None)
    actions.disable(person, by=None)
    assert run_tasks() == []


def test_the_link_is_on_our_host_whatever_host_the_request_named(client, settings, mailoutbox):
    settings.ALLOWED_HOSTS = ["*"]
    client.force_login(make_office())
    person = make_waiting()
    client.post(reverse("accounts:invite", args=[person.code]), headers={"host": "evil.example"})
    assert link_in(run_tasks()[0]).startswith("/accounts/invitation/")
    assert "evil" not in run_tasks()[0].body
