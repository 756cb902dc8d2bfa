"""A term as people read it: its last day, "day 3 of 10", how late it is, and how that was counted."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from proim.agencies.deadlines import Term
from proim.agencies.formulas import Calendar, reached
from proim.agencies.models import Agency, Audience
from proim.ui.parts import Tone


@dataclass(frozen=True, slots=True)
class Running:
    """A term on a day. ``text`` says how urgent it is, ``href`` shows each day that was counted."""

    due_on: date
    text: str
    tone: Tone
    number: int
    days: int
    overdue: int
    href: str
    told: str = ""  # who has to know by now that it is over

    @property
    def count(self) -> str:
        """Day n of m."""
        if self.overdue or not self.number:
            return (
                ngettext("term of %s working day", "term of %s working days", self.days) % self.days
            )
        return _("day %(number)s of %(days)s") % {"number": self.number, "days": self.days}


def running(
    term: Term,
    day: date,
    calendar: Calendar,
    *,
    agency: Agency | None,
    told: str = "",
) -> Running:
    """Return ``term`` as it stands on ``day`` for the reader.

    Args:
        term: what is owed, by its days.
        day: the day of the page.
        calendar: of the agency that is obliged.
        agency: the one whose calendar that is; ``None`` for the city's.
        told: who has to know by now that it is over, where the page shows it.
    """
    overdue = term.overdue(day, calendar)
    text, tone = urgency(term.due_on, day, calendar)
    return Running(
        term.due_on,
        text,
        tone,
        term.number(day, calendar),
        term.days(calendar),
        overdue,
        count_url(agency, term),
        told,
    )


def escalated(overdue: int, levels: dict[Audience, int], *, by_office: bool = False) -> str:
    """Return who has to know of a term that is over by ``overdue`` working days; "" for nobody.

    What the office owes itself goes up in the office.
    """
    found = reached(overdue, levels)
    if by_office:
        up = {Audience.LIAISON: Audience.OFFICE}
        found = [up.get(one, Audience.ADMINISTRATOR) for one in found]
    return ", ".join(dict.fromkeys(str(one.label) for one in found))


def count_url(agency: Agency | None, term: Term) -> str:
    """Return the address of the page that counts the days of ``term`` on a calendar."""
    said = urlencode({"after": term.starts_on.isoformat(), "until": term.due_on.isoformat()})
    path = (
        reverse("agencies:count", args=[agency.code]) if agency else reverse("agencies:city_count")
    )
    return f"{path}?{said}"


def urgency(due_on: date, day: date, calendar: Calendar) -> tuple[str, Tone]:
    """Say how far the last day of a term is from ``day`` in working days, and how urgent that is."""
    days = calendar.between(day, due_on)
    if due_on == day:
        return _("due today"), "warning"
    if due_on < day and not days:  # over the weekend
        return _("term over"), "danger"
    if due_on < day:
        return ngettext("%s working day late", "%s working days late", -days) % -days, "danger"
    left = ngettext("%s working day left", "%s working days left", days) % days
    return left, "info" if days > 1 else "warning"


@dataclass(frozen=True, slots=True)
class Moved:
    """A term moved: from where to where, when we learned of it, and the notice if it was one."""

    moved_from: date
    moved_to: date
    since: date
    notice: Any


def moves(rows: Iterable[Any]) -> Sequence[Moved]:
    """Return what moved a term, the oldest first; the rows come with their ``notice``."""
    return [Moved(row.moved_from, row.moved_to, row.since, row.notice) for row in rows]
