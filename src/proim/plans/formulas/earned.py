"""Earned value and earned schedule: how far a plan is, in money and in time.

Every index is ``None`` where it says nothing yet; never 0, never infinity.
"""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import NamedTuple

Amount = Fraction


class Due(NamedTuple):
    """A milestone of an approved plan: its weight (any positive unit), when it is due, when it was done."""

    weight: Fraction
    on: date
    done_on: date | None = None


@dataclass(frozen=True, slots=True)
class Value:
    """Planned, earned and actual cost on a day; ``None`` for what is not known. One unit for all: money, or weight.

    Source:
        Anbari (2003), Project Management Journal 34(4), 12-23; portfolio.md 1.1.
    """

    budget: Fraction  # BAC
    planned: Fraction  # PV
    earned: Fraction  # EV
    spent: Fraction | None = None  # AC

    def __post_init__(self) -> None:
        if not 0 <= self.earned <= self.budget:
            raise ValueError("what is earned lies between nothing and the budget")
        if not 0 <= self.planned <= self.budget:
            raise ValueError("what is planned lies between nothing and the budget")

    @property
    def cost_variance(self) -> Fraction | None:
        """CV = EV - AC."""
        return None if self.spent is None else self.earned - self.spent

    @property
    def schedule_variance(self) -> Fraction:
        """SV = EV - PV. In money, not in time; 0 at the end of every project, however late."""
        return self.earned - self.planned

    @property
    def cost_index(self) -> Fraction | None:
        """CPI = EV / AC."""
        return self.earned / self.spent if self.spent else None

    @property
    def schedule_index(self) -> Fraction | None:
        """SPI = EV / PV."""
        return self.earned / self.planned if self.planned else None

    @property
    def estimate_at_plan(self) -> Fraction | None:
        """EAC with the rest at planned cost: AC + BAC - EV."""
        return None if self.spent is None else self.spent + self.budget - self.earned

    @property
    def estimate_at_trend(self) -> Fraction | None:
        """EAC with the rest as dear as what was done: BAC / CPI."""
        return self.budget / self.cost_index if self.cost_index else None

    @property
    def estimate_at_both(self) -> Fraction | None:
        """EAC with the rest at cost and pace so far: AC + (BAC - EV) / (CPI · SPI)."""
        if self.spent is None or not self.cost_index or not self.schedule_index:
            return None
        return self.spent + (self.budget - self.earned) / (self.cost_index * self.schedule_index)

    @property
    def variance_at_completion(self) -> Fraction | None:
        """VAC = BAC - EAC, at the trend of cost."""
        trend = self.estimate_at_trend
        return None if trend is None else self.budget - trend

    @property
    def critical_ratio(self) -> Fraction | None:
        """CR = CPI · SPI."""
        if self.cost_index is None or self.schedule_index is None:
            return None
        return self.cost_index * self.schedule_index

    @property
    def to_complete(self) -> Fraction | None:
        """TCPI = (BAC - EV) / (BAC - AC): the cost index that the rest must reach.

        Negative if more than the budget is spent and work is left: it cannot be attained. ``None`` with
        nothing left to spend, or with unknown cost.
        """
        if self.spent is None or self.spent == self.budget:
            return None
        return (self.budget - self.earned) / (self.budget - self.spent)


@dataclass(frozen=True, slots=True)
class Schedule:
    """Earned schedule: at which moment of the plan as much was planned as is earned now. Unit: periods of the plan.

    Source:
        Lipke (2003), "Schedule is different"; portfolio.md 1.2 with its edge cases.
    """

    earned: Fraction  # ES
    elapsed: Fraction  # AT; at the real finish once everything is done, without suspended time
    planned: Fraction  # PD

    @property
    def variance(self) -> Fraction | None:
        """SV(t) = ES - AT, in periods: negative is behind."""
        return self.earned - self.elapsed if self.elapsed > 0 else None

    @property
    def index(self) -> Fraction | None:
        """SPI(t) = ES / AT: unlike SPI it does not return to 1 at the end of a late project."""
        return self.earned / self.elapsed if self.elapsed > 0 else None

    @property
    def estimate(self) -> Fraction | None:
        """IEAC(t) = PD / SPI(t): the whole duration if the rest goes on at this pace; ``None`` with nothing earned."""
        return self.planned / self.index if self.index else None

    def estimate_with(self, factor: Fraction) -> Fraction | None:
        """Return AT + (PD - ES) / PF: the whole duration with the rest at the pace ``factor`` (1: as planned)."""
        return self.elapsed + (self.planned - self.earned) / factor if factor > 0 else None

    @property
    def to_complete(self) -> Fraction | None:
        """TSPI = (PD - ES) / (PD - AT): the pace that the rest needs; ``None`` once the planned time is over."""
        if self.elapsed >= self.planned:
            return None
        return (self.planned - self.earned) / (self.planned - self.elapsed)


def earned_schedule(planned: Sequence[Fraction], earned: Fraction) -> Fraction:
    """Return ES in periods: where the curve of planned values reaches ``earned``.

    Args:
        planned: cumulative planned value at the end of period 1, 2, ... N; never falling, the last is the budget.
        earned: value earned so far.

    Returns:
        C + (EV - PV_C) / (PV_C+1 - PV_C), with C the last period whose planned value is at most ``earned``
        (the end of a plateau); with everything earned, the first period in which the whole budget was planned.

    Raises:
        ValueError: the plan falls or is empty, or more is earned than planned in all.
    """
    curve = [Fraction(0), *planned]
    if len(curve) == 1 or any(a > b for a, b in itertools.pairwise(curve)):
        raise ValueError("planned values are cumulative: none is less than the one before")
    if not 0 <= earned <= curve[-1]:
        raise ValueError("what is earned lies between nothing and the budget")
    if earned == curve[-1]:
        return Fraction(curve.index(earned))
    if earned == 0:  # a plan that begins with periods of rest is not ahead before anything is done
        return Fraction(0)
    whole = max(period for period, value in enumerate(curve) if value <= earned)
    return whole + (earned - curve[whole]) / (curve[whole + 1] - curve[whole])


def of_milestones(
    start: date, plan: Sequence[Due], on: date, *, suspended: int = 0
) -> Schedule | None:
    """Return the earned schedule in days of a plan of weighted milestones as of ``on``.

    The planned value grows evenly from one due date to the next; a milestone is earned whole on the day it is done
    and not before (no "90 % done").

    Args:
        start: the first day of the plan.
        plan: its milestones; the baseline's dates.
        on: the day of the report.
        suspended: days on which the project stood still by decision; they do not count as elapsed.

    Returns:
        The schedule with days as periods; ``None`` before the first day, without milestones, or where the
        last milestone is due no later than the start.

    Raises:
        ValueError: a weight is not positive, or more days are suspended than have passed.
    """
    if any(due.weight <= 0 for due in plan):
        raise ValueError("a weight is positive")
    if not plan or on <= start or max(due.on for due in plan) <= start:
        return None
    rows = sorted(plan, key=lambda due: due.on)
    total = sum(due.weight for due in rows)
    done = [due for due in rows if due.done_on and due.done_on <= on]
    earned = sum((due.weight for due in done), Fraction(0))
    finished = max(due.done_on for due in done if due.done_on) if len(done) == len(rows) else on
    elapsed = (finished - start).days - suspended
    if elapsed < 0 or suspended < 0:
        raise ValueError("no more days can be suspended than have passed")
    length = (rows[-1].on - start).days
    reached = Fraction(length) if earned == total else _reached(start, rows, earned)
    return Schedule(reached, Fraction(elapsed), Fraction(length))


def _reached(start: date, rows: Sequence[Due], earned: Fraction) -> Fraction:
    """Return the days from ``start`` until as much as ``earned`` was due, between two due dates in proportion."""
    before, day = Fraction(0), 0
    if earned == 0:
        return Fraction(0)
    for due in rows:
        here = max((due.on - start).days, 0)
        if before + due.weight > earned:
            return day + (earned - before) / due.weight * (here - day)
        before, day = before + due.weight, here
    return Fraction(day)


def finish(start: date, days: Fraction) -> date:
    """Return the day on which a duration in ``days`` from ``start`` is over; a part of a day counts as one."""
    return start + timedelta(days=-(-days.numerator // days.denominator))
