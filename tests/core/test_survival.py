"""Kaplan-Meier against published numbers and against its own definition."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proim.core.survival import Case, curve, log_rank

# Freireich et al. (1963), Blood 21, 699-716: weeks of remission; + is censored.
MERCAPTOPURINE = "6 6 6 6+ 7 9+ 10 10+ 11+ 13 16 17+ 19+ 20+ 22 23 25+ 32+ 32+ 34+ 35+"
PLACEBO = "1 1 2 2 3 4 4 5 5 8 8 8 8 11 11 12 12 15 17 22 23"
# portfolio.md 1.8, counted by hand: ratios of actual to planned duration; one is still open at 1.6.
RATIOS = "9/10 1 1 11/10 6/5 13/10 3/2 9/5 12/5 8/5+"


def told(text):
    return [Case(Fraction(word.rstrip("+")), not word.endswith("+")) for word in text.split()]


def test_the_curve_of_a_published_trial():
    found = curve(told(MERCAPTOPURINE))
    survival = {float(step.duration): round(float(step.left), 4) for step in found.steps}
    assert survival == {
        6: 0.8571, 7: 0.8067, 10: 0.7529, 13: 0.6902, 16: 0.6275, 22: 0.5378, 23: 0.4482,
    }  # fmt: skip
    errors = [round(error, 4) for error in found.errors()]
    assert errors == [0.0764, 0.0869, 0.0963, 0.1068, 0.1141, 0.1282, 0.1346]
    assert found.quantile(50) == 23
    assert curve(told(PLACEBO)).quantile(50) == 8
    assert round(log_rank(told(MERCAPTOPURINE), told(PLACEBO)), 2) == 16.79


def test_quantiles_from_the_start_and_of_those_who_lasted():
    found = curve(told(RATIOS))
    left = {step.duration: step.left for step in found.steps}
    assert left[Fraction(3, 2)] == Fraction(3, 10)
    assert left[Fraction(9, 5)] == Fraction(15, 100)
    assert found.left(Fraction(8, 5)) == Fraction(3, 10)
    assert (found.cases, found.events) == (10, 9)
    assert [float(found.quantile(percent)) for percent in (50, 80)] == [1.2, 1.8]
    lasted = Fraction(5, 4)
    assert [float(found.quantile(p, beyond=lasted)) for p in (50, 80)] == [1.8, 2.4]


def test_what_was_never_seen_is_not_invented():
    waiting = curve(told("1 2+ 3+ 4+"))
    assert waiting.quantile(20) == 1
    assert waiting.quantile(50) is None  # three of four still wait
    assert waiting.longest == 4
    assert curve([]).quantile(50) is None
    over = curve(told("1 2"))
    assert over.quantile(50, beyond=Fraction(2)) is None
    for wrong in (0, 100):
        with pytest.raises(ValueError, match="between 1 and 99"):
            over.quantile(wrong)
    with pytest.raises(ValueError, match="negative"):
        curve(told("-1"))
    assert log_rank(told("1+ 2+"), told("1+")) is None


CASES = st.lists(
    st.builds(Case, st.integers(0, 30).map(Fraction), st.booleans()), min_size=1, max_size=60
)


@given(CASES)
def test_the_curve_falls_and_without_waiting_ones_is_the_plain_share(cases):
    found = curve(cases)
    lefts = [step.left for step in found.steps]
    assert lefts == sorted(lefts, reverse=True)
    assert all(0 <= left < 1 for left in lefts)
    closed = [Case(case.duration, True) for case in cases]
    for step in curve(closed).steps:
        longer = sum(case.duration > step.duration for case in closed)
        assert step.left == Fraction(longer, len(closed))


@given(CASES, st.integers(1, 99))
def test_a_quantile_is_the_first_duration_at_which_enough_have_ended(cases, percent):
    found = curve(cases)
    quantile = found.quantile(percent)
    enough = [s.duration for s in found.steps if 1 - s.left >= Fraction(percent, 100)]
    assert quantile == (enough[0] if enough else None)


@given(CASES)
def test_counting_who_still_waits_never_makes_it_faster(cases):
    closed = curve([Case(case.duration, True) for case in cases])
    for step in closed.steps:
        assert curve(cases).left(step.duration) >= step.left
