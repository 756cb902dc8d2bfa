"""Pure formulas of agencies: names, calendars, terms. No database, no Django, no clock."""

from proim.agencies.formulas.calendar import (
    NON_WORKING,
    SUSPENDED,
    WORKING,
    Calendar,
    Skipped,
    Span,
)
from proim.agencies.formulas.names import folded
from proim.agencies.formulas.spans import UnreadableLine, read_spans, write_spans
from proim.agencies.formulas.terms import Term, end_of, reached, reminder, settled

__all__ = [
    "NON_WORKING",
    "SUSPENDED",
    "WORKING",
    "Calendar",
    "Skipped",
    "Span",
    "Term",
    "UnreadableLine",
    "end_of",
    "folded",
    "reached",
    "read_spans",
    "reminder",
    "settled",
    "write_spans",
]
