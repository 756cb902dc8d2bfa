"""Who sees which link, where the reader is, who owns the platform."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils.translation import override

from proim.ui import frame
from proim.ui.slots import AUDIENCES, NAVIGATION, OWNERS, Audience, NavItem, Owner


class Person:
    is_authenticated = True

    def __init__(self, *, office=False):
        self.office = office


@pytest.fixture
def office(monkeypatch):
    monkeypatch.setattr(
        AUDIENCES, "_items", [Audience("sample-office", lambda p: getattr(p, "office", False))]
    )


@pytest.mark.parametrize(
    ("audience", "anybody", "member", "officer"),
    [
        ("public", True, True, True),
        ("visitor", True, False, False),
        ("member", False, True, True),
        ("sample-office", False, False, True),
        (lambda person: person.is_authenticated, False, True, True),
    ],
)
def test_audience(office, audience, anybody, member, officer):
    item = NavItem("Queue", "ui:gallery", audience)
    seen = [frame.sees(who, item) for who in (AnonymousUser(), Person(), Person(office=True))]
    assert seen == [anybody, member, officer]


def test_audience_that_nobody_named_is_an_error():
    with pytest.raises(LookupError):
        frame.sees(Person(), NavItem("x", "ui:gallery", "nobody-named-this"))


def test_current_link_is_the_page_or_the_section_that_holds_it():
    items = [
        NavItem("Components", "ui:gallery"),
        NavItem("Sign in", "account_login", section="/ui/errors/"),
    ]
    home, errors = reverse("ui:gallery"), reverse("ui:error_page", args=[404])
    assert [link["current"] for link in frame.links(items, Person(), home)] == ["page", ""]
    assert [link["current"] for link in frame.links(items, Person(), errors)] == ["", "true"]
    assert [link["current"] for link in frame.links(items, Person(), "/elsewhere/")] == ["", ""]


@pytest.mark.django_db
def test_own_work_stands_apart_from_what_is_open_to_all(client, monkeypatch):
    everybody, mine = (
        NavItem("Catalogue", "ui:gallery"),
        NavItem("Queue", "ui:gallery", lambda _: True),
    )
    monkeypatch.setattr(NAVIGATION, "_items", [everybody, mine])
    html = client.get(reverse("ui:gallery")).content.decode()
    assert (
        html.index(">Catalogue</a>") < html.index('id="navigation-work"') < html.index(">Queue</a>")
    )
    monkeypatch.setattr(NAVIGATION, "_items", [everybody])
    assert "navigation-work" not in client.get(reverse("ui:gallery")).content.decode()


def test_links_stand_in_their_place():
    items = [
        NavItem("c", "ui:gallery"),
        NavItem("a", "ui:gallery", place=10),
        NavItem("d", "ui:gallery"),
    ]
    links = frame.links(items, Person(), "/elsewhere/")
    assert [link["label"] for link in links] == ["a", "c", "d"]


def test_other_languages_go_by_their_own_names():
    with override("es-mx"):
        assert frame.other_languages() == [("en", "English")]
    with override("en"):
        assert frame.other_languages() == [("es-mx", "Español")]


def test_last_app_that_knows_the_owner_has_the_word(monkeypatch):
    mine = Owner("Programa", "Unidad", "Ministerio", "Gobierno")
    monkeypatch.setattr(OWNERS, "_items", [lambda: None, lambda: mine])
    assert frame.owner() == mine
    monkeypatch.setattr(OWNERS, "_items", [])
    assert frame.owner().programme
    assert frame.owner().lines == []


@pytest.mark.django_db
def test_language_changes_and_the_reader_stays_on_the_page(client):
    html = client.get("/ui/?page=2").content.decode()
    assert 'name="next" value="/ui/?page=2"' in html
    response = client.post(
        reverse("set_language"), {"language": "en", "next": "/ui/?page=2"}, follow=True
    )
    assert response.request["QUERY_STRING"] == "page=2"
    assert '<html lang="en">' in response.content.decode()
