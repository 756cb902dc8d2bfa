"""Signing in: limits, no enumeration, the language, the way on."""

import re
import time

import pytest
import time_machine
from django.core.cache import cache
from django.urls import reverse

from proim.accounts.models import Session
from tests.builders.accounts import make_waiting, run_tasks
from tests.builders.people import PASSWORD, make_user

pytestmark = pytest.mark.django_db
LOGIN = "/accounts/login/"
HOME = "/work/"


def sign_in(client, email, password=PASSWORD, **more):
    return client.post(LOGIN, {"login": email, "password": password, **more})


def words_of(response) -> str:
    text = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", response.content.decode())
    return re.sub(r'"x-csrftoken": "\w+"', "", text)


def test_e_mail_and_password_let_in_whatever_the_case_of_the_e_mail(client):
    person = make_user(email="ana@example.gob.mx")
    response = sign_in(client, " ANA@example.gob.mx")
    assert (response.status_code, response["Location"]) == (302, HOME)
    assert client.session["_auth_user_id"] == str(person.pk)


def test_the_key_of_the_session_changes_at_sign_in(client):
    person = make_user()
    client.post("/i18n/language/", {"language": "en"})
    session = client.session
    session["x"] = 1
    session.save()
    client.cookies["session"] = session.session_key
    sign_in(client, person.email)
    assert client.session.session_key != session.session_key
    assert not Session.objects.filter(pk=session.session_key).exists()


def test_known_unknown_waiting_and_disabled_get_the_same_words(client):
    emails = [
        make_user(email="aa@example.gob.mx").email,
        make_waiting(email="bb@example.gob.mx").email,
        make_user(email="cc@example.gob.mx", is_active=False).email,
        "dd@example.gob.mx",
    ]
    answers = {words_of(sign_in(client, e, "no es esta clave")).replace(e, "") for e in emails}
    assert len(answers) == 1
    assert "El correo o la contraseña no son correctos" in answers.pop()


def test_an_unknown_e_mail_takes_about_as_long_as_a_known_one(client, settings):
    settings.PASSWORD_HASHERS = ["proim.config.hashers.Hasher"]
    settings.ACCOUNT_RATE_LIMITS = {}
    known = make_user().email

    def least(email: str) -> float:
        took = []
        for _ in range(5):
            start = time.process_time()
            sign_in(client, email, "no es esta clave")
            took.append(time.process_time() - start)
        return min(took)

    least(known)
    one, other = least(known), least("nobody@example.org")
    assert max(one, other) / min(one, other) < 1.6


def test_five_failures_for_an_e_mail_stop_the_sixth_and_say_when_to_try_again(client):
    person = make_user()
    with time_machine.travel("2026-05-04T18:00:00Z", tick=False):
        for _ in range(5):
            sign_in(client, person.email, "no es esta clave")
        refused = sign_in(client, person.email)
        assert "Intente de nuevo en 5 minutos, a las 12:05 h." in refused.content.decode()
    with time_machine.travel("2026-05-04T18:03:10Z", tick=False):
        refused = sign_in(client, person.email)
        assert "Intente de nuevo en 2 minutos, a las 12:05 h." in refused.content.decode()
    with time_machine.travel("2026-05-04T18:05:01Z", tick=False):
        assert sign_in(client, person.email).status_code == 302


def test_the_limit_says_the_same_for_an_e_mail_that_nobody_has(client):
    for _ in range(5):
        sign_in(client, "nobody@example.org", "no es esta clave")
    assert "Hubo demasiados intentos" in sign_in(client, "nobody@example.org").content.decode()


def test_failures_from_one_place_do_not_lock_the_owner_out(client):
    person = make_user()
    for _ in range(30):
        client.post(LOGIN, {"login": person.email, "password": "mala"}, REMOTE_ADDR="203.0.113.9")
    assert sign_in(client, person.email).status_code == 302


def test_one_address_that_guesses_at_many_e_mails_is_stopped(client):
    person = make_user()
    for number in range(20):
        sign_in(client, f"p{number}@example.org", "no es esta clave")
    assert "Hubo demasiados intentos" in sign_in(client, person.email).content.decode()


def test_of_a_thousand_guesses_few_are_looked_at(client, settings, monkeypatch):
    person = make_user()
    looked_at = []
    monkeypatch.setattr(type(person), "check_password", lambda _, raw: looked_at.append(raw))
    for number in range(1000):
        client.post(
            LOGIN,
            {"login": person.email, "password": f"clave {number}"},
            REMOTE_ADDR=f"198.51.100.{number % 100}",
        )
    assert len(looked_at) <= 50


def test_succeeding_uses_up_no_attempts(client):
    person = make_user()
    for _ in range(7):
        assert sign_in(client, person.email).status_code == 302
        client.post("/accounts/logout/")


def test_a_flood_of_sign_ins_is_answered_429(client, settings):
    settings.ACCOUNT_RATE_LIMITS = {"login": "3/5m/ip"}
    for _ in range(3):
        sign_in(client, "nobody@example.org")
    assert sign_in(client, "nobody@example.org").status_code == 429
    cache.clear()


@pytest.mark.parametrize(
    "target",
    [
        "https://evil.example/",
        "//evil.example/x",
        "javascript:alert(1)",
        "/\\evil.example",
        "http:///x",
    ],
)
def test_after_sign_in_nobody_is_sent_to_another_site(client, target):
    response = sign_in(client, make_user().email, next=target)
    assert response["Location"] == HOME


def test_after_sign_in_one_is_where_one_wanted_to_go(client):
    response = sign_in(client, make_user().email, next="/accounts/sessions/")
    assert response["Location"] == "/accounts/sessions/"


def test_signing_in_shows_the_pages_in_the_person_s_language(client):
    person = make_user(language="en")
    response = sign_in(client, person.email)
    assert response.cookies["language"].value == "en"
    assert "Where you are signed in" in client.get("/accounts/sessions/").content.decode()


def test_the_language_buttons_keep_the_choice_of_a_person(client):
    person = make_user()
    client.force_login(person)
    client.post("/i18n/language/", {"language": "en", "next": "/accounts/sessions/"})
    person.refresh_from_db()
    assert person.language == "en"
    client.post("/i18n/language/", {"language": "xx"})
    person.refresh_from_db()
    assert person.language == "en"


def test_the_language_buttons_work_for_everybody(client):
    client.post("/i18n/language/", {"language": "en"})
    assert "Keep me signed in" in client.get(LOGIN).content.decode()


def test_there_is_no_sign_up_and_no_page_to_change_the_e_mail(client):
    for path in (
        "signup",
        "email",
        "confirm-email",
        "reauthenticate",
        "password/set",
        "login/code",
    ):
        assert client.get(f"/accounts/{path}/").status_code == 404


def test_signing_out_needs_a_post(client):
    client.force_login(make_user())
    assert client.get("/accounts/logout/").status_code == 200
    assert "_auth_user_id" in client.session
    client.post("/accounts/logout/")
    assert "_auth_user_id" not in client.session


def test_a_disabled_person_with_the_right_password_is_told_why(client):
    person = make_user(is_active=False)
    response = client.post(LOGIN, {"login": person.email, "password": PASSWORD}, follow=True)
    assert "Su cuenta está deshabilitada" in response.content.decode()
    assert "_auth_user_id" not in client.session


def test_changing_the_password_asks_for_the_old_one_and_keeps_this_session(client, mailoutbox):
    person = make_user()
    sign_in(client, person.email)
    url = reverse("account_change_password")
    new = {"password1": "nube-lápiz-tranvía-07", "password2": "nube-lápiz-tranvía-07"}
    assert client.post(url, {"oldpassword": "mala", **new}).status_code == 200
    assert client.post(url, {"oldpassword": PASSWORD, **new}).status_code == 302
    assert client.get("/accounts/sessions/").status_code == 200
    person.refresh_from_db()
    assert person.check_password(new["password1"])
    assert [message.subject for message in run_tasks()] == ["PROIM: Se cambió su contraseña"]


def test_the_rules_of_a_password_stand_before_it_is_typed(client):
    client.force_login(make_user())
    assert (
        "Al menos 12 caracteres" in client.get(reverse("account_change_password")).content.decode()
    )


def test_failures_and_sign_ins_leave_a_line_in_the_log_without_secrets(client, caplog):
    caplog.set_level("INFO", "proim.security")
    person = make_user()
    sign_in(client, person.email, "clave-secreta-canario")
    sign_in(client, person.email)
    client.post("/accounts/logout/")
    lines = " ".join(caplog.messages)
    assert "sign-in failed from 127.0.0.1" in lines
    assert f"signed in: person {person.pk}" in lines
    assert f"signed out: person {person.pk}" in lines
    assert "canario" not in lines
    assert PASSWORD not in lines
