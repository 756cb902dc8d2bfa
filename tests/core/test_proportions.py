"""Shares with their interval, against the published counts of an audit."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proim.core.proportions import posterior_mean, share


@pytest.mark.parametrize(
    ("cases", "value", "low", "high"),
    # GAO-16-494: of 95 investments more risk in 60, the same in 22, less in 13; Wilson's interval by hand.
    [(60, 0.632, 0.531, 0.722), (22, 0.232, 0.158, 0.326), (13, 0.137, 0.082, 0.220)],
)
def test_the_counts_of_an_audit(cases, value, low, high):
    found = share(cases, 95)
    assert [round(number, 3) for number in found[2:]] == [value, low, high]
    assert found[:2] == (cases, 95)


def test_no_cases_give_no_share_and_wrong_counts_are_refused():
    assert share(0, 0) is None
    assert posterior_mean(0, 0) == 0.5
    assert posterior_mean(2, 8) == 0.3
    for wrong in ((-1, 3), (4, 3)):
        with pytest.raises(ValueError, match="between nothing and all"):
            share(*wrong)
        with pytest.raises(ValueError, match="between nothing and all"):
            posterior_mean(*wrong)


@given(st.integers(1, 5000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_the_interval_holds_the_share_and_lies_within_0_and_1(counts):
    found = share(*counts)
    assert 0 <= found.low <= found.value <= found.high <= 1
