"""Earned value and earned schedule against published examples."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proim.plans.formulas.earned import Due, Schedule, Value, earned_schedule, finish, of_milestones

F = Fraction
START = date(2011, 1, 1)


def near(value, digits):
    return None if value is None else round(float(value), digits)


def test_the_example_of_anbari():
    # Anbari (2003), Project Management Journal 34(4): BAC 100,000, PD 40 weeks, week 20.
    value = Value(F(100_000), planned=F(50_000), earned=F(40_000), spent=F(60_000))
    assert (value.cost_variance, value.schedule_variance) == (-20_000, -10_000)
    assert near(value.cost_index, 4) == 0.6667
    assert value.schedule_index == F(4, 5)
    assert value.estimate_at_trend == 150_000
    assert value.estimate_at_plan == 120_000  # 60,000 + 100,000 - 40,000
    assert value.estimate_at_both == 172_500  # 60,000 + 60,000 / (2/3 · 4/5)
    assert value.variance_at_completion == -50_000
    assert near(value.critical_ratio, 4) == 0.5333
    assert value.to_complete == F(3, 2)


def test_an_index_that_says_nothing_yet_is_not_a_number():
    before = Value(F(100), planned=F(0), earned=F(0), spent=F(0))
    assert (before.cost_index, before.schedule_index, before.critical_ratio) == (None, None, None)
    assert (before.estimate_at_trend, before.estimate_at_both) == (None, None)
    assert before.variance_at_completion is None
    unknown = Value(F(100), planned=F(40), earned=F(35))
    assert unknown.schedule_index == F(7, 8)  # R package PRA 0.3.0, page of spi(): 0.875
    assert (unknown.cost_variance, unknown.cost_index, unknown.estimate_at_plan) == (
        None,
        None,
        None,
    )
    assert unknown.to_complete is None
    overspent = Value(F(100), planned=F(90), earned=F(80), spent=F(120))
    assert overspent.to_complete == -1  # not attainable
    assert Value(F(100), planned=F(90), earned=F(80), spent=F(100)).to_complete is None
    for wrong in ({"earned": F(101)}, {"earned": F(-1)}, {"planned": F(101), "earned": F(0)}):
        with pytest.raises(ValueError, match="between nothing and the budget"):
            Value(F(100), **{"planned": F(0), **wrong})


def test_the_example_of_advantager():
    # advantager-pro/advantager, spec/models/project_spec.rb: periods 5 to 12 of the plan, EV 2260 in period 7.
    planned = [F(n) for n in (300, 600, 900, 1200, 1500, 2000, 2500, 2950, 3350, 3650, 3900, 4000)]
    schedule = Schedule(earned_schedule(planned, F(2260)), F(7), F(12))
    assert schedule.earned == F(652, 100)
    assert near(schedule.variance, 2) == -0.48
    assert near(schedule.index, 2) == 0.93
    assert near(schedule.estimate, 1) == 12.9
    assert near(schedule.estimate_with(F(1)), 2) == 12.48
    assert near(schedule.to_complete, 3) == 1.096


def test_a_project_that_ends_late():
    # Lipke (2003), "Schedule is different", the late finish project; recalled in portfolio.md 1.2.
    planned = [F(n) for n in (105, 200, 515, 845, 1175, 1475, 1805, 2135, 2435, 2665, 2760, 2823)]
    earned = (95, 180, 470, 770, 1065, 1315, 1610, 1900, 2150, 2275, 2425, 2555, 2695, 2770, 2823)
    found = [earned_schedule(planned, F(value)) for value in earned]
    assert [near(value, 3) for value in found] == [
        0.905, 1.789, 2.857, 3.773, 4.667, 5.467, 6.409, 7.288, 8.05, 8.467, 8.967, 9.522, 10.316, 11.159, 12,
    ]  # fmt: skip
    end = Schedule(found[-1], F(15), F(12))
    assert (end.variance, end.index, end.to_complete) == (-3, F(4, 5), None)
    assert (
        Value(F(2823), planned=F(2823), earned=F(2823)).schedule_index == 1
    )  # what SPI says of it


def test_plateaus_beginnings_and_ends():
    plan = [F(0), F(10), F(10), F(10), F(30), F(30)]
    assert earned_schedule(plan, F(0)) == 0
    assert earned_schedule(plan, F(10)) == 4  # the end of the plateau
    assert earned_schedule(plan, F(20)) == F(9, 2)
    assert earned_schedule(plan, F(30)) == 5  # the first period in which all was planned
    nothing = Schedule(F(0), F(3), F(12))
    assert (nothing.index, nothing.estimate, nothing.to_complete) == (0, None, F(4, 3))
    assert Schedule(F(0), F(0), F(12)).index is None
    assert Schedule(F(0), F(0), F(12)).variance is None
    assert nothing.estimate_with(F(0)) is None
    for wrong in ([], [F(3), F(2)]):
        with pytest.raises(ValueError, match="cumulative"):
            earned_schedule(wrong, F(0))
    with pytest.raises(ValueError, match="between nothing and the budget"):
        earned_schedule([F(1)], F(2))


def day(number):
    return START + timedelta(days=number)


def test_milestones_give_days_behind():
    # By hand: three equal milestones due on days 30, 60, 90. On day 60 one is done: a third of the plan,
    # which was due on day 30: thirty days behind, at half the pace, 180 days in all.
    plan = [Due(F(1), day(30), day(45)), Due(F(1), day(60)), Due(F(1), day(90))]
    found = of_milestones(START, plan, day(60))
    assert (found.earned, found.variance, found.index, found.estimate) == (30, -30, F(1, 2), 180)
    assert finish(START, found.estimate) == day(180)
    # A milestone done before the one due first fills the curve from its beginning; a double weight counts twice.
    early = [Due(F(1), day(30)), Due(F(2), day(60), day(10)), Due(F(1), day(90))]
    assert of_milestones(START, early, day(20)).earned == 45  # 30 + (2 - 1) / 2 · 30
    assert of_milestones(START, early, day(9)).earned == 0  # not done yet on that day
    # Suspended days are taken from the elapsed ones; after the end the real finish counts.
    assert of_milestones(START, plan, day(60), suspended=20).variance == -10
    over = [due._replace(done_on=day(120)) for due in plan]
    assert of_milestones(START, over, day(400)) == Schedule(F(90), F(120), F(90))


def test_no_plan_says_nothing():
    plan = [Due(F(1), day(30))]
    assert of_milestones(START, plan, START) is None
    assert of_milestones(START, [], day(5)) is None
    assert of_milestones(START, [Due(F(1), START)], day(5)) is None
    with pytest.raises(ValueError, match="positive"):
        of_milestones(START, [Due(F(0), day(30))], day(5))
    with pytest.raises(ValueError, match="suspended"):
        of_milestones(START, plan, day(5), suspended=6)


PLANS = st.lists(st.integers(0, 50).map(F), min_size=1, max_size=12).map(
    lambda steps: [sum(steps[: n + 1], F(0)) for n in range(len(steps))]
)


@given(PLANS, st.integers(0, 100), st.integers(0, 100))
def test_who_earns_more_is_never_earlier_in_the_plan(plan, one, other):
    low, high = sorted((one, other))
    assert earned_schedule(plan, plan[-1] * low / 100) <= earned_schedule(
        plan, plan[-1] * high / 100
    )


@given(PLANS.filter(lambda plan: plan[-1] > 0), st.data())
def test_on_the_plan_the_earned_schedule_plans_what_is_earned(plan, data):
    earned = plan[-1] * data.draw(st.integers(0, 99)) / 100
    place = earned_schedule(plan, earned)
    curve = [F(0), *plan]
    whole = int(place)
    rest = (place - whole) * (curve[min(whole + 1, len(plan))] - curve[whole])
    assert curve[whole] + rest == earned
