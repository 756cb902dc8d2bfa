"""What the target and the office do: receive, accept, give back, attend, close."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from proim.agencies.models import NoticeKind, Programme, Role
from proim.agencies.owing import owing
from proim.audit.models import Event
from proim.core.clock import today
from proim.core.errors import TransitionError
from proim.notifications.models import Notice
from proim.referrals import actions, reminders
from proim.referrals.models import Kind, Referral, TermKind
from proim.referrals.notices import of_target
from proim.referrals.workflow import Stage
from tests.builders.notices import make_absence, make_notice
from tests.builders.people import make_appointment, make_member, make_office
from tests.builders.referrals import (
    SENT,
    make_conflict,
    make_referral,
    make_seat,
    make_target,
)

pytestmark = pytest.mark.django_db


def test_a_case_is_received_accepted_attended_and_closed():
    seat, office = make_seat(), make_office()
    case = make_referral(seat=seat)
    person = seat.person
    actions.receive(case, by=person, on=SENT)
    actions.accept(case, by=person, on=SENT)
    done = actions.attend(case, " Use la guía. ", by=person, on=SENT)
    assert (done.stage, done.answer, done.received_on) == (Stage.ATTENDED, "Use la guía.", SENT)
    term = done.terms.get(met_on__isnull=True)
    assert (term.kind, term.agency) == (TermKind.DECIDE, Programme.get().owner)
    done = actions.close(done, by=office, on=SENT)
    assert (done.stage, done.due_on, done.closed_on) == (Stage.CLOSED, None, SENT)
    assert not done.terms.filter(met_on__isnull=True).exists()
    verbs = [event.verb for event in Event.objects.of(done)]
    assert sorted(verbs) == [
        f"referrals.{v}" for v in ("accept", "attend", "close", "receive", "refer")
    ]


def test_giving_back_needs_a_reason_and_puts_the_office_under_a_term():
    seat = make_seat()
    case = make_referral(seat=seat)
    with pytest.raises(ValidationError):
        actions.give_back(case, " ", by=seat.person, on=SENT)
    done = actions.give_back(case, "No es nuestro.", by=seat.person, on=SENT)
    assert (done.stage, done.return_reason) == (Stage.RETURNED, "No es nuestro.")
    assert done.returns.get().by == seat.person
    assert done.due_on.isoformat() == "2011-03-08"  # five working days of the office


def test_an_answer_is_not_empty_and_not_given_before_receipt():
    seat = make_seat()
    case = make_referral(seat=seat)
    with pytest.raises(TransitionError):
        actions.attend(case, "Sí.", by=seat.person, on=SENT)
    actions.receive(case, by=seat.person, on=SENT)
    with pytest.raises(ValidationError):
        actions.attend(case, "", by=seat.person, on=SENT)


def test_a_returned_case_ends_with_a_comment_only():
    case = make_referral(stage=Stage.RETURNED)
    with pytest.raises(ValidationError):
        actions.close(case, by=None, on=SENT)
    assert actions.close(case, "Se resolvió por teléfono.", by=None, on=SENT).stage == Stage.CLOSED


def test_strangers_liaisons_of_the_subject_and_the_office_do_not_act_for_an_agencys_target():
    case = make_referral()
    stranger = make_member(Role.LIAISON)
    concerned = make_member(Role.LIAISON, case.agency)
    for person in (stranger, concerned, make_office()):
        with pytest.raises(PermissionDenied):
            actions.accept(case, by=person, on=SENT)
    with pytest.raises(PermissionDenied):
        actions.close(make_referral(stage=Stage.ATTENDED), by=stranger)


def test_any_of_the_office_may_take_a_case_of_the_office_unless_in_conflict():
    first, second = make_office(), make_office()
    target = make_target(Programme.get().owner, kind=Kind.OFFICE)
    case = make_referral(seat=make_seat(target, first))
    third = make_office()
    make_seat(target, third)
    make_conflict(third, case.agency)
    with pytest.raises(PermissionDenied):
        actions.accept(case, by=third, on=SENT)
    head = make_office()
    make_appointment(Role.HEAD, case.agency, head)
    with pytest.raises(PermissionDenied):
        actions.accept(case, by=head, on=SENT)
    assert actions.accept(case, by=second, on=SENT).stage == Stage.ACCEPTED


def test_two_at_once_one_takes_it():
    seat = make_seat()
    case = make_referral(seat=seat)
    stale = Referral.objects.get(pk=case.pk)
    actions.give_back(case, "No.", by=seat.person, on=SENT)
    with pytest.raises(TransitionError):
        actions.accept(stale, by=seat.person, on=SENT)


def test_terms_stand_among_what_is_owed_for_those_who_owe_them():
    seat = make_seat()
    case = make_referral(seat=seat)
    assert [one.title for one in owing(seat.person, SENT).lines] == [case.title]
    assert [one.title for one in owing(make_office(), SENT).lines] == [case.title]
    assert owing(make_member(Role.LIAISON), SENT).lines == []


def test_a_notice_moves_the_term_of_the_target():
    seat = make_seat()
    case = make_referral(seat=seat)
    lines = "2011-03-14 - 2011-03-15"
    make_notice(seat.target.agency, lines, on=SENT, kind=NoticeKind.SUSPENDED)
    case.refresh_from_db()
    assert case.due_on.isoformat() == "2011-03-17"
    assert case.terms.get().moves.count() == 1


def test_reminders_go_out_once_for_each_step():
    case = make_referral()
    for day in ("2011-03-11", "2011-03-14", "2011-03-14", "2011-03-16"):
        reminders.remind(type(SENT).fromisoformat(day))
    kinds = Notice.objects.filter(kind="referrals.due").values_list("data", flat=True)
    assert sorted(told["days"] for told in kinds) == [-1, 1]
    actions.accept(case, by=None, on=SENT)


def test_who_stands_in_for_somebody_of_the_office_is_told():
    away, here = make_office(), make_office()
    target = make_target(Programme.get().owner, kind=Kind.OFFICE)
    case = make_referral(seat=make_seat(target, away))
    assert of_target(case, {}) == [away]
    make_absence(away, here, today(), today())
    assert of_target(case, {}) == [here]
