"""Shares of counted cases with their uncertainty. Pure functions; every share comes with the counts it is made of."""

from math import sqrt
from typing import NamedTuple

Z95 = 1.959963984540054  # the standard normal quantile of a two-sided interval of 95 %


class Share(NamedTuple):
    """``cases`` of ``all``, the share (0 to 1) and its 95 % interval."""

    cases: int
    all: int
    value: float
    low: float
    high: float


def share(cases: int, of: int) -> Share | None:
    """Return the share of ``cases`` with Wilson's score interval of 95 %; ``None`` of no cases at all.

    Raises:
        ValueError: a count is negative, or there are more cases than all.

    Source:
        Wilson, E. B. (1927), "Probable inference, the law of succession, and statistical inference",
        JASA 22, 209-212. Golden: GAO-16-494, 60 of 95: 0.632 (0.531 to 0.722).
    """
    if not 0 <= cases <= of:
        raise ValueError("cases must lie between nothing and all")
    if of == 0:
        return None
    rate, square = cases / of, Z95 * Z95
    middle = (rate + square / (2 * of)) / (1 + square / of)
    half = Z95 / (1 + square / of) * sqrt(rate * (1 - rate) / of + square / (4 * of * of))
    # At the ends the interval touches 0 or 1 exactly; floats miss it by a hair.
    low = 0.0 if cases == 0 else middle - half
    high = 1.0 if cases == of else middle + half
    return Share(cases, of, rate, low, high)


def posterior_mean(cases: int, of: int) -> float:
    """Return (cases + 1) / (of + 2): the mean of the Beta posterior from a uniform prior.

    Unlike the plain share it is never 0 or 1 for want of cases.

    Source:
        Laplace's rule of succession; portfolio.md 1.7.
    """
    if not 0 <= cases <= of:
        raise ValueError("cases must lie between nothing and all")
    return (cases + 1) / (of + 2)
