"""The hash that chains the events of the ledger, and the difference of two texts."""

import hashlib
import re
from difflib import SequenceMatcher

GENESIS = "0" * 64
MOST_WORDS = 2_000  # comparing takes the square of it: a second at worst
_WORD = re.compile(r"\S+\s*|\s+")


def chained(previous: str, sequence: int, at: str, body: str) -> str:
    """Return the SHA-256 (hex) of an event that follows the one with hash ``previous``.

    Args:
        previous: hash of the event before; ``GENESIS`` for the first.
        sequence: position in the ledger, from 1, without gaps.
        at: moment in ISO 8601 with microseconds and offset.
        body: canonical JSON of the event (sorted keys, no spaces).

    Source:
        Haber and Stornetta, How to Time-Stamp a Digital Document, Journal of Cryptology 3 (1991):
        linking each record to the hash of its predecessor.
    """
    return hashlib.sha256(f"{previous}\n{sequence}\n{at}\n{body}".encode()).hexdigest()


def word_difference(before: str, after: str) -> list[tuple[str, str]]:
    """Return the pieces of two texts in reading order, each ``same``, ``gone`` or ``new``.

    The pieces that are not ``new`` make up ``before`` exactly; those not ``gone``, ``after``.
    Texts that are too long to compare word by word are one ``gone`` and one ``new`` piece.
    """
    old, new = _WORD.findall(before), _WORD.findall(after)
    if max(len(old), len(new)) > MOST_WORDS:
        return [("gone", before), ("new", after)]
    pieces = []
    for how, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if how == "equal":
            pieces.append(("same", "".join(old[a:b])))
        else:
            pieces += [("gone", "".join(old[a:b])), ("new", "".join(new[c:d]))]
    return [(kind, text) for kind, text in pieces if text]
