"""Working days, counted by hand on a calendar of 2010 to 2024."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proim.core.working_days import (
    add_working_days,
    holidays,
    is_working_day,
    nth_working_day,
    working_days_between,
)

days = st.dates(date(2006, 2, 1), date(2060, 12, 31))


def test_the_holidays_of_2011():
    assert holidays(2011) == {
        date(2011, 1, 1),  # a Saturday: not moved
        date(2011, 2, 7),
        date(2011, 3, 21),
        date(2011, 5, 1),  # a Sunday: not moved
        date(2011, 9, 16),
        date(2011, 11, 21),
        date(2011, 12, 25),
    }


@pytest.mark.parametrize(
    "day", [date(2012, 12, 1), date(2018, 12, 1), date(2024, 10, 1), date(2030, 10, 1)]
)
def test_the_handover_of_the_federal_executive_is_a_holiday(day):
    assert day in holidays(day.year)


@pytest.mark.parametrize("day", [date(2011, 12, 1), date(2024, 12, 2), date(2018, 10, 1)])
def test_without_a_handover_those_days_are_worked(day):
    assert is_working_day(day)


@pytest.mark.parametrize(
    ("first", "number", "expected"),
    [
        (date(2011, 1, 1), 1, date(2011, 1, 3)),  # Saturday and holiday, then Sunday
        (date(2011, 1, 3), 1, date(2011, 1, 3)),
        (date(2011, 1, 3), 10, date(2011, 1, 14)),
        (date(2011, 2, 4), 2, date(2011, 2, 8)),  # over the holiday of Monday 7 February
        (date(2011, 3, 18), 2, date(2011, 3, 22)),  # over the holiday of Monday 21 March
        (date(2011, 4, 29), 2, date(2011, 5, 2)),  # 1 May is a Sunday: Monday is worked
    ],
)
def test_counting_from_a_day_on(first, number, expected):
    assert nth_working_day(first, number) == expected


def test_counting_starts_at_one():
    with pytest.raises(ValueError, match="from 1"):
        nth_working_day(date(2011, 1, 3), 0)


def test_a_term_does_not_count_the_day_it_starts_on():
    assert add_working_days(date(2011, 1, 31), 5) == date(2011, 2, 8)
    assert add_working_days(date(2011, 2, 8), -5) == date(2011, 1, 31)
    assert add_working_days(date(2011, 2, 6), 0) == date(2011, 2, 6)


def test_days_between():
    assert working_days_between(date(2011, 2, 4), date(2011, 2, 8)) == 1
    assert working_days_between(date(2011, 2, 8), date(2011, 2, 4)) == -1
    assert working_days_between(date(2011, 2, 4), date(2011, 2, 4)) == 0


@given(day=days, count=st.integers(1, 60))
def test_what_was_added_is_what_lies_between(day, count):
    end = add_working_days(day, count)

    assert is_working_day(end)
    assert working_days_between(day, end) == count


@given(first=days, number=st.integers(1, 60))
def test_the_next_number_is_the_next_working_day(first, number):
    here = nth_working_day(first, number)

    assert nth_working_day(first, number + 1) == add_working_days(here, 1)
    assert here >= first


@given(day=days)
def test_no_weekend_is_worked(day):
    assert not is_working_day(day + timedelta(days=SATURDAY_FROM[day.weekday()]))


SATURDAY_FROM = [5, 4, 3, 2, 1, 0, 0]
