"""The arithmetic of the charts."""

from collections.abc import Iterable
from typing import Any

from proim.ui.parts import Bar


def scaled(bars: Iterable[Bar]) -> list[dict[str, Any]]:
    """Return each bar with its ``width``: per cent of the longest one, as SVG wants it."""
    rows = list(bars)
    longest = max((row.value for row in rows), default=0)
    return [
        {
            "label": row.label,
            "value": row.value,
            "href": row.href,
            "note": row.note,
            "width": f"{100 * float(row.value) / float(longest):.2f}" if longest > 0 else "0",
        }
        for row in rows
    ]
