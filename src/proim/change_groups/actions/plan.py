from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from proim.audit.actions import record
from proim.change_groups.models import PlannedAction, Promotion
from proim.core.errors import TransitionError
from proim.core.permissions import Actor, require
from proim.notifications.outbox import notify

PLANNED = ("text", "owner", "starts_on", "due_on")
PROMOTED = ("kind", "on", "title", "about", "reach", "counted")


@transaction.atomic
def plan(action: PlannedAction, *, by: Actor) -> PlannedAction:
    """Add an action to the work plan of a group; its owner is told.

    Raises:
        TransitionError: the act is not approved, or the group was dissolved.
        ValidationError: a field is missing or wrong, or the owner is of another group.
    """
    action.group = require("change_groups.plan", by, action.group)
    action.group.require_alive()
    _check(action)
    action.save(force_insert=True)
    changes = {name: (None, value) for name, value in _values(action, PLANNED).items()}
    record("change_groups.plan", action, by=by, group=action.group, changes=changes)
    notify("change_groups.planned", action, by=by, on=action.due_on)
    return action


@transaction.atomic
def replan(edited: PlannedAction, *, by: Actor) -> PlannedAction:
    """Store another text, owner or days of an action that is open; a new owner is told.

    Raises:
        TransitionError: it is done or dropped, or the group was dissolved.
        ValidationError: a field is missing or wrong.
    """
    action = _open(require("change_groups.replan", by, edited))
    before = _values(action, PLANNED)
    for name in PLANNED:
        setattr(action, name, getattr(edited, name))
    _check(action)
    action.save(update_fields=PLANNED)
    changes = _changed(before, _values(action, PLANNED))
    record("change_groups.replan", action, by=by, changes=changes)
    if "owner" in changes:
        notify("change_groups.planned", action, by=by, on=action.due_on)
    return action


@transaction.atomic
def finish(action: PlannedAction, outcome: str, *, on: date, by: Actor) -> PlannedAction:
    """Note that an action of the plan is done, and what came of it.

    Raises:
        TransitionError: it is done or dropped, or the group was dissolved.
        ValidationError: nothing is said (keyed by field).
    """
    action = _open(require("change_groups.finish", by, action))
    if not outcome.strip():
        raise ValidationError({"outcome": _("Say what came of it.")})
    action.done_on, action.outcome = on, outcome.strip()
    action.save(update_fields=["done_on", "outcome"])
    record("change_groups.finish", action, by=by, comment=action.outcome)
    return action


@transaction.atomic
def drop(action: PlannedAction, reason: str, *, on: date, by: Actor) -> PlannedAction:
    """Take an action out of the plan; it stays on the page with the reason.

    Raises:
        TransitionError: it is done or dropped, or the group was dissolved.
        ValidationError: there is no reason (keyed by field).
    """
    action = _open(require("change_groups.drop", by, action))
    if not reason.strip():
        raise ValidationError({"reason": _("Say why.")})
    action.dropped_on, action.reason = on, reason.strip()
    action.save(update_fields=["dropped_on", "reason"])
    record("change_groups.drop", action, by=by, comment=action.reason)
    return action


@transaction.atomic
def promote(promotion: Promotion, *, on: date, by: Actor) -> Promotion:
    """Note what the group did to promote modernization.

    Raises:
        TransitionError: the act is not approved, or the group was dissolved.
        ValidationError: a field is missing, or the day has not come or lies before the act.
    """
    promotion.group = require("change_groups.promote", by, promotion.group)
    promotion.group.require_alive()
    _check_day(promotion, on)
    promotion.save(force_insert=True)
    changes = {name: (None, value) for name, value in _values(promotion, PROMOTED).items()}
    record("change_groups.promote", promotion, by=by, group=promotion.group, changes=changes)
    return promotion


@transaction.atomic
def correct_promotion(edited: Promotion, *, on: date, by: Actor) -> Promotion:
    """Correct what was noted about a promotion action; the history keeps what it said before.

    Raises:
        TransitionError: the group was dissolved.
        ValidationError: as in ``promote``.
    """
    promotion = require("change_groups.correct_promotion", by, edited)
    promotion.group.require_alive()
    before = _values(promotion, PROMOTED)
    for name in PROMOTED:
        setattr(promotion, name, getattr(edited, name))
    _check_day(promotion, on)
    promotion.save(update_fields=PROMOTED)
    changes = _changed(before, _values(promotion, PROMOTED))
    record("change_groups.correct_promotion", promotion, by=by, changes=changes)
    return promotion


def _check(action: PlannedAction) -> None:
    action.full_clean()
    if action.owner.group_id != action.group_id:
        raise ValidationError({"owner": _("Choose a member of the group.")})


def _open(action: PlannedAction) -> PlannedAction:
    action.group.require_alive()
    if not action.is_open:
        raise TransitionError(_("This action is done or dropped already."))
    return action


def _check_day(promotion: Promotion, today: date) -> None:
    promotion.full_clean()
    if promotion.on > today:
        raise ValidationError({"on": _("This day has not come yet.")})
    if promotion.on < promotion.group.constituted_on:
        raise ValidationError({"on": _("This lies before the act of constitution.")})


def _values(row: Any, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: getattr(row, name) for name in names}


def _changed(before: dict[str, Any], after: dict[str, Any]) -> dict[str, tuple[Any, Any]]:
    return {name: (before[name], after[name]) for name in before if before[name] != after[name]}
