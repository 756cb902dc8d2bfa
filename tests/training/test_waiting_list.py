"""The waiting list: who finds no place waits, who waits longest moves up and is told."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from proim.agencies.models import Role
from proim.audit.models import Event
from proim.core.errors import DomainError
from proim.notifications import tasks
from proim.notifications.models import Message
from proim.training import actions
from proim.training.models import Enrolment
from proim.training.workflow import Result
from tests.builders.people import make_member, make_office, make_user
from tests.builders.training import HELD, make_enrolment, make_session

pytestmark = pytest.mark.django_db
BEFORE = date(2011, 3, 1)


@pytest.fixture(autouse=True)
def _today(settings):
    settings.TODAY = BEFORE


def full_session(waiting=2):
    """Build a session of one place that is taken, and people who wait in this order."""
    session = make_session(capacity=1)
    taken = make_enrolment(make_member(Role.LIAISON), session)
    return session, taken, [make_enrolment(make_user(), session) for _ in range(waiting)]


def result_of(row):
    return Enrolment.objects.get(pk=row.pk).result


def told(kind):
    tasks.deliver.call()
    return [row.person for row in Message.objects.filter(notice__kind=kind).order_by("pk")]


def test_who_signs_up_for_a_full_session_waits_and_is_told():
    session, _taken, waiting = full_session(1)
    me = make_member(Role.LIAISON)

    row = actions.join(session, on=BEFORE, by=me)

    assert (row.result, row.turn) == (Result.WAITING, 2)
    assert session.count_taken() == 1
    assert told("training.waiting") == [waiting[0].person, me]
    with pytest.raises(DomainError):
        actions.join(session, on=BEFORE, by=me)


def test_a_place_given_back_goes_to_who_waits_longest_and_they_are_told():
    session, taken, waiting = full_session()

    actions.withdraw(taken, by=taken.person)

    assert [result_of(row) for row in waiting] == [Result.ENROLLED, Result.WAITING]
    assert told("training.moved_up") == [waiting[0].person]
    event = Event.objects.of(waiting[0]).get(verb="training.move_up")
    assert event.actor_id == taken.person_id
    assert session.count_taken() == 1


def test_more_places_are_given_to_those_who_wait():
    session, _taken, waiting = full_session(3)
    session.capacity = 3
    actions.edit_session(session, ["capacity"], by=make_office())
    assert [result_of(row) for row in waiting] == [
        Result.ENROLLED,
        Result.ENROLLED,
        Result.WAITING,
    ]


def test_who_leaves_the_list_moves_nobody_and_comes_back_at_its_end():
    session, _taken, (first, second) = full_session()
    actions.withdraw(first, by=first.person)
    assert (result_of(first), result_of(second)) == (Result.WITHDRAWN, Result.WAITING)
    actions.enrol(session, [first.person], on=BEFORE, by=None)
    assert list(session.enrolments.waiting()) == [second, first]


def test_after_the_first_day_and_in_a_closed_session_nobody_moves_up(settings):
    _session, taken, waiting = full_session()
    settings.TODAY = date(2011, 3, 11)
    actions.withdraw(taken, by=taken.person)
    assert [result_of(row) for row in waiting] == [Result.WAITING] * 2


def test_nobody_moves_people_up_by_hand():
    session, taken, _waiting = full_session()
    with pytest.raises(PermissionDenied):
        actions.unenrol(taken, by=taken.person)
    assert not Enrolment.objects.permitted("training.move_up", make_office()).exists()
    assert actions.move_up(session, on=HELD, by=None) == []


def test_who_waits_gets_no_result_and_does_not_keep_a_session_open():
    session, taken, (waits, _other) = full_session()
    with pytest.raises(DomainError):
        actions.attend(waits, 80, by=None)
    actions.attend(taken, 80, by=None)
    actions.close_session(session, on=HELD, by=None)
    assert result_of(waits) == Result.WAITING


def test_an_enrolment_taken_back_is_told_and_its_place_goes_on():
    _session, taken, (waits, _other) = full_session()
    actions.unenrol(taken, by=make_office())
    assert (result_of(taken), result_of(waits)) == (Result.WITHDRAWN, Result.ENROLLED)
    assert told("training.unenrolled") == [taken.person]


def test_the_page_of_a_full_session_offers_the_list_and_tells_the_turn(client):
    session, _taken, _waiting = full_session()
    me = make_member(Role.LIAISON)
    client.cookies["language"] = "en"
    client.force_login(me)
    address = session.get_absolute_url()
    assert "Join the waiting list" in client.get(address).content.decode()

    answer = client.post(reverse("training:join", args=[session.code]), follow=True)

    html = answer.content.decode()
    assert "You are on the waiting list." in html
    assert "You are number 3 on the waiting list." in html
    assert "3 people are on the waiting list" in html
    assert "Leave the waiting list" in html


def test_the_link_of_a_session_is_not_for_those_who_wait(client):
    session = make_session(capacity=1, link="https://aula.example.org/x")
    make_enrolment(session=session)
    me = make_member(Role.LIAISON)
    row = make_enrolment(me, session)
    client.force_login(me)
    assert b"aula.example.org" not in client.get(session.get_absolute_url()).content
    tasks.deliver.call()
    message = Message.objects.get(person=me)
    assert row.result == Result.WAITING
    assert "aula.example.org" not in str(message.notice.words)
