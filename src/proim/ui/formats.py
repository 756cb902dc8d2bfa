"""How figures, money and dates read in the language of the page."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from proim.core.quarters import Quarter

NO_BREAK = "\N{NO-BREAK SPACE}"


def number(value: Any, places: int | None = None) -> str:
    """Write a figure with separators: 1,234.5; nothing for no figure."""
    if value is None or value == "":
        return ""
    return str(number_format(value, decimal_pos=places, force_grouping=True))


def money(value: Any, places: int = 2) -> str:
    """Write Mexican pesos: $1,234.50 in Spanish, MXN 1,234.50 in English."""
    if value is None or value == "":
        return ""
    amount = Decimal(value)
    sign = "\N{MINUS SIGN}" if amount < 0 else ""
    mark = "$" if is_spanish() else f"MXN{NO_BREAK}"
    return f"{sign}{mark}{number(abs(amount), places)}"


def percent(value: Any, places: int = 1) -> str:
    """Write a share that is already out of a hundred: 50.0 % in Spanish, 50.0% in English."""
    if value is None or value == "":
        return ""
    return f"{number(value, places)}{NO_BREAK if is_spanish() else ''}%"


def quarter(value: Quarter | date | str | None) -> str:
    """Write a quarter: 1.er trimestre de 2011 in Spanish, Q1 2011 in English."""
    if not value:
        return ""
    if isinstance(value, date):
        value = Quarter.of(value)
    elif isinstance(value, str):
        value = Quarter.parse(value)
    names = (_("Q1 %(year)s"), _("Q2 %(year)s"), _("Q3 %(year)s"), _("Q4 %(year)s"))
    return names[value.number - 1] % {"year": value.year}


def day(value: Any) -> str:
    """Write a day in words; a partial date as it was given; nothing for none."""
    if value is None or value == "":
        return ""
    if isinstance(value, datetime):
        value = timezone.localtime(value) if timezone.is_aware(value) else value
    return date_format(value, "DATE_FORMAT") if isinstance(value, date) else str(value)


def moment(value: datetime | None) -> str:
    """Write a day in words and the time of day in the office's time zone."""
    if value is None:
        return ""
    local = timezone.localtime(value) if timezone.is_aware(value) else value
    return _("%(day)s, %(time)s h") % {"day": day(local), "time": f"{local:%H:%M}"}


def is_spanish() -> bool:
    """Tell whether the page is in Spanish."""
    return (get_language() or "es").startswith("es")
