"""How long a session lasts, and where it can be ended."""

import pytest
import time_machine
from django.test import Client

from proim.accounts import actions
from proim.accounts.models import Session
from tests.builders.people import PASSWORD, make_user

pytestmark = pytest.mark.django_db
PAGE = "/accounts/sessions/"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


def enter(person, **more) -> Client:
    client = Client(headers={"user-agent": FIREFOX})
    client.post("/accounts/login/", {"login": person.email, "password": PASSWORD, **more})
    return client


@pytest.fixture
def clock():
    with time_machine.travel("2026-05-04T15:00:00Z", tick=False) as traveller:
        yield traveller


def is_in(client: Client) -> bool:
    return client.get(PAGE).status_code == 200


def test_a_session_ends_after_an_hour_without_use(clock):
    client = enter(make_user())
    clock.shift(59 * 60)
    assert is_in(client)
    clock.shift(59 * 60)
    assert is_in(client)
    clock.shift(61 * 60)
    response = client.get(PAGE, follow=True)
    assert response.redirect_chain[0][0] == f"/accounts/login/?next={PAGE}"
    assert "Su sesión terminó" in response.content.decode()


def test_a_session_ends_twelve_hours_after_sign_in_however_busy(clock):
    client = enter(make_user())
    for _ in range(24):
        assert is_in(client)
        clock.shift(30 * 60)
    clock.shift(60)
    assert not is_in(client)


def test_on_an_own_device_a_session_lasts_two_weeks_and_no_longer(clock):
    client = enter(make_user(), remember="on")
    assert client.cookies["session"]["max-age"] == 14 * 86_400
    clock.shift(13 * 86_400)
    assert is_in(client)
    clock.shift(86_401)
    assert not is_in(client)


def test_without_that_wish_the_cookie_ends_with_the_browser(clock):
    assert not enter(make_user()).cookies["session"]["max-age"]


def test_use_is_noted_once_a_minute(clock, queries):
    client = enter(make_user())
    client.get(PAGE)
    with queries() as quiet:
        client.get(PAGE)
    clock.shift(61)
    with queries() as noted:
        client.get(PAGE)
    written = [q for q in noted.captured_queries if q["sql"].startswith("UPDATE")]
    assert len(written) == 1
    assert not [q for q in quiet.captured_queries if q["sql"].startswith("UPDATE")]


def test_a_person_sees_the_own_sessions_and_ends_the_others():
    person = make_user()
    here, there, stranger = enter(person), enter(person), enter(make_user())
    page = here.get(PAGE).content.decode()
    assert page.count("Firefox · Linux") == 2
    assert page.count("este equipo") == 1
    here.post("/accounts/sessions/end/")
    assert (is_in(here), is_in(there), is_in(stranger)) == (True, False, True)
    assert "Cerrar las demás sesiones" not in here.get(PAGE).content.decode()


def test_a_session_dies_at_sign_out_and_its_cookie_is_worth_nothing():
    client = enter(make_user())
    stolen = client.cookies["session"].value
    client.post("/accounts/logout/")
    thief = Client()
    thief.cookies["session"] = stolen
    assert not is_in(thief)


def test_a_disabled_person_is_out_at_once():
    person = make_user()
    client = enter(person)
    actions.disable(person, by=None)
    assert not is_in(client)
    assert not Session.objects.filter(person=person).exists()


def test_a_new_password_ends_the_other_sessions():
    person = make_user()
    here, there = enter(person), enter(person)
    new = {"password1": "nube-lápiz-tranvía-07", "password2": "nube-lápiz-tranvía-07"}
    here.post("/accounts/password/change/", {"oldpassword": PASSWORD, **new})
    assert (is_in(here), is_in(there)) == (True, False)


def test_a_session_says_whose_it_is_and_an_anonymous_one_says_nobody(client):
    person = make_user()
    enter(person)
    assert Session.objects.get(person=person).device == "Firefox · Linux"
    client.get("/accounts/invitation/018f6f4e-0000-7000-8000-000000000000/abc/")
    assert Session.objects.get(person=None).seen_at is None


def test_pages_of_a_person_are_kept_out_of_caches(client):
    client.force_login(make_user())
    assert client.get(PAGE)["Cache-Control"] == "private, no-store"
    assert "no-store" not in Client().get("/accounts/password/reset/").get("Cache-Control", "")


def test_the_cookies_say_who_may_read_them():
    cookie = enter(make_user()).cookies["session"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
