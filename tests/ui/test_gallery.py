"""The gallery renders every component; the error pages say something."""

import re

import pytest
from django.conf import settings
from django.template import engines
from django.urls import reverse

from proim.ui.icons import ICONS

pytestmark = pytest.mark.django_db
PAGES = ["components", "opening", "mistakes"]


@pytest.mark.parametrize("language", ["es-mx", "en"])
@pytest.mark.parametrize("page", PAGES)
def test_gallery_shows_every_component(client, page, language):
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    html = client.get(reverse("ui:gallery_page", args=[page])).content.decode()
    assert f'<html lang="{language}">' in html
    assert html.count("<h1") == 1


def test_gallery_uses_every_component_there_is(client):
    html = "".join(client.get(reverse("ui:gallery_page", args=[p])).content.decode() for p in PAGES)
    classes = set(re.findall(r"[\w-]+", " ".join(re.findall(r'class="([^"]*)"', html))))
    tags = engines["django"].engine.template_builtins[-1].tags
    blocks = {
        "form_errors": "errors",
        "filterbar": "filters",
        "factblock": "facts",
        "postbutton": "verb",
    }
    blocks |= {"barchart": "bars", "breadcrumbs": "crumbs", "pagination": "pages", "fact": "facts"}
    blocks |= {
        "navigation": "nav",
        "account": "masthead__tools",
        "tools": "masthead__tools",
        "footer": "foot",
        "owner": "foot__owner",
    }
    blocks |= {
        "language_switch": "language",
        "optional_mark": "field__optional",
        "form_script": "masthead",
        "extras": "masthead",
    }
    assert {tag for tag in tags if blocks.get(tag, tag) not in classes} == set()


def test_hostile_text_never_becomes_markup(client):
    html = client.get(reverse("ui:gallery")).content.decode()
    assert "&lt;script&gt;alert(&#x27;hola&#x27;)&lt;/script&gt;" in html
    assert "<script>alert" not in html


def test_gallery_is_closed_to_the_public(client, settings):
    settings.TESTING = settings.DEBUG = False
    assert client.get(reverse("ui:gallery")).status_code == 404
    assert client.get(reverse("ui:error_page", args=[404])).status_code == 404


def test_there_are_no_pages_but_these(client):
    assert client.get(reverse("ui:gallery_page", args=["secret"])).status_code == 404
    assert client.get(reverse("ui:error_page", args=[418])).status_code == 404


@pytest.mark.parametrize("status", [400, 403, 404, 409, 429, 500])
@pytest.mark.parametrize("language", ["es-mx", "en"])
def test_every_error_has_a_page_with_a_heading_and_a_way_out(client, status, language):
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    html = client.get(reverse("ui:error_page", args=[status])).content.decode()
    assert html.count("<h1") == 1
    assert 'href="/"' in html


def test_unknown_address_answers_with_the_page_of_ui(client):
    response = client.get("/ui/secret/")
    assert "Esa página no existe" in response.content.decode()


def test_lost_session_is_explained_without_a_request_in_the_template(client, settings):
    from django.test import Client

    response = Client(enforce_csrf_checks=True).post(reverse("set_language"), {"language": "en"})
    assert response.status_code == 403
    assert "no se envió nada" in response.content.decode()


def test_failure_page_asks_nothing_of_the_platform():
    template = engines["django"].get_template("500.html")
    assert "{%" not in template.template.source
    assert "{{" not in template.template.source


def test_icons_are_drawn_on_the_grid():
    for name, drawing in ICONS.items():
        assert re.fullmatch(r"[MmLlHhVvAaSsZzCc0-9 .,-]+", drawing), name
