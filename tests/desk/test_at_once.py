"""Two people at one record of the office: both answers survive, or both are shown."""

import pytest
from django.urls import reverse

from proim.agencies import actions as agencies
from proim.agencies.models import Agency, Programme, Role
from proim.core.clock import today
from proim.core.seen import ConflictError, marks
from proim.training import actions as training
from proim.training.models import Course, Session
from tests.builders.people import make_agency, make_office
from tests.builders.training import make_course, make_session
from tests.sent import changed, fields
from tests.threads import all_at_once


@pytest.fixture
def office(client):
    """Sign an administrator in."""
    client.force_login(make_office(Role.ADMINISTRATOR))


def chosen(client, url, typed, field, choice="mine"):
    """Send what was typed, expect to be asked at ``field``, choose, and send again."""
    asked = client.post(url, typed)
    assert asked.status_code == 200
    assert f"choose_{field}" in asked.content.decode()
    return client.post(url, changed(asked, **{f"choose_{field}": choice}))


@pytest.mark.django_db
def test_a_course(client, office):
    course = make_course()
    url = reverse("training:edit_course", args=[course.code])
    typed = changed(client.get(url), title_es="De Ana", provider="Ana")
    theirs = Course.objects.get(pk=course.pk)
    theirs.title_es, theirs.hours = "De Luis", 33
    training.edit_course(theirs, ["title_es", "hours"], by=None)

    assert chosen(client, url, typed, "title_es").status_code == 302
    course.refresh_from_db()
    assert (course.title_es, course.hours, course.provider) == ("De Ana", 33, "Ana")


@pytest.mark.django_db
def test_a_session(client, office):
    session = make_session()
    url = reverse("training:edit_session", args=[session.code])
    typed = changed(client.get(url), place="Aula 3", trainer="Ana")
    theirs = Session.objects.get(pk=session.pk)
    theirs.place, theirs.timetable = "Aula 2", "de 9 a 14 h"
    training.edit_session(theirs, ["place", "timetable"], by=None)

    assert chosen(client, url, typed, "place", "theirs").status_code == 302
    session.refresh_from_db()
    told = (session.place, session.timetable, session.trainer)
    assert told == ("Aula 2", "de 9 a 14 h", "Ana")


@pytest.mark.django_db
def test_the_data_of_the_programme(client, office):
    url = reverse("agencies:edit_programme")
    typed = changed(client.get(url), unit="De Ana", acronym="PRO")
    theirs = Programme.get()
    theirs.unit, theirs.name_es = "De Luis", "Programa"
    agencies.edit_programme(theirs, ["unit", "name_es"], by=None)

    assert chosen(client, url, typed, "unit").status_code == 302
    now = Programme.get()
    assert (now.unit, now.name_es, now.acronym) == ("De Ana", "Programa", "PRO")


@pytest.mark.django_db
def test_the_state_of_a_public_entity(client, office):
    agency = make_agency(name="Secretaría de Salud")
    url = reverse("agencies:rename", args=[agency.code])
    typed = changed(client.get(url), acronym="SEDESA")
    agencies.rename(agency, since=today(), name="Secretaría de la Salud", by=None)

    assert client.post(url, typed).status_code == 302
    agency.refresh_from_db()
    assert (agency.name, agency.acronym) == ("Secretaría de la Salud", "SEDESA")

    typed = changed(client.get(url), name="De Ana")
    agencies.rename(agency, since=today(), name="De Luis", by=None)
    assert chosen(client, url, typed, "name").status_code == 302
    agency.refresh_from_db()
    assert agency.name == "De Ana"


@pytest.mark.django_db
def test_who_changes_nothing_undoes_nothing(client, office):
    course = make_course()
    url = reverse("training:edit_course", args=[course.code])
    stale = fields(client.get(url))
    theirs = Course.objects.get(pk=course.pk)
    theirs.title_es = "De Luis"
    training.edit_course(theirs, ["title_es"], by=None)
    assert client.post(url, stale).status_code == 302
    course.refresh_from_db()
    assert course.title_es == "De Luis"


def edited(course: Course, seen, **values):
    """Return a call that stores ``values`` as one who saw the course as ``seen``."""
    mine = Course.objects.get(pk=course.pk)
    for name, value in values.items():
        setattr(mine, name, value)
    return lambda: training.edit_course(mine, values, by=None, seen=seen)


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_of_many_at_once_different_fields_survive_and_one_field_is_asked():
    course = make_course()
    seen = marks(["title_es", "provider", "hours"], lambda name: getattr(course, name))
    outcomes = all_at_once(
        [
            edited(course, seen, title_es="Uno"),
            edited(course, seen, title_es="Dos"),
            edited(course, seen, provider="Ana"),
            edited(course, seen, hours=33),
        ]
    )
    asked = [one for one in outcomes if isinstance(one, ConflictError)]
    assert [one.fields for one in asked] == [("title_es",)]
    course.refresh_from_db()
    assert course.title_es in ("Uno", "Dos")
    assert (course.provider, course.hours) == ("Ana", 33)


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_of_two_names_at_once_for_one_entity_one_is_asked():
    agency = make_agency()
    seen = marks(["name"], lambda name: getattr(agency, name))
    outcomes = all_at_once(
        [
            lambda: agencies.rename(agency, since=today(), name="Uno", seen=seen, by=None),
            lambda: agencies.rename(agency, since=today(), name="Dos", seen=seen, by=None),
        ]
    )
    assert sum(isinstance(one, ConflictError) for one in outcomes) == 1
    assert Agency.objects.get(pk=agency.pk).name in ("Uno", "Dos")
