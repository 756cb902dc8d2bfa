"""What is asked as of a day is what a naive reading of the records says of that day."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from proim.agencies import actions
from proim.agencies.held import appointments_held
from proim.agencies.models import Agency, Appointment, Programme, Role, Succession, entities_on
from proim.agencies.posts import posts
from proim.ui.slots import AUDIENCES
from tests.builders.people import (
    START,
    make_agency,
    make_appointment,
    make_member,
    make_office,
    make_user,
)

days = st.dates(START, date(2011, 12, 31))
few = settings(max_examples=30, deadline=None)


class TestNames(TestCase):
    @few
    @given(st.lists(days, max_size=6), days)
    def test_the_name_of_a_day_is_the_latest_one_recorded_for_the_latest_day(self, changes, asked):
        agency = make_agency(name="Nombre")
        told = [(START, "Nombre")]
        for number, day in enumerate(changes):
            actions.rename(agency, since=day, name=f"Nombre {number}", by=None)
            told.append((day, f"Nombre {number}"))
        held = max(enumerate(told), key=lambda each: (each[1][0] <= asked, each[1][0], each[0]))
        assert Agency.objects.named_on(asked).get(pk=agency.pk).name_then == held[1][1]
        current = max(enumerate(told), key=lambda each: (each[1][0], each[0]))
        agency.refresh_from_db()
        assert agency.name == current[1][1]


class TestAppointments(TestCase):
    @few
    @given(st.lists(st.tuples(days, st.none() | st.integers(0, 200)), max_size=6), days)
    def test_who_holds_a_post_on_a_day_is_who_had_begun_and_not_ended(self, terms, asked):
        agency = make_agency()
        person = make_user()
        told = []
        for first, length in terms:
            last = None if length is None else first + timedelta(days=length)
            row = make_appointment(Role.ALTERNATE, agency, person, valid_from=first, valid_to=last)
            told.append((row, first, last))
        expected = {row for row, first, last in told if first <= asked <= (last or date.max)}
        assert set(agency.appointments.on(asked)) == expected
        assert set(agency.appointments.overlapping(asked, asked)) == expected
        later = {row for row, first, last in told if asked <= (last or date.max)}
        assert set(agency.appointments.overlapping(asked, None)) == later


class TestSuccessions(TestCase):
    @few
    @given(st.permutations(range(5)), st.lists(days, min_size=4, max_size=4), days)
    def test_who_answers_is_found_by_walking_from_one_to_the_next(self, order, since, asked):
        rows = [make_agency() for _ in range(5)]
        chain = [rows[place] for place in order]
        step = {}
        for agency, following, day in zip(chain, chain[1:], since, strict=False):
            Succession.objects.create(
                predecessor=agency, successor=following, kind="absorb", since=day, ground="x"
            )
            if day <= asked:
                step[agency.pk] = following.pk

        def walk(here):
            return walk(step[here]) if here in step else here

        assert entities_on(asked) == {start: walk(start) for start in step}


@pytest.mark.django_db
def test_posts_are_told_in_order_and_the_vacant_ones_that_must_be_held():
    agency = make_agency()
    liaison = make_appointment(Role.LIAISON, agency)
    make_appointment(Role.ALTERNATE, agency, valid_to=date(2011, 1, 1))
    found = posts(agency.appointments.all(), date(2011, 6, 30))
    assert [(post.role, post.held) for post in found] == [
        (Role.HEAD, []),
        (Role.LIAISON, [liaison]),
    ]


@pytest.mark.django_db
def test_the_pages_of_people_tell_their_appointments_past_ones_too(queries):
    agency, person = make_agency(name="Instituto"), make_user()
    make_appointment(Role.HEAD, agency, person, valid_to=date(2011, 1, 1))
    make_appointment(Role.LIAISON, agency, person)
    other = make_user()
    with queries() as seen:
        told = appointments_held([person, other])
    assert len(seen) == 2  # appointments, and mandates to audit
    assert {role.label for role in told[person.pk]} == {
        "Titular del ente · Instituto",
        "Enlace titular · Instituto",
    }


@pytest.mark.django_db
def test_everybody_belongs_to_the_audiences_of_their_roles():
    tests = {audience.name: audience.test for audience in AUDIENCES}
    people = {
        "liaison": make_member(Role.ALTERNATE),
        "head": make_member(Role.HEAD),
        "office": make_office(),
        "administrator": make_office(Role.ADMINISTRATOR),
    }
    for name, person in people.items():
        expected = {name, "office"} if name == "administrator" else {name}
        assert {other for other in people if tests[other](person)} == expected


@pytest.mark.django_db
def test_rows_say_what_they_are():
    agency = make_agency(name="Instituto", acronym="I")
    other = make_agency(name="Otro", acronym="")
    held = make_appointment(Role.HEAD, agency, make_user(full_name="Ana Ficticia"))
    succession = actions.absorb(
        other, into=agency, since=date(2011, 3, 1), ground="Decreto", by=None
    )
    assert (str(agency), agency.label, other.label) == ("Instituto", "Instituto (I)", "Otro")
    assert str(agency.versions.get()) == "Instituto (2010-11-17)"
    assert str(agency.scope_entries.get()) == f"{agency.pk} True (2010-11-17)"
    assert str(succession) == f"{other.pk} → {agency.pk} (2011-03-01)"
    assert str(held) == "Ana Ficticia · titular del ente"
    assert held.get_absolute_url() == agency.get_absolute_url()
    assert str(Programme.get()) == "PROIM"
    assert Appointment.objects.liaisons().count() == 0
