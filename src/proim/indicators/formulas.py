"""The arithmetic of the published figures. Pure functions on integers; nothing is a float."""

from collections.abc import Sequence
from decimal import Decimal


def percentage(numerator: int, denominator: int) -> Decimal | None:
    """Return 100 · numerator / denominator in per cent, with one decimal, rounded half up.

    ``None`` where the denominator is zero: the figure does not apply, which is neither 0 nor 100.

    Raises:
        ValueError: a count is negative.

    Source:
        domain.md 4.2: "Zero denominator: no aplica. Percentages: 1 decimal, half-up, computed
        from integers kept beside them."
    """
    if numerator < 0 or denominator < 0:
        raise ValueError("counts cannot be negative")
    if denominator == 0:
        return None
    tenths = (2000 * numerator + denominator) // (2 * denominator)
    return Decimal(tenths).scaleb(-1)


def shares(counts: Sequence[int]) -> list[Decimal | None]:
    """Return the share of each count in their sum, in per cent with one decimal.

    Each share is rounded by itself, so that it can be checked alone; what the rounded shares
    lack to 100.0 is told by ``rounding_gap``.

    Source:
        domain.md 4.3, ficha 3: 33, 24, 5, 13 give 44.0, 32.0, 6.7, 17.3 per cent.
    """
    total = sum(counts)
    return [percentage(count, total) for count in counts]


def rounding_gap(rounded: Sequence[Decimal | None]) -> Decimal:
    """Return what rounded shares lack to 100.0, in percentage points; zero if there is no share."""
    known = [share for share in rounded if share is not None]
    return Decimal("100.0") - sum(known, Decimal("0.0")) if known else Decimal("0.0")


def unaccounted(total: int, counts: Sequence[int]) -> int:
    """Return how many records of ``total`` stand in none of ``counts``; 0 if the sum is right.

    Source:
        domain.md 4.2: "Disaggregation sums must equal the total (or state overlap)."
    """
    return total - sum(counts)
