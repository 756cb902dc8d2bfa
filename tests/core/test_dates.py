from datetime import date
from itertools import pairwise

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from proim.core.dates import PartialDate, PartialDateColumns, PartialDateField, Precision
from proim.core.quarters import Quarter

DAYS = st.dates(date(1900, 1, 1), date(2199, 12, 31))
PARTIAL = st.builds(PartialDate.around, DAYS, st.sampled_from(Precision.values))


@given(PARTIAL)
def test_the_code_is_read_back(given_date):
    assert PartialDate.parse(given_date.code) == given_date


@given(DAYS, st.sampled_from(Precision.values))
def test_a_day_lies_within_every_period_around_it(day, precision):
    found = PartialDate.around(day, precision)
    assert found.first <= day <= found.last
    assert found.precision == precision
    assert PartialDate.around(found.first, precision) == found
    assert PartialDate.around(found.last, precision) == found


@given(DAYS)
def test_a_finer_period_lies_within_the_coarser(day):
    order = [Precision.DAY, Precision.MONTH, Precision.QUARTER, Precision.YEAR]
    periods = [PartialDate.around(day, precision) for precision in order]
    for fine, coarse in pairwise(periods):
        assert coarse.first <= fine.first <= fine.last <= coarse.last


@given(st.text(max_size=24))
def test_any_text_is_a_date_or_refused_and_never_anything_else(text):
    try:
        found = PartialDate.parse(text)
    except ValueError:
        return
    assert found.first <= found.last


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("2012", "2012"),
        (" 2012 ", "2012"),
        ("2012-Q2", "2012-Q2"),
        ("2T 2012", "2012-Q2"),
        ("3T de 2011", "2011-Q3"),
        ("2012-06", "2012-06"),
        ("06/2012", "2012-06"),
        ("6/2012", "2012-06"),
        ("15/06/2012", "2012-06-15"),
        ("15.6.2012", "2012-06-15"),
        ("2012-06-15", "2012-06-15"),
        ("29/02/2012", "2012-02-29"),
    ],
)
def test_dates_are_read_as_people_write_them(text, code):
    assert PartialDate.parse(text).code == code


@pytest.mark.parametrize(
    "text", ["", "x", "13/2012", "2012-13", "00/2012", "31/06/2012", "29/02/2011", "5T 2012", "12"]
)
def test_what_is_no_date_is_refused(text):
    with pytest.raises(ValueError):  # noqa: PT011 - the message is Python's own for some
        PartialDate.parse(text)


@pytest.mark.parametrize(
    ("code", "spanish", "english"),
    [
        ("2012", "2012", "2012"),
        ("2012-06", "Junio de 2012", "June 2012"),
        ("2012-Q2", "Segundo trimestre de 2012", "Second quarter of 2012"),
        ("2012-06-15", "15 de junio de 2012", "June 15, 2012"),
    ],
)
def test_a_date_is_printed_as_exactly_as_it_was_given(code, spanish, english):
    found = PartialDate.parse(code)
    with override("es-mx"):
        assert str(found) == spanish
    with override("en"):
        assert str(found) == english


class Row:
    """What a model row is to the two columns."""

    starts_on = ends_on = None
    starts_precision = ends_precision = ""
    starts = PartialDateColumns("starts", bound="first")
    ends = PartialDateColumns("ends", bound="last")


@given(PARTIAL)
def test_a_date_survives_its_two_columns(given_date):
    row = Row()
    row.starts = row.ends = given_date
    assert row.starts == row.ends == given_date
    assert (row.starts_on, row.ends_on) == (given_date.first, given_date.last)


def test_no_date_is_no_date():
    row = Row()
    row.ends = PartialDate.year(2012)
    row.ends = None
    assert row.ends is None
    assert (row.ends_on, row.ends_precision) == (None, "day")
    assert Row.ends.columns == ("ends_on", "ends_precision")


def test_the_box_takes_every_form_and_shows_it_again_as_it_was():
    box = PartialDateField(required=False)
    for text in ("2012", "06/2012", "15/06/2012", "2012-Q2"):
        assert box.prepare_value(box.clean(text)) == text
    assert box.clean("") is None
    assert box.prepare_value("junk") == "junk"


@pytest.mark.parametrize("text", ["junio", "31/02/2012", "1899", "2200"])
def test_the_box_refuses_what_is_no_date_of_ours(text):
    with pytest.raises(ValidationError):
        PartialDateField().clean(text)


def test_the_box_knows_whether_something_changed():
    box = PartialDateField(required=False)
    was = PartialDate.quarter(Quarter(2012, 2))
    assert not box.has_changed(was, "2T 2012")
    assert not box.has_changed(None, "")
    assert box.has_changed(was, "2012")
    assert box.has_changed(was, "junk")
