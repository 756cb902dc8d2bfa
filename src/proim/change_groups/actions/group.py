from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from proim.accounts import actions as accounts
from proim.accounts.models import User
from proim.audit.actions import record
from proim.change_groups.models import Group, Member
from proim.core.errors import TransitionError
from proim.core.permissions import Actor, require
from proim.notifications.outbox import notify


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Who joins, as typed: an account is found by its address, or made and invited."""

    email: str
    full_name: str
    post: str = ""


@transaction.atomic
def constitute(group: Group, *, on: date, by: Actor) -> Group:
    """Store the act of constitution of a group; it counts once the head approves it.

    Raises:
        ValidationError: a field is missing or in the future, or there is a group already.
    """
    group.agency = require("change_groups.constitute", by, group.agency)
    group.full_clean()
    if group.constituted_on > on:
        raise ValidationError({"constituted_on": _("This day has not come yet.")})
    group.save(force_insert=True)
    record("change_groups.constitute", group, by=by, agency=group.agency)
    notify("change_groups.constituted", group, by=by, on=on)
    return group


@transaction.atomic
def approve(group: Group, *, on: date, by: User | None) -> Group:
    """Approve the act of constitution, as the head.

    Raises:
        TransitionError: it is approved already, or the group was dissolved.
    """
    group = require("change_groups.approve", by, group)
    if group.approved_on or group.dissolved_on:
        raise TransitionError(_("This act has been decided already."))
    group.approved_on, group.approved_by = on, by
    group.save(update_fields=["approved_on", "approved_by"])
    record("change_groups.approve", group, by=by)
    return group


@transaction.atomic
def dissolve(group: Group, reason: str, *, on: date, by: Actor) -> Group:
    """End a group; what it did stays on record.

    Raises:
        TransitionError: it was dissolved already.
        ValidationError: there is no reason (keyed by field).
    """
    group = require("change_groups.dissolve", by, group)
    if group.dissolved_on:
        raise TransitionError(_("This group was dissolved."))
    if not reason.strip():
        raise ValidationError({"reason": _("Say why.")})
    group.dissolved_on, group.reason = on, reason.strip()
    group.save(update_fields=["dissolved_on", "reason"])
    record("change_groups.dissolve", group, by=by, comment=group.reason)
    return group


@transaction.atomic
def end_with_agency(group: Group, *, since: date, ground: str, by: User | None) -> Group:
    """End a group because its public entity ended on ``since``; one that began later ends on its first day.

    Raises:
        PermissionDenied: ``by`` is not of the office.
        TransitionError: it was dissolved already.
    """
    group = require("change_groups.end_with_agency", by, group)
    if group.dissolved_on:
        raise TransitionError(_("This group was dissolved."))
    text = _("Its public entity ended on %(day)s: %(ground)s")
    group.dissolved_on = max(since, group.constituted_on)
    group.reason = (text % {"day": date_format(since), "ground": ground})[:250]
    group.save(update_fields=["dissolved_on", "reason"])
    changes = {"dissolved_on": (None, group.dissolved_on)}
    record("change_groups.end_with_agency", group, by=by, changes=changes, comment=group.reason)
    return group


@transaction.atomic
def add_member(member: Member, who: Newcomer, *, by: Actor) -> Member:
    """Add a person to the group; somebody without an account gets one and an invitation.

    Raises:
        TransitionError: the group was dissolved.
        ValidationError: a value is wrong, the account is disabled, or the person or another
            coordinator is in the group already.
    """
    member.group = require("change_groups.add_member", by, member.group)
    if member.group.dissolved_on:
        raise TransitionError(_("This group was dissolved."))
    member.person = _account(who)
    member.full_clean()
    member.save(force_insert=True)
    changes = {name: ("", getattr(member, name)) for name in ("area", "role", "since")}
    record("change_groups.add_member", member.group, by=by, person=member.person, changes=changes)
    return member


@transaction.atomic
def end_member(member: Member, *, on: date, by: Actor) -> Member:
    """Note the last day of a member.

    Raises:
        TransitionError: it is noted already.
        ValidationError: it lies before the first day.
    """
    member = require("change_groups.end_member", by, member)
    if member.until:
        raise TransitionError(_("This person has left the group already."))
    member.until = on
    member.full_clean()
    member.save(update_fields=["until"])
    record("change_groups.end_member", member.group, by=by, person=member.person)
    return member


def _account(who: Newcomer) -> User:
    """Return the account of this address, or a new one that is invited."""
    found: User | None = User.objects.filter(email=who.email.strip().lower()).first()
    if found and not found.is_active:
        raise ValidationError({"email": _("This account is disabled. Ask the programme office.")})
    if found:
        return found
    person: User = accounts.create(who.email, who.full_name, by=None, post=who.post.strip())
    accounts.invite(person, by=None)
    return person
