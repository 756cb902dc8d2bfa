"""What is owed, by whom, and who is told that it is over: the terms of all apps together.

``owing`` is for screens; ``reminders`` and ``recipients`` for whatever sends mail.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from proim.agencies.deadlines import Calendars, answering, calendars
from proim.agencies.formulas import reached
from proim.agencies.models import LIAISONS, STAFF, Agency, Appointment, Audience, Role
from proim.agencies.models.cover import levels, stand_ins
from proim.agencies.running import Running, escalated, running
from proim.agencies.sources import TERM_SOURCES, Owed
from proim.core.permissions import Actor

BEFORE = (5, 1, 0)  # working days before the end on which the one who owes is reminded
ROLES: Mapping[Audience, tuple[Role, ...]] = {
    Audience.LIAISON: LIAISONS,
    Audience.HEAD: (Role.HEAD,),
    Audience.OFFICE: STAFF,
    Audience.ADMINISTRATOR: (Role.ADMINISTRATOR,),
}
# What the office owes itself goes up in the office.
OWN_ROLES: Mapping[Audience, tuple[Role, ...]] = {
    Audience.LIAISON: STAFF,
    Audience.HEAD: (Role.ADMINISTRATOR,),
    Audience.OFFICE: (Role.ADMINISTRATOR,),
    Audience.ADMINISTRATOR: (Role.ADMINISTRATOR,),
}


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


@dataclass(frozen=True, slots=True)
class Reminder:
    """That on this day somebody is to be told of a term.

    ``left`` are the working days left, negative if it is over; ``audiences`` who is told now.
    """

    owed: Owed
    left: int
    audiences: tuple[Audience, ...]


def reminders(day: date) -> list[Reminder]:
    """Return who is to be reminded on ``day``, once for each step; nobody on a day without work.

    The one who owes is told five and one working days before the end and on the last day; after it,
    each audience on the working day on which its level is reached.
    """
    found = owing(None, day)
    told = []
    for owed in found.lines:
        calendar = found.read.of(owed.agency)
        if not calendar.works(day):
            continue
        left = calendar.between(day, owed.term.due_on)
        if left >= 0:
            now = [Audience.LIAISON] if left in BEFORE else []
        else:
            now = [one for one, days in found.levels.items() if days == -left]
        if now:
            told.append(Reminder(owed, left, tuple(now)))
    return told


def recipients(told: Sequence[Reminder], day: date) -> list[set[int]]:
    """Return for each of ``told`` the ids of the people to tell; three queries for all of them.

    For an agency that has ended its successor's people are told; for somebody of the office who is
    away, whoever stands in.
    """
    answers = answering({one.owed.agency for one in told if one.owed.agency})
    away = stand_ins(day)
    held: dict[tuple[int | None, str], set[int]] = defaultdict(set)
    posts = Appointment.objects.on(day).filter(person__is_active=True)
    for agency, role, person in posts.values_list("agency", "role", "person"):
        at = None if role in STAFF else agency
        held[at, role].add(away.get(person, person) if at is None else person)
    return [_people(one, answers, held) for one in told]


def _people(
    one: Reminder, answers: Mapping[int, int], held: Mapping[tuple[int | None, str], set[int]]
) -> set[int]:
    table = OWN_ROLES if one.owed.by_office else ROLES
    agency = answers.get(one.owed.agency or 0)
    roles = {role for audience in one.audiences for role in table[audience]}
    keys = [(None if role in STAFF else agency, role.value) for role in roles]
    return {person for key in keys for person in held.get(key, ())}
