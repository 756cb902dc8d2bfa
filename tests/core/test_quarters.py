from datetime import date, timedelta

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from proim.core.quarters import Quarter

DAYS = st.dates(date(1900, 1, 1), date(2199, 12, 31))
QUARTERS = st.builds(Quarter, st.integers(1900, 2199), st.integers(1, 4))


@given(DAYS)
def test_a_day_lies_in_its_quarter_and_in_no_neighbour(day):
    quarter = Quarter.of(day)
    assert quarter.first_day <= day <= quarter.last_day
    assert quarter.previous.last_day < day < quarter.next.first_day


@given(QUARTERS)
def test_quarters_join_without_gap_or_overlap(quarter):
    assert quarter.last_day + timedelta(days=1) == quarter.next.first_day
    assert 90 <= (quarter.last_day - quarter.first_day).days + 1 <= 92


@given(QUARTERS)
def test_a_code_is_read_back(quarter):
    assert Quarter.parse(quarter.code) == quarter


@given(QUARTERS, st.integers(-200, 200), st.integers(-200, 200))
def test_shifting_adds_up_and_keeps_the_order(quarter, one, other):
    assert quarter.shifted(one).shifted(other) == quarter.shifted(one + other)
    assert (quarter.shifted(one) < quarter.shifted(other)) == (one < other)
    assert quarter.shifted(0) == quarter


@given(QUARTERS, QUARTERS)
def test_order_is_the_order_of_time_and_of_the_codes(one, other):
    assert (one < other) == (one.first_day < other.first_day) == (one.code < other.code)


@pytest.mark.parametrize(
    "code",
    ["", "2011", "2011-Q0", "2011-Q5", "2011-q1", "11-Q1", "2011-Q1 ", "0000-Q1", "2011-Q12"],
)
def test_what_is_no_quarter_is_refused(code):
    with pytest.raises(ValueError, match="^" + code.strip()):
        Quarter.parse(code)


def test_the_quarters_of_the_programme_s_first_year():
    last = Quarter.of(date(2010, 12, 31))
    assert last.code == "2010-Q4"
    assert last.next == Quarter(2011, 1)
    assert (last.first_day, last.last_day) == (date(2010, 10, 1), date(2010, 12, 31))


def test_a_quarter_in_words():
    with override("es-mx"):
        assert str(Quarter(2011, 2)) == "segundo trimestre de 2011"
    with override("en"):
        assert str(Quarter(2010, 4)) == "fourth quarter of 2010"
