"""What is owed, by whom, and who is told that it is over: the terms of all apps together."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from proim.agencies.deadlines import Calendars, calendars
from proim.agencies.formulas import reached
from proim.agencies.models import Agency, Audience
from proim.agencies.models.cover import levels
from proim.agencies.running import Running, escalated, running
from proim.agencies.sources import TERM_SOURCES, Owed
from proim.core.permissions import Actor


@dataclass(frozen=True, slots=True)
class Line:
    """A term on a page: what is owed, by which agency, and how it stands."""

    owed: Owed
    agency: Agency | None
    term: Running


@dataclass(frozen=True, slots=True)
class Owing:
    """The terms that run, the earliest end first, with the calendars to tell them by."""

    lines: Sequence[Owed]
    day: date
    read: Calendars
    levels: dict[Audience, int]

    def told(self, lines: Iterable[Owed]) -> list[Line]:
        """Return ``lines`` for a page; one query."""
        rows = list(lines)
        agencies = Agency.objects.in_bulk({owed.agency for owed in rows if owed.agency})
        return [self._line(owed, agencies.get(owed.agency or 0)) for owed in rows]

    def _line(self, owed: Owed, agency: Agency | None) -> Line:
        calendar = self.read.of(owed.agency)
        late = owed.term.overdue(self.day, calendar)
        told = escalated(late, self.levels, by_office=owed.by_office)
        term = running(owed.term, self.day, calendar, agency=agency, told=told)
        return Line(owed, agency, term)


def owing(actor: Actor, day: date, *, show: str = "", text: str = "") -> Owing:
    """Return the terms that run on ``day`` and that ``actor`` may know of.

    Args:
        actor: the reader; ``None`` is the system.
        day: the day of the page.
        show: "late" for those that are over, an audience for those of which it is told by now.
        text: words in the name of the agency that owes.
    """
    found = [owed for source in TERM_SOURCES for owed in source.owed(actor, day)]
    if text:
        ids = set(Agency.objects.matching(text).values_list("pk", flat=True))
        found = [owed for owed in found if owed.agency in ids]
    read, steps = calendars(owed.agency for owed in found), levels(day)
    if show:
        found = [owed for owed in found if _fits(owed, show, day, read, steps)]
    found.sort(key=lambda owed: (owed.term.due_on, owed.title))
    return Owing(found, day, read, steps)


def _fits(owed: Owed, show: str, day: date, read: Calendars, steps: Mapping[Audience, int]) -> bool:
    if owed.term.due_on >= day:
        return False
    return show == "late" or Audience(show) in reached(_overdue(owed, day, read), steps)


def _overdue(owed: Owed, day: date, read: Calendars) -> int:
    return owed.term.overdue(day, read.of(owed.agency))
