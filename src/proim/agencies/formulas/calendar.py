"""The working days of one agency: the law's, as the notices of the city and its own change them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from proim.core.working_days import (
    SATURDAY,
    add_working_days,
    holidays,
    is_working_day,
    working_days_between,
)

NON_WORKING, SUSPENDED, WORKING = "non_working", "suspended", "working"
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Span:
    """What a notice says of consecutive days.

    ``kind`` is one of ``NON_WORKING`` (offices are closed), ``SUSPENDED`` (offices are open, terms
    do not run) and ``WORKING`` (working after all). ``notice`` is carried along for the reader.
    """

    first: date
    last: date
    kind: str
    published_on: date
    is_own: bool = True
    order: int = 0
    notice: Any = field(default=None, compare=False)

    @property
    def rank(self) -> tuple[date, bool, int]:
        """What decides between two that speak of one day: the later publication.

        Of two published on one day the agency's own goes before the city's, then the later record.
        """
        return (self.published_on, self.is_own, self.order)

    def clipped(self, first: date | None, last: date | None) -> "Span | None":
        """Return the part of the span from ``first`` to ``last``; ``None`` if there is none."""
        begin = max(self.first, first) if first else self.first
        end = min(self.last, last) if last else self.last
        if end < begin:
            return None
        return Span(begin, end, self.kind, self.published_on, self.is_own, self.order, self.notice)


@dataclass(frozen=True, slots=True)
class Skipped:
    """A day on which a term does not run, and why: a notice, else the holiday or the weekend."""

    day: date
    span: Span | None = None

    @property
    def is_weekend(self) -> bool:
        """Saturday or Sunday, whatever a notice says besides."""
        return self.day.weekday() >= SATURDAY

    @property
    def is_holiday(self) -> bool:
        """A day of obligatory rest by law, from Monday to Friday."""
        return not self.is_weekend and self.day in holidays(self.day.year)


@dataclass(frozen=True, slots=True)
class Calendar:
    """Which days count for the terms of an agency.

    Source:
        Saturdays, Sundays and the days of obligatory rest (``proim.core.working_days``), changed by
        what notices in the Gazette say (``told``: day -> the span that decides).
    """

    told: Mapping[date, Span] = field(default_factory=dict)

    @classmethod
    def of(cls, spans: Iterable[Span]) -> "Calendar":
        """Return the calendar on which of two spans that speak of a day the later one decides."""
        told: dict[date, Span] = {}
        for span in sorted(spans, key=lambda one: one.rank):
            day = span.first
            while day <= span.last:
                told[day] = span
                day += DAY
        return cls(told)

    def works(self, day: date) -> bool:
        """Say whether terms run on ``day``."""
        span = self.told.get(day)
        return span.kind == WORKING if span else is_working_day(day)

    def add(self, day: date, count: int) -> date:
        """Return the day that lies ``count`` working days after ``day``, which is not counted."""
        return add_working_days(day, count, self.works)

    def between(self, start: date, end: date) -> int:
        """Return how many working days lie after ``start`` up to ``end``; negative if earlier."""
        return working_days_between(start, end, self.works)

    def next(self, day: date) -> date:
        """Return ``day`` itself if terms run on it, else the next day on which they do."""
        return self.add(day - DAY, 1)

    def skipped(self, first: date, last: date) -> list[Skipped]:
        """Return the days from ``first`` to ``last`` on which terms do not run, each with its reason."""
        days = (first + DAY * n for n in range((last - first).days + 1))
        return [Skipped(day, self.told.get(day)) for day in days if not self.works(day)]
