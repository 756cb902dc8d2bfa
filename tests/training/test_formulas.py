import pytest
from hypothesis import given
from hypothesis import strategies as st

from proim.training.formulas import folio, typed_folio


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
