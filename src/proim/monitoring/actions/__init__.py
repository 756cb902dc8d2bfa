"""What people do to the reporting calendar and to reports. One verb, one function.

``on`` is the day on which it happens, today unless told otherwise; ``by=None`` is the system.
"""

from proim.monitoring.actions.decision import correct, give_back, publish, sign, unsign
from proim.monitoring.actions.period import open_period, reschedule, schedule
from proim.monitoring.actions.steps import ChangedError
from proim.monitoring.actions.writing import edit, state_no_change, take_back, validate

__all__ = [
    "ChangedError",
    "correct",
    "edit",
    "give_back",
    "open_period",
    "publish",
    "reschedule",
    "schedule",
    "sign",
    "state_no_change",
    "take_back",
    "unsign",
    "validate",
]
