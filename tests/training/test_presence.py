"""Attendance by the list and by the code of the room: who may, when, once, and what it adds up to."""

import re
from datetime import date, datetime, time
from html import unescape

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from proim.agencies.models import Role
from proim.audit.models import Event
from proim.core.errors import DomainError, TransitionError
from proim.training import actions, codes
from proim.training.models import Presence, Way, attendance_of
from tests.builders.people import make_member, make_office, make_user
from tests.builders.training import HELD, make_enrolment, make_session

pytestmark = pytest.mark.django_db
SECOND = date(2011, 3, 11)


@pytest.fixture(autouse=True)
def _today(settings):
    settings.TODAY = HELD


@pytest.fixture
def at():
    """Set the clock: ``with at(9, 30): …``."""

    def clock(hour, minute=0):
        moment = datetime.combine(HELD, time(hour, minute), timezone.get_current_timezone())
        return time_machine.travel(moment, tick=False)

    return clock


def two_days(**fields):
    return make_session(ends_on=SECOND, **fields)


def notes(session):
    return [
        (row.day, row.enrolment.person.full_name, row.is_present, row.way)
        for row in Presence.objects.filter(enrolment__session=session)
    ]


# --- the list ------------------------------------------------------------------------------------


def test_the_list_notes_who_was_there_and_who_was_not_and_later_changes_beside():
    session, office = make_session(), make_office()
    ana, bruno = (make_enrolment(make_user(full_name=name), session) for name in ("Ana", "Bruno"))

    assert actions.note_presence(session, HELD, {ana.pk}, by=office) == 2
    assert actions.note_presence(session, HELD, {ana.pk}, by=office) == 0
    assert actions.note_presence(session, HELD, {ana.pk, bruno.pk}, by=office) == 1

    assert notes(session) == [
        (HELD, "Ana", True, Way.LIST),
        (HELD, "Bruno", False, Way.LIST),
        (HELD, "Bruno", True, Way.LIST),
    ]
    events = Event.objects.of(session).filter(verb="training.note_presence")
    assert events.count() == 3


def test_only_days_of_an_open_session_that_have_come_are_noted():
    session = two_days()
    row = make_enrolment(session=session)
    for day in (date(2011, 3, 9), date(2011, 3, 12), SECOND):
        with pytest.raises(DomainError):
            actions.note_presence(session, day, {row.pk}, by=None)
    closed = make_session(closed_on=HELD)
    with pytest.raises(TransitionError):
        actions.note_presence(closed, HELD, set(), by=None)
    assert not Presence.objects.exists()


def test_attendance_is_a_share_of_the_days_that_were_noted(settings):
    session = make_session(ends_on=date(2011, 3, 12))
    ana, bruno = make_enrolment(session=session), make_enrolment(session=session)
    settings.TODAY = date(2011, 3, 12)
    assert attendance_of(session, [ana.pk, bruno.pk]) == {}
    for day, there in ((HELD, {ana.pk, bruno.pk}), (SECOND, {ana.pk})):
        actions.note_presence(session, day, there, by=None)
    assert attendance_of(session, [ana.pk, bruno.pk]) == {ana.pk: 100, bruno.pk: 50}


def test_notes_are_only_ever_added():
    row = make_enrolment()
    actions.note_presence(row.session, HELD, {row.pk}, by=None)
    for change in (
        lambda: Presence.objects.update(is_present=False),
        lambda: Presence.objects.all().delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    assert Presence.objects.get().is_present


def test_those_who_wait_or_withdrew_are_on_no_list():
    session = make_session(capacity=1)
    row, waits = make_enrolment(session=session), make_enrolment(session=session)
    actions.note_presence(session, HELD, {row.pk, waits.pk}, by=None)
    assert [note.enrolment for note in Presence.objects.all()] == [row]


# --- the code ------------------------------------------------------------------------------------


def test_a_person_with_a_place_notes_themselves_once_with_the_code_of_now(at):
    session, ana = make_session(), make_user(full_name="Ana")
    make_enrolment(ana, session)
    with at(9):
        token = codes.of_now(session).token
        assert actions.check_in(session, token, by=ana) is True
        assert actions.check_in(session, token, by=ana) is False
    assert notes(session) == [(HELD, "Ana", True, Way.CODE)]
    assert Event.objects.filter(verb="training.check_in").count() == 1


def test_the_code_of_the_screen_is_worth_nothing_after_some_minutes(at, settings):
    session, ana = make_session(ends_on=SECOND), make_user()
    make_enrolment(ana, session)
    with at(9):
        token = codes.of_now(session).token
    for hour, minute in ((8, 59), (9, codes.FRESH + 1), (15, 0)):
        with at(hour, minute), pytest.raises(DomainError):
            actions.check_in(session, token, by=ana)
    settings.TODAY = SECOND
    with at(9), pytest.raises(DomainError):
        actions.check_in(session, token, by=ana)
    settings.TODAY = HELD
    with at(9, codes.FRESH):
        assert actions.check_in(session, token, by=ana)


def test_a_printed_code_holds_between_its_times_on_its_day_alone(at, settings):
    session, ana = two_days(), make_user()
    make_enrolment(ana, session)
    token = codes.between(session, SECOND, time(9), time(9, 30)).token
    for day, hour, minute in ((HELD, 9, 10), (SECOND, 8, 59), (SECOND, 9, 31)):
        settings.TODAY = day
        with at(hour, minute), pytest.raises(DomainError):
            actions.check_in(session, token, by=ana)
    with at(9, 30):
        assert actions.check_in(session, token, by=ana)


def test_a_code_of_another_session_of_another_day_or_forged_notes_nobody(at):
    session, other, ana = make_session(), make_session(), make_user()
    make_enrolment(ana, session)
    make_enrolment(ana, other)
    with at(9):
        good = codes.of_now(session).token
        outside = codes.Code(session.pk, date(2011, 4, 1), 0, codes.LAST).token
        number = str(session.pk)
        forged = good.replace(number, str(other.pk), 1)
        for token in (codes.of_now(other).token, outside, forged, "", "x", good[:-1], f"{good}a"):
            with pytest.raises(DomainError):
                actions.check_in(session, token, by=ana)
    assert not Presence.objects.exists()


def test_nobody_without_a_place_checks_in_and_nobody_for_somebody_else(at):
    session = make_session(capacity=1)
    make_enrolment(make_user(full_name="Ana"), session)
    waits, stranger = make_user(), make_user()
    make_enrolment(waits, session)
    with at(9):
        token = codes.of_now(session).token
        for person in (waits, stranger, make_office()):
            with pytest.raises(PermissionDenied):
                actions.check_in(session, token, by=person)
    assert not Presence.objects.exists()


def test_the_list_of_the_office_stands_before_the_code(at):
    session, ana = make_session(), make_user()
    make_enrolment(ana, session)
    actions.note_presence(session, HELD, set(), by=None)
    with at(9), pytest.raises(DomainError):
        actions.check_in(session, codes.of_now(session).token, by=ana)
    assert [row.is_present for row in Presence.objects.all()] == [False]


@given(token=st.text(max_size=60))
def test_whatever_is_typed_as_a_code_is_none_of_ours(token):
    assert codes.read(token) is None


# --- the pages -----------------------------------------------------------------------------------


def page(client, address, status=200, **query):
    response = client.get(address, query)
    assert response.status_code == status
    return unescape(response.content.decode())


@pytest.fixture
def office(client):
    client.cookies["language"] = "en"
    client.force_login(make_office())
    return client


def test_the_office_shows_the_code_and_a_person_uses_it_on_the_phone(office, at):
    session, ana = make_session(), make_member(Role.LIAISON)
    make_enrolment(ana, session)
    with at(9):
        shown = office.get(reverse("training:show_code", args=[session.code]))
        html = unescape(shown.content.decode())
        assert "<svg" in html
        assert "0 of 1 are here" in html
        assert (shown["Refresh"], shown["Cache-Control"]) == ("45", "private, no-store")
        [address] = set(re.findall(r'href="http://testserver(/training/here/[^"]+)"', html))

        office.session.flush()
        asked = office.get(address)
        assert asked.status_code == 302  # to sign in, and back here
        office.force_login(ana)
        assert "I am here" in page(office, address)
        html = unescape(office.post(address, follow=True).content.decode())
        assert "You are noted as present" in html
        assert "I am here" not in html
    assert Presence.objects.get().by == ana


def test_on_the_phone_who_cannot_be_noted_is_told_why(office, at):
    session = make_session(capacity=1)
    ana, waits = make_user(), make_user()
    make_enrolment(ana, session)
    make_enrolment(waits, session)
    with at(9):
        address = codes.of_now(session).path
        for person, why in (
            (make_user(), "You have no place in this session."),
            (waits, "You are on the waiting list of this session."),
        ):
            office.force_login(person)
            assert why in page(office, address)
            assert office.post(address).status_code == 403
    office.force_login(ana)
    with at(10):
        assert "This code is over" in page(office, address)
        html = office.post(address, follow=True).content.decode()
        assert "This code is over" in html
        assert "This code is not valid" in page(office, f"{address[:-2]}x/", status=404)
        assert not Presence.objects.exists()
        session.closed_on = HELD
        session.save()
        assert "This session is closed" in page(office, address)


def test_a_code_is_printed_for_a_day_and_times_that_make_sense(office):
    session = two_days()
    address = reverse("training:print_code", args=[session.code])
    assert "<svg" not in page(office, address).partition("<main")[2].partition("Make the code")[0]
    html = page(office, address, day="2", first="09:00", last="09:30")
    assert "It holds on March 11, 2011, from 09:00 to 09:30 h." in html
    assert 'class="qr"' in html
    for wrong in (
        {"day": "3", "first": "09:00", "last": "09:30"},
        {"day": "1", "first": "09:30", "last": "09:00"},
        {"day": "1", "first": "", "last": ""},
    ):
        assert 'class="qr"' not in page(office, address, **wrong)


def test_the_list_of_a_day_is_ticked_and_its_share_is_proposed_for_the_results(office, settings):
    session = two_days()
    ana, _bruno = (make_enrolment(make_user(full_name=name), session) for name in ("Ana", "Bruno"))
    settings.TODAY = SECOND
    for number, there in ((1, [ana.pk]), (2, [])):
        address = reverse("training:note_presence", args=[session.code, number])
        answer = office.post(address, {"present": there}, follow=True)
        assert "2 notes were stored." in answer.content.decode()
    html = page(office, reverse("training:presence", args=[session.code]))
    assert "50%<" in html
    html = page(office, reverse("training:results", args=[session.code]))
    assert 'value="50"' in html
    assert 'value="0"' in html


def test_there_is_no_code_on_other_days_and_no_list_of_other_days(office, settings):
    session = make_session()
    settings.TODAY = SECOND
    shown = page(office, reverse("training:show_code", args=[session.code]))
    assert "There is no code today" in shown
    page(office, reverse("training:note_presence", args=[session.code, 2]), status=404)


def test_the_pages_cost_the_same_queries_however_many_people(office, queries):
    session = make_session()
    addresses = [
        reverse("training:presence", args=[session.code]),
        reverse("training:note_presence", args=[session.code, 1]),
        reverse("training:show_code", args=[session.code]),
    ]

    def cost():
        found = []
        for address in addresses:
            with queries() as seen:
                page(office, address)
            found.append(len(seen))
        return found

    make_enrolment(session=session)
    few = cost()
    rows = [make_enrolment(make_member(Role.LIAISON), session) for _ in range(6)]
    actions.note_presence(session, HELD, {row.pk for row in rows}, by=None)
    assert cost() == few
