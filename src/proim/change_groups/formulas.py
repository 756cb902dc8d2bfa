"""How alive a group is, which areas it covers, where its plan stands: pure functions."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

STATEMENTS = ("heard", "candid", "people", "means", "fair")  # of the culture pulse
STEPS = (1, 2, 3, 4, 5)  # from "I disagree completely" to "I agree completely"
LEAST = 5  # answers below which nothing is shown
AREAS = ("planning", "evaluation", "ict", "human_resources")  # the programme's target areas


class Level(StrEnum):
    """How alive a group is."""

    CONSTITUTED = "constituted"
    ACTIVE = "active"
    INACTIVE = "inactive"


def level(approved_on: date, met_on: Iterable[date], day: date) -> Level | None:
    """Return the level at the end of ``day``; ``None`` before the head approved the act.

    A group is active with at least one meeting per calendar quarter (domain model 3.9): it met in the
    quarter of ``day`` or in the one before. A new one has until the end of its first whole quarter.

    Args:
        approved_on: the day on which the head approved the act.
        met_on: the days of the meetings that were held; those after ``day`` do not count.
        day: as of when.
    """
    if day < approved_on:
        return None
    now = _quarter(day)
    if any(met <= day and _quarter(met) >= now - 1 for met in met_on):
        return Level.ACTIVE
    is_new = now <= _quarter(approved_on) + 1
    return Level.CONSTITUTED if is_new else Level.INACTIVE


class Standing(StrEnum):
    """Where an action of a work plan stands."""

    PLANNED = "planned"
    UNDER_WAY = "under_way"
    LATE = "late"
    DONE = "done"
    DROPPED = "dropped"


def standing(
    starts: date, due: date, day: date, *, done: date | None = None, dropped: date | None = None
) -> Standing:
    """Return where an action stands at the end of ``day``: what was noted first, then its own days."""
    if done and done <= day:
        return Standing.DONE
    if dropped and dropped <= day:
        return Standing.DROPPED
    if day > due:
        return Standing.LATE
    return Standing.UNDER_WAY if day >= starts else Standing.PLANNED


def covered(areas: Iterable[str]) -> list[tuple[str, bool]]:
    """Return each of the four target areas and whether one of ``areas`` is it."""
    found = set(areas)
    return [(area, area in found) for area in AREAS]


def mean(counts: Sequence[int]) -> Decimal:
    """Return the mean step, from 1 to 5, of ``counts`` of each step; one decimal, half up.

    Raises:
        ValueError: nobody answered.
    """
    answers = sum(counts)
    if not answers:
        raise ValueError("nobody answered")
    total = sum(step * count for step, count in zip(STEPS, counts, strict=True))
    return (Decimal(total) / answers).quantize(Decimal("0.1"), ROUND_HALF_UP)


def _quarter(day: date) -> int:
    """Return the calendar quarter of ``day``, counted from the year 0."""
    return day.year * 4 + (day.month - 1) // 3
