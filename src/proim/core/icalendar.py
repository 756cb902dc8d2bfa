"""Calendar files (RFC 5545) with one or many dates. Pure.

Written here, not by a library: the one for them takes 8 MB of a server that may take 100 (decision 0027).
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

LINE = 75  # octets of a line, its end not counted (RFC 5545, 3.1)
ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})
CONTROLS = re.compile(r"[\x00-\x09\x0b-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Entry:
    """A date in a calendar: whole days where ``starts`` is a day, else from moment to moment (with time zones)."""

    uid: str  # the same whenever the same date is told again
    stamped: datetime  # when this was written
    starts: date | datetime
    ends: date | datetime  # of whole days the last one
    title: str
    place: str = ""
    about: str = ""
    url: str = ""
    is_busy: bool = True


def calendar_file(entries: Iterable[Entry], *, name: str = "", method: str = "") -> str:
    """Return the file: lines that end in CRLF, none longer than 75 octets.

    Args:
        entries: the dates.
        name: of the calendar, for a program that subscribes to it.
        method: ``PUBLISH`` for a date that comes by mail.

    Raises:
        ValueError: a moment has no time zone.
    """
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//PROIM//ES"]
    lines += [f"METHOD:{method}"] if method else []
    lines += [f"NAME:{_text(name)}", f"X-WR-CALNAME:{_text(name)}"] if name else []
    for entry in entries:
        lines += _event(entry)
    lines.append("END:VCALENDAR")
    return "".join(f"{part}\r\n" for line in lines for part in _folded(line))


def _event(entry: Entry) -> Iterator[str]:
    last = entry.ends
    yield "BEGIN:VEVENT"
    yield f"UID:{_text(entry.uid)}"
    yield f"DTSTAMP:{_moment(entry.stamped)}"
    yield f"DTSTART{_when(entry.starts)}"
    yield f"DTEND{_when(last if isinstance(last, datetime) else last + timedelta(days=1))}"
    yield f"SUMMARY:{_text(entry.title)}"
    if entry.place:
        yield f"LOCATION:{_text(entry.place)}"
    if entry.about:
        yield f"DESCRIPTION:{_text(entry.about)}"
    if entry.url:
        yield f"URL:{CONTROLS.sub('', entry.url).replace(chr(10), '')}"
    if not entry.is_busy:
        yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _when(when: date | datetime) -> str:
    if isinstance(when, datetime):
        return f":{_moment(when)}"
    return f";VALUE=DATE:{when:%Y%m%d}"


def _moment(when: datetime) -> str:
    if when.tzinfo is None:
        raise ValueError("a moment without a time zone says nothing to somebody elsewhere")
    return f"{when.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _text(value: str) -> str:
    """Escape what has a meaning in the format; of control characters only the end of a line is kept."""
    lines = value.replace("\r\n", "\n").replace("\r", "\n")
    return CONTROLS.sub("", lines).translate(ESCAPES)


def _folded(line: str) -> Iterator[str]:
    """Break a long line where no character is cut; a part that continues begins with a space."""
    part, size = "", 0
    for letter in line:
        octets = len(letter.encode())
        if size + octets > LINE:
            yield part
            part, size = " ", 1
        part, size = part + letter, size + octets
    yield part
