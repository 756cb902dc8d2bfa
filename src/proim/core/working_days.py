"""Working days of the public administration: Monday to Friday without the statutory holidays.

Pure functions. What an agency rests besides (Holy Week, its own notices in the Gazette) is the
agency's calendar: it hands its own test of a day (``works``) to the same counting.
"""

from collections.abc import Callable
from datetime import date, timedelta
from functools import cache
from typing import TypeAlias

MONDAY, SATURDAY = 0, 5
LAST_DECEMBER_HANDOVER = 2018

Works: TypeAlias = Callable[[date], bool]


def is_working_day(day: date) -> bool:
    """Say whether ``day`` is Monday to Friday and no statutory holiday."""
    return day.weekday() < SATURDAY and day not in holidays(day.year)


def nth_working_day(first: date, number: int, works: Works = is_working_day) -> date:
    """Return the working day with that ``number``, counted from ``first`` on.

    Number 1 is ``first`` itself if it is a working day, else the next one that is.

    Raises:
        ValueError: ``number`` is less than 1.
    """
    if number < 1:
        raise ValueError("working days are counted from 1")
    return add_working_days(first - timedelta(days=1), number, works)


def add_working_days(day: date, count: int, works: Works = is_working_day) -> date:
    """Return the day that lies ``count`` working days after ``day``; before it if negative.

    The day itself is not counted, so a term of ten days that starts today ends on the tenth
    working day after today; a count of 0 gives ``day`` unchanged.
    """
    step = timedelta(days=1 if count > 0 else -1)
    left = abs(count)
    while left:
        day += step
        left -= works(day)
    return day


def working_days_between(start: date, end: date, works: Works = is_working_day) -> int:
    """Return how many working days lie after ``start`` up to ``end``; negative if it is earlier."""
    if end < start:
        return -working_days_between(end, start, works)
    days = (start + timedelta(days=n) for n in range(1, (end - start).days + 1))
    return sum(map(works, days))


@cache
def holidays(year: int) -> frozenset[date]:
    """Return the days of obligatory rest of a year; those that fall on a weekend are not moved.

    Election days, which are Sundays, are left out.

    Source:
        Ley Federal del Trabajo, art. 74, with the Mondays of the reform of 17 January 2006; the
        handover of the federal executive is on 1 December up to 2018, on 1 October since 2024.
    """
    days = {
        date(year, 1, 1),
        _nth_monday(year, 2, 1),  # for 5 February
        _nth_monday(year, 3, 3),  # for 21 March
        date(year, 5, 1),
        date(year, 9, 16),
        _nth_monday(year, 11, 3),  # for 20 November
        date(year, 12, 25),
    }
    if (year - LAST_DECEMBER_HANDOVER) % 6 == 0:
        days.add(date(year, 12 if year <= LAST_DECEMBER_HANDOVER else 10, 1))
    return frozenset(days)


def _nth_monday(year: int, month: int, number: int) -> date:
    first = date(year, month, 1)
    return first + timedelta(days=(MONDAY - first.weekday()) % 7 + 7 * (number - 1))
