from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from proim.accounts.models import User
from proim.agencies.models import Programme
from proim.audit.actions import record
from proim.core.clock import today
from proim.core.errors import DomainError
from proim.core.permissions import Actor, require
from proim.referrals.models import Conflict, Seat, Target

SAID = ("name_es", "name_en", "days")


@transaction.atomic
def add_target(draft: Target, *, by: Actor) -> Target:
    """Add a place that receives from its first day on.

    Raises:
        PermissionDenied: ``by`` is not of the office.
        ValidationError: a field is wrong (keyed by field).
    """
    require("referrals.add_target", by, Programme.get())
    draft.full_clean()
    draft.save(force_insert=True)
    names = ("kind", "agency", *SAID, "valid_from")
    changes = {name: (None, getattr(draft, name)) for name in names}
    record("referrals.add_target", draft, by=by, changes=changes)
    return draft


@transaction.atomic
def edit_target(edited: Target, *, by: Actor) -> Target:
    """Store name and term of a target; terms that run stay as they were told. Raises as ``add_target``."""
    target = require("referrals.edit_target", by, edited)
    changes = {
        name: (getattr(target, name), getattr(edited, name))
        for name in SAID
        if getattr(target, name) != getattr(edited, name)
    }
    for name in changes:
        setattr(target, name, getattr(edited, name))
    target.full_clean()
    target.save(update_fields=list(changes))
    record("referrals.edit_target", target, by=by, changes=changes)
    return target


@transaction.atomic
def close_target(target: Target, *, by: Actor, on: date | None = None) -> Target:
    """Let a target receive no more after the day ``on``; what it has, it keeps until it is re-referred.

    Raises:
        PermissionDenied: ``by`` is not of the office.
        DomainError: it has ended already, or has open referrals.
    """
    target, on = require("referrals.close_target", by, target), on or today()
    if target.valid_to:
        raise DomainError(_("This target has ended already."))
    if target.referrals.with_target().exists():
        raise DomainError(_("It still has open referrals. Send them on first."))
    target.valid_to, target.end_recorded_at = max(on, target.valid_from), timezone.now()
    target.save(update_fields=["valid_to", "end_recorded_at"])
    record("referrals.close_target", target, by=by, on=on, changes={"valid_to": (None, on)})
    return target


@transaction.atomic
def seat(target: Target, draft: Seat, *, by: Actor) -> Seat:
    """Let a person receive for ``target``, with expertise and capacity.

    Who receives there already gets a new seat: the old one ends the day before.

    Raises:
        PermissionDenied: ``by`` is not of the office.
        ValidationError: a field is wrong, the target has ended, or the seat begins with the one before
            (keyed by field).
    """
    target = require("referrals.seat", by, target)
    if target.valid_to or draft.valid_from < target.valid_from:
        raise ValidationError({"valid_from": _("The target does not receive on that day.")})
    if not draft.person.is_active:
        raise ValidationError({"person": _("This account is not in use.")})
    draft.target = target
    before = target.seats.filter(person=draft.person, valid_to__isnull=True).first()
    if before:
        _replace(before, draft)
    draft.full_clean()
    draft.save(force_insert=True)
    names = ("person", "capacity", "expertise", "valid_from")
    changes = {name: (getattr(before, name, None), getattr(draft, name)) for name in names}
    record("referrals.seat", target, by=by, changes=changes)
    return draft


def _replace(before: Seat, draft: Seat) -> None:
    if before.valid_from >= draft.valid_from:
        text = _("This person receives there since that day. Choose a later one.")
        raise ValidationError({"valid_from": text})
    before.valid_to = date.fromordinal(draft.valid_from.toordinal() - 1)
    before.end_recorded_at = timezone.now()
    before.save(update_fields=["valid_to", "end_recorded_at"])


@transaction.atomic
def unseat(held: Seat, *, by: Actor, on: date | None = None) -> Seat:
    """Let a person receive no more after the day ``on``; open cases wait for anybody of the target.

    Raises:
        PermissionDenied: ``by`` is not of the office.
        DomainError: the seat has ended already.
    """
    held, on = require("referrals.unseat", by, held), on or today()
    if held.valid_to and held.valid_to <= on:
        raise DomainError(_("This person no longer receives there."))
    before, held.valid_to = held.valid_to, max(on, held.valid_from)
    held.end_recorded_at = timezone.now()
    held.save(update_fields=["valid_to", "end_recorded_at"])
    changes = {"person": (held.person, None), "valid_to": (before, held.valid_to)}
    record("referrals.unseat", held.target, by=by, on=on, changes=changes)
    return held


@transaction.atomic
def declare_conflict(person: User, draft: Conflict, *, by: Actor) -> Conflict:
    """Declare that ``person`` attends nothing of an agency, from a day on.

    Raises:
        PermissionDenied: it is not one's own, or one receives nothing.
        ValidationError: a field is wrong, or it is declared already (keyed by field).
    """
    draft.person = require("referrals.declare_conflict", by, person)
    held = Conflict.objects.filter(person=draft.person, agency=draft.agency)
    if held.filter(valid_to__isnull=True).exists():
        raise ValidationError({"agency": _("You have declared this already.")})
    draft.full_clean()
    draft.save(force_insert=True)
    changes = {"agency": (None, draft.agency), "valid_from": (None, draft.valid_from)}
    record("referrals.declare_conflict", draft, by=by, changes=changes, comment=draft.reason)
    return draft


@transaction.atomic
def end_conflict(conflict: Conflict, *, by: Actor, on: date | None = None) -> Conflict:
    """Record that a conflict of interest is over after the day ``on``.

    Raises:
        PermissionDenied: ``by`` is not of the office, or it is their own.
        DomainError: it is over already.
    """
    conflict, on = require("referrals.end_conflict", by, conflict), on or today()
    if conflict.valid_to:
        raise DomainError(_("This conflict of interest is over."))
    conflict.valid_to, conflict.end_recorded_at = max(on, conflict.valid_from), timezone.now()
    conflict.save(update_fields=["valid_to", "end_recorded_at"])
    record("referrals.end_conflict", conflict, by=by, on=on, changes={"valid_to": (None, on)})
    return conflict
