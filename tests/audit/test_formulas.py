from hypothesis import given
from hypothesis import strategies as st

from proim.audit.formulas import GENESIS, MOST_WORDS, chained, word_difference

EVENT = (GENESIS, 1, "2011-06-30T12:00:00.000000+00:00", '{"verb":"x.y"}')


def test_the_hash_is_the_one_that_sha256_gives_for_the_lines_of_an_event():
    # printf '%s\n1\n2011-06-30T12:00:00.000000+00:00\n{"verb":"x.y"}' 000…000 | sha256sum
    assert chained(*EVENT) == "b37f429be19ae3c0131330a608944380a98f2ace4906157a8d417f426c647b8f"


@given(st.text(), st.integers(), st.text(), st.text())
def test_every_part_of_an_event_counts(previous, sequence, at, body):
    whole = chained(previous, sequence, at, body)
    assert whole == chained(previous, sequence, at, body)
    assert whole != chained(previous, sequence + 1, at, body)
    assert whole != chained(previous, sequence, at, body + " ")
    assert whole != chained(previous + "0", sequence, at, body)


def test_the_words_that_went_and_came_are_told_apart():
    before = "Reducir el tiempo del trámite a diez días."
    after = "Reducir mucho el tiempo a cinco días."
    assert word_difference(before, after) == [
        ("same", "Reducir "),
        ("new", "mucho "),
        ("same", "el tiempo "),
        ("gone", "del trámite "),
        ("same", "a "),
        ("gone", "diez "),
        ("new", "cinco "),
        ("same", "días."),
    ]


@given(st.text(), st.text())
def test_both_texts_can_be_read_from_the_difference(before, after):
    pieces = word_difference(before, after)
    assert "".join(text for kind, text in pieces if kind != "new") == before
    assert "".join(text for kind, text in pieces if kind != "gone") == after


def test_two_books_are_not_compared_word_by_word():
    book = "palabra " * (MOST_WORDS + 1)
    assert word_difference(book, "otra") == [("gone", book), ("new", "otra")]
