from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proim.training.formulas import expiry, folio, share, typed_folio


def test_a_folio_reads_as_the_office_writes_it():
    assert folio(2011, 42) == "CONST-2011-0042"
    assert folio(2011, 12345) == "CONST-2011-12345"


def test_there_is_no_certificate_zero():
    with pytest.raises(ValueError, match="counted from 1"):
        folio(2011, 0)
    assert typed_folio("CONST-2011-0000") is None


@pytest.mark.parametrize(
    "text", ["CONST-2011-0042", "const-2011-42", " Const 2011 0042 ", "CONST–2011–0042"]
)
def test_a_folio_is_understood_as_people_type_it(text):
    assert typed_folio(text) == "CONST-2011-0042"


@pytest.mark.parametrize(
    "text", ["", "2011-0042", "CONST-11-42", "CONST-2011-", "CONST-2011-42; x"]
)
def test_what_is_no_folio_gives_none(text):
    assert typed_folio(text) is None


@given(year=st.integers(1900, 2999), number=st.integers(1, 999_999))
def test_every_folio_is_read_back(year, number):
    assert typed_folio(folio(year, number)) == folio(year, number)


@given(text=st.text(max_size=40))
def test_no_text_breaks_the_reader(text):
    found = typed_folio(text)
    assert found is None or typed_folio(found) == found


def test_a_certificate_holds_for_months_to_the_same_day_or_the_last_of_the_month():
    golden = {
        (date(2011, 8, 31), 6): date(2012, 2, 29),
        (date(2011, 8, 31), 18): date(2013, 2, 28),
        (date(2011, 3, 10), 24): date(2013, 3, 10),
        (date(2011, 12, 1), 1): date(2012, 1, 1),
        (date(2011, 1, 31), 12): date(2012, 1, 31),
    }
    assert {asked: expiry(*asked) for asked in golden} == golden
    assert expiry(date(2011, 3, 10), None) is None


@given(day=st.dates(date(2000, 1, 1), date(2100, 1, 1)), months=st.integers(1, 240))
def test_a_certificate_expires_in_the_month_that_is_so_many_later(day, months):
    until = expiry(day, months)
    assert (until.year - day.year) * 12 + until.month - day.month == months
    assert until.day <= day.day


def test_a_share_is_rounded_with_halves_upwards():
    assert [share(1, 8), share(3, 8), share(2, 3), share(0, 4), share(4, 4)] == [13, 38, 67, 0, 100]
    with pytest.raises(ZeroDivisionError):
        share(0, 0)
