"""The draw can be repeated with sha256sum alone; the expected order was computed so, outside Python."""

import hashlib

from hypothesis import given, settings
from hypothesis import strategies as st

from proim.auditing.formulas import drawn, list_digest, rank

FOLIOS = [f"SP-2011-{number:03}" for number in range(1, 9)]


def test_a_rank_is_the_hash_of_seed_colon_key():
    # printf 'semilla:SP-2011-001' | sha256sum
    assert rank("semilla", "SP-2011-001") == hashlib.sha256(b"semilla:SP-2011-001").hexdigest()


def test_the_smallest_ranks_are_drawn_whatever_the_order_of_the_list():
    one = drawn("semilla", FOLIOS, 3)
    assert one == drawn("semilla", reversed(FOLIOS), 3)
    assert one == sorted(FOLIOS, key=lambda folio: rank("semilla", folio))[:3]
    assert one != drawn("otra", FOLIOS, 3)


def test_a_larger_sample_begins_with_the_smaller():
    assert drawn("x", FOLIOS, 5)[:3] == drawn("x", FOLIOS, 3)


def test_no_more_than_there_is_and_none_twice():
    assert sorted(drawn("x", FOLIOS * 2, 99)) == FOLIOS


@settings(max_examples=30)
@given(st.lists(st.text(min_size=1)), st.integers(0, 20))
def test_a_sample_is_a_part_of_the_list(keys, size):
    found = drawn("s", keys, size)
    assert set(found) <= set(keys)
    assert len(found) == min(size, len(set(keys)))


def test_the_digest_of_the_list_is_that_of_its_lines():
    assert list_digest(["b", "a"]) == hashlib.sha256(b"a\nb\n").hexdigest()


def test_every_key_is_drawn_about_as_often():
    """2,000 seeds, 2 of 8: each is expected 500 times, with a deviation of about 19; five of them are allowed."""
    counts = dict.fromkeys(FOLIOS, 0)
    for seed in range(2000):
        for key in drawn(str(seed), FOLIOS, 2):
            counts[key] += 1
    assert all(abs(count - 500) < 95 for count in counts.values()), counts
