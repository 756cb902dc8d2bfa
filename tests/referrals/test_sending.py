"""Referring and sending on: what is proposed, what is kept, who is refused."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from proim.accounts.models import User
from proim.agencies.actions import Plan, reorganize
from proim.agencies.models import Programme, Role
from proim.audit.models import Event
from proim.core.errors import DomainError, TransitionError
from proim.core.permissions import may
from proim.referrals import actions
from proim.referrals.actions.sending import Destination
from proim.referrals.models import Choice, Kind
from proim.referrals.proposing import again, gathered
from proim.referrals.workflow import Stage
from tests.builders.notices import make_absence
from tests.builders.people import make_agency, make_appointment, make_member, make_office
from tests.builders.projects import make_draft, make_project
from tests.builders.referrals import (
    SENT,
    make_conflict,
    make_question,
    make_referral,
    make_rule,
    make_seat,
    make_target,
)
from tests.builders.taxonomy import make_term

pytestmark = pytest.mark.django_db


@pytest.fixture
def two():
    """Two targets with a person each, and a rule that sends procedures to the first."""
    first, second = make_seat(), make_seat()
    rule = make_rule(first.target, words=["licencia"], name_es="trámites")
    return first, second, rule


def propose(subject, **more):
    return gathered(subject, SENT, **more).proposal


def test_the_proposal_of_a_rule_is_accepted(two):
    first, _second, rule = two
    office, project = make_office(), make_project()
    done = actions.refer(project, "Revisen.", Destination(first.pk, first.pk), by=office, on=SENT)
    sending = done.sendings.get()
    assert (done.target, done.person, done.stage) == (first.target, first.person, Stage.SENT)
    assert done.folio == "CAN-2011-0001"
    assert sending.choice == Choice.ACCEPTED
    assert sending.rule == rule.versions.get()
    assert "«trámites»" in sending.reason_es
    assert "0 de 6" in sending.reason_es
    assert "0 of 6" in sending.reason_en
    assert again(sending.basis).seat == first.pk  # the same log, the same proposal
    assert Event.objects.of(done).get().verb == "referrals.refer"


def test_a_correction_is_one_step_and_keeps_what_was_proposed(two):
    first, second, rule = two
    to = Destination(second.pk, first.pk, "lo pidió la titular")
    done = actions.refer(make_project(), "Revisen.", to, by=make_office(), on=SENT)
    sending = done.sendings.get()
    assert done.target == second.target
    assert sending.choice == Choice.CORRECTED
    assert (sending.proposed_target, sending.rule.rule) == (first.target, rule)
    assert sending.reason_es.endswith("lo pidió la titular.")
    assert str(first.target) in sending.reason_es


def test_without_a_rule_or_expertise_there_is_no_proposal_and_the_office_chooses():
    seat, project = make_seat(), make_project()
    assert propose(project) is None
    done = actions.refer(project, "Revisen.", Destination(seat.pk, 0), by=None, on=SENT)
    sending = done.sendings.get()
    assert (sending.choice, sending.proposed_target) == (Choice.BY_HAND, None)
    assert sending.reason_es
    assert again(sending.basis) is None


def test_declared_expertise_proposes_where_no_rule_does():
    make_seat()
    knows = make_seat(expertise=["E1-processes"])
    project = make_project()
    assert propose(project).seat == knows.pk
    make_term("subtopic", "E1-processes")
    done = make_referral(project, knows)
    assert done.sendings.get().choice == Choice.ACCEPTED


@pytest.mark.parametrize("why", ["absent", "declared", "head", "inactive", "leads"])
def test_nobody_absent_or_in_conflict_is_proposed_nor_can_be_chosen(why):
    office = make_office()
    owner = Programme.get().owner
    target = make_target(owner, kind=Kind.OFFICE)
    project = make_project(lead_name="Lucía Páez")
    person = make_member(Role.OFFICE, owner, full_name="LUCIA PAEZ" if why == "leads" else "Ana")
    seat = make_seat(target, person)
    make_rule(target)
    if why == "absent":
        make_absence(person, office, SENT, SENT)
    elif why == "declared":
        make_conflict(person, project.agency)
    elif why == "head":
        make_appointment(Role.HEAD, project.agency, person)
    elif why == "inactive":
        person.is_active = False
        person.save()
    assert propose(project) is None
    with pytest.raises(ValidationError) as refused:
        actions.refer(project, "Revisen.", Destination(seat.pk, 0), by=office, on=SENT)
    assert set(refused.value.error_dict) == {"seat"}


@pytest.mark.parametrize("kind", ["split", "wind_up"])
def test_a_declared_conflict_outlives_the_end_of_the_agency(kind):
    office = make_office()
    former, main, beside = make_agency(), make_agency(), make_agency()
    project, referred = make_project(former), make_project(former)
    target = make_target(Programme.get().owner, kind=Kind.OFFICE)
    person = make_member(Role.OFFICE, target.agency)
    make_seat(target, person)
    make_rule(target)
    make_conflict(person, former)
    referral = make_referral(referred, make_seat(target, office))
    follow = {"successors": [main, beside]} if kind == "split" else {"successors": [], "heir": beside}  # fmt: skip
    places = {("projects", row.pk): beside for row in (project, referred)}
    reorganize(Plan(kind, [former], since=SENT, ground="Decreto", places=places, **follow), by=None)
    project.refresh_from_db()
    assert project.agency == beside
    assert propose(project).person == office.pk
    fresh = User.objects.get(pk=person.pk)  # rights are read once per request
    assert not may("referrals.receive", fresh, referral)
    assert may("referrals.receive", User.objects.get(pk=office.pk), referral)


def test_a_target_of_the_same_agency_and_who_asked_are_no_candidates():
    own = make_seat()
    make_rule(own.target)
    assert propose(make_project(own.target.agency)) is None
    asker = make_member(Role.LIAISON)
    elsewhere = make_seat(make_target(kind=Kind.EXPERT), asker)
    make_rule(elsewhere.target, kinds=["question"])
    question = make_question(by=None)
    question.asked_by = asker
    assert propose(question).seat == own.pk


def test_the_lightest_load_wins_and_then_who_waited_longest():
    target = make_target()
    one, two = make_seat(target), make_seat(target)
    make_rule(target)
    assert propose(make_project()).seat == one.pk
    make_referral(make_project(), one)
    assert propose(make_project()).seat == two.pk
    make_referral(make_project(), two)
    assert propose(make_project()).seat == one.pk


def test_one_who_is_not_of_the_office_refers_nothing(two):
    first = two[0]
    for person in (first.person, make_member(Role.HEAD)):
        with pytest.raises(PermissionDenied):
            actions.refer(make_project(), "x", Destination(first.pk, first.pk), by=person, on=SENT)


def test_a_draft_is_not_referred_and_something_is_asked(two):
    first = two[0]
    to = Destination(first.pk, first.pk)
    with pytest.raises(DomainError):
        actions.refer(make_draft(), "x", to, by=None, on=SENT)
    with pytest.raises(ValidationError):
        actions.refer(make_project(), "  ", to, by=None, on=SENT)


def test_a_proposal_that_changed_meanwhile_is_looked_at_again(two):
    first, second, _rule = two
    make_rule(second.target, place=1, words=["licencia"])
    actions.switch_rule(two[2], is_on=False, by=None, on=SENT)
    with pytest.raises(DomainError):
        actions.refer(make_project(), "x", Destination(first.pk, first.pk), by=None, on=SENT)


def test_a_subject_goes_to_a_target_once_at_a_time(two):
    first, second, _rule = two
    project = make_project()
    make_referral(project, first)
    basis = gathered(project, SENT)
    assert [one.seat for one in basis.ranking] == [second.pk]
    with pytest.raises(ValidationError):
        actions.refer(project, "x", Destination(first.pk, 0), by=None, on=SENT)


def test_what_was_given_back_goes_on_to_another_and_keeps_its_way(two):
    first, second, _rule = two
    referral = make_referral(make_project(), first, stage=Stage.RETURNED)
    proposal = propose(referral.subject, referral=referral)
    assert proposal is None  # the rule's own target gave it back
    done = actions.re_refer(referral, Destination(second.pk, 0), by=make_office(), on=SENT)
    assert (done.stage, done.target, done.return_reason) == (Stage.SENT, second.target, "")
    assert [one.number for one in done.sendings.all()] == [1, 2]
    assert done.returns.get().target == first.target
    assert done.terms.get(met_on__isnull=True).agency == second.target.agency


def test_a_closed_referral_goes_nowhere(two):
    referral = make_referral(make_project(), two[0], stage=Stage.CLOSED)
    with pytest.raises(TransitionError):
        actions.re_refer(referral, Destination(two[1].pk, 0), by=None, on=SENT)


def test_the_term_runs_on_the_calendar_of_the_target(two):
    # Ten working days after Tuesday 1 March 2011: the 2nd to the 4th, the 7th to the 11th, the 14th and 15th.
    referral = make_referral(make_project(), two[0])
    assert referral.due_on.isoformat() == "2011-03-15"
    assert referral.terms.get().agency == two[0].target.agency


def test_reading_a_basis_costs_the_same_for_one_and_for_many(queries):
    project = make_project()
    make_seat()
    with queries() as few:
        propose(project)
    for _ in range(4):
        make_rule(make_seat(expertise=["E1"]).target)
    with queries() as many:
        propose(project)
    assert len(few) == len(many)
