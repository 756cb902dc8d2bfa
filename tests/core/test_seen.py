"""Fingerprints of answers, and what two people have changed."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proim.core.dates import PartialDate
from proim.core.seen import ConflictError, fingerprint, marks, news, plain, require_as_seen


def test_the_same_answer_has_the_same_fingerprint():
    assert fingerprint({"a": 1, "b": [2]}) == fingerprint({"b": [2], "a": 1})


def test_nothing_empty_text_and_no_are_different_answers():
    assert len({fingerprint(value) for value in (None, "", False, [], 0)}) == 5


@given(st.text(), st.text())
def test_different_texts_have_different_fingerprints(one, other):
    assert (fingerprint(one) == fingerprint(other)) == (one == other)


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("dos\r\nlíneas ", "dos\nlíneas"),
        (Decimal(10), Decimal("10.00")),
        (date(2011, 2, 1), date(2011, 2, 1)),
        (PartialDate.parse("2011-02"), PartialDate.parse("2011-02")),
        (None, None),
    ],
)
def test_one_answer_is_the_same_typed_or_stored(typed, stored):
    assert fingerprint(plain("x", typed)) == fingerprint(plain("x", stored))


def test_what_one_person_changed_is_told_apart_from_what_others_changed():
    before = {"a": "1", "b": "1", "c": "1"}
    seen = marks(before, before.__getitem__)
    now = {"a": "1", "b": "2", "c": "2"}
    assert news({"a": "9", "c": "2"}, now.__getitem__) == {"a": "9"}
    require_as_seen(["a"], now.__getitem__, seen)
    require_as_seen(["b", "c"], now.__getitem__, None)
    with pytest.raises(ConflictError) as asked:
        require_as_seen(["a", "b"], now.__getitem__, seen)
    assert asked.value.fields == ("b",)
