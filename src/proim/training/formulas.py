"""Folios, last days of certificates, attendance, marks: the numbers of training."""

import calendar
import re
from collections.abc import Mapping
from datetime import date
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


def share(part: int, whole: int) -> int:
    """Return ``part`` of ``whole`` in whole per cent, halves upwards: 1 of 8 days is 13 per cent.

    Raises:
        ZeroDivisionError: there is nothing to be a part of.
    """
    if whole == 0:
        raise ZeroDivisionError("a share of nothing")
    return int((Decimal(100 * part) / whole).quantize(Decimal(1), ROUND_HALF_UP))


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


def grade(right: int, asked: int) -> Decimal:
    """Return the mark from 0 to 10 with one decimal, halves upwards: 2 of 3 is 6.7.

    Raises:
        ZeroDivisionError: nothing was asked.
    """
    if asked == 0:
        raise ZeroDivisionError("a test without a question")
    return (Decimal(10 * right) / asked).quantize(Decimal("0.1"), ROUND_HALF_UP)


def mean(scores: Mapping[int, int]) -> Decimal:
    """Return the mean of scores with one decimal, halves upwards, from score -> how many gave it.

    Raises:
        ZeroDivisionError: nobody gave one.
    """
    answers = sum(scores.values())
    if answers == 0:
        raise ZeroDivisionError("a mean of nothing")
    total = Decimal(sum(score * count for score, count in scores.items()))
    return (total / answers).quantize(Decimal("0.1"), ROUND_HALF_UP)
