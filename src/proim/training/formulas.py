"""Folios, days of expiry, attendance, marks: the numbers of training."""

import calendar
import re
from collections.abc import Mapping
from datetime import date, time
from decimal import ROUND_HALF_UP, Decimal

_FOLIO = re.compile(r"CONST-?(\d{4})-?(\d{1,6})", re.IGNORECASE)


def folio(year: int, number: int) -> str:
    """Return the folio of certificate ``number`` (from 1) of ``year``: ``CONST-2011-0042``.

    Raises:
        ValueError: there is no certificate 0.
    """
    if number < 1:
        raise ValueError("certificates are counted from 1")
    return f"CONST-{year:04}-{number:04}"


def typed_folio(text: str) -> str | None:
    """Return the folio that somebody typed, or ``None``: "const 2011 42" is CONST-2011-0042."""
    found = _FOLIO.fullmatch(re.sub(r"[\s–—]+", "-", text.strip()))
    if not found or not int(found[2]):
        return None
    return folio(int(found[1]), int(found[2]))


def expiry(completed: date, months: int | None) -> date | None:
    """Return the last day on which a certificate holds; ``None`` if it does not expire.

    The same day of the month, or the last one of a shorter month: 31 August 2011 and six months
    give 29 February 2012.
    """
    if months is None:
        return None
    years, month = divmod(completed.month - 1 + months, 12)
    year, month = completed.year + years, month + 1
    return date(year, month, min(completed.day, calendar.monthrange(year, month)[1]))


def minutes(first: time, last: time) -> int:
    """Return the minutes between two times of one day."""
    return (last.hour - first.hour) * 60 + last.minute - first.minute


def attended(there: int, whole: int) -> int:
    """Return the attendance in whole per cent, halves upwards: 1 of 8 hours is 13 per cent.

    Args:
        there: minutes at which the person was there.
        whole: minutes of all blocks, more than 0.
    """
    return int((Decimal(100 * there) / whole).quantize(Decimal(1), ROUND_HALF_UP))


def grade(right: int, asked: int) -> Decimal:
    """Return the mark from 0 to 10 with one decimal, halves upwards: 2 of 3 is 6.7."""
    return (Decimal(10 * right) / asked).quantize(Decimal("0.1"), ROUND_HALF_UP)


def passes(
    attendance: int, least: int, mark: Decimal | None, pass_mark: Decimal | None
) -> bool | None:
    """Say whether a person passes; ``None`` if the test is still missing.

    Args:
        attendance: in per cent.
        least: the attendance that the course asks for, in per cent.
        mark: the best mark in the test after the course, from 0 to 10.
        pass_mark: what that test asks for; ``None`` where there is no such test.
    """
    if attendance < least:
        return False
    if pass_mark is None:
        return True
    return None if mark is None else mark >= pass_mark


def mean(scores: Mapping[int, int]) -> Decimal:
    """Return the mean of scores with one decimal, halves upwards, from score -> how many."""
    total = Decimal(sum(score * count for score, count in scores.items()))
    return (total / sum(scores.values())).quantize(Decimal("0.1"), ROUND_HALF_UP)
