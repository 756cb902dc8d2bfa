"""The public pages of agencies: what everybody sees, and what only some do."""

from datetime import date

import pytest
from django.urls import reverse

from proim.agencies import actions
from proim.agencies.models import Role
from proim.agencies.slots import AGENCY_BLOCKS, AgencyBlock
from tests.builders.people import make_agency, make_appointment, make_member, make_office, make_user

pytestmark = pytest.mark.django_db
LIST, SCOPE = "/agencies/", "/agencies/scope/"


def body(answer):
    assert answer.status_code == 200
    return answer.content.decode()


def test_anybody_finds_an_agency_by_words_of_any_of_its_names(client):
    agency = make_agency(name="Secretaría de Protección Civil", acronym="SPC")
    make_agency(name="Metrobús", acronym="MB")
    actions.rename(agency, since=date(2011, 6, 15), name="Gestión de Riesgos", by=None)
    html = body(client.get(LIST, {"text": "proteccion"}))
    assert "Gestión de Riesgos" in html
    assert "Metrobús" not in html


def test_the_list_speaks_of_the_day_that_the_address_holds(client):
    agency = make_agency(name="Secretaría de Transportes", since=date(2010, 11, 17))
    late = make_agency(name="Instituto Posterior", since=date(2012, 1, 1))
    actions.rename(agency, since=date(2011, 6, 15), name="Secretaría de Movilidad", by=None)
    actions.wind_up(agency, since=date(2012, 6, 1), ground="Decreto", by=None)
    then = body(client.get(LIST, {"day": "2011-01-01"}))
    assert "Secretaría de Transportes" in then
    assert late.name not in then
    now = body(client.get(LIST))
    assert "Secretaría" not in now.partition('id="results"')[2]


def test_the_list_stands_in_alphabetical_order_whatever_the_accents(client):
    for name in ("Zócalo", "Órgano", "Álvaro Obregón", "Oficialía", "azcapotzalco"):
        make_agency(name=name)
    renamed = make_agency(name="Antigua")
    actions.rename(renamed, since=date(2011, 6, 15), name="Última", by=None)
    results = body(client.get(LIST)).partition('id="results"')[2]
    names = ["Álvaro Obregón", "azcapotzalco", "Oficialía", "Órgano", "Última", "Zócalo"]
    places = [results.index(f">{name}</a>") for name in names]
    assert places == sorted(places)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, {"Uno", "Dos", "Tres"}),
        ({"type": "FID"}, {"Dos"}),
        ({"scope": "in"}, {"Uno", "Dos"}),
        ({"scope": "out"}, {"Tres"}),
        ({"sector": "K1"}, {"Tres"}),
        ({"scope": "in", "day": "2009-01-01"}, set()),
        ({"type": "nonsense", "day": "nonsense", "sector": "x"}, {"Uno", "Dos", "Tres"}),
    ],
)
def test_filters_lie_in_the_address_and_bad_ones_filter_nothing(client, query, found):
    head = make_agency(key="K1", name="Uno")
    make_agency(name="Dos", type="FID")
    make_agency(name="Tres", sector=head, in_scope=False)
    results = body(client.get(LIST, query)).partition('id="results"')[2]
    assert {name for name in ("Uno", "Dos", "Tres") if f">{name}</a>" in results} == found


def test_htmx_gets_the_results_alone(htmx):
    make_agency()
    for address in (LIST, SCOPE):
        assert body(htmx.get(address)).lstrip().startswith('<section id="results"')


def test_lists_cost_the_same_queries_however_many_rows(client, queries):
    make_agency(sector=make_agency())
    for address in (LIST, SCOPE):
        with queries() as few:
            client.get(address)
        for _ in range(9):
            make_agency(sector=make_agency())
        with queries() as many:
            client.get(address)
        assert len(many) == len(few)


def test_the_page_of_an_agency_tells_its_names_its_scope_and_who_came_before(client):
    old = make_agency(name="Instituto Viejo")
    agency = make_agency(name="Secretaría Primera", acronym="SP")
    actions.rename(
        agency, since=date(2011, 6, 15), name="Secretaría Segunda", ground="Decreto 7", by=None
    )
    actions.absorb(old, into=agency, since=date(2011, 7, 1), ground="Decreto 8", by=None)
    html = body(client.get(agency.get_absolute_url()))
    for text in ("Secretaría Primera", "Secretaría Segunda", "Decreto 7", "Circular"):
        assert text in html
    assert "Instituto Viejo" in html
    ended = body(client.get(old.get_absolute_url()))
    assert "ya no existe" in ended
    assert "Secretaría Segunda" in ended


def test_strangers_read_that_the_post_is_held_or_vacant_never_by_whom(client):
    agency = make_agency()
    liaison = make_appointment(Role.LIAISON, agency, make_user(full_name="Ana Ficticia")).person
    html = body(client.get(agency.get_absolute_url()))
    assert "con nombramiento desde el 17 de noviembre de 2010" in html
    assert "vacante" in html  # the head
    assert "Ana Ficticia" not in html
    assert liaison.email not in html
    client.force_login(make_member(Role.LIAISON))
    assert "Ana Ficticia" not in body(client.get(agency.get_absolute_url()))


def test_its_own_people_and_the_office_read_names_and_history(client):
    agency = make_agency()
    actions.take_out_of_scope(agency, since=date(2011, 3, 1), ground="Acuerdo 3", by=None)
    make_appointment(Role.LIAISON, agency, make_user(full_name="Ana Ficticia"))
    gone = make_user(full_name="Beto Ficticio")
    make_appointment(Role.LIAISON, agency, gone, valid_to=date(2010, 11, 30))
    anonymous = body(client.get(agency.get_absolute_url()))
    assert "Sacado del ámbito del programa" not in anonymous
    for person in (make_member(Role.HEAD, agency), make_office()):
        client.force_login(person)
        html = body(client.get(agency.get_absolute_url()))
        assert "Ana Ficticia" in html
        assert "Beto Ficticio" in html
        assert "Sacado del ámbito del programa" in html


def test_only_the_office_is_offered_the_verbs(client):
    agency = make_agency()
    rename = reverse("agencies:rename", args=[agency.code])
    client.force_login(make_member(Role.HEAD, agency))
    assert rename not in body(client.get(agency.get_absolute_url()))
    client.force_login(make_office())
    html = body(client.get(agency.get_absolute_url()))
    for verb in ("rename", "merge", "take_out_of_scope", "appoint"):
        assert reverse(f"agencies:{verb}", args=[agency.code]) in html
    assert reverse("agencies:put_in_scope", args=[agency.code]) not in html


def test_the_page_costs_the_same_queries_however_long_the_past(client, queries):
    agency = make_agency()
    client.force_login(make_office())
    actions.rename(agency, since=date(2010, 12, 1), name="Nombre 0", by=None)
    with queries() as few:
        client.get(agency.get_absolute_url())
    for month in range(1, 7):
        actions.rename(agency, since=date(2011, month, 1), name=f"Nombre {month}", by=None)
        make_appointment(Role.ALTERNATE, agency)
        make_agency(sector=agency)
    with queries() as many:
        client.get(agency.get_absolute_url())
    assert len(many) == len(few)


def test_a_higher_app_shows_a_block_on_the_page_or_nothing(client, monkeypatch):
    def context(request, agency):
        return {"versions": [], "entries": []} if agency.acronym == "YES" else None

    monkeypatch.setattr(AGENCY_BLOCKS, "_items", [])
    AGENCY_BLOCKS.add(AgencyBlock("agencies/past.html", context))
    yes, no = make_agency(acronym="YES"), make_agency(acronym="NO")
    never = "Nunca ha estado en el ámbito del programa"
    assert never in body(client.get(yes.get_absolute_url()))
    assert never not in body(client.get(no.get_absolute_url()))


def test_the_scope_list_of_a_day_gives_the_ground_of_each(client):
    agency = make_agency(name="Secretaría de Transportes", in_scope=False)
    actions.put_in_scope(agency, since=date(2011, 3, 1), ground="Circular 45", by=None)
    actions.rename(agency, since=date(2011, 6, 15), name="Secretaría de Movilidad", by=None)
    html = body(client.get(SCOPE, {"day": "2011-03-01"}))
    assert "1 ente público en el ámbito del programa" in html
    assert "Secretaría de Transportes" in html
    assert "Circular 45" in html
    assert "Ese día no había nadie" in body(client.get(SCOPE, {"day": "2011-02-28"}))


def test_pages_speak_english_too(client):
    agency = make_agency()
    client.cookies["language"] = "en"
    assert "Who speaks for it" in body(client.get(agency.get_absolute_url()))
    assert "1 public entity in scope" in body(client.get(SCOPE))


def test_the_list_of_a_past_day_shows_type_and_sector_of_that_day(client):
    old, new = make_agency(acronym="VIEJA"), make_agency(acronym="NUEVA")
    agency = make_agency(type="DES", sector=old, name="Instituto del Deporte")
    actions.rename(agency, since=date(2011, 6, 1), by=None, type="OPD", sector=new)
    actions.rename(old, since=date(2011, 6, 1), by=None, acronym="VIEJA2")
    address = reverse("agencies:list")

    def listed(**said):
        page = client.get(address, said)
        return [
            (str(row.name_then), str(kind), head.acronym_then if head else "")
            for row, kind, head in page.context["rows"]
            if row.pk == agency.pk
        ]

    before = [("Instituto del Deporte", "órgano desconcentrado", "VIEJA")]
    after = [("Instituto del Deporte", "organismo público descentralizado", "NUEVA")]
    assert listed(day="2011-05-31") == before
    assert listed(day="2011-06-01") == after
    assert listed(day="2011-05-31", type="DES") == before
    assert listed(day="2011-05-31", type="OPD") == []
    assert listed(day="2011-05-31", sector=old.key) == before
    assert listed(day="2011-06-01", sector=old.key) == []
    page = client.get(reverse("agencies:scope"), {"day": "2011-05-31"})
    assert [str(kind) for row, kind in page.context["rows"] if row.pk == agency.pk] == [
        before[0][1]
    ]
