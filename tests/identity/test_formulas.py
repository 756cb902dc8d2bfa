"""Codes of RFC 4226 (appendix D) and RFC 6238 (appendix B), whose secret is given in both."""

import pytest

from proim.identity.formulas import code_of, step_of, step_that_gives

SECRET = b"12345678901234567890"


@pytest.mark.parametrize(
    ("counter", "code"),
    [(0, "755224"), (1, "287082"), (2, "359152"), (3, "969429"), (9, "520489")],
)
def test_codes_of_rfc_4226(counter, code):
    assert code_of(SECRET, counter) == code


@pytest.mark.parametrize(
    ("seconds", "code"),
    [
        (59, "94287082"),
        (1111111109, "07081804"),
        (1111111111, "14050471"),
        (1234567890, "89005924"),
        (2000000000, "69279037"),
        (20000000000, "65353130"),
    ],
)
def test_codes_of_rfc_6238(seconds, code):
    assert code_of(SECRET, step_of(seconds), digits=8) == code


def test_a_clock_may_be_thirty_seconds_early_or_late_and_no_more():
    code = code_of(SECRET, 100)
    assert [step_that_gives(SECRET, code, at * 30) for at in (98, 99, 100, 101, 102)] == [
        None,
        100,
        100,
        100,
        None,
    ]


@pytest.mark.parametrize("code", ["", "x", "12345", "١٢٣٤٥٦", "755 224", "7552240"])
def test_what_is_no_code_gives_nothing(code):
    assert step_that_gives(SECRET, code, 60) is None
