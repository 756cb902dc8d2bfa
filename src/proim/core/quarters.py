"""Calendar quarters, the beat of the programme."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self

from django.utils.translation import gettext as _

_CODE = re.compile(r"(\d{4})-Q([1-4])")


@dataclass(frozen=True, slots=True, order=True)
class Quarter:
    """A calendar quarter; sorts by time. Its code is ``2011-Q2``."""

    year: int
    number: int

    @classmethod
    def of(cls, day: date) -> Self:
        """Return the quarter that ``day`` lies in."""
        return cls(day.year, (day.month - 1) // 3 + 1)

    @classmethod
    def parse(cls, code: str) -> Self:
        """Read ``2011-Q2``.

        Raises:
            ValueError: ``code`` does not name a quarter.
        """
        found = _CODE.fullmatch(code)
        if not found or not int(found[1]):
            raise ValueError(code)
        return cls(int(found[1]), int(found[2]))

    @property
    def code(self) -> str:
        return f"{self.year:04}-Q{self.number}"

    @property
    def first_day(self) -> date:
        return date(self.year, 3 * self.number - 2, 1)

    @property
    def last_day(self) -> date:
        return self.next.first_day - timedelta(days=1)

    def shifted(self, quarters: int) -> Self:
        """Return the quarter that lies ``quarters`` later (earlier if negative)."""
        count = self.year * 4 + self.number - 1 + quarters
        return type(self)(count // 4, count % 4 + 1)

    @property
    def next(self) -> Self:
        """The quarter after this one."""
        return self.shifted(1)

    @property
    def previous(self) -> Self:
        """The quarter before this one."""
        return self.shifted(-1)

    def __str__(self) -> str:
        names = {
            1: _("first quarter of %(year)s"),
            2: _("second quarter of %(year)s"),
            3: _("third quarter of %(year)s"),
            4: _("fourth quarter of %(year)s"),
        }
        return names[self.number] % {"year": self.year}
