"""The slip chart, counted by hand, and against an independent median of slopes."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proim.plans.formulas.slips import FaultyForecastError, Forecast, Slips, check, last_of_each_day

ZERO = date(2011, 1, 1)


def day(number):
    return ZERO + timedelta(days=number)


def told(*pairs, baseline=100):
    return Slips(day(baseline), last_of_each_day(Forecast(day(t), day(f)) for t, f in pairs))


def test_the_line_of_the_golden_numbers():
    # golden_numbers.json, "mta_line": t 0, 30, 60; F 100, 115, 130 -> drift 0.5, meets the diagonal at 200.
    slips = told((0, 100), (30, 115), (60, 130))
    assert slips.drift == Fraction(1, 2)
    assert slips.meets_today_on == day(200)
    assert (slips.slip, slips.since_first, slips.moves) == (30, 30, [15, 15])
    assert not slips.is_drift_of_few


def test_stable_receding_and_silent():
    stable = told((0, 100), (30, 100), (60, 100))
    assert (stable.drift, stable.slip, stable.moves) == (0, 0, [])
    assert stable.meets_today_on == day(100)
    receding = told((0, 100), (30, 130), (60, 160))
    assert receding.drift == 1
    assert receding.meets_today_on is None
    two = told((0, 100), (30, 106))
    assert (two.drift, two.is_drift_of_few) == (Fraction(1, 5), True)
    assert two.meets_today_on == day(125)  # 30 + 76 / 0.8
    one, none = told((0, 100)), told()
    assert (one.drift, one.meets_today_on, one.slip) == (None, None, 0)
    assert (none.drift, none.slip, none.since_first, none.lead()) == (None, None, None, None)


def test_one_wild_report_does_not_turn_the_drift():
    # The ten slopes by hand: -10, six times 0, 10/3, 5, 10: the median is 0, the mean is not.
    assert told((0, 100), (30, 100), (60, 100), (90, 400), (120, 100)).drift == 0


def test_the_last_report_of_a_day_stands():
    slips = told((0, 100), (30, 150), (30, 110))
    assert [forecast.finish_on for forecast in slips.forecasts] == [day(100), day(110)]


def test_when_a_slip_was_admitted():
    assert told((0, 100), (70, 140)).lead() == 30  # thirty days ahead of the date
    assert told((0, 100), (112, 140)).lead() == -12  # twelve days after it
    assert told((0, 100), (70, 110), (90, 140)).lead(tolerance=15) == 10
    assert told((0, 100), (70, 95)).lead() is None


def test_what_cannot_be_true_is_refused():
    check(day(10), day(10), is_done=True)
    check(day(10), day(10), is_done=False)
    with pytest.raises(FaultyForecastError, match="future_finish"):
        check(day(10), day(11), is_done=True)
    with pytest.raises(FaultyForecastError, match="past_forecast"):
        check(day(10), day(9), is_done=False)


PAIRS = st.lists(
    st.tuples(st.integers(0, 400), st.integers(0, 900)),
    min_size=2, max_size=15, unique_by=lambda pair: pair[0],
)  # fmt: skip


@given(PAIRS)
def test_the_drift_is_a_slope_that_half_of_the_pairs_do_not_exceed(pairs):
    drift = told(*pairs).drift
    slopes = [
        Fraction(b[1] - a[1], b[0] - a[0])
        for number, a in enumerate(sorted(pairs))
        for b in sorted(pairs)[number + 1 :]
    ]
    assert 2 * sum(slope <= drift for slope in slopes) >= len(slopes)
    assert 2 * sum(slope >= drift for slope in slopes) >= len(slopes)


@given(PAIRS, st.integers(1, 300))
def test_moving_every_forecast_alike_moves_the_slip_and_leaves_the_drift(pairs, later):
    before = told(*pairs)
    after = told(*((t, f + later) for t, f in pairs))
    assert after.drift == before.drift
    assert after.slip == before.slip + later
