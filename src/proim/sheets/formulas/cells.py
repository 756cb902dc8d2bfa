"""What a cell says: its text made plain, the kinds of "nothing" people write, and what was read."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff]")
# Signs of the Western code page in a file that says to be something else: "\x96" was a dash.
_MISREAD = {
    code: sign
    for code in range(0x80, 0xA0)
    if (sign := bytes([code]).decode("cp1252", errors="ignore"))
}
FORMULA = ("=", "+", "-", "@", "\t", "\r")
# What empties a field on purpose: an empty cell never does.
CLEAR = {"(borrar)", "(vaciar)", "(clear)", "(erase)"}

UNDEFINED, NOT_APPLICABLE, UNKNOWN, WITHHELD = "undefined", "not_applicable", "unknown", "withheld"
_WORDS = {
    UNDEFINED: {
        "por definir", "por determinar", "por confirmar", "por asignar", "pendiente", "pd", "tbd",
        "tbc", "tba", "to be determined", "to be confirmed", "to be defined", "en proceso",
        "not yet determined", "pending",
    },
    NOT_APPLICABLE: {"n/a", "na", "n.a.", "no aplica", "no aplicable", "not applicable"},
    UNKNOWN: {
        "n/d", "nd", "n.d.", "s/d", "sd", "s.d.", "s/i", "s/n", "sin dato", "sin datos",
        "sin informacion", "no disponible", "no se sabe", "se desconoce", "desconocido",
        "unknown", "not available", "not provided", "no data", "null", "none", "nan", "#n/a",
        "-", "--", "---", "—", "–", "?", "??", "...", "…", ".", "*",
    },
    WITHHELD: {
        "reservado", "reservada", "confidencial", "informacion reservada", "withheld", "redacted",
        "informacion confidencial", "clasificado", "clasificada", "exempt",
    },
}  # fmt: skip
LONGEST_WORD = 60  # signs: whatever is longer is a text, not a placeholder
_KINDS = {word: kind for kind, words in _WORDS.items() for word in words}
# Sentences that say the same; looked for only where a figure or a date is expected.
_SENTENCES = (
    (WITHHELD, re.compile(r"exempt|withh[eo]ld|redacted|reservad[oa]|confidencial|commercial interest"
                          r"|clasificad[oa]|\bsection \d+\b|\bs\.? ?\d+ foi")),
    (UNDEFINED, re.compile(r"\btb[dca]\b|to be (determined|confirmed|defined)|awaiting|on hold"
                           r"|por (definir|determinar|confirmar|asignar)|pendiente|en pausa"
                           r"|not yet|being estimated|not (known|available)|sin definir")),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Read:
    """What a cell says, as a plain value; or why it cannot be told.

    ``problem`` and ``notes`` are codes of messages; ``missing`` is a kind of "nothing"; ``clear``
    means that the cell empties the field; ``hint`` is what was probably meant.
    """

    value: Any = None
    problem: str = ""
    notes: tuple[str, ...] = ()
    missing: str = ""
    hint: str = ""
    clear: bool = False

    @property
    def is_silent(self) -> bool:
        """Say whether the cell says nothing at all: that changes nothing."""
        return self.value is None and not (self.problem or self.missing or self.clear)


def plain(value: Any) -> str:
    """Return a cell as clean text: NFC, no invisible signs, single spaces, lines kept."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:  # noqa: PLR2004
        return str(int(value))
    if isinstance(value, datetime):
        midnight = (value.hour, value.minute, value.second) == (0, 0, 0)
        return value.date().isoformat() if midnight else value.isoformat(" ", "seconds")
    if isinstance(value, date):
        return value.isoformat()
    return tidy(str(value))


def tidy(text: str) -> str:
    """Return ``text`` in NFC without invisible signs, doubled spaces and margins; its lines stay."""
    text = INVISIBLE.sub("", unicodedata.normalize("NFC", text.translate(_MISREAD)))
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    lines = (" ".join(line.split()) for line in text.split("\n"))
    return "\n".join(lines).strip()


def folded(text: str) -> str:
    """Return ``text`` in small letters without accents, in one line: for comparing, never for showing."""
    apart = unicodedata.normalize("NFKD", INVISIBLE.sub("", text).casefold())
    return " ".join("".join(sign for sign in apart if not unicodedata.combining(sign)).split())


def missing_kind(text: str, *, sentences: bool = False) -> str:
    """Return which kind of "nothing" ``text`` is, or "" if it says something.

    ``sentences`` also recognises sentences that hold such words: for dates and figures only. A
    text with a date in it is not "nothing": it is told as unreadable instead.
    """
    if len(text) > LONGEST_WORD and not sentences:
        return ""
    bare = folded(text).strip(" .:;")
    if kind := _KINDS.get(bare) or _KINDS.get(folded(text)):
        return kind
    if not sentences:
        return ""
    for kind, pattern in _SENTENCES:
        if pattern.search(bare) and (kind == WITHHELD or not re.search(r"\d", bare)):
            return kind
    return ""


def is_clear(text: str) -> bool:
    """Say whether the cell empties its field on purpose."""
    return len(text) <= LONGEST_WORD and folded(text) in CLEAR


def neutral(text: str) -> str:
    """Return ``text`` as no spreadsheet takes it for a formula; ``original`` takes the sign off."""
    return f"'{text}" if text.lstrip("'").startswith(FORMULA) else text


def original(text: str) -> str:
    """Return what ``neutral`` was given."""
    hidden = text.startswith("'") and text.lstrip("'").startswith(FORMULA)
    return text[1:] if hidden else text


def read_text(value: Any, longest: int = 0) -> Read:
    """Read a text; placeholders such as "N/D" or "-" say that there is none."""
    text = plain(value)
    if not text:
        return Read()
    if is_clear(text):
        return Read(clear=True)
    if kind := missing_kind(text):
        return Read(missing=kind)
    if any(unicodedata.category(sign) in {"Cc", "Cs", "Co"} and sign != "\n" for sign in text):
        return Read(problem="unprintable")
    if longest and len(text) > longest:
        return Read(problem="too_long")
    return Read(text)


YES = {"1", "si", "s", "yes", "y", "true", "verdadero", "x", "oui", "sim"}
NO = {"0", "no", "n", "false", "falso", "non", "nao"}


def read_yes_no(value: Any) -> Read:
    """Read an answer to a yes-or-no question."""
    text = folded(plain(value))
    if not text:
        return Read()
    if is_clear(text):
        return Read(clear=True)
    if text in YES or text in NO:
        return Read(text in YES)
    kind = missing_kind(text)
    return Read(missing=kind) if kind else Read(problem="not_yes_no")
