"""The computed status of a project: from dates, evidence and freshness alone, against the original baseline.

What an agency says of itself stands beside it and never enters. No later forecast, dropped or postponed milestone,
new baseline or silence makes it better: ``tests/monitoring/test_status.py`` holds that as properties.

Source of the rules: portfolio.md 1.5.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum, StrEnum
from typing import NamedTuple


class Colour(IntEnum):
    """Worse is greater."""

    GREEN = 0
    AMBER = 1
    RED = 2


class Freshness(IntEnum):
    """How old the last report is; worse is greater. ``SILENT`` is shown as "no data" and counts as not green."""

    FRESH = 0
    STALE = 1
    SILENT = 2


class Rule(StrEnum):
    """Which rule decided."""

    ON_TIME = "on_time"
    SLIP = "slip"  # the finish against the original baseline
    OVERDUE = "overdue"  # an open milestone past its date
    CRITICAL_OVERDUE = "critical_overdue"
    BEFORE = "before"  # the report before was worse: better needs two in a row


@dataclass(frozen=True, slots=True)
class Thresholds:
    """The published limits, in days and in per cent of the planned duration; a change is a new version."""

    version: int = 1
    green_days: int = 15
    green_percent: int = 10
    amber_percent: int = 30
    overdue: int = 30
    critical_overdue: int = 60
    evidence: int = 30


class Item(NamedTuple):
    """A milestone as one report told it. One that was dropped is handed in as it last was: open."""

    due_on: date  # in the original baseline; of a milestone added later, its first forecast
    forecast_on: date | None = None
    done_on: date | None = None
    has_evidence: bool = False
    is_critical: bool = False


class Report(NamedTuple):
    """What a report told of all milestones on its day."""

    reported_on: date
    items: Sequence[Item]


class Plan(NamedTuple):
    """The original baseline of the project."""

    starts_on: date
    ends_on: date


class Finding(NamedTuple):
    """A colour, the rule that decided it, and its numbers in days: what was measured, and the limit it passed or kept."""

    colour: Colour
    rule: Rule
    days: int
    limit: int


class Status(NamedTuple):
    """The status on a day."""

    finding: Finding
    freshness: Freshness
    age: int  # days since the last report

    @property
    def counts_as_green(self) -> bool:
        """Whether the project is green in a total: a silent one never is."""
        return self.finding.colour is Colour.GREEN and self.freshness is not Freshness.SILENT


def finding(plan: Plan, report: Report, as_of: date, limits: Thresholds) -> Finding:
    """Return what the records of ``report`` say on ``as_of``: the worst of slip and overdue milestones.

    Of rules that find the same colour the one with the slip is named, then the critical milestone.

    Raises:
        ValueError: the plan does not last a day, or the report lies after ``as_of``.
    """
    if plan.ends_on <= plan.starts_on:
        raise ValueError("a plan lasts at least a day")
    if report.reported_on > as_of:
        raise ValueError("a report of later is not known")
    found = [_slip(plan, report.items, as_of, limits), *_overdue(report.items, as_of, limits)]
    return max(found, key=lambda one: one.colour)


def _slip(plan: Plan, items: Sequence[Item], as_of: date, limits: Thresholds) -> Finding:
    duration = (plan.ends_on - plan.starts_on).days
    green = max(limits.green_days, duration * limits.green_percent // 100)
    amber = max(green, duration * limits.amber_percent // 100)
    ends = [_end(item, as_of, limits) for item in items]
    slip = (max(ends, default=max(plan.ends_on, as_of)) - plan.ends_on).days
    if slip > amber:
        return Finding(Colour.RED, Rule.SLIP, slip, amber)
    if slip > green:
        return Finding(Colour.AMBER, Rule.SLIP, slip, green)
    return Finding(Colour.GREEN, Rule.ON_TIME, slip, green)


def _overdue(items: Sequence[Item], as_of: date, limits: Thresholds) -> list[Finding]:
    open_ones = [item for item in items if not _is_done(item, as_of, limits)]
    late = [((as_of - item.due_on).days, item.is_critical) for item in open_ones]
    worst_critical = max((days for days, critical in late if critical), default=0)
    worst = max((days for days, _critical in late), default=0)
    found = []
    if worst_critical > limits.critical_overdue:
        limit = limits.critical_overdue
        found.append(Finding(Colour.RED, Rule.CRITICAL_OVERDUE, worst_critical, limit))
    if worst > limits.overdue:
        found.append(Finding(Colour.AMBER, Rule.OVERDUE, worst, limits.overdue))
    return found


def _is_done(item: Item, as_of: date, limits: Thresholds) -> bool:
    """Done, and proven; without evidence it is believed for some days only."""
    if item.done_on is None or item.done_on > as_of:
        return False
    return item.has_evidence or as_of <= item.done_on + timedelta(days=limits.evidence)


def _end(item: Item, as_of: date, limits: Thresholds) -> date:
    """When the item was done, or the earliest day on which it can be: what is open does not end in the past."""
    if item.done_on and _is_done(item, as_of, limits):
        return item.done_on
    return max(item.forecast_on or item.due_on, as_of)


def freshness(reported_on: date, as_of: date, period: int) -> Freshness:
    """Return how old a report is: stale after one ``period`` (in days), silent after two."""
    age = (as_of - reported_on).days
    if age > 2 * period:
        return Freshness.SILENT
    return Freshness.STALE if age > period else Freshness.FRESH


def status(
    plan: Plan, reports: Sequence[Report], as_of: date, *, period: int, limits: Thresholds
) -> Status | None:
    """Return the status on ``as_of``; ``None`` before the first report: nothing is known, which is not green.

    The last report decides, unless the one before was worse: a better colour needs two reports in a row, so the
    status is the worse of the last two. A worse one counts at once.

    Args:
        plan: the original baseline.
        reports: one a period, in any order.
        as_of: the day; later reports are not known on it.
        period: days between two reports.
        limits: the version of the thresholds that is in force.
    """
    known = sorted(
        (report for report in reports if report.reported_on <= as_of),
        key=lambda report: report.reported_on,
    )
    if not known:
        return None
    found = finding(plan, known[-1], as_of, limits)
    for before in known[-2:-1]:
        former = finding(plan, before, before.reported_on, limits)
        if former.colour > found.colour:
            found = Finding(former.colour, Rule.BEFORE, former.days, former.limit)
    last = known[-1].reported_on
    return Status(found, freshness(last, as_of, period), (as_of - last).days)
