"""The computed status: its limits counted by hand, and what must never make it better."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proim.monitoring.formulas.status import (
    Colour,
    Finding,
    Freshness,
    Item,
    Plan,
    Report,
    Rule,
    Thresholds,
    finding,
    status,
)

ZERO, LIMITS, QUARTER = date(2011, 1, 1), Thresholds(), 91
GREEN, AMBER, RED = Colour


def day(number):
    return ZERO + timedelta(days=number)


PLAN = Plan(ZERO, day(200))  # green up to 20 days of slip (10 %), amber up to 60 (30 %)


def seen(*items, on=0, plan=PLAN):
    return finding(plan, Report(day(on), items), day(on), LIMITS)


def item(due, forecast=None, **more):
    dates = {name: day(more.pop(name)) for name in ("done_on",) if name in more}
    return Item(day(due), None if forecast is None else day(forecast), **dates, **more)


@pytest.mark.parametrize(
    ("forecast", "found"),
    [
        (200, Finding(GREEN, Rule.ON_TIME, 0, 20)),
        (190, Finding(GREEN, Rule.ON_TIME, -10, 20)),
        (220, Finding(GREEN, Rule.ON_TIME, 20, 20)),
        (221, Finding(AMBER, Rule.SLIP, 21, 20)),
        (260, Finding(AMBER, Rule.SLIP, 60, 20)),
        (261, Finding(RED, Rule.SLIP, 61, 60)),
    ],
)
def test_the_slip_of_the_finish_against_the_original_plan(forecast, found):
    assert seen(item(100, 100), item(200, forecast)) == found


def test_a_short_plan_has_fifteen_days():
    short = Plan(ZERO, day(40))  # 10 % are 4 days, 30 % are 12
    assert seen(item(40, 55), plan=short) == Finding(GREEN, Rule.ON_TIME, 15, 15)
    assert seen(item(40, 56), plan=short) == Finding(RED, Rule.SLIP, 16, 15)


def test_an_open_milestone_past_its_date():
    rest = item(200, 200)
    assert seen(item(50, 90), rest, on=80).colour == GREEN  # thirty days
    assert seen(item(50, 90), rest, on=81) == Finding(AMBER, Rule.OVERDUE, 31, 30)
    critical = item(50, 150, is_critical=True)
    assert seen(critical, rest, on=110) == Finding(AMBER, Rule.OVERDUE, 60, 30)
    assert seen(critical, rest, on=111) == Finding(RED, Rule.CRITICAL_OVERDUE, 61, 60)


def test_done_without_evidence_is_believed_for_thirty_days():
    claimed = item(50, done_on=50)
    rest = item(200, 200)
    assert seen(claimed, rest, on=80).colour == GREEN
    assert seen(claimed, rest, on=81) == Finding(AMBER, Rule.OVERDUE, 31, 30)
    assert seen(claimed._replace(has_evidence=True), rest, on=150).colour == GREEN
    assert seen(item(200, done_on=230, has_evidence=True), on=400) == Finding(
        AMBER, Rule.SLIP, 30, 20
    )


def test_an_open_milestone_does_not_end_in_the_past():
    assert seen(item(200, 200), on=221) == Finding(AMBER, Rule.SLIP, 21, 20)
    assert seen(on=221) == Finding(AMBER, Rule.SLIP, 21, 20)  # no milestone at all


def of(*forecasts, at=None, plan=PLAN):
    reports = [Report(day(91 * n), [item(200, f)]) for n, f in enumerate(forecasts)]
    as_of = day(91 * (len(forecasts) - 1) if at is None else at)
    return status(plan, reports, as_of, period=QUARTER, limits=LIMITS)


def test_better_needs_two_reports_and_worse_needs_one():
    assert of(300).finding.colour == RED
    once = of(300, 200).finding
    assert (once.colour, once.rule, once.days) == (RED, Rule.BEFORE, 100)
    assert of(300, 200, 200).finding == Finding(GREEN, Rule.ON_TIME, 0, 20)
    assert of(300, 230, 200).finding[:2] == (AMBER, Rule.BEFORE)
    assert of(200, 200, 300).finding == Finding(RED, Rule.SLIP, 100, 60)


def test_silence_is_shown_and_never_counts_as_green():
    fresh, stale, silent = (of(200, at=days) for days in (91, 92, 183))
    assert [one.freshness for one in (fresh, stale, silent)] == list(Freshness)
    assert [one.counts_as_green for one in (fresh, stale, silent)] == [True, True, False]
    assert silent.finding.colour == GREEN
    assert silent.age == 183
    assert status(PLAN, [], day(5), period=QUARTER, limits=LIMITS) is None


def test_what_makes_no_sense_is_refused():
    with pytest.raises(ValueError, match="at least a day"):
        seen(item(1), plan=Plan(ZERO, ZERO))
    with pytest.raises(ValueError, match="not known"):
        finding(PLAN, Report(day(5), []), day(4), LIMITS)


# What must never make the public status better.

DAYS = st.integers(0, 400)
ITEMS = st.builds(
    Item,
    due_on=DAYS.map(day),
    forecast_on=st.none() | DAYS.map(day),
    done_on=st.none() | DAYS.map(day),
    has_evidence=st.booleans(),
    is_critical=st.booleans(),
)
OPEN = ITEMS.map(lambda one: one._replace(done_on=None))
REPORTS = st.lists(
    st.tuples(st.integers(0, 12), st.lists(ITEMS, max_size=6)), min_size=1, max_size=6,
    unique_by=lambda pair: pair[0],
).map(lambda pairs: [Report(day(30 * n), items) for n, items in pairs])  # fmt: skip
PLANS = st.integers(1, 400).map(lambda n: Plan(ZERO, day(n)))


def public(plan, reports, as_of):
    found = status(plan, reports, as_of, period=30, limits=LIMITS)
    return (found.finding.colour, found.freshness, not found.counts_as_green)


def is_not_better(after, before):
    return all(a >= b for a, b in zip(after, before, strict=True))


def changed(reports, change):
    """Change one open item in the last report."""
    *before, last = sorted(reports, key=lambda report: report.reported_on)
    return [*before, Report(last.reported_on, change(list(last.items)))]


@given(PLANS, REPORTS, OPEN, st.integers(0, 400), st.integers(0, 200))
def test_a_later_forecast_never_improves_it(plan, reports, one, more, wait):
    as_of = day(360 + wait)
    later = one._replace(forecast_on=(one.forecast_on or one.due_on) + timedelta(days=more))
    before = public(plan, changed(reports, lambda items: [*items, one]), as_of)
    assert is_not_better(
        public(plan, changed(reports, lambda items: [*items, later]), as_of), before
    )


@given(PLANS, REPORTS, OPEN, st.integers(0, 400), st.integers(0, 400))
def test_a_split_or_an_added_milestone_never_improves_it(plan, reports, one, first, second):
    as_of = day(360)
    base = one.forecast_on or one.due_on
    parts = [one._replace(forecast_on=base + timedelta(days=more)) for more in (first, second)]
    before = public(plan, changed(reports, lambda items: [*items, one]), as_of)
    assert is_not_better(
        public(plan, changed(reports, lambda items: [*items, *parts]), as_of), before
    )
    if reports[-1].items:
        added = public(plan, changed(reports, lambda items: [*items, one]), as_of)
        assert is_not_better(added, public(plan, changed(reports, list), as_of))


@given(PLANS, REPORTS, st.integers(0, 300), st.integers(0, 300))
def test_time_without_a_report_never_improves_it(plan, reports, wait, longer):
    first, second = day(360 + wait), day(360 + wait + longer)
    assert is_not_better(public(plan, reports, second), public(plan, reports, first))


@given(PLANS, REPORTS, ITEMS.filter(lambda one: one.done_on), st.integers(0, 200))
def test_taking_evidence_away_never_improves_it(plan, reports, one, wait):
    as_of = day(360 + wait)
    proven, bare = (one._replace(has_evidence=has) for has in (True, False))
    before = public(plan, changed(reports, lambda items: [*items, proven]), as_of)
    assert is_not_better(
        public(plan, changed(reports, lambda items: [*items, bare]), as_of), before
    )


@given(PLANS, REPORTS, st.permutations(range(6)))
def test_the_order_of_the_records_does_not_matter(plan, reports, order):
    shuffled = [reports[n] for n in order if n < len(reports)]
    assert public(plan, shuffled, day(360)) == public(plan, reports, day(360))
