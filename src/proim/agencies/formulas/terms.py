"""Terms in working days: when they end, which day of them it is, how a later notice moves them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from proim.agencies.formulas.calendar import Calendar

Key = TypeVar("Key")
FORGOTTEN_AFTER = 10  # working days after the last level


@dataclass(frozen=True, slots=True)
class Term:
    """Working days that somebody has: they count after ``starts_on``, the last one is ``due_on``."""

    starts_on: date
    due_on: date

    def days(self, calendar: Calendar) -> int:
        """Return how many working days the term has."""
        return calendar.between(self.starts_on, self.due_on)

    def number(self, day: date, calendar: Calendar) -> int:
        """Return which working day of the term ``day`` is, or the last before it; 0 before the first."""
        return max(calendar.between(self.starts_on, min(day, self.due_on)), 0)

    def overdue(self, day: date, calendar: Calendar) -> int:
        """Return how many working days have passed since the term ended; 0 while it runs."""
        return max(calendar.between(self.due_on, day), 0)


def end_of(
    starts_on: date, days: int, calendar: Calendar, *, not_before: date | None = None
) -> date:
    """Return the last day of a term of ``days`` working days that starts after ``starts_on``.

    Args:
        starts_on: the day of the notice or of the step that sets the term; it is not counted.
        days: at least 1.
        calendar: of the agency that is obliged.
        not_before: a day that was promised to everybody; the term never ends before it.

    Raises:
        ValueError: ``days`` is less than 1.

    Source:
        Periods in days are working days (Ley Nacional para Eliminar Trámites Burocráticos, art. 4).
    """
    if days < 1:
        raise ValueError("a term has one day at least")
    end = calendar.add(starts_on, days)
    return max(end, not_before) if not_before else end


def settled(old: date, new: date, *, learned_on: date, is_met: bool) -> date:
    """Return the day on which a term ends after what was learned of the calendar on ``learned_on``.

    A later end always holds, also for a term that was over or met: the law says that it did not
    run on those days. An earlier end holds for what is still to come only: never for a term that
    was met or over by then, and never before the day on which it was learned. So nobody is
    late by something recorded afterwards.
    """
    if new >= old:
        return new
    if is_met or old <= learned_on:
        return old
    return max(new, learned_on)


def reached(overdue: int, levels: Mapping[Key, int]) -> list[Key]:
    """Return the levels that a term ``overdue`` working days has reached, the mildest first."""
    found = [(days, place) for place, days in enumerate(levels.values()) if 0 < days <= overdue]
    keys = list(levels)
    return [keys[place] for _days, place in sorted(found)]


def reminder(left: int, before: Collection[int], levels: Mapping[Key, int]) -> int | None:
    """Return the step whose reminder holds with ``left`` working days to go; ``None`` if none does.

    A step is the number of working days left at which somebody is told: those of ``before``, then the
    levels, negative. The last one that is reached holds, so after days without power the missed
    ones are left out; what is over for long stands on the pages and surprises nobody by mail.
    """
    steps = [*before, *(-days for days in levels.values() if days)]
    reached_by_now = [step for step in steps if left <= step]
    if not reached_by_now or left < min(steps) - FORGOTTEN_AFTER:
        return None
    return min(reached_by_now)
