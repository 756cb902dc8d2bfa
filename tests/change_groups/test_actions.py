"""Constituting, meeting, agreeing: what happens and what is refused."""

from datetime import date, time, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from proim.accounts.models import Invitation, User
from proim.agencies.models import Role
from proim.change_groups import actions, reminders
from proim.change_groups.actions import Newcomer
from proim.change_groups.models import Agreement, Group, Meeting, Member
from proim.change_groups.workflow import Stage
from proim.core.errors import DomainError, TransitionError
from proim.notifications.models import Notice
from tests.builders.change_groups import (
    APPROVED,
    MET,
    make_group,
    make_group_member,
    make_held,
    make_meeting,
)
from tests.builders.people import make_member

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _on_a_day(settings):
    settings.TODAY = MET


def test_the_head_approves_what_the_liaison_constituted():
    group = make_group(approved_on=None)
    liaison, head = (make_member(role, group.agency) for role in (Role.LIAISON, Role.HEAD))
    with pytest.raises(TransitionError):
        make_meeting(group)
    with pytest.raises(PermissionDenied):
        actions.approve(group, on=MET, by=liaison)
    assert actions.approve(group, on=MET, by=head).approved_by == head
    with pytest.raises(TransitionError):
        actions.approve(group, on=MET, by=head)


def test_an_agency_has_one_group_at_a_time():
    group = make_group()
    with pytest.raises(ValidationError, match=r"group already|ya tiene un grupo"):
        make_group(group.agency)
    actions.dissolve(group, "Fusión", on=MET, by=None)
    assert make_group(group.agency).pk != group.pk
    with pytest.raises(TransitionError):
        make_meeting(group)


def test_an_act_of_the_future_is_refused():
    draft = Group(
        agency=make_group().agency, constituted_on=MET + timedelta(1), act="1", purpose="x"
    )
    draft.agency.change_groups.update(dissolved_on=MET, reason="x")
    with pytest.raises(ValidationError) as refused:
        actions.constitute(draft, on=MET, by=None)
    assert "constituted_on" in refused.value.message_dict


def _join(group, email="nora@example.gob.mx", role="member"):
    draft = Member(group=group, area="ict", role=role, since=MET)
    return actions.add_member(draft, Newcomer(email, "Nora Rey"), by=None)


def test_somebody_without_an_account_is_invited_and_somebody_with_one_is_found():
    group = make_group()
    member = _join(group, "Nora@Example.gob.mx")
    assert Invitation.objects.filter(person=member.person).count() == 1
    with pytest.raises(ValidationError):
        _join(group)
    actions.end_member(member, on=MET, by=None)
    assert _join(group).person == member.person
    assert User.objects.filter(email="nora@example.gob.mx").count() == 1


def test_a_disabled_account_and_a_second_coordinator_are_refused():
    group = make_group()
    member = _join(group, role="coordinator")
    with pytest.raises(ValidationError):
        _join(group, "otra@example.gob.mx", role="coordinator")
    member.person.is_active = False
    member.person.save()
    with pytest.raises(ValidationError) as refused:
        _join(make_group())
    assert "email" in refused.value.message_dict


def test_calling_tells_the_members_and_moving_tells_them_again():
    meeting = make_meeting(make_group(), on=MET + timedelta(3))
    meeting.starts = time(11)
    actions.move_meeting(meeting, by=None)
    kinds = set(Notice.objects.values_list("kind", flat=True))
    assert {"change_groups.called", "change_groups.moved"} <= kinds


def test_a_meeting_before_the_approval_or_nowhere_is_refused():
    group = make_group()
    with pytest.raises(ValidationError):
        make_meeting(group, on=APPROVED - timedelta(1))
    nowhere = Meeting(group=group, on=MET, starts=time(10), ends=time(9), agenda="x")
    with pytest.raises(ValidationError):
        actions.call(nowhere, by=None)


def test_who_came_is_noted_on_the_day_and_by_members_only():
    group = make_group()
    one, two = make_group_member(group), make_group_member(group)
    stranger = make_group_member(make_group())
    meeting = make_meeting(group)
    with pytest.raises(DomainError):
        actions.hold(meeting, [one], "x", on=MET - timedelta(1), by=None)
    with pytest.raises(DomainError):
        actions.hold(meeting, [], "x", on=MET, by=None)
    with pytest.raises(ValidationError):
        actions.hold(meeting, [stranger], "x", on=MET, by=None)
    with pytest.raises(ValidationError):
        actions.hold(meeting, [one], " ", on=MET, by=None)
    actions.hold(meeting, [one], "x", on=MET, by=None)
    meeting = actions.hold(meeting, [two], "y", on=MET, by=None)  # corrected
    came = dict(meeting.attendance.values_list("member", "came"))
    assert came == {one.pk: False, two.pk: True}
    assert meeting.held_on == MET


def test_approved_minutes_stay_as_they_are():
    group = make_group()
    meeting = actions.approve_minutes(make_held(group), on=MET, by=None)
    member = group.members.get()
    with pytest.raises(TransitionError):
        actions.hold(meeting, [member], "otra cosa", on=MET, by=None)
    late = Agreement(meeting=meeting, text="x", owner=member, due_on=MET)
    with pytest.raises(TransitionError):
        actions.agree(late, by=None)
    with pytest.raises(TransitionError):
        actions.cancel_meeting(meeting, "x", on=MET, by=None)
    with pytest.raises(TransitionError):
        actions.move_meeting(meeting, by=None)


def test_an_agreement_has_an_owner_of_the_group_and_a_day_after_the_meeting():
    group = make_group()
    meeting = make_held(group)
    stranger = make_group_member(make_group())
    for wrong in ({"owner": stranger}, {"due_on": MET - timedelta(1)}):
        right = {"owner": group.members.get(), "due_on": MET}
        with pytest.raises(ValidationError):
            actions.agree(Agreement(meeting=meeting, text="x", **{**right, **wrong}), by=None)


def test_the_owner_fulfils_an_agreement_once():
    group = make_group()
    row = make_held(group).agreements.get()
    with pytest.raises(PermissionDenied):
        actions.fulfil(row, "Listo", on=MET, by=make_member(Role.LIAISON))
    row = actions.fulfil(row, "Listo", on=MET, by=row.owner.person)
    assert (row.done_on, row.outcome) == (MET, "Listo")
    with pytest.raises(TransitionError):
        actions.fulfil(row, "Otra vez", on=MET, by=None)


def test_open_agreements_are_reminded_of_before_and_weekly_after():
    make_held(make_group())
    told = Notice.objects.filter(kind="change_groups.reminded")
    for days, number in ((-4, 0), (-3, 1), (0, 1), (1, 2), (6, 2), (7, 3), (8, 3)):
        reminders.remind(MET + timedelta(days))
        assert (days, told.count()) == (days, number)
    Agreement.objects.update(done_on=MET)
    assert reminders.remind(MET + timedelta(30)) == 0


def test_a_cancelled_meeting_says_why_and_does_not_count():
    meeting = make_meeting(make_group())
    with pytest.raises(ValidationError):
        actions.cancel_meeting(meeting, " ", on=MET, by=None)
    meeting = actions.cancel_meeting(meeting, "Sismo", on=MET, by=None)
    assert (meeting.stage, meeting.held_on) == (Stage.CANCELLED, None)
    with pytest.raises(TransitionError):
        actions.hold(meeting, [make_group_member(meeting.group)], "x", on=date(2011, 4, 1), by=None)
