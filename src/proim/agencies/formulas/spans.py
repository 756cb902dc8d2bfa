"""Days as people write them in a notice: one day or one range in a line."""

import re
from collections.abc import Iterable
from datetime import date

_DAY = r"(\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[/.]\d{1,2}[/.]\d{4})"
_LINE = re.compile(
    rf"(?:del\s+|from\s+)?{_DAY}(?:\s*(?:–|—|-|/|a|al|hasta|to|until)\s*{_DAY})?", re.IGNORECASE
)


class UnreadableLine(ValueError):  # noqa: N818  # it is the line that is unreadable
    """A line that names no day, a day that does not exist, or an end before its start."""

    def __init__(self, number: int, line: str) -> None:
        super().__init__(f"line {number}: {line}")
        self.number, self.line = number, line


def read_spans(text: str) -> list[tuple[date, date]]:
    """Return the days of ``text`` as pairs of first and last day, sorted; empty lines do not count.

    A line is a day or two days with "-", "a", "al", "to" between them; a day is written
    2025-04-14 or 14/04/2025. Semicolons part lines too.

    Raises:
        UnreadableLine: a line is none of that, or its end lies before its start.
    """
    found = []
    for number, line in enumerate(re.split(r"[\n;]", text), start=1):
        if not line.strip():
            continue
        match = _LINE.fullmatch(line.strip().rstrip(".,"))
        try:
            first = _day(match[1]) if match else None
            last = _day(match[2]) if match and match[2] else first
        except ValueError:
            first = last = None
        if first is None or last is None or last < first:
            raise UnreadableLine(number, line.strip())
        found.append((first, last))
    return sorted(set(found))


def write_spans(spans: Iterable[tuple[date, date]]) -> str:
    """Return the text from which ``read_spans`` reads ``spans``."""
    return "\n".join(
        first.isoformat() if first == last else f"{first.isoformat()} - {last.isoformat()}"
        for first, last in spans
    )


def _day(text: str) -> date:
    parts = [int(part) for part in re.split(r"[-/.]", text)]
    return date(*parts) if "-" in text else date(*parts[::-1])
