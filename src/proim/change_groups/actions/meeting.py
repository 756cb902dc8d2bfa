from collections.abc import Collection
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from proim.accounts.models import User
from proim.audit.actions import record
from proim.change_groups.models import Agreement, Attendance, Meeting, Member
from proim.change_groups.workflow import FLOW, MET, Stage
from proim.core.errors import DomainError, TransitionError
from proim.core.permissions import Actor, require
from proim.core.workflow import move
from proim.notifications.outbox import notify

WHEN = ("on", "starts", "ends", "place", "link", "agenda")


@transaction.atomic
def call(meeting: Meeting, *, by: Actor) -> Meeting:
    """Call the members to a meeting; they are told, with a date for their calendar.

    Raises:
        TransitionError: the act is not approved, or the group was dissolved.
        ValidationError: a field is missing or wrong (keyed by field where there is one).
    """
    meeting.group = require("change_groups.call", by, meeting.group)
    meeting.group.require_alive()
    _check(meeting)
    meeting.save(force_insert=True)
    record("change_groups.call", meeting, by=by, group=meeting.group)
    notify("change_groups.called", meeting, on=meeting.on)
    return meeting


@transaction.atomic
def move_meeting(edited: Meeting, *, by: Actor) -> Meeting:
    """Store another day, hour, place or agenda of a meeting that is to come; members are told.

    Raises:
        TransitionError: it was held or cancelled.
        ValidationError: a field is missing or wrong.
    """
    meeting = require("change_groups.move_meeting", by, edited)
    _require(meeting, Stage.CALLED)
    before = {name: getattr(meeting, name) for name in WHEN}
    for name in WHEN:
        setattr(meeting, name, getattr(edited, name))
    _check(meeting)
    meeting.save(update_fields=WHEN)
    after = {name: getattr(meeting, name) for name in WHEN}
    changes = {name: (before[name], after[name]) for name in WHEN if before[name] != after[name]}
    record("change_groups.move_meeting", meeting, by=by, changes=changes)
    if changes:
        notify("change_groups.moved", meeting, on=meeting.on)
    return meeting


@transaction.atomic
def cancel_meeting(meeting: Meeting, reason: str, *, on: date, by: Actor) -> Meeting:
    """Cancel a meeting that was called; members are told.

    Raises:
        TransitionError: it was held or cancelled.
        ValidationError: there is no reason (keyed by field).
    """
    meeting = require("change_groups.cancel_meeting", by, meeting)
    if not reason.strip():
        raise ValidationError({"reason": _("Say why.")})
    move(meeting, FLOW, "cancel", reason=reason.strip())
    record("change_groups.cancel_meeting", meeting, by=by, comment=meeting.reason)
    notify("change_groups.cancelled", meeting, on=on)
    return meeting


@transaction.atomic
def hold(
    meeting: Meeting, came: Collection[Member], minutes: str, *, on: date, by: Actor
) -> Meeting:
    """Record who came and what was discussed; until the minutes are approved, also again.

    Raises:
        DomainError: the day has not come, or nobody came.
        TransitionError: it was cancelled, or its minutes are approved.
        ValidationError: the minutes are empty, or somebody was no member that day.
    """
    meeting = require("change_groups.hold", by, meeting)
    if meeting.on > on:
        raise DomainError(_("This meeting has not taken place yet."))
    if not minutes.strip():
        raise ValidationError({"minutes": _("Say what was discussed.")})
    members = list(meeting.group.members.on(meeting.on))
    present = {member.pk for member in came}
    if not present:
        raise DomainError(_("Mark at least one person who came."))
    if present - {member.pk for member in members}:
        raise ValidationError({"came": _("Somebody marked was no member on that day.")})
    move(meeting, FLOW, "hold", minutes=minutes.strip(), held_on=meeting.on)
    meeting.attendance.all().delete()
    Attendance.objects.bulk_create(
        Attendance(meeting=meeting, member=member, came=member.pk in present) for member in members
    )
    record("change_groups.hold", meeting, by=by, came=len(present), members=len(members))
    return meeting


@transaction.atomic
def agree(agreement: Agreement, *, by: Actor) -> Agreement:
    """Add an agreement of a meeting that was held; its owner is told.

    Raises:
        TransitionError: the meeting was not held, or its minutes are approved.
        ValidationError: a field is missing, the owner is of another group, or the day is before.
    """
    agreement.meeting = require("change_groups.agree", by, agreement.meeting)
    _require(agreement.meeting, Stage.HELD)
    agreement.full_clean()
    if agreement.owner.group_id != agreement.meeting.group_id:
        raise ValidationError({"owner": _("Choose a member of the group.")})
    if agreement.due_on < agreement.meeting.on:
        raise ValidationError({"due_on": _("This lies before the meeting.")})
    agreement.save(force_insert=True)
    record("change_groups.agree", agreement, by=by, meeting=agreement.meeting)
    notify("change_groups.agreed", agreement, by=by, on=agreement.due_on)
    return agreement


@transaction.atomic
def approve_minutes(meeting: Meeting, *, on: date, by: User | None) -> Meeting:
    """Approve the minutes: from now on attendance, text and agreements stay as they are.

    Raises:
        TransitionError: it was not held, or they are approved already.
    """
    meeting = require("change_groups.approve_minutes", by, meeting)
    move(meeting, FLOW, "approve_minutes", approved_on=on, approved_by=by)
    record("change_groups.approve_minutes", meeting, by=by)
    return meeting


@transaction.atomic
def fulfil(agreement: Agreement, outcome: str, *, on: date, by: Actor) -> Agreement:
    """Note that an agreement was fulfilled, and what came of it.

    Raises:
        TransitionError: it was noted already.
        ValidationError: nothing is said (keyed by field).
    """
    agreement = require("change_groups.fulfil", by, agreement)
    if agreement.done_on:
        raise TransitionError(_("This agreement was fulfilled already."))
    if not outcome.strip():
        raise ValidationError({"outcome": _("Say what came of it.")})
    agreement.done_on, agreement.outcome = on, outcome.strip()
    agreement.save(update_fields=["done_on", "outcome"])
    record("change_groups.fulfil", agreement, by=by)
    return agreement


def _check(meeting: Meeting) -> None:
    meeting.full_clean()
    approved = meeting.group.approved_on
    if approved and meeting.on < approved:
        raise ValidationError({"on": _("This lies before the group was approved.")})


def _require(meeting: Meeting, stage: Stage) -> None:
    if meeting.stage != stage:
        known = meeting.stage in MET
        text = (
            _("This meeting was held already.")
            if known and stage == Stage.CALLED
            else _("This meeting does not allow that now.")
        )
        raise TransitionError(text)
