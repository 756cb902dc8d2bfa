"""The three counts of who is trained, counted by hand (domain.md 4.3, figure 2 and its guards)."""

from datetime import date

import pytest
from django.urls import reverse

from proim.agencies.models import Appointment, Role
from proim.indicators.slots import AsOf
from proim.training.counts import Which, counted, rows_of
from tests.builders.people import make_agency, make_appointment, make_member, make_office, make_user
from tests.builders.training import make_certificate, make_course

pytestmark = pytest.mark.django_db
MARCH = date(2011, 3, 10)
END = date(2011, 6, 30)


def counts(day=END):
    return [len(people) for people in counted(AsOf(day)).values()]


def test_somebody_trained_before_being_appointed_is_trained_and_no_more():
    make_certificate(make_member(Role.LIAISON, since=date(2011, 4, 1)), on=MARCH)
    assert counts() == [1, 0, 0]


def test_whoever_passes_again_once_appointed_counts_by_that_completion():
    person = make_member(Role.LIAISON, since=date(2011, 4, 1))
    make_certificate(person, on=MARCH)
    make_certificate(person, on=date(2011, 5, 4))
    assert (counts(date(2011, 5, 3)), counts()) == ([1, 0, 0], [1, 1, 1])


def test_two_people_of_one_name_are_two():
    for _ in range(2):
        make_certificate(make_member(Role.LIAISON, full_name="Ana Vela"), on=MARCH)
    assert counts() == [2, 2, 2]


def test_a_liaison_of_two_public_entities_counts_once_with_both_and_a_flag():
    first, second = make_agency(), make_agency()
    person = make_member(Role.LIAISON, first)
    make_appointment(Role.ALTERNATE, second, person)
    make_certificate(person, on=MARCH)
    assert counts() == [1, 1, 1]
    for which, people in counted(AsOf(END)).items():
        [row] = rows_of(which, AsOf(END), people)
        assert {name for name, _href, _role in row.posts} == {first.name, second.name}
        assert row.is_of_several


def test_whoever_left_is_no_longer_in_office_from_the_next_day_on():
    person = make_member(Role.LIAISON)
    make_certificate(person, on=MARCH)
    Appointment.objects.filter(person=person).update(valid_to=date(2011, 5, 31))
    assert counts(date(2011, 5, 31)) == [1, 1, 1]
    assert counts(date(2011, 6, 1)) == [1, 1, 0]
    assert counts(date(2011, 3, 9)) == [0, 0, 0]


def test_what_does_not_count_counts_nowhere():
    make_certificate(make_member(Role.LIAISON), on=MARCH, course=make_course(is_core=False))
    make_member(Role.LIAISON)
    assert counts() == [0, 0, 0]
    make_certificate(make_user(), on=MARCH)
    make_certificate(make_member(Role.HEAD), on=MARCH)
    make_certificate(make_member(Role.LIAISON, make_agency(in_scope=False)), on=MARCH)
    assert counts() == [3, 0, 0]


def test_the_page_shows_the_records_behind_each_count(client, settings):
    settings.TODAY = END
    client.force_login(make_office())
    make_certificate(make_member(Role.LIAISON, full_name="Ana Vela"), on=MARCH)
    make_certificate(make_user(full_name="Zoe Mar"), on=MARCH)
    shown = {
        which: client.get(reverse("training:counts"), {"which": which}).content.decode()
        for which in Which
    }
    assert ["Zoe Mar" in html for html in shown.values()] == [True, False, False]
    assert all("Ana Vela" in html for html in shown.values())
    assert client.get(reverse("training:counts"), {"day": "ayer", "which": "x"}).status_code == 200
