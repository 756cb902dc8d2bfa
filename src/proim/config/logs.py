"""The log: one JSON object per line when serving, and nothing personal in it.

Messages are ours or a library's; what a person typed could reach them through an address, an exception's text or
a database's answer. So addresses become the names of their routes, exceptions keep their types and places and lose
their texts, and whatever still looks like an e-mail or a secret word is taken out.
"""

import copy
import json
import logging
import re
import traceback
from datetime import UTC, datetime
from typing import Any

from proim.core.numbering import REQUEST

MAIL = re.compile(r"[^\s@<>\"'=:,;()]+@[^\s@<>\"',;()]+")
TOKEN = re.compile(r"(?<![\w./-])[\w:-]*(?=[\w:-]*\d)(?=[\w:-]*[A-Za-z])[\w:-]{24,}(?![\w.])")
PATH = re.compile(r"(?<![\w/.])/[^\s\"',;)]*")
EXTRAS = ("route", "method", "status", "milliseconds", "status_code", "trace")
TEXT, JSON = "text", "json"
LONGEST, NEAREST = 60, 15  # lines of a trace, and frames of each exception in it


def configuration(level: str, form: str, *, open_failures: bool) -> dict[str, Any]:
    """Return Django's ``LOGGING``; ``open_failures`` shows a developer whole exceptions."""
    factory = "proim.config.logs.plain" if open_failures else f"proim.config.logs.discreet_{form}"
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": {"()": factory}},
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
        "root": {"handlers": ["console"], "level": level},
        "loggers": {
            # With DEBUG it would write every statement, values included.
            "django.db.backends": {"level": "WARNING"},
        },
    }


def plain() -> logging.Formatter:
    """Return the formatter of a developer's server."""
    return logging.Formatter("{asctime} {levelname} {name} {message}", style="{")


def discreet_text() -> logging.Formatter:
    """Return the formatter of commands: lines for people."""
    return Discreet(plain())


def discreet_json() -> logging.Formatter:
    """Return the formatter of a server: lines for programs."""
    return Discreet(Lines())


class Lines(logging.Formatter):
    """One JSON object a line: when, how grave, who says so, what, and of the rest what ``EXTRAS`` allow."""

    def format(self, record: logging.LogRecord) -> str:
        """Write ``record``; a value that JSON does not know is written as its text."""
        said = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": record.getMessage(),
        }
        if number := REQUEST.get():
            said["request"] = number
        said |= {name: value for name in EXTRAS if (value := vars(record).get(name)) is not None}
        return json.dumps(said, ensure_ascii=False, default=str)


class Discreet(logging.Formatter):
    """Takes out of a record what could be personal, then lets another formatter write it."""

    def __init__(self, writer: logging.Formatter) -> None:
        super().__init__()
        self.writer = writer

    def format(self, record: logging.LogRecord) -> str:
        """Write a copy of ``record``; other handlers get the record as it was."""
        told = copy.copy(record)
        told.msg, told.args = scrubbed(record.getMessage()), None
        if record.exc_info and record.exc_info[1]:
            trace = places(record.exc_info[1])
            vars(told)["trace"] = trace
            told.exc_info = told.exc_text = None
            if not isinstance(self.writer, Lines):
                told.msg = f"{told.msg}\n{trace}"
        return self.writer.format(told)


def scrubbed(text: str) -> str:
    """Return ``text`` with routes for addresses and without what looks like an e-mail or a token.

    >>> scrubbed("ana@example.org failed")
    '[e-mail] failed'
    """
    text = PATH.sub(lambda found: _route(found.group()), text)
    return TOKEN.sub("[token]", MAIL.sub("[e-mail]", text))


def _route(path: str) -> str:
    """Return the pattern of the route that ``path`` leads to."""
    from django.urls import Resolver404, resolve  # noqa: PLC0415  the settings import this module

    try:
        return f"/{resolve(path.partition('?')[0]).route}"
    except Resolver404:
        return "/[unknown]"


def places(error: BaseException) -> str:
    """Return the types of an exception and of its causes, and where they were raised; no texts."""
    lines: list[str] = []
    found: BaseException | None = error
    while found and len(lines) < LONGEST:
        kind = type(found)
        lines.append(f"{kind.__module__}.{kind.__qualname__}")
        frames = traceback.extract_tb(found.__traceback__)[-NEAREST:]
        lines += [f"  {frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
        found = found.__cause__ or found.__context__
    return "\n".join(lines)
