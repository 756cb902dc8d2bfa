"""Declared ratings scored as forecasts, and declared against computed status. Pure functions on counted cases."""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

from proim.core.proportions import Share, posterior_mean, share

Outcome = tuple[int, bool]  # a rating (higher is worse) and whether the event came


class Line(NamedTuple):
    """One rating of the calibration table: of ``cases`` so rated, in how many the event came."""

    rating: int
    cases: int
    events: int

    @property
    def share(self) -> Share | None:
        """The share of events with its interval."""
        return share(self.events, self.cases)

    @property
    def expected(self) -> float:
        """The posterior mean of the share."""
        return posterior_mean(self.events, self.cases)


def calibration(outcomes: Iterable[Outcome]) -> list[Line]:
    """Return a line for each rating that was given, in order."""
    counted: dict[int, list[int]] = {}
    for rating, came in outcomes:
        line = counted.setdefault(rating, [0, 0])
        line[0] += 1
        line[1] += came
    return [Line(rating, *counted[rating]) for rating in sorted(counted)]


def discrimination(lines: Sequence[Line]) -> Fraction | None:
    """Return the AUC: of an event and a non-event drawn at random, how often the event had the worse rating.

    Equal ratings count half. ``None`` where there is no event, or nothing but events.

    Source:
        Mann and Whitney (1947); portfolio.md 1.7: (concordant + ties / 2) / (events · non-events).
    """
    concordant, before = Fraction(0), 0
    for line in sorted(lines):
        others = line.cases - line.events
        concordant += line.events * (before + Fraction(others, 2))
        before += others
    events = sum(line.events for line in lines)
    return concordant / (events * before) if events and before else None


def brier(forecasts: Sequence[tuple[Fraction, int, int]]) -> Fraction | None:
    """Return the mean squared error of stated probabilities; 0 is perfect, ``None`` without cases.

    Args:
        forecasts: probability, cases, events of them.

    Source:
        Brier (1950), Monthly Weather Review 78, 1-3.
    """
    cases = sum(count for _p, count, _events in forecasts)
    if not cases:
        return None
    total = sum(
        (events * (1 - p) ** 2 + (count - events) * p**2 for p, count, events in forecasts),
        Fraction(0),
    )
    return total / cases


def base_rate_brier(cases: int, events: int) -> Fraction | None:
    """Return the Brier score of always saying the share of events: p (1 - p)."""
    return Fraction(events * (cases - events), cases * cases) if cases else None


def skill(score: Fraction | None, base: Fraction | None) -> Fraction | None:
    """Return 1 - score / base: above 0 the forecasts say more than their base rate does."""
    return 1 - score / base if score is not None and base else None


class Shift(NamedTuple):
    """Declared against computed status of many reports, each on a scale of 0 (best) upwards."""

    greener: Share  # reports declared better than computed, by ``least`` steps or more
    bias: Fraction  # mean of computed - declared: above 0 is too rosy
    agreement: Fraction | None  # quadratic weighted kappa


def shift(
    pairs: Sequence[tuple[int, int]], steps: int, *, least: int = 1, enough: int = 5
) -> Shift | None:
    """Return how much better than its records a portfolio was declared; ``None`` below ``enough`` reports.

    Args:
        pairs: declared and computed status of one report, 0 to ``steps`` - 1.
        steps: of the scale.
        least: by how many steps it must differ to be counted: 1 of three, 2 of five.
        enough: reports below which nothing is shown.

    Source:
        portfolio.md 1.6.
    """
    greener = share(sum(computed - declared >= least for declared, computed in pairs), len(pairs))
    if len(pairs) < enough or greener is None:
        return None
    bias = Fraction(sum(computed - declared for declared, computed in pairs), len(pairs))
    return Shift(greener, bias, weighted_kappa(pairs, steps))


def weighted_kappa(pairs: Sequence[tuple[int, int]], steps: int) -> Fraction | None:
    """Return Cohen's kappa with quadratic weights: 1 is full agreement, 0 what chance gives.

    ``None`` without pairs, or where both sides said one and the same thing throughout.

    Source:
        Cohen (1968), Psychological Bulletin 70, 213-220.
    """
    n = len(pairs)
    ones, others = (
        [sum(pair[side] == k for pair in pairs) for k in range(steps)] for side in (0, 1)
    )
    observed = sum((a - b) ** 2 for a, b in pairs) * n
    by_chance = sum((i - j) ** 2 * ones[i] * others[j] for i in range(steps) for j in range(steps))
    return 1 - Fraction(observed, by_chance) if by_chance else None


class Lift(NamedTuple):
    """How much likelier the event is with a signal than at all: P(event | signal) / P(event)."""

    value: Fraction
    low: float
    high: float
    with_signal: Share

    @property
    def says_something(self) -> bool:
        """Whether the interval leaves 1 out; else the signal is not shown."""
        return not self.low <= 1 <= self.high


def lift(rows: Iterable[tuple[bool, bool]]) -> Lift | None:
    """Return the lift of a signal, with the widest interval that the Wilson intervals of both shares allow.

    Args:
        rows: whether the signal was there, and whether the event came.

    Returns:
        ``None`` where the signal or the event never came.

    Source:
        portfolio.md 1.11: "Wilson on both, hide if the interval includes 1".
    """
    known = list(rows)
    signalled = [came for signal, came in known if signal]
    there = share(sum(signalled), len(signalled))
    at_all = share(sum(came for _signal, came in known), len(known))
    if there is None or at_all is None or not at_all.cases:
        return None
    value = Fraction(there.cases, there.all) / Fraction(at_all.cases, at_all.all)
    return Lift(value, there.low / at_all.high, there.high / at_all.low, there)


def lead(declared: Sequence[tuple[int, bool]], computed: Sequence[tuple[int, bool]]) -> int | None:
    """Return how many days the agency said red after the records did; negative: before, ``None``: one never did.

    Args:
        declared: day numbers and whether the agency said red, by day.
        computed: day numbers and whether the records said red, by day.
    """
    said, found = (next((day for day, red in rows if red), None) for rows in (declared, computed))
    return None if said is None or found is None else said - found


def never_changed(ratings: Iterable[Sequence[int]]) -> Share | None:
    """Return the share of projects, of those rated at least twice, whose declared rating never moved."""
    series = [rows for rows in ratings if len(rows) > 1]
    return share(sum(all(a == b for a, b in pairwise(rows)) for rows in series), len(series))
