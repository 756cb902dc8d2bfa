"""Who stands in for whom in the office, and after how many days who is told of an overdue term."""

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from proim.accounts.models import User
from proim.agencies.models import (
    STAFF,
    Absence,
    Appointment,
    Audience,
    EscalationLevel,
    Programme,
    levels,
)
from proim.audit.actions import record
from proim.core.clock import today
from proim.core.errors import DomainError
from proim.core.permissions import require


@transaction.atomic
def record_absence(draft: Absence, *, by: User | None) -> Absence:
    """Record that somebody of the office is away, and who takes their cases meanwhile.

    Raises:
        PermissionDenied: ``by`` is not of the office.
        ValidationError: one of the two is not of the office, the person has an absence on those
            days already, or the substitute is away on one of them (keyed by field).
    """
    require("agencies.record_absence", by, Programme.get())
    draft.recorded_by = by
    if draft.person_id == draft.substitute_id:
        raise ValidationError({"substitute": _("Choose another person.")})
    draft.full_clean()
    for name, person in (("person", draft.person), ("substitute", draft.substitute)):
        held = Appointment.objects.filter(person=person, role__in=STAFF)
        if not held.overlapping(draft.valid_from, draft.valid_to).exists():
            text = _("On those days this person does not work in the programme office.")
            raise ValidationError({name: text})
    there = Absence.objects.overlapping(draft.valid_from, draft.valid_to)
    if there.filter(person=draft.person).exists():
        raise ValidationError({"valid_from": _("There is an absence on those days already.")})
    if there.filter(person=draft.substitute).exists():
        text = _("This person is away on those days too. Choose another one.")
        raise ValidationError({"substitute": text})
    draft.save(force_insert=True)
    names = ("person", "substitute", "valid_from", "valid_to")
    changes = {name: (None, getattr(draft, name)) for name in names}
    record("agencies.record_absence", draft, by=by, changes=changes, comment=draft.reason)
    return draft


@transaction.atomic
def end_absence(absence: Absence, *, by: User | None, on: date | None = None) -> Absence:
    """Record that somebody is back on the day ``on``, earlier than was told.

    The row keeps the first end in its history; one that had not begun is left with its first day.

    Raises:
        PermissionDenied: ``by`` is not of the office.
        DomainError: the absence is over.
    """
    absence, on = require("agencies.end_absence", by, absence), on or today()
    if absence.ended_early_on or on > absence.valid_to:
        raise DomainError(_("This absence is over."))
    before = absence.valid_to
    absence.ended_early_on = on
    absence.valid_to = max(on - timedelta(days=1), absence.valid_from)
    absence.end_recorded_at = timezone.now()
    absence.save(update_fields=["ended_early_on", "valid_to", "end_recorded_at"])
    changes = {"valid_to": (before, absence.valid_to)}
    record("agencies.end_absence", absence, by=by, on=on, changes=changes)
    return absence


@transaction.atomic
def set_escalation(
    audience: Audience, days: int, *, by: User | None, since: date | None = None
) -> EscalationLevel | None:
    """Say after how many working days ``audience`` is told of an overdue term; 0 is never.

    Returns ``None`` if that is so already; nothing is written then.

    Raises:
        PermissionDenied: ``by`` is not of the office.
        ValidationError: ``days`` is no number of days.
    """
    programme, since = require("agencies.set_escalation", by, Programme.get()), since or today()
    before = levels(since)[audience]
    if before == days:
        return None
    level = EscalationLevel(audience=audience, days=days, since=since)
    level.full_clean()
    level.save(force_insert=True)
    record(
        "agencies.set_escalation", programme, by=by, since=since, changes={audience: (before, days)}
    )
    return level
