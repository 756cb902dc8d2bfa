"""Enrolment by sheet: template, preview, errors at their cell, commit, undo."""

from datetime import date

import pytest
from django.utils.translation import override

from proim.agencies.models import Role
from proim.sheets import actions as sheets
from proim.sheets import jobs
from proim.sheets.slots import Facts, table
from proim.training import actions
from proim.training.models import Enrolment
from proim.training.workflow import Result
from tests.builders.people import make_agency, make_member, make_office, make_user
from tests.builders.sheets import as_csv, checked, make_template, problems, told
from tests.builders.training import make_course, make_enrolment, make_session

pytestmark = pytest.mark.django_db
FACTS = Facts("")
HEADER = ["Sesión", "Correo electrónico"]


@pytest.fixture(autouse=True)
def _today(settings):
    settings.TODAY = date(2011, 3, 1)
    with override("es-mx"):
        yield


@pytest.fixture
def session():
    return make_session(make_course(key="induccion"), capacity=3)


def name_of(session):
    return f"{session.course.key} {session.starts_on}"


def sheet(session, *people):
    return as_csv([HEADER, *[[name_of(session), person] for person in people]])


def commit(batch):
    jobs.commit(batch)
    batch.refresh_from_db()
    return batch


def test_the_office_alone_brings_enrolments_in():
    declared = table("enrolments")
    assert len(declared.places(make_office())) == 1
    for person in (make_user(), make_member(Role.LIAISON), make_member(Role.HEAD)):
        assert declared.places(person) == []
        assert declared.rows(person, FACTS) == []


def test_the_preview_stores_nothing_and_the_commit_enrols(session):
    office = make_office()
    agency = make_agency()
    ana, bruno = make_member(Role.LIAISON, agency), make_user()

    batch = checked(office, FACTS, sheet(session, ana.email, bruno.email), "enrolments")
    assert (told(batch), Enrolment.objects.count()) == ({"new": 2}, 0)

    commit(batch)
    rows = {row.person: (row.agency, row.role) for row in session.enrolments.all()}
    assert rows == {ana: (agency, Role.LIAISON), bruno: (None, "")}


def test_what_is_wrong_is_told_at_its_cell(session):
    closed = make_session(make_course(key="registro"), closed_on=date(2011, 3, 10))
    rows = [
        HEADER,
        [name_of(session), "nadie@example.gob.mx"],
        [name_of(closed), make_user().email],
        [name_of(session), make_user().email],
    ]
    batch = checked(make_office(), FACTS, as_csv(rows), "enrolments")
    assert {column for _row, column in problems(batch)} == {"correo", "sesion"}
    assert told(batch) == {"error": 2, "new": 1}


def test_homonyms_are_told_apart_by_their_address(session):
    first, second = make_user(full_name="Ana Vela"), make_user(full_name="Ana Vela")
    commit(checked(make_office(), FACTS, sheet(session, second.email), "enrolments"))
    assert [row.person for row in session.enrolments.all()] == [second]
    assert not first.enrolments.exists()


def test_the_same_file_twice_changes_nothing(session):
    office, ana = make_office(), make_user()
    commit(checked(office, FACTS, sheet(session, ana.email), "enrolments"))
    again = checked(office, FACTS, sheet(session, ana.email), "enrolments")
    assert told(again) == {"unchanged": 1}


def test_more_people_than_places_go_on_the_waiting_list_in_the_order_of_the_sheet(session):
    make_enrolment(session=session)
    office, people = make_office(), [make_user() for _ in range(4)]
    commit(checked(office, FACTS, sheet(session, *[one.email for one in people]), "enrolments"))
    assert session.count_taken() == 3
    assert [row.person for row in session.enrolments.waiting()] == people[2:]


def test_an_import_taken_back_leaves_its_places_to_those_who_waited(session):
    office, first, waits = make_office(), [make_user() for _ in range(3)], make_user()
    batch = commit(
        checked(office, FACTS, sheet(session, *[one.email for one in first]), "enrolments")
    )
    row = make_enrolment(waits, session)
    assert row.result == Result.WAITING

    sheets.undo(batch, by=office)

    row.refresh_from_db()
    assert row.result == Result.ENROLLED


def test_an_import_is_taken_back_and_what_was_there_before_stays(session):
    before = make_enrolment(session=session)
    office, ana = make_office(), make_user()
    batch = commit(checked(office, FACTS, sheet(session, ana.email), "enrolments"))

    sheets.undo(batch, by=office)

    assert Enrolment.objects.get(person=ana).result == Result.WITHDRAWN
    before.refresh_from_db()
    assert before.result == Result.ENROLLED


def test_the_template_holds_those_enrolled_and_not_those_who_withdrew(session):
    row, gone = make_enrolment(session=session), make_enrolment(session=session)
    actions.withdraw(gone, by=None)
    office = make_office()
    rows = table("enrolments").rows(office, FACTS)
    assert [one.pk for one in rows] == [row.pk]
    assert make_template(office, FACTS, "enrolments").startswith(b"PK")
