"""Keys: only for people who want them, listed on a page of its own."""

import json
import re
from html import unescape

import pytest

from proim.agencies.models import Role
from tests.builders.people import make_agency, make_member, make_office
from tests.sent import fields

pytestmark = pytest.mark.django_db
KEYS = re.compile(r'data-keys="([^"]*)"')


def keys_on(page) -> dict | None:
    found = KEYS.search(page.content.decode())
    return json.loads(unescape(found[1])) if found else None


def test_keys_lead_where_the_person_works(client):
    client.force_login(make_office())
    assert keys_on(client.get("/about/")) == {
        "h": "/work/",
        "q": "/projects/review/",
        "?": "/desk/keyboard/",
    }
    client.force_login(make_member(Role.LIAISON, make_agency()))
    assert set(keys_on(client.get("/about/"))) == {"h", "m", "r", "?"}


def test_visitors_get_neither_keys_nor_script(client):
    page = client.get("/desk/keyboard/")
    assert keys_on(page) is None
    assert "desk.js" not in page.content.decode()
    assert "Atajos de teclado" in page.content.decode()


def test_keys_are_switched_off_in_the_profile(client):
    person = make_office()
    client.force_login(person)
    sent = fields(client.get("/accounts/profile/"))
    assert "uses_shortcuts" in sent  # ticked
    sent.pop("uses_shortcuts")
    client.post("/accounts/profile/", sent)
    assert keys_on(client.get("/about/")) is None
    assert "Los tiene desactivados" in client.get("/desk/keyboard/").content.decode()


def test_choosing_a_language_leaves_the_keys_as_they_are(client):
    person = make_office()
    client.force_login(person)
    client.post("/i18n/language/", {"language": "en", "next": "/about/"})
    person.refresh_from_db()
    assert person.uses_shortcuts
