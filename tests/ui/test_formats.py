"""Figures, money, quarters and dates in both languages."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.utils.translation import override

from proim.core.dates import PartialDate
from proim.core.quarters import Quarter
from proim.ui import formats

GAP = formats.NO_BREAK


@pytest.mark.parametrize(
    ("write", "value", "spanish", "english"),
    [
        (formats.number, 1234567, "1,234,567", "1,234,567"),
        (formats.number, Decimal("1234.5"), "1,234.5", "1,234.5"),
        (formats.number, 0, "0", "0"),
        (formats.money, Decimal("1234567.5"), "$1,234,567.50", f"MXN{GAP}1,234,567.50"),
        (formats.money, -3, "−$3.00", f"−MXN{GAP}3.00"),
        (formats.percent, Decimal(50), f"50.0{GAP}%", "50.0%"),
        (formats.quarter, Quarter(2011, 1), "1.er trimestre de 2011", "Q1 2011"),
        (formats.quarter, Quarter(2011, 3), "3.er trimestre de 2011", "Q3 2011"),
        (formats.quarter, date(2011, 5, 2), "2.º trimestre de 2011", "Q2 2011"),
        (formats.quarter, "2010-Q4", "4.º trimestre de 2010", "Q4 2010"),
        (formats.day, date(2011, 6, 30), "30 de junio de 2011", "June 30, 2011"),
        (formats.day, PartialDate.year(2012), "2012", "2012"),
        (
            formats.moment,
            datetime(2011, 7, 1, 3, 5, tzinfo=UTC),
            "30 de junio de 2011, 22:05 h",
            "June 30, 2011, 22:05 h",
        ),
        (
            formats.day,
            datetime(2011, 7, 1, 3, 5, tzinfo=UTC),
            "30 de junio de 2011",
            "June 30, 2011",
        ),
    ],
)
def test_value_reads_well(write, value, spanish, english):
    with override("es-mx"):
        assert write(value) == spanish
    with override("en"):
        assert write(value) == english


@pytest.mark.parametrize(
    "write",
    [formats.number, formats.money, formats.percent, formats.quarter, formats.day, formats.moment],
)
def test_nothing_reads_as_nothing(write):
    assert write(None) == ""


@pytest.mark.parametrize("month", range(1, 13))
def test_mexican_months_are_small(month):
    with override("es-mx"):
        text = formats.day(date(2011, month, 1))
    assert text == text.lower()
