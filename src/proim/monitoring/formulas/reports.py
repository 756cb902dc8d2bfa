"""The calendar, the delivery figures and the proof of a version. Pure: no database, no clock."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate
from typing import Any, NamedTuple

from proim.agencies.formulas import Calendar
from proim.core.working_days import nth_working_day

STATUTORY = Calendar()
OPENS, DUE, REVIEW, CUTOFF, PUBLICATION = 1, 10, 15, 20, 30


@dataclass(frozen=True, slots=True)
class Dates:
    """The five days of a reporting period, in the order in which they come."""

    opens_on: date
    due_on: date
    review_on: date
    cutoff_on: date
    publish_on: date


def default_dates(
    day_after_quarter: date, everybody: Calendar = STATUTORY, office: Calendar = STATUTORY
) -> Dates:
    """Return the days of the reports of a quarter, counted in working days from its end.

    Args:
        day_after_quarter: the first day of the quarter that follows.
        everybody: the calendar of what all agencies must keep: opening and due day.
        office: the calendar of what the office must keep: the other days.

    Returns:
        Working days 1 (opening), 10 (due), 15 (review), 20 (cut-off) and 30 (publication); none
        lies before the one that comes before it.

    Source:
        The programme's reporting calendar; working days by art. 74 of the Ley Federal del
        Trabajo (``proim.core.working_days``) and the notices of the Gazette.
    """
    numbers = {
        OPENS: everybody,
        DUE: everybody,
        REVIEW: office,
        CUTOFF: office,
        PUBLICATION: office,
    }
    days = [nth_working_day(day_after_quarter, n, by.works) for n, by in numbers.items()]
    return Dates(*accumulate(days, max))


@dataclass(frozen=True, slots=True)
class Figures:
    """How many reports were expected on a day, and what became of them. Units: reports."""

    on_time: int = 0
    late: int = 0
    awaited: int = 0
    missing: int = 0

    @property
    def received(self) -> int:
        """Signed by the head, whenever that was."""
        return self.on_time + self.late

    @property
    def expected(self) -> int:
        """All of them: each is received, still within its term, or missing."""
        return self.received + self.awaited + self.missing

    @property
    def is_complete(self) -> bool:
        """Whether every expected report is there; not so when none was expected."""
        return 0 < self.expected == self.received

    def __add__(self, other: "Figures") -> "Figures":
        return Figures(
            self.on_time + other.on_time,
            self.late + other.late,
            self.awaited + other.awaited,
            self.missing + other.missing,
        )


def total(figures: Iterable[Figures]) -> Figures:
    """Return the sum of ``figures``: of agencies, or of quarters."""
    return sum(figures, Figures())


def canonical(content: Mapping[str, Any]) -> str:
    """Return the one JSON text of ``content``: sorted keys, no spaces, letters as they are.

    Raises:
        TypeError: a value is neither text, number, truth value, list, mapping nor ``None``.
    """
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest(text: str) -> str:
    """Return the SHA-256 (hex) of ``text`` in UTF-8: the proof printed on a published version."""
    return hashlib.sha256(text.encode()).hexdigest()


class Point(NamedTuple):
    """A point of a small chart: distance from the left and from the top, in chart units."""

    x: float
    y: float


def curve(values: Sequence[int], *, width: float, height: float) -> list[Point]:
    """Return where the values of a progress curve lie in a box; 0 % below, 100 % above.

    Args:
        values: percentages from 0 to 100, oldest first. One alone lies at the right edge.
        width: of the box, in chart units.
        height: of the box, in chart units.

    Raises:
        ValueError: a value lies outside 0 to 100.
    """
    if any(not 0 <= value <= 100 for value in values):  # noqa: PLR2004  # per cent
        raise ValueError("progress is a percentage")
    last = len(values) - 1
    return [
        Point(
            round(width * place / last, 1) if last else width, round(height * (1 - value / 100), 1)
        )
        for place, value in enumerate(values)
    ]
