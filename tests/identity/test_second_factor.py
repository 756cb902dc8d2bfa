"""Enrolling, being asked, being made to enrol, and getting back in."""

import base64
import time
from datetime import date

import pytest
import time_machine
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core.cache import cache
from django.core.exceptions import PermissionDenied, ValidationError

from proim.accounts.models import Session
from proim.agencies.models import Role
from proim.audit.models import Event
from proim.core.errors import DomainError
from proim.identity import actions, vault
from proim.identity.formulas import code_of, step_of
from proim.identity.models import AppKey, RecoveryCode, has_factor
from tests.builders.accounts import make_waiting, run_tasks
from tests.builders.identity import SECRET, code_now, with_app
from tests.builders.people import PASSWORD, make_member, make_office, make_user

pytestmark = pytest.mark.django_db
LOGIN, CHALLENGE, SECURITY = "/accounts/login/", "/identity/second-factor/", "/identity/"


@pytest.fixture(autouse=True)
def _fresh_limits():
    cache.clear()


def sign_in(client, person):
    return client.post(LOGIN, {"login": person.email, "password": PASSWORD})


def is_in(client) -> bool:
    return "_auth_user_id" in client.session


def last_verb() -> str:
    return Event.objects.order_by("sequence").last().verb


# --- enrolling ------------------------------------------------------------------------------------


def test_a_person_adds_an_app_and_gets_codes_once(client):
    person = make_user()
    other = client.__class__()
    other.force_login(person)
    client.force_login(person)
    page = client.get("/identity/app/").content.decode()
    assert "<svg" in page
    secret = client.session["begun"]["app"]["state"]
    code = code_of(base64.b32decode(secret), step_of(time.time()))
    done = client.post("/identity/app/", {"code": f"{code[:3]} {code[3:]}"})
    assert done.status_code == 200
    assert done["Cache-Control"] == "no-store, private"
    assert done.content.decode().count("<li><code>") == 10
    assert has_factor(person)
    assert RecoveryCode.objects.filter(person=person).count() == 10
    assert list(Session.objects.filter(person=person).values_list("pk", flat=True)) == [
        client.session.session_key
    ]
    assert [mail.subject for mail in run_tasks()] == [
        "PROIM: Su cuenta pide ahora un segundo factor"
    ]


def test_a_wrong_code_adds_nothing_and_keeps_the_secret(client):
    client.force_login(make_user())
    client.get("/identity/app/")
    secret = client.session["begun"]["app"]["state"]
    page = client.post("/identity/app/", {"code": "000000"}).content.decode()
    assert "No es la clave que la aplicación muestra ahora" in page
    assert client.session["begun"]["app"]["state"] == secret
    assert AppKey.objects.count() == 0


def test_secrets_and_codes_are_not_readable_in_the_database():
    person = make_user()
    codes = with_app(person)
    kept = AppKey.objects.get(person=person).secret
    assert base64.b32encode(SECRET).decode() not in kept
    assert vault.unlock(kept) == SECRET
    digests = set(RecoveryCode.objects.values_list("digest", flat=True))
    assert not digests & {code.replace("-", "") for code in codes}


def test_a_second_app_is_refused():
    person = make_user()
    with_app(person)
    with pytest.raises(DomainError):
        actions.add_app(person, SECRET, code_now(), keep=None, by=person)


def test_ways_in_change_only_soon_after_a_proof(client):
    person = make_user()
    with_app(person)
    with time_machine.travel("2026-05-04T18:00:00Z", tick=False) as clock:
        client.force_login(person)
        assert client.get("/identity/passkeys/add/").status_code == 200
        clock.shift(16 * 60)
        refused = client.post("/identity/app/remove/")
        assert refused["Location"] == "/identity/confirm/?next=%2Fidentity%2F"
        wrong = client.post("/identity/confirm/?next=/identity/", {"password": "no es"})
        assert "Esta no es su contraseña actual" in wrong.content.decode()
        asked = {"password": PASSWORD}
        assert client.post("/identity/confirm/?next=//x.org", asked)["Location"] == SECURITY
        assert client.post("/identity/app/remove/")["Location"] == SECURITY
    assert not has_factor(person)


# --- being asked ----------------------------------------------------------------------------------


def test_the_password_alone_no_longer_lets_in(client):
    person = make_user()
    with_app(person)
    response = sign_in(client, person)
    assert response["Location"] == CHALLENGE
    assert not is_in(client)
    assert client.get("/accounts/profile/").status_code == 302
    assert client.get(CHALLENGE).status_code == 200


def test_a_code_lets_in_once(client):
    person = make_user()
    with_app(person)
    code = code_now()
    sign_in(client, person)
    key = client.session.session_key
    assert client.post(CHALLENGE, {"code": code})["Location"] == "/work/"
    assert is_in(client)
    assert client.session.session_key != key
    other = client.__class__()
    sign_in(other, person)
    again = other.post(CHALLENGE, {"code": code})
    assert "Esta clave no es correcta, o ya se usó" in again.content.decode()
    assert not is_in(other)


def test_the_wish_to_stay_survives_the_second_factor(client):
    person = make_user()
    with_app(person)
    client.post(LOGIN, {"login": person.email, "password": PASSWORD, "remember": "on"})
    client.post(CHALLENGE, {"code": code_now()})
    assert client.session["stays"] is True


def test_a_recovery_code_lets_in_once_and_a_mail_tells_of_it(client):
    person = make_user()
    codes = with_app(person)
    run_tasks()
    sign_in(client, person)
    assert client.post(CHALLENGE, {"code": codes[0].lower().replace("-", " ")}).status_code == 302
    assert is_in(client)
    assert last_verb() == "identity.use_code"
    assert run_tasks()[-1].subject == "PROIM: Se usó una clave de recuperación"
    other = client.__class__()
    sign_in(other, person)
    assert other.post(CHALLENGE, {"code": codes[0]}).status_code == 200
    assert not is_in(other)


def test_new_codes_replace_the_old(client):
    person = make_user()
    old = with_app(person)
    new = actions.renew_codes(person, by=person)
    assert not actions.use_code(person, old[0], by=person)
    assert actions.use_code(person, new[0], by=person)


def test_another_persons_code_is_worth_nothing(client):
    codes, person = with_app(make_user()), make_user()
    with_app(person)
    assert not actions.use_code(person, codes[0], by=person)


def test_guessing_is_stopped_after_five_tries_wherever_it_comes_from(client):
    person = make_user()
    with_app(person)
    for at in range(5):
        sign_in(client, person)
        client.post(CHALLENGE, {"code": "000000"}, REMOTE_ADDR=f"10.0.0.{at}")
    refused = client.post(CHALLENGE, {"code": code_now()})
    assert "Hubo demasiados intentos" in refused.content.decode()
    assert not is_in(client)


def test_without_a_password_there_is_no_challenge(client):
    for path in (CHALLENGE, "/identity/second-factor/passkey/"):
        assert client.post(path, {"code": "1"})["Location"] == LOGIN


def test_the_page_that_asks_does_the_same_work_whatever_the_person_has(client, monkeypatch):
    """No clock: the same comparisons are made for a wrong code, app or no app."""
    done = []
    person = make_user()
    with_app(person)
    monkeypatch.setattr(vault, "digest", lambda person, code: done.append("digest") or "0" * 64)
    sign_in(client, person)
    client.post(CHALLENGE, {"code": "000000"})
    assert done == ["digest"]


def test_a_password_is_hashed_whether_or_not_there_is_an_account(client, monkeypatch):
    """No clock: the work is counted. A waiting and a disabled account cost what a known one costs."""
    done = []
    whole = MD5PasswordHasher.encode

    def counted(self, password, salt, *more):
        done.append(salt)
        return whole(self, password, salt, *more)

    known, disabled = make_user(), make_user(is_active=False)
    with_app(known)
    waiting = make_waiting()
    monkeypatch.setattr(MD5PasswordHasher, "encode", counted)
    work = []
    for email in (known.email, disabled.email, waiting.email, "nadie@example.gob.mx"):
        done.clear()
        client.post(LOGIN, {"login": email, "password": "no es esta clave"})
        work.append(len(done))
    assert set(work) == {1}


# --- being made to enrol --------------------------------------------------------------------------


@pytest.mark.parametrize("role", [Role.OFFICE, Role.ADMINISTRATOR])
def test_the_office_goes_nowhere_without_a_second_factor(client, settings, role):
    settings.SECOND_FACTOR = "required"
    person = make_office(role)
    client.force_login(person)
    for path in ("/work/", "/projects/", "/accounts/people/", "/accounts/profile/"):
        assert client.get(path)["Location"] == SECURITY, path
    assert client.post("/accounts/people/new/", {})["Location"] == SECURITY
    part = client.get("/projects/", headers={"HX-Request": "true"})
    assert part.headers["HX-Redirect"] == SECURITY
    assert "Su cargo necesita un segundo factor" in client.get(SECURITY).content.decode()
    for path in ("/identity/app/", "/identity/passkeys/add/", "/accounts/logout/", "/privacy/"):
        assert client.get(path).status_code == 200, path
    with_app(person)
    client.force_login(person)
    assert client.get("/work/").status_code == 200


@pytest.mark.parametrize("role", [Role.LIAISON, Role.HEAD])
def test_liaisons_and_heads_may_go_on_with_a_password(client, settings, role):
    settings.SECOND_FACTOR = "required"
    client.force_login(make_member(role))
    assert client.get("/work/").status_code == 200


def test_days_of_grace_run_from_the_first_time_that_it_was_asked_for(client, settings):
    settings.SECOND_FACTOR, settings.SECOND_FACTOR_GRACE_DAYS = "required", 3
    client.force_login(make_office())
    for day, status in ((1, 200), (3, 200), (4, 302)):
        settings.TODAY = date(2026, 5, day)
        assert client.get("/work/").status_code == status, day


def test_who_needs_a_factor_cannot_remove_the_last(settings):
    settings.SECOND_FACTOR = "required"
    person = make_office()
    with_app(person)
    with pytest.raises(DomainError, match="necesita"):
        actions.remove_app(AppKey.objects.get(person=person), by=person)
    assert has_factor(person)


# --- getting back in ------------------------------------------------------------------------------


def test_the_office_recovers_an_access_with_a_reason_on_record(client):
    person, office = make_member(Role.LIAISON), make_office()
    with_app(person)
    there = client.__class__()
    there.force_login(person)
    run_tasks()
    client.force_login(office)
    path = f"/identity/people/{person.code}/recover/"
    assert "Recuperar el acceso" in client.get(person.get_absolute_url()).content.decode()
    assert client.post(path, {"reason": " "}).status_code == 200
    assert has_factor(person)
    assert client.post(path, {"reason": "En persona, con credencial"}).status_code == 302
    assert not has_factor(person)
    assert not person.recovery_codes.exists()
    assert not Session.objects.filter(person=person).exists()
    event = Event.objects.order_by("sequence").last()
    assert (event.verb, event.actor_id) == ("identity.recover", office.pk)
    assert "En persona" in str(event.data)
    assert run_tasks()[-1].subject == "PROIM: Se quitaron los segundos factores de su cuenta"


def test_nobody_recovers_above_their_role_nor_their_own_access():
    office, administrator = make_office(), make_office(Role.ADMINISTRATOR)
    for person in (office, administrator):
        with_app(person)
    for by, whom in (
        (office, administrator),
        (office, office),
        (administrator, administrator),
        (make_member(Role.LIAISON), office),
    ):
        with pytest.raises(PermissionDenied):
            actions.recover(whom, "Motivo", by=by)
    actions.recover(office, "En persona", by=administrator)
    assert not has_factor(office)


def test_only_oneself_changes_ones_own_factors():
    person, stranger = make_user(), make_office(Role.ADMINISTRATOR)
    with_app(person)
    with pytest.raises(PermissionDenied):
        actions.renew_codes(person, by=stranger)
    with pytest.raises(PermissionDenied):
        actions.remove_app(AppKey.objects.get(person=person), by=stranger)
    with pytest.raises(PermissionDenied):
        actions.use_code(person, "x", by=stranger)
    with pytest.raises((PermissionDenied, ValidationError)):
        actions.add_app(person, SECRET, code_now(), keep=None, by=stranger)
