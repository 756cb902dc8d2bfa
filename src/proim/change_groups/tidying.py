"""Who answered a pulse is kept as long as it is open, and deleted in the night after."""

from datetime import date

from django.db import transaction

from proim.audit.actions import record
from proim.change_groups.models import Pulse


def forget_rolls(day: date) -> int:
    """Delete the rolls of pulses that are closed; the ledger keeps how many had answered. Return of how many."""
    closed = list(Pulse.objects.filter(closes_on__lt=day, roll__isnull=False).distinct())
    for pulse in closed:
        with transaction.atomic():
            number, _tables = pulse.roll.all().delete()
            record("change_groups.forget_roll", pulse, by=None, answered=number)
    return len(closed)
