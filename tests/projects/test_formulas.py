"""The pure arithmetic of the register."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proim.projects.formulas import folio_number, likeness, words_of


def test_a_folio_tells_year_and_number():
    assert folio_number(2011, 42) == "PROIM-2011-0042"
    assert folio_number(2012, 12345) == "PROIM-2012-12345"


def test_words_of_a_title_have_no_accents_and_no_articles():
    assert words_of("El Trámite de la Licencia (2011)") == {"tramite", "licencia", "2011"}


def test_likeness_is_twice_the_shared_words_over_all_words():
    assert likeness("Ventanilla única de licencias", "Ventanilla de licencias") == pytest.approx(
        0.8
    )
    assert likeness("Ventanilla única", "Archivo digital") == 0
    assert likeness("", "Archivo") == likeness("de la", "de la") == 0


titles = st.text(alphabet="abcdeé ", max_size=30)


@given(titles, titles)
def test_likeness_is_mutual_and_lies_between_nothing_and_the_whole(one, other):
    share = likeness(one, other)
    assert 0 <= share <= 1
    assert share == likeness(other, one)
    assert likeness(one, one) == (1 if words_of(one) else 0)
