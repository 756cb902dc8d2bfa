"""What documents are made of. Plain values: they are frozen as JSON, printed, and written as text.

A text that people typed is ``said(text, "es")``, so that a screen reader changes its voice; a plain
string is in the language of the document.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from proim.ui.parts import Tone

Said = str | dict[str, str]
Fact = tuple[str, Sequence[Said]]
Block = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Content:
    """What a document says. ``public`` is what anybody may read who verifies its folio."""

    title: str
    subject: Said = ""
    lead: Said = ""
    facts: Sequence[Fact] = ()
    blocks: Sequence[Block] = ()
    public: Sequence[tuple[str, str]] = ()
    kicker: str = ""
    more: dict[str, Any] = field(default_factory=dict)  # for a template of its own


def said(text: str, lang: str) -> Said:
    """Return ``text`` with the language it has; "" is that of the document."""
    return {"text": text, "lang": lang} if lang and text else text


def heading(text: str) -> Block:
    """Head the blocks that follow."""
    return {"kind": "heading", "text": text}


def paragraphs(*parts: Said) -> Block:
    """Say something in sentences; a line end in them stays one."""
    return {"kind": "text", "paragraphs": list(parts)}


def facts(rows: Iterable[Fact]) -> Block:
    """Tell facts in two columns: few and short ones."""
    return {"kind": "facts", "rows": _rows(rows)}


def record(
    columns: tuple[str, str], sections: Iterable[tuple[str, Iterable[Fact]]], *, level: int = 1
) -> Block:
    """Tell a long record: sections of questions and answers, ruled, over as many pages as needed.

    ``level`` is that of the sections' headings: 2 where a ``heading`` stands above them.
    """
    told = [{"title": title, "rows": _rows(rows)} for title, rows in sections]
    return {"kind": "record", "columns": list(columns), "sections": told, "level": level}


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table; ``width`` is its share, 0 as wide as what is in it."""

    label: str
    width: int = 1
    number: bool = False


def table(
    columns: Sequence[Column], rows: Iterable[Sequence[Said]], *, empty: str, height: float = 1.7
) -> Block:
    """Tell rows of the same things; ``height`` is the room above and below each, in millimetres."""
    told = [{"label": c.label, "width": c.width, "number": c.number} for c in columns]
    cells = [list(row) for row in rows]
    return {"kind": "table", "columns": told, "rows": cells, "empty": empty, "height": height}


def notice(text: Said, *, title: str = "", tone: Tone = "info") -> Block:
    """Say what the reader should know before the rest."""
    return {"kind": "notice", "title": title, "text": text, "tone": tone}


def figures(told: Iterable[tuple[str, str]]) -> Block:
    """Show a few figures large: figure, what it counts."""
    return {"kind": "figures", "figures": [list(pair) for pair in told]}


def verdict(text: str, tone: Tone) -> Block:
    """Show a state in a word."""
    return {"kind": "verdict", "text": text, "tone": tone}


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody signs by hand."""

    role: str
    name: str = ""
    post: Said = ""


def signatures(places: Iterable[Place], *, across: int = 2) -> Block:
    """Leave room for signatures by hand."""
    told = [{"role": p.role, "name": p.name, "post": p.post} for p in places]
    return {"kind": "signatures", "places": told, "across": across}


@dataclass(frozen=True, slots=True)
class Approval:
    """A signature within the platform: who, as what, when, and the code of its entry."""

    role: str
    name: str
    post: Said
    when: str
    code: str


def approvals(given: Iterable[Approval], *, code_label: str) -> Block:
    """Show the signatures that were given within the platform."""
    told = [
        {"role": a.role, "name": a.name, "post": a.post, "when": a.when, "code": a.code}
        for a in given
    ]
    return {"kind": "approvals", "approvals": told, "code-label": code_label}


def _rows(rows: Iterable[Fact]) -> list[Any]:
    return [[label, list(values)] for label, values in rows]
