"""Agencies through time: added, renamed, never overwritten."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from proim.agencies import actions
from proim.agencies.models import Agency, Role
from proim.audit.models import Event
from proim.core.clock import today
from tests.builders.people import START, make_agency, make_member, make_office

pytestmark = pytest.mark.django_db
JUNE = date(2011, 6, 15)


def draft(**fields):
    defaults = {"name": "Secretaría de Ejemplo", "acronym": "SE", "type": "DEP"}
    return Agency(**{**defaults, **fields})


def test_adding_stores_the_agency_with_its_first_state_and_leaves_an_event():
    office = make_office()
    agency = actions.add(draft(key="X1"), since=START, ground="Decreto", by=office)
    assert agency.versions.get().state == {
        "name": "Secretaría de Ejemplo",
        "acronym": "SE",
        "type": "DEP",
        "sector": None,
        "demarcation": "",
    }
    event = Event.objects.of(agency).get()
    assert (event.verb, event.actor_id) == ("agencies.add", office.pk)
    assert event.data["comment"] == "Decreto"


def test_a_new_agency_gets_the_next_key():
    make_agency(key="A099")
    first = actions.add(draft(name="Uno"), since=START, by=None)
    second = actions.add(draft(name="Dos"), since=START, by=None)
    assert (first.key, second.key) == ("A100", "A101")


@pytest.mark.parametrize(
    ("fields", "since", "where"),
    [
        ({"name": ""}, START, "name"),
        ({"type": "XXX"}, START, "type"),
        ({"key": "TAKEN"}, START, "key"),
        ({"name": "instituto  de la JUVENTUD"}, START, "name"),
        ({}, date(2199, 1, 1), "since"),
    ],
)
def test_adding_refuses(fields, since, where):
    make_agency(key="TAKEN", name="Instituto de la Juventud")
    with pytest.raises(ValidationError) as refused:
        actions.add(draft(**fields), since=since, by=None)
    assert where in refused.value.message_dict
    assert Agency.objects.count() == 1


def test_the_name_of_an_ended_agency_may_be_used_again():
    old = make_agency(name="Secretaría de Vivienda")
    actions.wind_up(old, since=JUNE, ground="Decreto", by=None)
    again = actions.add(draft(name="Secretaría de Vivienda"), since=JUNE, by=None)
    assert again.pk != old.pk


def test_only_the_office_adds_and_renames():
    agency = make_agency()
    liaison = make_member(Role.LIAISON, agency)
    with pytest.raises(PermissionDenied):
        actions.add(draft(), since=START, by=liaison)
    with pytest.raises(PermissionDenied):
        actions.rename(agency, since=JUNE, name="Otra", by=liaison)


def test_renaming_keeps_what_it_was_called_before():
    agency = make_agency(name="Secretaría de Transportes", acronym="SETRAVI")
    actions.rename(
        agency, since=JUNE, name="Secretaría de Movilidad", ground="Decreto", by=make_office()
    )
    then = Agency.objects.named_on(date(2011, 6, 14)).get(pk=agency.pk)
    now = Agency.objects.named_on(JUNE).get(pk=agency.pk)
    assert (then.name_then, then.acronym_then) == ("Secretaría de Transportes", "SETRAVI")
    assert (now.name_then, now.name) == ("Secretaría de Movilidad",) * 2
    event = Event.objects.of(agency.versions.last()).get()
    assert event.verb == "agencies.rename"
    assert event.data["changes"]["name"] == ["Secretaría de Transportes", "Secretaría de Movilidad"]
    assert "acronym" not in event.data["changes"]


def test_a_rename_leaves_the_scope_list_as_it_was():
    agencies = [make_agency() for _ in range(3)]
    actions.rename(agencies[0], since=JUNE, name="Secretaría de Movilidad", by=None)
    for day in (date(2011, 6, 14), JUNE, date(2011, 6, 30)):
        assert set(Agency.objects.in_scope(day)) == set(agencies)


def test_the_columns_follow_the_latest_state_even_if_an_earlier_one_is_recorded_later():
    agency = make_agency(name="Uno")
    actions.rename(agency, since=JUNE, name="Tres", by=None)
    actions.rename(agency, since=date(2011, 3, 1), name="Dos", by=None)
    agency.refresh_from_db()
    assert agency.name == "Tres"
    assert Agency.objects.named_on(date(2011, 4, 1)).get(pk=agency.pk).name_then == "Dos"


def test_the_same_day_again_corrects_what_was_recorded():
    agency = make_agency(name="Uno")
    actions.rename(agency, since=JUNE, name="Dso", by=None)
    actions.rename(agency, since=JUNE, name="Dos", by=None)
    assert Agency.objects.named_on(JUNE).get(pk=agency.pk).name_then == "Dos"
    assert agency.versions.count() == 3


def test_a_state_before_the_first_one_says_what_it_was_earlier():
    agency = make_agency(name="Dos", since=START)
    actions.rename(agency, since=date(2000, 1, 1), name="Uno", by=None)
    assert Agency.objects.named_on(date(2005, 1, 1)).get(pk=agency.pk).name_then == "Uno"
    agency.refresh_from_db()
    assert agency.name == "Dos"


def test_former_names_and_acronyms_are_found_without_accents():
    agency = make_agency(name="Secretaría de Protección Civil", acronym="SPC")
    make_agency(name="Otra cosa")
    actions.rename(agency, since=JUNE, name="Secretaría de Gestión de Riesgos", by=None)
    for text in ("proteccion CIVIL", "spc", "riesgos gestion", "Gestión", " "):
        assert agency in Agency.objects.matching(text)
    assert agency not in Agency.objects.matching("proteccion animal")


def test_renaming_refuses_what_changes_nothing():
    agency = make_agency(name="Uno")
    with pytest.raises(ValidationError, match="nada cambia"):
        actions.rename(agency, since=JUNE, name="Uno", by=None)
    assert agency.versions.count() == 1


@pytest.mark.parametrize(
    ("since", "state", "where"),
    [
        (date(2199, 1, 1), {"name": "Dos"}, "since"),
        (JUNE, {"name": ""}, "name"),
        (JUNE, {"type": "XXX"}, "type"),
        (JUNE, {"name": "x" * 251}, "name"),
    ],
)
def test_renaming_refuses(since, state, where):
    agency = make_agency()
    with pytest.raises(ValidationError) as refused:
        actions.rename(agency, since=since, by=None, **state)
    assert list(refused.value.message_dict) == [where]


def test_tomorrow_has_not_come():
    with pytest.raises(ValidationError):
        actions.rename(make_agency(), since=today() + timedelta(days=1), name="Dos", by=None)


def test_an_ended_agency_gets_no_new_name_but_its_past_may_be_corrected():
    agency = make_agency(name="Uno")
    actions.wind_up(agency, since=JUNE, ground="Decreto", by=None)
    with pytest.raises(ValidationError, match="ya no existe"):
        actions.rename(agency, since=JUNE, name="Dos", by=None)
    actions.rename(agency, since=date(2011, 5, 1), name="Uno bis", by=None)
    agency.refresh_from_db()
    assert agency.name == "Uno bis"


def test_sectors_do_not_go_round_in_a_circle():
    head = make_agency()
    middle = make_agency(sector=head)
    below = make_agency(sector=middle)
    for sector in (head, below):
        with pytest.raises(ValidationError) as refused:
            actions.rename(head, since=JUNE, sector=sector, by=None)
        assert list(refused.value.message_dict) == ["sector"]


def test_an_ended_agency_heads_no_sector():
    head = make_agency()
    actions.wind_up(head, since=JUNE, ground="Decreto", by=None)
    head.refresh_from_db()
    with pytest.raises(ValidationError) as refused:
        actions.rename(make_agency(), since=JUNE, sector=head, by=None)
    assert list(refused.value.message_dict) == ["sector"]
