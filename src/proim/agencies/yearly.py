"""The year of a calendar as people read it, print it and take it along."""

from calendar import Calendar as Weeks
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from proim.agencies.formulas import NON_WORKING, SUSPENDED, WORKING, Calendar, Skipped
from proim.core.icalendar import Entry, calendar_file
from proim.core.working_days import SATURDAY

# Days of obligatory rest by month (art. 74 of the Ley Federal del Trabajo).
HOLIDAYS = {
    1: gettext_lazy("New Year"),
    2: gettext_lazy("Constitution Day"),
    3: gettext_lazy("birth of Benito Juárez"),
    5: gettext_lazy("Labour Day"),
    9: gettext_lazy("Independence Day"),
    10: gettext_lazy("change of the federal executive"),
    11: gettext_lazy("Day of the Revolution"),
    12: gettext_lazy("Christmas"),
}
KINDS = {
    NON_WORKING: gettext_lazy("non-working day"),
    SUSPENDED: gettext_lazy("terms suspended"),
    WORKING: gettext_lazy("working day after all"),
}
SIGNS = {NON_WORKING: "off", SUSPENDED: "suspended", WORKING: "working"}
WEEKDAYS = (
    pgettext_lazy("weekday", "Mo"),
    pgettext_lazy("weekday", "Tu"),
    pgettext_lazy("weekday", "We"),
    pgettext_lazy("weekday", "Th"),
    pgettext_lazy("weekday", "Fr"),
    pgettext_lazy("weekday", "Sa"),
    pgettext_lazy("weekday", "Su"),
)
CHRISTMAS, DECEMBER = 25, 12


@dataclass(frozen=True, slots=True)
class Day:
    """A square of a month: empty (``number`` 0), a working day, or one that is not (``sign``)."""

    number: int = 0
    sign: str = ""  # weekend, holiday, off, suspended, working
    label: str = ""


@dataclass(frozen=True, slots=True)
class Month:
    """A month: its name, its weeks from Monday to Sunday, how many working days it has."""

    name: str
    weeks: list[list[Day]]
    working: int


@dataclass(frozen=True, slots=True)
class Rest:
    """Consecutive days that are not as the week would have them, and why."""

    first: date
    last: date
    sign: str
    why: str
    notice: Any = None


def months(year: int, calendar: Calendar) -> list[Month]:
    """Return the months of ``year`` on ``calendar``."""
    weeks = Weeks(firstweekday=0)
    found = []
    for number in range(1, 13):
        inside = [
            [_day(day, calendar) if day.month == number else Day() for day in week]
            for week in weeks.monthdatescalendar(year, number)
        ]
        working = sum(
            calendar.works(day) for day in weeks.itermonthdates(year, number) if day.month == number
        )
        found.append(Month(capfirst(date_format(date(year, number, 1), "F")), inside, working))
    return found


def _day(day: date, calendar: Calendar) -> Day:
    span = calendar.told.get(day)
    if span and (span.kind == WORKING or day.weekday() < SATURDAY):
        return Day(day.day, SIGNS[span.kind], f"{KINDS[span.kind]}: {span.notice or ''}")
    if calendar.works(day):
        return Day(day.day)
    skipped = Skipped(day)
    if skipped.is_weekend:
        return Day(day.day, "weekend", "")
    return Day(day.day, "holiday", holiday(day))


def holiday(day: date) -> str:
    """Return what the law's day of rest ``day`` is called."""
    if day.month == DECEMBER and day.day != CHRISTMAS:
        return str(HOLIDAYS[10])
    return str(HOLIDAYS[day.month])


def rests(year: int, calendar: Calendar) -> list[Rest]:
    """Return the days of ``year`` that the law or a notice takes out of the week, or puts into it.

    Days on end for one reason are one entry; a weekend between them does not part them.
    """
    found: list[Rest] = []
    day = date(year, 1, 1)
    while day.year == year:
        if rest := _rest(day, calendar):
            last = found[-1] if found else None
            if (
                last
                and last.notice
                and last.notice is rest.notice
                and _only_weekend(last.last, day)
            ):
                rest = Rest(last.first, day, last.sign, last.why, last.notice)
                found.pop()
            found.append(rest)
        day += timedelta(days=1)
    return found


def _rest(day: date, calendar: Calendar) -> Rest | None:
    span = calendar.told.get(day)
    if span and (span.kind == WORKING or day.weekday() < SATURDAY):
        why = f"{capfirst(str(KINDS[span.kind]))}: {span.notice or ''}"
        return Rest(day, day, SIGNS[span.kind], why, span.notice)
    skipped = Skipped(day)
    return Rest(day, day, "holiday", capfirst(holiday(day))) if skipped.is_holiday else None


def _only_weekend(last: date, day: date) -> bool:
    between = (last + timedelta(days=n) for n in range(1, (day - last).days))
    return all(one.weekday() >= SATURDAY for one in between)


@dataclass(frozen=True, slots=True)
class Counted:
    """A day of a term: its number, or why it has none."""

    day: date
    weekday: str
    number: int
    why: str = ""
    notice: Any = None


def counted(after: date, until: date, calendar: Calendar) -> list[Counted]:
    """Return the days of a term one by one, from the day after ``after`` to ``until``."""
    found, number = [], 0
    for n in range(1, (until - after).days + 1):
        day = after + timedelta(days=n)
        works = calendar.works(day)
        number += works
        why, notice = ("", None) if works else _why(Skipped(day, calendar.told.get(day)))
        weekday = date_format(day, "l")
        found.append(Counted(day, weekday, number if works else 0, why, notice))
    return found


def _why(skipped: Skipped) -> tuple[str, Any]:
    if skipped.is_weekend:
        return _("weekend"), None
    if skipped.span:
        return f"{KINDS[skipped.span.kind]}: {skipped.span.notice or ''}", skipped.span.notice
    return _("%s (Ley Federal del Trabajo, art. 74)") % holiday(skipped.day), None


def as_ics(name: str, rests_of_year: Iterable[Rest], *, host: str, url: str) -> str:
    """Return an iCalendar file (RFC 5545) with an entry of whole days for each of ``rests_of_year``.

    ``host`` makes the identifiers of the entries unique, ``url`` is the page that they come from.
    """
    entries = (
        Entry(
            uid=f"{rest.first.isoformat()}-{getattr(rest.notice, 'code', 'law')}@{host}",
            stamped=datetime.combine(rest.first, time(), tzinfo=UTC),
            starts=rest.first,
            ends=rest.last,
            title=str(rest.why),
            url=url,
            is_busy=False,
        )
        for rest in rests_of_year
    )
    return calendar_file(entries, name=name)
