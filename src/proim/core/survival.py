"""How long until something happens, where some still wait: Kaplan and Meier's curve. Pure functions.

Durations are numbers of any unit (days, or ratios to a planned duration); who still waits is *censored*: known to have
lasted at least so long. Leaving the waiting ones out makes everything look faster than it is.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby
from math import sqrt
from operator import attrgetter
from typing import NamedTuple

WHOLE = 100  # per cent


class Case(NamedTuple):
    """One duration: ``ended`` says whether the event came then, or the case was only seen that long."""

    duration: Fraction
    ended: bool


class Step(NamedTuple):
    """A time at which something ended: how many were still under way just before, how many ended, what is left."""

    duration: Fraction
    at_risk: int
    ended: int
    left: Fraction  # share that lasts longer than ``duration``


@dataclass(frozen=True, slots=True)
class Curve:
    """Kaplan-Meier's estimate of the share that lasts longer than any duration."""

    cases: int
    events: int
    longest: Fraction | None  # the longest duration seen, ended or not
    steps: Sequence[Step]

    def left(self, duration: Fraction) -> Fraction:
        """Return S(duration): the share that lasts longer than ``duration``."""
        found = Fraction(1)
        for step in self.steps:
            if step.duration > duration:
                break
            found = step.left
        return found

    def quantile(self, percent: int, *, beyond: Fraction | None = None) -> Fraction | None:
        """Return the duration within which ``percent`` of a hundred have ended.

        Args:
            percent: 1 to 99; 50 gives the median.
            beyond: a duration already lasted: the quantile is then of those that lasted longer than that.

        Returns:
            The smallest duration d (greater than ``beyond``) with S(d) <= (1 - percent / 100) · S(beyond);
            ``None`` where the curve never falls that low: later than anything seen.

        Raises:
            ValueError: ``percent`` is not between 1 and 99.

        Source:
            Kaplan and Meier (1958), JASA 53, 457-481; portfolio.md 1.8 with its golden numbers
            "conditional_km_reference_class".
        """
        if not 0 < percent < WHOLE:
            raise ValueError("a quantile lies between 1 and 99 per cent")
        start = self.left(beyond) if beyond is not None else Fraction(1)
        limit = Fraction(WHOLE - percent, WHOLE) * start
        if start == 0:  # nobody lasted so long: nothing is known of what comes
            return None
        later = (step for step in self.steps if beyond is None or step.duration > beyond)
        return next((step.duration for step in later if step.left <= limit), None)

    def errors(self) -> list[float]:
        """Return Greenwood's standard error of S at each step.

        Source:
            Greenwood (1926): S · sqrt(sum d / (n (n - d))); where all have ended it is 0.
        """
        found, total = [], Fraction(0)
        for step in self.steps:
            rest = step.at_risk - step.ended
            if rest:
                total += Fraction(step.ended, step.at_risk * rest)
            found.append(float(step.left) * sqrt(total))
        return found


def curve(cases: Iterable[Case]) -> Curve:
    """Return the Kaplan-Meier curve of ``cases``; of cases at one time the ended ones come first.

    Raises:
        ValueError: a duration is negative.

    Source:
        Kaplan and Meier (1958), JASA 53, 457-481. Golden: Freireich et al. (1963), the arm on 6-MP:
        S(6) 0.8571, S(10) 0.7529, S(23) 0.4482, median 23.
    """
    rows = sorted(cases)
    if rows and rows[0].duration < 0:
        raise ValueError("a duration cannot be negative")
    steps: list[Step] = []
    left, at_risk = Fraction(1), len(rows)
    for duration, group in groupby(rows, key=attrgetter("duration")):
        here = list(group)
        ended = sum(row.ended for row in here)
        if ended:
            left *= Fraction(at_risk - ended, at_risk)
            steps.append(Step(duration, at_risk, ended, left))
        at_risk -= len(here)
    longest = rows[-1].duration if rows else None
    return Curve(len(rows), sum(row.ended for row in rows), longest, tuple(steps))


def log_rank(one: Sequence[Case], other: Sequence[Case]) -> float | None:
    """Return the chi-square (one degree of freedom) of the hypothesis that two groups last alike.

    ``None`` where nothing can be compared: no event while both groups still had somebody under way.

    Source:
        Mantel (1966), Cancer Chemotherapy Reports 50, 163-170. Golden: Freireich et al. (1963), 6-MP
        against placebo: 16.79.
    """
    times = sorted({row.duration for row in (*one, *other) if row.ended})
    surplus, variance = Fraction(0), Fraction(0)
    for time in times:
        here = [sum(row.duration >= time for row in rows) for rows in (one, other)]
        ended = [sum(row.ended and row.duration == time for row in rows) for rows in (one, other)]
        at_risk, events = sum(here), sum(ended)
        surplus += ended[0] - Fraction(here[0] * events, at_risk)
        if at_risk > 1:
            variance += Fraction(
                here[0] * here[1] * events * (at_risk - events), at_risk * at_risk * (at_risk - 1)
            )
    return float(surplus * surplus / variance) if variance else None
