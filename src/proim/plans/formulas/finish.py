"""The forecast of the finish from projects of the same kind, those still open counted as still open.

A project is a ratio: how long it took, or has taken so far, to how long it was planned to take. The finished ones alone
would be the fast ones; so the class is a Kaplan-Meier curve (``proim.core.survival``).
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from itertools import accumulate
from math import ceil, comb
from typing import NamedTuple

from proim.core.survival import WHOLE, Case, Curve, curve

ENOUGH_CASES, ENOUGH_EVENTS = 20, 10
PUBLISHED = (50, 80)  # the two dates that are shown


class Course(NamedTuple):
    """A project of the past or of now, as of a day: planned and real dates; ``closed_on`` empty while it runs.

    A cancelled one is known up to its cancellation and no further: ``closed_on`` that day, ``is_cancelled`` set.
    """

    started_on: date
    planned_finish_on: date
    closed_on: date | None = None
    is_cancelled: bool = False


def case(course: Course, as_of: date) -> Case | None:
    """Return how long ``course`` lasted to its planned duration, as known on ``as_of``.

    ``None`` if it had not begun, or has no planned duration.

    Source:
        portfolio.md 1.8: R = (actual finish - start) / (baseline finish - start); open ones are censored at
        (today - start) / (baseline finish - start), cancelled ones at their cancellation.
    """
    planned = (course.planned_finish_on - course.started_on).days
    if planned <= 0 or course.started_on > as_of:
        return None
    is_closed = course.closed_on is not None and course.closed_on <= as_of
    until = course.closed_on if course.closed_on and is_closed else as_of
    elapsed = max((until - course.started_on).days, 0)
    return Case(Fraction(elapsed, planned), is_closed and not course.is_cancelled)


class Rung(NamedTuple):
    """A class that a project may be compared with: its name (a code) and the courses in it."""

    name: str
    courses: Sequence[Course]


@dataclass(frozen=True, slots=True)
class Class:
    """The class that was found large enough: which rung, how many cases and how many of them finished."""

    name: str
    curve: Curve


def ladder(rungs: Iterable[Rung], as_of: date) -> Class | None:
    """Return the first class of ``rungs`` with at least 20 cases of which 10 ended; ``None`` if there is none.

    Args:
        rungs: from the most alike (same kind and size) to the whole portfolio and imported classes.
        as_of: the day; what happened later is not known.
    """
    for rung in rungs:
        cases = [found for found in (case(course, as_of) for course in rung.courses) if found]
        if len(cases) >= ENOUGH_CASES and sum(found.ended for found in cases) >= ENOUGH_EVENTS:
            return Class(rung.name, curve(cases))
    return None


@dataclass(frozen=True, slots=True)
class Finish:
    """A forecast of the finish: the day; or, where the class never went so far, the last day it knows of."""

    percent: int
    on: date | None
    later_than: date | None


def finish_date(
    course: Course, of: Curve, percent: int, as_of: date, *, nominal: int | None = None
) -> Finish | None:
    """Return the day by which ``course`` ends with a chance of ``percent``, from the class ``of``.

    Args:
        course: a running project.
        of: the curve of its class.
        percent: the chance that is published.
        as_of: today; the day is never earlier.
        nominal: the quantile that is read off the curve instead, where earlier forecasts held too rarely.

    Returns:
        The forecast; ``None`` if the project has not begun, has ended, or has no planned duration.

    Source:
        portfolio.md 1.8: the smallest r > e with S(r) <= (1 - q) S(e); date = start + r · planned duration.
    """
    now = case(course, as_of)
    if now is None or (course.closed_on and course.closed_on <= as_of):
        return None
    planned = (course.planned_finish_on - course.started_on).days
    ratio = of.quantile(nominal or percent, beyond=now.duration)
    if ratio is not None:
        day = course.started_on + timedelta(days=ceil(ratio * planned))
        return Finish(percent, max(day, as_of), None)
    seen = max(of.longest or Fraction(0), now.duration)
    return Finish(percent, None, course.started_on + timedelta(days=ceil(seen * planned)))


class Held(NamedTuple):
    """Of earlier forecasts whose outcome is known: how many held."""

    held: int
    scored: int


def held(forecasts: Iterable[tuple[Finish, date | None, date]]) -> Held:
    """Return how many forecasts held.

    Args:
        forecasts: the forecast, the real finish if it came, and the day up to which the project is known. One whose
            outcome is open (not finished, and its day not past) is not scored.
    """
    scored = good = 0
    for forecast, finished_on, known_until in forecasts:
        limit = forecast.on
        if limit is None or (finished_on is None and known_until <= limit):
            continue
        scored += 1
        good += finished_on is not None and finished_on <= limit
    return Held(good, scored)


def widened(percent: int, coverage: Callable[[int], Held], *, most: int = 99) -> int:
    """Return the smallest nominal quantile whose earlier forecasts held in at least ``percent`` of a hundred.

    Args:
        percent: the chance that is published.
        coverage: nominal quantile -> how many of the forecasts made with it held.
        most: the last one tried; it is returned if none suffices.
    """
    for nominal in range(percent, most + 1):
        found = coverage(nominal)
        if found.scored and found.held * WHOLE >= percent * found.scored:
            return nominal
    return most


class Ranks(NamedTuple):
    """Between which ranks of a sorted sample (from 1) a quantile lies, and with what probability."""

    low: int
    high: int
    probability: float


def quantile_ranks(n: int, percent: int, confidence: int = 90) -> Ranks:
    """Return the ranks between which a quantile lies with at least ``confidence`` per cent, the rest shared by both tails.

    Of a sorted sample the quantile lies between the values of ranks ``low`` and ``high`` with the probability that a
    binomial (n, percent / 100) lies in low ... high - 1. Rank 0 or n + 1 means: the sample sets no bound there.

    Raises:
        ValueError: no sample, or a percentage outside 1 to 99.

    Source:
        Order statistics (binomial); golden_numbers.json "quantile_rank_ci".
    """
    if n < 1 or not 0 < percent < WHOLE or not 0 < confidence < WHOLE:
        raise ValueError("ranks need a sample and percentages between 1 and 99")
    share, tail = Fraction(percent, WHOLE), Fraction(WHOLE - confidence, 2 * WHOLE)
    chances = [comb(n, k) * share**k * (1 - share) ** (n - k) for k in range(n + 1)]
    below = [Fraction(0), *accumulate(chances)]  # below[k]: chance of fewer than k
    low = max(rank for rank in range(n + 1) if below[rank] <= tail)
    high = min(rank for rank in range(n + 2) if 1 - below[rank] <= tail)
    return Ranks(low, high, float(below[high] - below[low]))
