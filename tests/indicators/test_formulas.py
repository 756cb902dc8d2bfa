from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proim.indicators.formulas import percentage, rounding_gap, shares, unaccounted

counts = st.integers(0, 10**9)


@pytest.mark.parametrize(
    ("numerator", "denominator", "expected"),
    [
        (44, 88, "50.0"),
        (1, 2, "50.0"),
        (0, 88, "0.0"),
        (88, 88, "100.0"),
        (1, 3, "33.3"),
        (2, 3, "66.7"),
        (1, 8, "12.5"),
        (1, 2000, "0.1"),  # 0.05 exactly: half goes up
        (9, 2000, "0.5"),  # 0.45 exactly: half goes up, not to the even neighbour
        (1, 2001, "0.0"),
        (13, 75, "17.3"),
    ],
)
def test_golden_percentages(numerator, denominator, expected):
    assert percentage(numerator, denominator) == Decimal(expected)
    assert str(percentage(numerator, denominator)) == expected


def test_without_a_denominator_there_is_no_figure():
    assert percentage(0, 0) is None


@pytest.mark.parametrize("pair", [(-1, 2), (1, -2)])
def test_counts_are_not_negative(pair):
    with pytest.raises(ValueError, match="negative"):
        percentage(*pair)


@given(numerator=counts, denominator=st.integers(1, 10**9))
def test_a_percentage_is_the_nearest_tenth(numerator, denominator):
    exact, found = Fraction(100 * numerator, denominator), percentage(numerator, denominator)
    distance = exact - Fraction(found)
    assert -Fraction(1, 20) <= distance < Fraction(1, 20)


@given(numerator=counts, more=counts, denominator=st.integers(1, 10**9))
def test_a_percentage_never_falls_when_more_is_counted(numerator, more, denominator):
    assert percentage(numerator + more, denominator) >= percentage(numerator, denominator)


@given(part=st.integers(0, 500), rest=st.integers(0, 500))
def test_a_part_of_a_whole_lies_between_nothing_and_all(part, rest):
    found = percentage(part, part + rest)
    assert found is None or 0 <= found <= 100


def test_the_shares_of_the_programme():
    assert shares([33, 24, 5, 13]) == [Decimal(s) for s in ("44.0", "32.0", "6.7", "17.3")]
    assert rounding_gap(shares([33, 24, 5, 13])) == 0


def test_shares_that_do_not_make_a_hundred_say_by_how_much():
    assert rounding_gap(shares([1, 1, 1])) == Decimal("0.1")
    assert rounding_gap(shares([1, 1, 1, 1, 1, 1])) == Decimal("-0.2")
    assert shares([0, 0]) == [None, None]
    assert rounding_gap(shares([0, 0])) == 0


@given(numbers=st.lists(st.integers(0, 1000), min_size=1, max_size=9))
def test_the_gap_is_at_most_half_a_tenth_for_each_share(numbers):
    assert abs(rounding_gap(shares(numbers))) <= Decimal("0.05") * len(numbers)


def test_a_sum_tells_what_it_lacks():
    assert unaccounted(75, [33, 24, 5, 13]) == 0
    assert unaccounted(75, [33, 24, 5]) == 13
