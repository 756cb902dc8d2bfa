"""Notices of working days: who records them, what becomes of them, and that none is overwritten."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from proim.agencies import actions
from proim.agencies.deadlines import calendar_of, calendars
from proim.agencies.models import Notice, Role
from proim.audit.models import Event
from proim.core.errors import DomainError, TransitionError
from tests.builders.notices import days, draft_notice, make_notice, pairs
from tests.builders.people import make_agency, make_appointment, make_member, make_office

pytestmark = pytest.mark.django_db

WEEK = ("2011-04-18 - 2011-04-22",)
DAY = date(2011, 4, 18)


def test_the_office_records_a_notice_and_the_ledger_tells_it():
    agency, bea = make_agency(), make_office()
    notice = actions.declare_notice(draft_notice(agency, gazette="1073"), days(*WEEK), by=bea)
    assert not calendar_of(agency.pk).works(DAY)
    assert calendar_of(None).works(DAY)
    assert [(step.status, step.by) for step in notice.steps.all()] == [("in_force", bea)]
    event = Event.objects.first()
    assert (event.verb, event.data["changes"]["gazette"]) == (
        "agencies.declare_notice",
        [None, "1073"],
    )


def test_a_notice_of_the_government_holds_for_every_agency():
    agency = make_agency()
    make_notice(None, *WEEK)
    assert not calendar_of(agency.pk).works(DAY)
    assert not calendar_of(None).works(DAY)


def test_what_an_agency_proposes_holds_once_the_office_confirms_it():
    agency, bea = make_agency(), make_office()
    ana = make_member(Role.LIAISON, agency)
    notice = actions.propose_notice(draft_notice(agency), days(*WEEK), by=ana)
    assert calendar_of(agency.pk).works(DAY)
    with pytest.raises(PermissionDenied):
        actions.confirm_notice(notice, by=ana)
    actions.confirm_notice(notice, by=bea)
    assert not calendar_of(agency.pk).works(DAY)
    assert [step.by for step in notice.steps.all()] == [ana, bea]


def test_who_proposed_a_notice_does_not_confirm_it():
    agency = make_agency()
    both = make_member(Role.LIAISON, agency)
    notice = actions.propose_notice(draft_notice(agency), days(*WEEK), by=both)
    make_office()
    make_appointment(Role.OFFICE, agency, both)
    with pytest.raises(DomainError, match="otra persona"):
        actions.confirm_notice(notice, by=type(both).objects.get(pk=both.pk))


def test_a_refused_proposal_changes_nothing_and_says_why():
    agency = make_agency()
    notice = actions.propose_notice(draft_notice(agency), days(*WEEK), by=None)
    with pytest.raises(ValidationError):
        actions.refuse_notice(notice, " ", by=None)
    actions.refuse_notice(notice, "Esa Gaceta no lo trae.", by=make_office())
    assert calendar_of(agency.pk).works(DAY)
    assert notice.steps.last().reason == "Esa Gaceta no lo trae."
    with pytest.raises(TransitionError):
        actions.confirm_notice(notice, by=None)


def test_a_withdrawn_notice_stays_and_the_calendar_of_then_can_be_asked():
    agency = make_agency()
    notice = make_notice(agency, *WEEK)
    before = timezone.now()
    actions.withdraw_notice(notice, "Se registró por error.", by=None)
    assert calendar_of(agency.pk).works(DAY)
    assert not calendar_of(agency.pk, known_at=before).works(DAY)
    with pytest.raises(TransitionError):
        actions.withdraw_notice(notice, "Otra vez.", by=None)


def test_a_correction_is_a_new_notice_in_the_place_of_the_first():
    wrong = make_notice(make_agency(), *WEEK)
    right = actions.correct_notice(wrong, draft_notice(), days("2011-04-21"), by=make_office())
    assert (right.agency, right.corrects) == (wrong.agency, wrong)
    assert pairs(right) == [(date(2011, 4, 21),) * 2]
    assert calendar_of(wrong.agency_id).works(DAY)
    wrong.refresh_from_db()
    assert wrong.status == "withdrawn"


def test_what_was_recorded_cannot_be_changed_behind_the_platform():
    notice = make_notice(make_agency(), *WEEK)
    for table in ("agencies_noticestep", "agencies_noticedays"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {table} WHERE notice_id = %s", [notice.pk])  # noqa: S608


@pytest.mark.parametrize(
    ("changed", "lines", "field"),
    [
        ({}, (), "days"),
        ({}, ("2011-01-01 - 2012-12-31",), "days"),
        ({"gazette": " "}, WEEK, "gazette"),
        ({"reason": ""}, WEEK, "reason"),
        ({"gazette_on": date(2999, 1, 1)}, WEEK, "gazette_on"),
        ({"kind": "fiesta"}, WEEK, "kind"),
    ],
)
def test_a_notice_without_days_gazette_or_reason_is_refused(changed, lines, field):
    with pytest.raises(ValidationError) as refused:
        actions.declare_notice(draft_notice(make_agency(), **changed), days(*lines), by=None)
    assert field in refused.value.error_dict
    assert not Notice.objects.exists()


def test_a_notice_is_recorded_once():
    agency = make_agency()
    make_notice(agency, *WEEK, gazette="1073")
    with pytest.raises(ValidationError, match="ya está registrado"):
        make_notice(agency, *WEEK, gazette="1073")
    make_notice(make_agency(), *WEEK, gazette="1073")


def test_a_notice_of_one_agency_names_it():
    for act in (actions.declare_notice, actions.propose_notice):
        with pytest.raises(ValidationError):
            act(draft_notice(), days(*WEEK), by=None)


def test_a_list_of_calendars_is_read_in_two_queries(django_assert_num_queries):
    rows = [make_agency() for _ in range(5)]
    for agency in rows:
        make_notice(agency, *WEEK)
    with django_assert_num_queries(2):
        read = calendars(agency.pk for agency in rows)
    assert not any(read.of(agency.pk).works(DAY) for agency in rows)
