"""The log of a server: lines for programs, and no e-mail, name, token or body of a form in any of them."""

import json
import logging

import pytest
from django.db import IntegrityError
from django.urls import reverse

from proim.config import logs
from tests.builders.people import PASSWORD, make_user

SECRETS = ("ana.paredes@example.gob.mx", "Ana Paredes", "clave-muy-secreta-91", "10 de mayo 12")
ANA, NAME, WORD, STREET = SECRETS


@pytest.fixture
def lines():
    """Return what a server with the most talkative log would have written so far."""
    written: list[str] = []

    class Kept(logging.Handler):
        def emit(self, record):
            written.append(self.format(record))

    handler = Kept()
    handler.setFormatter(logs.discreet_json())
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    yield written
    root.removeHandler(handler)
    root.setLevel(level)


def assert_nothing_personal(written):
    text = "\n".join(written)
    assert [secret for secret in SECRETS if secret.lower() in text.lower()] == []
    assert all(isinstance(json.loads(line), dict) and "\n" not in line for line in written)


@pytest.mark.django_db
def test_each_request_is_one_line_with_its_route_and_a_number(client, lines):
    answer = client.get(reverse("projects:list") + f"?text={NAME}")
    told = next(json.loads(line) for line in lines if '"proim.request"' in line)
    assert told["route"] == "projects:list"
    assert told["status"] == 200
    assert told["request"] == answer["X-Request-ID"]
    assert told["milliseconds"] >= 0
    assert_nothing_personal(lines)


@pytest.mark.django_db
def test_no_form_or_address_of_a_person_reaches_the_log(client, lines):
    make_user(email=ANA, full_name=NAME)
    login = reverse("account_login")
    client.post(login, {"login": ANA, "password": WORD})
    client.post(login, {"login": ANA, "password": PASSWORD})
    client.get(f"/{ANA}/{NAME}/")
    client.get(
        reverse("accounts:invitation_open", args=["00000000-0000-4000-8000-000000000000", WORD])
    )
    client.get(reverse("account_reset_password_from_key", args=["1", f"x-{WORD}"]))
    client.post(reverse("account_reset_password"), {"email": ANA})
    assert len(lines) >= 6
    assert_nothing_personal(lines)


@pytest.mark.django_db
def test_a_failure_tells_where_and_not_what_was_typed(client, lines, monkeypatch):
    def fail(*_args, **_kwargs):
        raise IntegrityError(f"Key (email)=({ANA}) already exists: {NAME}")

    monkeypatch.setattr("proim.projects.views.catalogue.paginate", fail)
    client.raise_request_exception = False
    answer = client.get(reverse("projects:list"), {"text": STREET})
    assert answer.status_code == 500
    told = next(json.loads(line) for line in lines if '"error"' in line)
    assert "IntegrityError" in told["trace"]
    assert "catalogue.py" in told["trace"]
    assert_nothing_personal(lines)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        (f"mail to {ANA} failed", "mail to [e-mail] failed"),
        ("Not Found: /projects/x/y/", "Not Found: /[unknown]"),
        ("Forbidden: /accounts/login/?next=/a", "Forbidden: /accounts/login/"),
        ("session 8f3k29d0sl2kd93kd0slw92kd0 ended", "session [token] ended"),
        ("and/or 3/4 proim.files.intake", "and/or 3/4 proim.files.intake"),
    ],
)
def test_what_looks_personal_is_taken_out(text, kept):
    assert logs.scrubbed(text) == kept


def test_a_line_break_in_a_message_makes_no_second_line(lines):
    logging.getLogger("proim.test").warning("first\nsecond: %s", "\x1b[31mred")
    assert len(lines) == 1
    assert_nothing_personal(lines)
