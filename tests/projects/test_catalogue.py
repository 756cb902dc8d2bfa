"""The public catalogue: what it shows to whom, its filters in the address, its feed and map."""

from datetime import date
from xml.etree import ElementTree as ET

import pytest
from django.urls import reverse

from proim.agencies.models import Role
from proim.core.dates import PartialDate
from proim.projects.workflow import Stage
from tests.builders.people import make_agency, make_member
from tests.builders.projects import make_draft, make_project
from tests.builders.taxonomy import make_term

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


def titles(client, **query):
    response = client.get(reverse("projects:list"), query)
    assert response.status_code == 200
    return [project.title_es for project in response.context["page"]]


def test_anybody_sees_what_is_registered_and_nothing_else(client):
    make_project(title_es="Registrado")
    make_draft(title_es="Borrador")
    make_project(title_es="Enviado", stage=Stage.SUBMITTED)
    make_project(title_es="Devuelto", stage=Stage.RETURNED)
    make_project(title_es="Retirado", stage=Stage.WITHDRAWN)
    make_project(title_es="Interno", publication="internal")
    assert titles(client) == ["Registrado"]


def test_a_liaison_finds_the_drafts_of_her_own_agency_too(client):
    agency = make_agency()
    make_draft(agency, title_es="Mi borrador")
    make_draft(title_es="Borrador ajeno")
    client.force_login(make_member(Role.LIAISON, agency))
    assert titles(client) == ["Mi borrador"]


def test_words_find_projects_whatever_their_accents_and_plurals(client):
    make_project(title_es="Citas para trámites vehiculares")
    make_project(title_es="Archivo digital")
    assert titles(client, text="TRAMITE vehicular") == ["Citas para trámites vehiculares"]


def test_words_find_projects_by_folio_and_by_agency(client):
    project = make_project(make_agency(acronym="SETRAVI"), title_es="Rutas")
    make_project(title_es="Otro")
    assert titles(client, text=project.folio) == ["Rutas"]
    assert titles(client, text="setravi") == ["Rutas"]


def test_the_english_title_is_found_and_shown_to_english_readers(client):
    make_project(title_es="Citas", title_en="Appointments")
    assert titles(client, text="appointment") == ["Citas"]
    answer = client.get(reverse("projects:list"), headers={"Accept-Language": "en"})
    assert "Appointments" in answer.content.decode()


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"strategy": "E4"}, ["Portal"]),
        ({"stage": "executing"}, ["Portal"]),
        ({"type": "DEL"}, ["Mercados"]),
        ({"ict": "core"}, ["Portal"]),
        ({"strategy": "E4", "type": "DEL"}, []),
        ({"sort": "title"}, ["Mercados", "Portal"]),
        ({"sort": "ends"}, ["Portal", "Mercados"]),
        ({"stage": "nonsense", "strategy": "'; --", "page": "x"}, ["Portal", "Mercados"]),
        ({"stage": "draft"}, ["Portal", "Mercados"]),
        ({"agency": "nonsense"}, ["Portal", "Mercados"]),
    ],
)
def test_filters_stand_in_the_address_and_bad_ones_filter_nothing(client, query, expected):
    make_project(make_agency(type="DEL"), title_es="Mercados", ends=PartialDate.year(2012))
    make_project(
        title_es="Portal",
        stage=Stage.EXECUTING,
        strategy=make_term("strategy", "E4"),
        subtopics=[make_term("subtopic", "E4-data")],
        ict_use="core",
        ict_components=[make_term("ict_component", "database")],
        ends=PartialDate.day(date(2011, 12, 1)),
    )
    assert titles(client, **query) == expected


def test_one_agency_s_projects_have_an_address(client):
    agency = make_agency()
    make_project(agency, title_es="Suyo")
    make_project(title_es="Ajeno")
    assert titles(client, agency=agency.code) == ["Suyo"]


def test_a_year_prints_as_a_year(client):
    make_project(ends=PartialDate.year(2012))
    assert '<td data-label="Término" class="nowrap">2012</td>' in client.get(
        reverse("projects:list")
    ).content.decode().replace(
        'class="nowrap" data-label="Término"', 'data-label="Término" class="nowrap"'
    )


def test_htmx_gets_the_results_alone(client):
    make_project()
    answer = client.get(reverse("projects:list"), headers={"HX-Request": "true"})
    html = answer.content.decode().lstrip()
    assert html.startswith('<section id="results"')
    assert "HX-Request" in answer["Vary"]


def test_hostile_titles_are_shown_as_typed(client):
    make_project(title_es='<script>alert(1)</script> & "más"')
    html = client.get(reverse("projects:list")).content.decode()
    assert "<script>alert(1)" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp;" in html


def test_ten_projects_cost_as_many_queries_as_one(client, queries):
    make_project()
    with queries() as one:
        client.get(reverse("projects:list"), {"text": "licencias", "strategy": "E1"})
    for _ in range(9):
        make_project()
    with queries() as ten:
        client.get(reverse("projects:list"), {"text": "licencias", "strategy": "E1"})
    assert len(one) == len(ten)


def test_the_feed_lists_public_projects_only_whoever_asks(client):
    agency = make_agency()
    shown = make_project(agency, title_es="Público & nuevo")
    make_draft(agency, title_es="Borrador")
    client.force_login(make_member(Role.LIAISON, agency))
    feed = ET.fromstring(client.get(reverse("projects:feed")).content)  # noqa: S314  our own
    assert [e.findtext(f"{ATOM}title") for e in feed.findall(f"{ATOM}entry")] == ["Público & nuevo"]
    assert feed.findtext(f"{ATOM}entry/{ATOM}id") == f"urn:uuid:{shown.code}"


def test_the_feed_takes_the_filters_of_the_catalogue(client):
    make_project(title_es="Rutas")
    make_project(title_es="Archivo")
    feed = ET.fromstring(client.get(reverse("projects:feed"), {"text": "ruta"}).content)  # noqa: S314
    assert [e.findtext(f"{ATOM}title") for e in feed.findall(f"{ATOM}entry")] == ["Rutas"]


def test_the_site_map_names_public_pages_only(client):
    shown, hidden = make_project(), make_draft()
    xml = client.get("/sitemap.xml").content.decode()
    assert shown.get_absolute_url() in xml
    assert hidden.get_absolute_url() not in xml
