"""The forecast of the finish: classes with open projects, honest ends, and the score of earlier forecasts."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proim.core.survival import Case, curve
from proim.plans.formulas.finish import (
    Course,
    Finish,
    Held,
    Rung,
    case,
    finish_date,
    held,
    ladder,
    quantile_ranks,
    widened,
)

ZERO = date(2010, 1, 1)
# portfolio.md 1.8, "conditional_km_reference_class", counted by hand; the one of 1.6 is still open.
RATIOS = (90, 100, 100, 110, 120, 130, 150, 180, 240)


def day(number):
    return ZERO + timedelta(days=number)


def example():
    closed = [Case(Fraction(ratio, 100), True) for ratio in RATIOS]
    return curve([*closed, Case(Fraction(160, 100), False)])


def running(planned=100):
    return Course(ZERO, day(planned))


def test_a_project_is_a_ratio_to_its_plan():
    assert case(Course(ZERO, day(100), day(150)), day(400)) == (Fraction(3, 2), True)
    assert case(Course(ZERO, day(100), day(150)), day(120)) == (
        Fraction(6, 5),
        False,
    )  # not known yet
    assert case(Course(ZERO, day(100), day(150), is_cancelled=True), day(400)) == (
        Fraction(3, 2),
        False,
    )
    assert case(running(), day(30)) == (Fraction(3, 10), False)
    assert case(Course(day(50), day(100)), day(30)) is None
    assert case(Course(ZERO, ZERO), day(30)) is None


def test_dates_from_the_class_at_the_start_and_under_way():
    at_start = [finish_date(running(), example(), percent, ZERO) for percent in (50, 80)]
    assert at_start == [Finish(50, day(120), None), Finish(80, day(180), None)]
    under_way = [finish_date(running(), example(), percent, day(125)) for percent in (50, 80)]
    assert under_way == [Finish(50, day(180), None), Finish(80, day(240), None)]
    assert finish_date(running(), example(), 80, ZERO, nominal=90) == Finish(80, day(240), None)


def test_where_the_class_never_went_no_day_is_invented():
    assert finish_date(running(), example(), 80, day(250)) == Finish(80, None, day(250))
    open_ones = curve([Case(Fraction(1), True), *[Case(Fraction(2), False)] * 3])
    assert finish_date(running(), open_ones, 50, ZERO) == Finish(50, None, day(200))
    assert finish_date(Course(ZERO, day(100), day(90)), example(), 50, day(91)) is None
    assert finish_date(Course(day(5), day(100)), example(), 50, ZERO) is None


def test_the_first_class_that_is_large_enough_is_taken():
    ended = [Course(ZERO, day(100), day(100 + n)) for n in range(10)]
    waiting = [running()] * 10
    small, few_ends = (
        Rung("alike", ended),
        Rung("type", [*ended[:9], *waiting, running(), running()]),
    )
    whole = Rung("portfolio", [*ended, *waiting])
    found = ladder([small, few_ends, whole], day(150))
    assert (found.name, found.curve.cases, found.curve.events) == ("portfolio", 20, 10)
    assert ladder([small, few_ends], day(150)) is None
    assert ladder([whole], day(50)) is None  # on that day none had ended


def test_earlier_forecasts_are_scored_only_where_the_outcome_is_known():
    forecasts = [
        (Finish(80, day(10), None), day(9), day(50)),  # held
        (Finish(80, day(10), None), day(10), day(50)),  # held on its day
        (Finish(80, day(10), None), day(11), day(50)),  # missed
        (Finish(80, day(10), None), None, day(50)),  # missed: still open after its day
        (Finish(80, day(60), None), None, day(50)),  # not known yet
        (Finish(80, None, day(90)), day(9), day(50)),  # no day was given
    ]
    assert held(forecasts) == Held(2, 4)


def test_the_quantile_is_widened_until_the_forecasts_held():
    held_of_100 = {80: 70, 81: 74, 82: 79, 83: 80, 84: 90}
    assert widened(80, lambda nominal: Held(held_of_100[nominal], 100)) == 83
    assert widened(80, lambda _nominal: Held(0, 0), most=85) == 85
    assert widened(80, lambda _nominal: Held(9, 10)) == 80


def test_ranks_that_hold_a_quantile():
    # golden_numbers.json, "quantile_rank_ci" (binomial): n 20 and 30, P80, at least 90 %.
    assert quantile_ranks(20, 80)[:2] == (13, 20)
    assert round(quantile_ranks(20, 80).probability, 3) == 0.956
    assert quantile_ranks(30, 80)[:2] == (20, 28)
    assert round(quantile_ranks(30, 80).probability, 2) == 0.93
    assert quantile_ranks(3, 80).high == 4  # above every one of three
    for wrong in ((0, 80), (5, 0), (5, 100)):
        with pytest.raises(ValueError, match="ranks need a sample"):
            quantile_ranks(*wrong)


CASES = st.lists(
    st.builds(Case, st.integers(1, 300).map(lambda n: Fraction(n, 100)), st.booleans()), min_size=1, max_size=60
)  # fmt: skip


@given(CASES, st.integers(0, 400), st.integers(1, 98))
def test_no_forecast_lies_before_today_and_a_surer_one_never_before_a_less_sure(
    cases, elapsed, percent
):
    today = day(elapsed)
    less = finish_date(running(), curve(cases), percent, today)
    more = finish_date(running(), curve(cases), percent + 1, today)
    for one in (less, more):
        assert (one.on or one.later_than) >= today
        assert (one.on is None) != (one.later_than is None)
    if more.on:
        assert less.on
        assert less.on <= more.on
