import pytest
from hypothesis import given
from hypothesis import strategies as st

from proim.documents import formulas


def test_a_folio_has_prefix_year_and_eight_signs():
    assert formulas.folio("CED", 2011, 0) == "CED-2011-00000000"
    assert formulas.folio("CED", 2011, 32**8 - 1) == "CED-2011-ZZZZZZZZ"


@pytest.mark.parametrize("number", [-1, 32**8])
def test_a_folio_has_forty_bits(number):
    with pytest.raises(ValueError, match="40 bits"):
        formulas.folio("CED", 2011, number)


@given(st.integers(0, 32**8 - 1))
def test_every_folio_is_read_back_however_it_is_typed(number):
    folio = formulas.folio("INF", 2026, number)
    assert formulas.typed_folio(folio) == folio
    assert formulas.typed_folio(f"  {folio.lower().replace('-', ' – ')} ") == folio


@given(st.integers(0, 32**8 - 1), st.integers(0, 32**8 - 1))
def test_different_numbers_have_different_folios(one, other):
    same = formulas.folio("ACU", 2026, one) == formulas.folio("ACU", 2026, other)
    assert same == (one == other)


def test_letters_that_look_like_figures_are_read_as_figures():
    assert formulas.typed_folio("ced-2011-oil00000") == "CED-2011-01100000"


@pytest.mark.parametrize(
    "text", ["", "CED", "CED-2011-123", "CED-11-00000000", "CED-2011-0000000Ñ", "\x00"]
)
def test_what_is_no_folio_is_none(text):
    assert formulas.typed_folio(text) is None


@given(st.text(max_size=40))
def test_any_text_is_a_folio_or_none(text):
    found = formulas.typed_folio(text)
    assert found is None or formulas.typed_folio(found) == found


def test_a_pasted_hash_may_have_spaces_and_capitals():
    digest = formulas.digest(b"abc")
    assert digest == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert formulas.typed_sha256(formulas.grouped(digest.upper()) + "\n") == digest
    assert formulas.typed_sha256("ba7816bf") is None


def test_the_print_is_the_beginning_of_the_hash():
    assert formulas.print_of("ba7816bf8f01cfea" + "0" * 48) == "ba78 16bf 8f01 cfea"


def test_the_same_content_has_one_text():
    assert formulas.canonical({"b": [1], "a": "ñ"}) == '{"a":"ñ","b":[1]}'
    with pytest.raises(TypeError):
        formulas.canonical({"a": object()})
