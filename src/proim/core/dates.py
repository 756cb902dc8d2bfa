"""Partial dates: "2012" is a date that people give, and it prints as "2012".

In the database a partial date is two columns: ``<name>_on``, a real day that can be compared
and counted with (the first day of the period for a start, the last one for an end), and
``<name>_precision``, which says how much of that day was really given.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import Any, Self

from django import forms
from django.db import models
from django.utils.dates import MONTHS
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from proim.core.quarters import Quarter


class Precision(models.TextChoices):
    """How much of a date was given."""

    DAY = "day", gettext_lazy("day")
    MONTH = "month", gettext_lazy("month")
    QUARTER = "quarter", gettext_lazy("quarter")
    YEAR = "year", gettext_lazy("year")


PLAUSIBLE = range(1900, 2200)
_YEAR = re.compile(r"(\d{4})")
_QUARTER = re.compile(r"(\d{4})[-/ ]?[QqTt]([1-4])|([1-4])[QqTt][-/ ]?(?:de )?(\d{4})")
_MONTH = re.compile(r"(\d{4})-(\d{1,2})|(\d{1,2})/(\d{4})")
_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})|(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})")


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A day, a month, a quarter or a year, as somebody gave it."""

    first: date
    last: date
    precision: Precision

    @classmethod
    def year(cls, year: int) -> Self:
        return cls(date(year, 1, 1), date(year, 12, 31), Precision.YEAR)

    @classmethod
    def quarter(cls, quarter: Quarter) -> Self:
        return cls(quarter.first_day, quarter.last_day, Precision.QUARTER)

    @classmethod
    def month(cls, year: int, month: int) -> Self:
        last = monthrange(year, month)[1]
        return cls(date(year, month, 1), date(year, month, last), Precision.MONTH)

    @classmethod
    def day(cls, day: date) -> Self:
        return cls(day, day, Precision.DAY)

    @classmethod
    def around(cls, day: date, precision: str) -> Self:
        """Return the period of ``precision`` that ``day`` lies in: how a stored one is read."""
        if precision == Precision.YEAR:
            return cls.year(day.year)
        if precision == Precision.QUARTER:
            return cls.quarter(Quarter.of(day))
        if precision == Precision.MONTH:
            return cls.month(day.year, day.month)
        return cls.day(day)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read "2012", "2012-Q2" or "2T 2012", "2012-06" or "06/2012", "15/06/2012" or ISO.

        Raises:
            ValueError: the text is no such date, or the day does not exist.
        """
        text = text.strip()
        if found := _YEAR.fullmatch(text):
            return cls.year(int(found[1]))
        if found := _QUARTER.fullmatch(text):
            return cls.quarter(Quarter(int(found[1] or found[4]), int(found[2] or found[3])))
        if found := _MONTH.fullmatch(text):
            month = int(found[2] or found[3])
            return cls.day(date(int(found[1] or found[4]), month, 1)).widened(Precision.MONTH)
        if found := _DAY.fullmatch(text):
            parts = found.groups()[:3] if found[1] else found.groups()[:2:-1]
            return cls.day(date(*map(int, parts)))
        raise ValueError(text)

    def widened(self, precision: Precision) -> Self:
        """Return the period of ``precision`` around the first day."""
        return self.around(self.first, precision)

    @property
    def code(self) -> str:
        """The shortest form that ``parse`` reads back: 2012, 2012-Q2, 2012-06, 2012-06-15."""
        if self.precision == Precision.YEAR:
            return f"{self.first.year:04}"
        if self.precision == Precision.QUARTER:
            return Quarter.of(self.first).code
        if self.precision == Precision.MONTH:
            return f"{self.first:%Y-%m}"
        return self.first.isoformat()

    def __str__(self) -> str:
        if self.precision == Precision.YEAR:
            return f"{self.first.year:04}"
        if self.precision == Precision.QUARTER:
            return capfirst(str(Quarter.of(self.first)))
        if self.precision == Precision.MONTH:
            parts = {"month": MONTHS[self.first.month], "year": self.first.year}
            return capfirst(pgettext("month and year", "%(month)s %(year)s") % parts)
        return date_format(self.first, "DATE_FORMAT")


class PartialDateColumns:
    """Read and write a partial date through the two columns of a model.

    ``ends = PartialDateColumns("ends", bound="last")`` gives ``row.ends`` over the columns
    ``ends_on`` and ``ends_precision``.
    """

    def __init__(self, name: str, *, bound: str) -> None:
        self._day, self._precision, self._bound = f"{name}_on", f"{name}_precision", bound

    @property
    def columns(self) -> tuple[str, str]:
        """The names of the two columns, for ``save(update_fields=…)``."""
        return self._day, self._precision

    def __get__(self, row: Any, owner: type | None = None) -> Any:
        if row is None:
            return self
        day = getattr(row, self._day)
        return PartialDate.around(day, getattr(row, self._precision)) if day else None

    def __set__(self, row: Any, value: PartialDate | None) -> None:
        setattr(row, self._day, getattr(value, self._bound) if value else None)
        setattr(row, self._precision, value.precision if value else Precision.DAY)


class PartialDateField(forms.CharField):
    """A box for a partial date; gives a ``PartialDate`` or ``None``."""

    default_error_messages = {
        "invalid": gettext_lazy("Write a year (2012), a month (06/2012) or a day (15/06/2012)."),
    }

    def __init__(self, **kwargs: Any) -> None:
        help_text = gettext_lazy("A year, a month or a day: 2012, 06/2012 or 15/06/2012.")
        kwargs.setdefault("help_text", help_text)
        super().__init__(max_length=20, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, PartialDate):
            if value.precision == Precision.DAY:
                return f"{value.first:%d/%m/%Y}"
            return f"{value.first:%m/%Y}" if value.precision == Precision.MONTH else value.code
        return value

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return bool(self.clean(data) != initial)
        except forms.ValidationError:
            return True

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        try:
            found = PartialDate.parse(text)
        except ValueError:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid") from None
        if found.first.year not in PLAUSIBLE:
            raise forms.ValidationError(_("The year must lie between 1900 and 2199."))
        return found
