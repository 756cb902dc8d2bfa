"""Dates as people write them, in Spanish and English, read without guessing.

A date is told as the shortest code of its precision: 2012, 2012-Q2, 2012-06, 2012-06-15. What has
two readings ("03/04/11", "2016-17") is a problem until the column says which one it means.
"""

import re
from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from proim.sheets.formulas.cells import Read, folded, is_clear, missing_kind, plain

FIRST, LAST = "first", "last"
DMY, MDY = "dmy", "mdy"
CALENDAR = 12  # fiscal years that end in December: "2016-17" is then two years
YEARS = range(1900, 2200)
LEAP_BUG = 60  # Excel counts 29 February 1900, which never was
SERIALS = range(LEAP_BUG + 1, 109575)  # up to the end of 2199
EPOCH, EPOCH_1904 = date(1899, 12, 30), date(1904, 1, 1)
CENTURY, PIVOT = 100, 70
QUARTERS = 4
# A year that somebody formatted as a date: 2022 becomes 14 July 1905.
FALSE_YEARS = range(1950, 2100)

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "enero ene january jan", "febrero feb february", "marzo mar march",
            "abril abr april apr", "mayo may", "junio jun june", "julio jul july",
            "agosto ago august aug", "septiembre setiembre sept sep set september",
            "octubre oct october", "noviembre nov november", "diciembre dic december dec",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_M = "(" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\.?"
_ORD = r"(?:st|nd|rd|th|o|º|°|er)?"
_DAYS = re.compile(
    r"^(?:lunes|martes|miercoles|jueves|viernes|sabado|domingo|monday|tuesday|wednesday|thursday"
    r"|friday|saturday|sunday),? "
)
_TIME = re.compile(r"[t ]+\d{1,2}:\d{2}(:\d{2})?(\.\d+)?( ?[ap]\.?m\.?)?(z|[+-]\d\d:?\d\d)?$")
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_THREE = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4}|\d{2})")
_YEAR_FIRST = re.compile(r"(\d{2})[-/.](\d{1,2})[-/.](\d{1,2})")
_PAIR = re.compile(r"(\d{4})([-/])(\d{4}|\d{1,2})")
_SHORT_PAIR = re.compile(r"(\d{2})[-/](\d{2})")
_MONTH_YEAR = re.compile(r"(\d{1,2})[-/](\d{4})")
_DAY_NAME = re.compile(
    rf"(\d{{1,2}}){_ORD}[ ./-]*(?:de )?{_M}[ ,./-]*(?:del? )?'?(\d{{4}}|\d{{2}})"
)
_NAME_DAY = re.compile(rf"{_M} ?(\d{{1,2}}){_ORD}(?:, ?| )(\d{{4}})")
_NAME_YEAR = re.compile(rf"{_M}([ ,./'-]*)(?:del? )?'?(\d{{4}}|\d{{2}})")
_NAMES_YEAR = re.compile(rf"{_M} ?(?:-|/|a|to|y|and) ?{_M}[ ,]*(?:del? )?(\d{{4}})")
_ORDINALS = {"primer": 1, "primero": 1, "segundo": 2, "tercer": 3, "tercero": 3, "cuarto": 4,
             "first": 1, "second": 2, "third": 3, "fourth": 4,
             "i": 1, "ii": 2, "iii": 3, "iv": 4}  # fmt: skip
_NTH = "(" + "|".join(_ORDINALS) + ")"
_QUARTER = re.compile(
    rf"\b(?:(?:q|t|trim\.?|trimestre|quarter) ?([1-4])|([1-4]) ?(?:er|do|ro|to|o|º|°|st|nd|rd|th)?\.?"
    rf" ?(?:q|t|trim\.?|trimestre|quarter)|{_NTH} (?:trimestre|trim\.?|quarter))(?![a-z])"
)
_HALF = re.compile(
    r"\b(?:(?:s|h|semestre) ?([12])|([12]) ?(?:er|do|o|º|°|st|nd)?\.? ?(?:semestre|sem\.?|half)"
    r"|(primer|segundo|first|second) (?:semestre|half))(?![a-z])"
)
_FISCAL = re.compile(
    r"\b(?:fiscal year|fy|ejercicio fiscal|ejercicio|ano fiscal|fiscal)\b|^fy(?=\d)|\bfy(?=\d)"
)


@dataclass(frozen=True, slots=True)
class DateWay:
    """What is known of a column of dates: the order of day and month, the end of fiscal years."""

    order: str = ""
    fiscal: int = 0  # the month in which a fiscal year ends; 0 is not known


def read_date(value: Any, way: DateWay, *, bound: str = FIRST, epoch_1904: bool = False) -> Read:
    """Read a cell as a date of whatever precision.

    Args:
        value: as the spreadsheet holds it: a day, a number, a text.
        way: what is known of the column.
        bound: which end of a range is wanted, such as of "May-June 2022".
        epoch_1904: days are counted from 1904, as old Macintosh files do.
    """
    if not isinstance(value, str | None):
        return _typed(value, epoch_1904=epoch_1904)
    text = plain(value)
    if not text or is_clear(text):
        return Read(clear=bool(text))
    if kind := missing_kind(text, sentences=True):
        return Read(missing=kind)
    found = _read(_bare(text), way, bound)
    if found.problem == "not_a_date" and "(" in text and text.rstrip().endswith(")"):
        before = _read(_bare(text[: text.rindex("(")]), way, bound)
        if before.value:
            return Read(before.value, notes=(*before.notes, "remark_left_out"))
    return found


def _typed(value: Any, *, epoch_1904: bool) -> Read:
    """Read what a spreadsheet holds as a day or a number."""
    if isinstance(value, date):  # a moment is a day, too
        return _plausible(value.date() if isinstance(value, datetime) else value)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return Read(problem="not_a_date")
    return _serial(float(value), epoch_1904=epoch_1904)


def order_of(values: Iterable[Any]) -> str:
    """Return the order of day and month that fits all ``values``: "dmy", "mdy", or "" if either may.

    A column in which some dates can only be one and some only the other has no order: "mixed".
    """
    seen = set()
    for value in values:
        if isinstance(value, str) and (found := _THREE.fullmatch(_bare(plain(value)))):
            first, second = int(found[1]), int(found[2])
            if first > 12 >= second:  # noqa: PLR2004
                seen.add(DMY)
            elif second > 12 >= first:  # noqa: PLR2004
                seen.add(MDY)
    return seen.pop() if len(seen) == 1 else "mixed" if seen else ""


def is_ambiguous(value: Any) -> str:
    """Say what a cell leaves open as long as its column says nothing: "order", "fiscal" or ""."""
    problem = read_date(value, DateWay()).problem if isinstance(value, str) else ""
    return {"ambiguous_order": "order", "ambiguous_fiscal": "fiscal"}.get(problem, "")


def _bare(text: str) -> str:
    text = " ".join(folded(text).replace("–", "-").replace("—", "-").split()).strip(" .,;")
    text = re.sub(r" ?([/-]) ?", r"\1", text) if re.search(r"\d", text) else text
    return _DAYS.sub("", _TIME.sub("", text)).strip(" ,")


def _serial(number: float, *, epoch_1904: bool) -> Read:
    whole = int(number)
    if number == whole and whole in YEARS:
        return Read(f"{whole:04}")
    if whole not in SERIALS and not (epoch_1904 and 0 < whole < SERIALS.stop):
        return Read(problem="not_a_date")
    return _plausible((EPOCH_1904 if epoch_1904 else EPOCH) + timedelta(days=whole))


def _plausible(day: date) -> Read:
    count = (day - EPOCH).days
    if count in FALSE_YEARS:
        return Read(problem="year_as_date", hint=str(count))
    if day.year not in YEARS:
        return Read(problem="year_out_of_range")
    return Read(day.isoformat())


def _read(text: str, way: DateWay, bound: str) -> Read:
    for pattern, reader in _READERS:
        if found := pattern.fullmatch(text):
            return reader(found, way, bound)
    return _with_words(text, way, bound)


def _iso(found: re.Match[str], way: DateWay, bound: str) -> Read:
    return _day(int(found[1]), int(found[2]), int(found[3]))


def _three(found: re.Match[str], way: DateWay, bound: str) -> Read:
    a, b = int(found[1]), int(found[2])
    if a > 31 and len(found[3]) == 2 and (turned := _YEAR_FIRST.fullmatch(found[0])):  # noqa: PLR2004
        return _day(_century(a), int(turned[2]), int(turned[3]), "two_digit_year")
    year, notes = _full_year(found[3])
    if way.order == MDY:
        return _day(year, a, b, *notes)
    if way.order == DMY:
        return _day(year, b, a, *notes)
    both = (_day(year, b, a), _day(year, a, b))
    readings = {one.value for one in both if one.value}
    if len(readings) > 1:
        return Read(problem="ambiguous_order")
    if readings:
        return Read(readings.pop(), notes=notes)
    return next((one for one in both if one.problem != "impossible_day"), both[0])


def _pair(found: re.Match[str], way: DateWay, bound: str) -> Read:
    year, after = int(found[1]), int(found[3])
    if len(found[3]) == 4:  # noqa: PLR2004
        if after == year + 1:
            return _fiscal(year, way, bound)
        if year < after <= year + 30:
            return Read(str(year if bound == FIRST else after), notes=("range",))
        return Read(problem="not_a_date")
    follows = after == (year + 1) % CENTURY and len(found[3]) == 2  # noqa: PLR2004
    is_month = 1 <= after <= 12  # noqa: PLR2004
    if follows and is_month and not way.fiscal:
        return Read(problem="ambiguous_fiscal")  # 2011-12: a month or a year
    if follows and not (is_month and way.fiscal == CALENDAR):
        return _fiscal(year, way, bound)
    return _month(year, after) if is_month else Read(problem="not_a_date")


def _short_pair(found: re.Match[str], way: DateWay, bound: str) -> Read:
    year = _century(int(found[1]))
    if int(found[2]) == (year + 1) % CENTURY:
        return _fiscal(year, way, bound)
    return Read(problem="not_a_date")


def _month_year(found: re.Match[str], way: DateWay, bound: str) -> Read:
    return _month(int(found[2]), int(found[1]))


def _year(found: re.Match[str], way: DateWay, bound: str) -> Read:
    return Read(found[0]) if int(found[0]) in YEARS else Read(problem="year_out_of_range")


def _day_name(found: re.Match[str], way: DateWay, bound: str) -> Read:
    year, notes = _full_year(found[3])
    return _day(year, _MONTHS[found[2]], int(found[1]), *notes)


def _name_day(found: re.Match[str], way: DateWay, bound: str) -> Read:
    return _day(int(found[3]), _MONTHS[found[1]], int(found[2]))


def _name_year(found: re.Match[str], way: DateWay, bound: str) -> Read:
    year, notes = _full_year(found[3])
    if notes and found[2] == " " and int(found[3]) <= 31:  # noqa: PLR2004
        return Read(problem="ambiguous_month")  # "mar 11": the eleventh, or the year
    return _month(year, _MONTHS[found[1]], *notes)


def _names_year(found: re.Match[str], way: DateWay, bound: str) -> Read:
    return _month(int(found[3]), _MONTHS[found[1 if bound == FIRST else 2]], "range")


def _with_words(text: str, way: DateWay, bound: str) -> Read:  # noqa: PLR0911  a way out for each form
    """Read quarters, halves and fiscal years, whose words stand before or after the year."""
    said_fiscal = bool(_FISCAL.search(text))
    rest = " ".join(_FISCAL.sub(" ", text).split())
    quarter, rest = _taken(_QUARTER, rest)
    half, rest = (0, rest) if quarter else _taken(_HALF, rest)
    rest = re.sub(r"\b(?:del?|of|the|el)\b|,", " ", rest).strip(" -/")
    rest = " ".join(rest.split())
    if said_fiscal and (found := re.fullmatch(r"(\S+) ([1-4])", rest)) and not quarter:
        quarter, rest = int(found[2]), found[1]
    if not (quarter or half or said_fiscal):
        return Read(problem="not_a_date")
    start = _fiscal_start(rest)
    if start:
        return _fiscal(start, way, bound, quarter, half)
    if not re.fullmatch(r"\d{4}|\d{2}", rest):
        return Read(problem="not_a_date")
    if said_fiscal and way.fiscal != CALENDAR:
        year = int(rest) if len(rest) == 4 else _century(int(rest))  # noqa: PLR2004
        return _fiscal(year - 1, way, bound, quarter, half)  # a fiscal year has the name of its end
    year, notes = _full_year(rest)
    if quarter:
        return _in_range(year, Read(f"{year:04}-Q{quarter}", notes=notes))
    if half:
        number = 2 * half - (1 if bound == FIRST else 0)
        return _in_range(year, Read(f"{year:04}-Q{number}", notes=(*notes, "half_year")))
    return _in_range(year, Read(f"{year:04}", notes=notes))


def _taken(pattern: re.Pattern[str], text: str) -> tuple[int, str]:
    found = pattern.search(text)
    if not found:
        return 0, text
    said = next(group for group in found.groups() if group)
    rest = f"{text[: found.start()]} {text[found.end() :]}"
    return _ORDINALS.get(said) or int(said), " ".join(rest.split())


def _fiscal_start(text: str) -> int:
    if (found := _PAIR.fullmatch(text)) and len(found[3]) != 1:
        year, after = int(found[1]), int(found[3]) % CENTURY
        return year if after == (year + 1) % CENTURY else 0
    if found := _SHORT_PAIR.fullmatch(text):
        year = _century(int(found[1]))
        return year if int(found[2]) == (year + 1) % CENTURY else 0
    return 0


def _fiscal(start: int, way: DateWay, bound: str, quarter: int = 0, half: int = 0) -> Read:
    """Read the fiscal year that begins in ``start``, or a quarter of it, as a calendar quarter."""
    if start not in YEARS:
        return Read(problem="year_out_of_range")
    if not way.fiscal:
        return Read(problem="ambiguous_fiscal")
    if way.fiscal == CALENDAR:
        if quarter or half:
            return Read(problem="not_a_date")
        return Read(str(start if bound == FIRST else start + 1), notes=("range",))
    number = quarter or (
        2 * half - (bound == FIRST) if half else (1 if bound == FIRST else QUARTERS)
    )
    month = way.fiscal + 3 * number  # the last month of the quarter, counted from January of start
    year, last = start + (month - 1) // 12, (month - 1) % 12 + 1
    return Read(f"{year:04}-Q{(last - 1) // 3 + 1}", notes=("fiscal_year",))


def _full_year(text: str) -> tuple[int, tuple[str, ...]]:
    if len(text) == 4:  # noqa: PLR2004
        return int(text), ()
    return _century(int(text)), ("two_digit_year",)


def _century(number: int) -> int:
    return number + (2000 if number < PIVOT else 1900)


def _month(year: int, month: int, *notes: str) -> Read:
    if not 1 <= month <= 12:  # noqa: PLR2004
        return Read(problem="impossible_day")
    return _in_range(year, Read(f"{year:04}-{month:02}", notes=notes))


def _day(year: int, month: int, day: int, *notes: str) -> Read:
    try:
        found = _plausible(date(year, month, day))
    except ValueError:
        return Read(problem="impossible_day", hint=_nearest(year, month, day))
    return Read(found.value, found.problem, notes if found.value else (), hint=found.hint)


def _nearest(year: int, month: int, day: int) -> str:
    if year in YEARS and 1 <= month <= 12 and 28 < day <= 31:  # noqa: PLR2004
        return date(year, month, monthrange(year, month)[1]).isoformat()
    return ""


def _in_range(year: int, found: Read) -> Read:
    return found if year in YEARS else Read(problem="year_out_of_range")


_READERS = (
    (_ISO, _iso),
    (_THREE, _three),
    (_PAIR, _pair),
    (_SHORT_PAIR, _short_pair),
    (_MONTH_YEAR, _month_year),
    (re.compile(r"\d{4}"), _year),
    (_DAY_NAME, _day_name),
    (_NAME_DAY, _name_day),
    (_NAMES_YEAR, _names_year),
    (_NAME_YEAR, _name_year),
)


def bounds(code: str) -> tuple[date, date]:
    """Return the first and the last day of a date's code."""
    year = int(code[:4])
    if len(code) == 4:  # noqa: PLR2004
        return date(year, 1, 1), date(year, 12, 31)
    if "Q" in code:
        last = 3 * int(code[-1])
        return date(year, last - 2, 1), date(year, last, monthrange(year, last)[1])
    if len(code) == 7:  # noqa: PLR2004
        month = int(code[5:])
        return date(year, month, 1), date(year, month, monthrange(year, month)[1])
    day = date.fromisoformat(code)
    return day, day
