from collections.abc import Mapping
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from proim.accounts.models import User
from proim.audit.actions import record
from proim.change_groups.formulas import STATEMENTS, STEPS
from proim.change_groups.models import Pulse, PulseRoll, PulseTally
from proim.core.errors import TransitionError
from proim.core.permissions import Actor, require
from proim.notifications.outbox import notify


@transaction.atomic
def open_pulse(pulse: Pulse, *, on: date, by: Actor) -> Pulse:
    """Open a pulse from a day to a day; the entity's people are told on the first one.

    Raises:
        TransitionError: the act is not approved, or the group was dissolved.
        ValidationError: a day is wrong or past, or another pulse is open in those days.
    """
    pulse.group = require("change_groups.open_pulse", by, pulse.group)
    pulse.group.require_alive()
    pulse.full_clean()
    if pulse.opens_on < on:
        raise ValidationError({"opens_on": _("This day is over.")})
    if Pulse.objects.filter(
        group=pulse.group, opens_on__lte=pulse.closes_on, closes_on__gte=pulse.opens_on
    ):
        raise ValidationError(_("Another pulse of the group is open in those days."))
    pulse.save(force_insert=True)
    PulseTally.objects.bulk_create(
        PulseTally(pulse=pulse, statement=statement, step=step)
        for statement in STATEMENTS
        for step in STEPS
    )
    days = {name: (None, getattr(pulse, name)) for name in ("opens_on", "closes_on")}
    record("change_groups.open_pulse", pulse, by=by, group=pulse.group, changes=days)
    if pulse.opens_on == on:
        notify("change_groups.pulse_opened", pulse, on=on, key=str(pulse.pk))
    return pulse


@transaction.atomic
def answer_pulse(pulse: Pulse, answers: Mapping[str, int], *, on: date, by: User) -> Pulse:
    """Add a person's answers to the sums, and the person to the roll; the two do not meet anywhere.

    The ledger says that somebody answered, not who: its events have an order and a moment, and
    whoever watched the sums between two of them would else know whose answers came in.

    Raises:
        PermissionDenied: ``by`` is none of the entity's people.
        TransitionError: it is not open, the group was dissolved, or ``by`` has answered.
        ValidationError: a statement has no answer from 1 to 5 (keyed by statement).
    """
    pulse = require("change_groups.answer_pulse", by, pulse)  # its row is locked: one at a time
    pulse.group.require_alive()
    if not pulse.is_open(on):
        raise TransitionError(_("This pulse is not open."))
    missing = [statement for statement in STATEMENTS if answers.get(statement) not in STEPS]
    if missing:
        raise ValidationError({statement: _("Choose one of the five.") for statement in missing})
    if pulse.roll.filter(person=by).exists():
        raise TransitionError(_("You have answered this pulse."))
    PulseRoll.objects.create(pulse=pulse, person=by)
    for statement in STATEMENTS:
        chosen = pulse.tallies.filter(statement=statement, step=answers[statement])
        chosen.update(count=F("count") + 1)
    record("change_groups.answer_pulse", pulse, by=None)
    return pulse
