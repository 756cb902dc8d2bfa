"""Who may do what to agencies, as a table a lawyer can read."""

from contextlib import nullcontext
from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied

from proim.accounts.models import User
from proim.agencies import actions
from proim.agencies.models import Agency, Appointment, Notice, Programme, Role
from proim.agencies.rules import agencies_as
from proim.core.permissions import names, require
from tests.builders.notices import make_absence, make_notice
from tests.builders.people import START, make_agency, make_appointment, make_member, make_office

pytestmark = pytest.mark.django_db

#   permission                       anybody liaison head  other office admin
AGENCY = [
    ("agencies.view", "yes", "yes", "yes", "yes", "yes", "yes"),
    ("agencies.see_people", "no", "yes", "yes", "no", "yes", "yes"),
    ("agencies.history", "no", "yes", "yes", "no", "yes", "yes"),
    ("agencies.rename", "no", "no", "no", "no", "yes", "yes"),
    ("agencies.merge", "no", "no", "no", "no", "yes", "yes"),
    ("agencies.split", "no", "no", "no", "no", "yes", "yes"),
    ("agencies.absorb", "no", "no", "no", "no", "yes", "yes"),
    ("agencies.wind_up", "no", "no", "no", "no", "yes", "yes"),
    ("agencies.take_back", "no", "no", "no", "no", "yes", "yes"),
    ("agencies.put_in_scope", "no", "no", "no", "no", "yes", "yes"),
    ("agencies.take_out_of_scope", "no", "no", "no", "no", "yes", "yes"),
    ("agencies.reorganize", "no", "no", "no", "no", "yes", "yes"),
    ("agencies.delegate", "no", "no", "yes", "no", "yes", "yes"),
    ("agencies.appoint", "no", "no", "no", "no", "yes", "yes"),
    ("agencies.propose_notice", "no", "yes", "yes", "no", "no", "no"),
    ("agencies.declare_notice", "no", "no", "no", "no", "yes", "yes"),
    ("agencies.see_terms", "no", "yes", "yes", "no", "yes", "yes"),
]
# The hand-over of a liaison of the agency who is none of these people.
HANDOVER = [
    ("agencies.view_handover", "no", "yes", "yes", "no", "yes", "yes"),
    ("agencies.prepare_handover", "no", "no", "yes", "no", "no", "no"),
    ("agencies.deliver_handover", "no", "no", "yes", "no", "no", "no"),
    ("agencies.reopen_handover", "no", "no", "yes", "no", "no", "no"),
    ("agencies.attach_handover", "no", "no", "yes", "no", "no", "no"),
    ("agencies.receive_handover", "no", "no", "no", "no", "no", "no"),
]
PROGRAMME = [
    ("agencies.add", "no", "no", "no", "no", "yes", "yes"),
    ("agencies.list_liaisons", "no", "no", "no", "no", "yes", "yes"),
    ("agencies.appoint_staff", "no", "no", "no", "no", "no", "yes"),
    ("agencies.edit_programme", "no", "no", "no", "no", "no", "yes"),
    ("agencies.declare_city_notice", "no", "no", "no", "no", "yes", "yes"),
    ("agencies.set_escalation", "no", "no", "no", "no", "yes", "yes"),
    ("agencies.see_absences", "no", "no", "no", "no", "yes", "yes"),
    ("agencies.record_absence", "no", "no", "no", "no", "yes", "yes"),
]
NOTICE = [
    ("agencies.view_notice", "proposed", "no", "yes", "yes", "no", "yes", "yes"),
    ("agencies.view_notice", "in_force", "yes", "yes", "yes", "yes", "yes", "yes"),
    ("agencies.view_notice", "withdrawn", "yes", "yes", "yes", "yes", "yes", "yes"),
    ("agencies.view_notice", "refused", "no", "yes", "yes", "no", "yes", "yes"),
    ("agencies.confirm_notice", "proposed", "no", "no", "no", "no", "yes", "yes"),
    ("agencies.refuse_notice", "proposed", "no", "no", "no", "no", "yes", "yes"),
    ("agencies.withdraw_notice", "in_force", "no", "no", "no", "no", "yes", "yes"),
    ("agencies.correct_notice", "in_force", "no", "no", "no", "no", "yes", "yes"),
]
LETTER = [
    ("agencies.read_letter", "no", "yes", "yes", "no", "yes", "yes"),
    ("agencies.keep_letter", "no", "no", "no", "no", "yes", "yes"),
]
APPOINTMENT = [
    (Role.LIAISON, "no", "no", "no", "no", "yes", "yes"),
    (Role.HEAD, "no", "no", "no", "no", "yes", "yes"),
    (Role.OFFICE, "no", "no", "no", "no", "no", "yes"),
    (Role.ADMINISTRATOR, "no", "no", "no", "no", "no", "yes"),
]


def actors(agency):
    return [
        AnonymousUser(),
        make_member(Role.LIAISON, agency),
        make_member(Role.HEAD, agency),
        make_member(Role.LIAISON),
        make_office(),
        make_office(Role.ADMINISTRATOR),
    ]


def actors_after(agency):
    return [
        make_member(Role.HEAD, agency),
        make_member(Role.LIAISON),
        make_office(),
        make_office(Role.ADMINISTRATOR),
    ]


def check(permission, row, answers, people):
    for actor, answer in zip(people, answers, strict=True):
        rows = type(row).objects
        listed = rows.permitted(permission, actor).filter(pk=row.pk).exists()
        flagged = rows.with_permissions(actor, permission).get(pk=row.pk)
        assert listed == (answer == "yes")
        assert getattr(flagged, f"may_{permission.split('.')[1]}") == listed
        with nullcontext() if listed else pytest.raises(PermissionDenied):
            assert require(permission, actor, row) == row


@pytest.mark.parametrize(("permission", "answers"), [(r[0], r[1:]) for r in AGENCY])
def test_matrix_of_an_agency(permission, answers):
    agency = make_agency()
    check(permission, agency, answers, actors(agency))


@pytest.mark.parametrize(("permission", "answers"), [(r[0], r[1:]) for r in PROGRAMME])
def test_matrix_of_the_programme(permission, answers):
    check(permission, Programme.get(), answers, actors(make_agency()))


@pytest.mark.parametrize(("permission", "answers"), [(r[0], r[1:]) for r in LETTER])
def test_matrix_of_a_letter_of_appointment(permission, answers):
    agency = make_agency()
    check(permission, make_appointment(Role.ALTERNATE, agency), answers, actors(agency))


@pytest.mark.parametrize(("permission", "answers"), [(r[0], r[1:]) for r in HANDOVER])
def test_matrix_of_a_hand_over(permission, answers):
    agency = make_agency()
    left = make_appointment(Role.ALTERNATE, agency)
    check(permission, actions.open_handover(left, by=None), answers, actors(agency))


def test_a_hand_over_is_begun_by_office_head_and_who_holds_the_post():
    agency = make_agency()
    left = make_appointment(Role.LIAISON, agency)
    check(
        "agencies.open_handover",
        left,
        ("no", "no", "yes", "no", "yes", "yes"),
        [AnonymousUser(), make_member(Role.ALTERNATE, agency), *actors_after(agency)],
    )
    assert require("agencies.open_handover", left.person, left) == left


@pytest.mark.parametrize(("role", "answers"), [(r[0], r[1:]) for r in APPOINTMENT])
def test_matrix_of_the_end_of_an_appointment(role, answers):
    agency = make_agency()
    people = actors(agency)
    appointment = make_appointment(role, make_agency())
    check("agencies.end_appointment", appointment, answers, people)
    check("agencies.reopen_appointment", appointment, answers, people)


@pytest.mark.parametrize(("permission", "status", "answers"), [(r[0], r[1], r[2:]) for r in NOTICE])
def test_matrix_of_a_notice(permission, status, answers):
    agency = make_agency()
    notice = make_notice(agency, "2011-04-18")
    Notice.objects.update(status=status)
    check(permission, notice, answers, actors(agency))


def test_matrix_of_the_end_of_an_absence():
    agency, day = make_agency(), date(2011, 4, 1)
    absence = make_absence(make_office(), make_office(), day, day)
    answers = ("no", "no", "no", "no", "yes", "yes")
    check("agencies.end_absence", absence, answers, actors(agency))


def test_the_tables_are_complete():
    told = {row[0] for row in AGENCY + PROGRAMME + NOTICE + LETTER}
    told |= {"agencies.end_appointment", "agencies.reopen_appointment", "agencies.end_absence"}
    told |= {f"agencies.{verb}_mandate" for verb in ("grant", "end", "view")}  # tests/auditing
    told |= {row[0] for row in HANDOVER}
    told |= {"agencies.open_handover", "agencies.view_reorganization"}
    assert told == {name for name in names() if name.startswith("agencies.")}


@pytest.mark.parametrize(
    ("first", "last", "held"),
    [
        (date(2010, 11, 17), None, True),
        (date(2010, 11, 17), date(2199, 1, 1), True),
        (date(2010, 11, 17), date(2011, 1, 1), False),
        (date(2199, 1, 1), None, False),
    ],
)
def test_rights_come_with_the_appointment_and_go_with_it(first, last, held):
    agency = make_agency()
    person = make_appointment(Role.LIAISON, agency, valid_from=first, valid_to=last).person
    assert agencies_as(person, Role.LIAISON) == ({agency.pk} if held else set())
    assert agencies_as(person, Role.HEAD) == set()


def test_a_disabled_account_has_no_rights():
    person = make_member(Role.LIAISON)
    person.is_active = False
    assert agencies_as(person, Role.LIAISON) == set()


def test_the_main_successor_answers_for_what_the_ended_agencies_leave():
    first, second, into = make_agency(), make_agency(), make_agency(since=date(2011, 1, 1))
    liaison = make_member(Role.LIAISON, into)
    actions.merge([first, second], into=into, since=date(2011, 3, 1), ground="Decreto", by=None)
    fresh = User.objects.get(pk=liaison.pk)
    assert agencies_as(fresh, Role.LIAISON) == {first.pk, second.pk, into.pk}


def test_the_people_of_an_agency_without_successor_keep_its_records():
    agency = make_agency()
    liaison = make_member(Role.LIAISON, agency)
    actions.wind_up(agency, since=date(2011, 3, 1), ground="Decreto", by=None)
    assert agencies_as(User.objects.get(pk=liaison.pk), Role.LIAISON) == {agency.pk}


def test_who_is_who_costs_one_query_for_each_person_and_one_for_successions(queries):
    person = make_member(Role.LIAISON)
    make_appointment(Role.ALTERNATE, make_agency(), person)
    with queries() as seen:
        for _ in range(3):
            agencies_as(person, Role.LIAISON, Role.ALTERNATE)
    assert len(seen) == 2


def test_nobody_is_listed_for_a_stranger():
    agency = make_agency()
    stranger = make_member(Role.LIAISON)
    assert agency not in Agency.objects.permitted("agencies.see_people", stranger)
    assert Appointment.objects.filter(agency=agency, valid_from=START).count() == 0
