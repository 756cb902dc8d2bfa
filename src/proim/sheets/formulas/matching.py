"""Which entry of a list a cell means, and which column a header means."""

import re
from collections.abc import Iterable, Mapping, Sequence
from difflib import SequenceMatcher

from proim.sheets.formulas.cells import folded

ALIKE = 0.85
SUGGESTED = 0.6
CONTAINED = 0.85  # all words of a known writing stand in the header: the more words, the surer
_SIGNS = re.compile(r"[^a-z0-9]+")
_ASIDE = re.compile(r"\([^)]*\)|\[[^\]]*\]")
_SMALL = {"de", "del", "la", "el", "los", "las", "y", "e", "o", "en", "the", "of", "and", "for", "a", "por", "para"}  # fmt: skip


def key(text: str) -> str:
    """Return what makes two writings of a word the same: "Amber/ Red" and "AMBER - RED"."""
    return _SIGNS.sub(" ", folded(text)).strip()


def entry(text: str, entries: Mapping[str, str]) -> str:
    """Return the code that ``text`` means; ``entries`` maps keys (``key``) to codes. "" is none."""
    return entries.get(key(text), "")


def suggestion(text: str, labels: Iterable[str]) -> str:
    """Return the label most like ``text``, "" if none is alike enough to be worth a question."""
    wanted = key(text)
    best, found = SUGGESTED, ""
    for label in labels:
        share = _share(wanted, key(label))
        if share > best:
            best, found = share, label
    return found


def columns(
    headers: Sequence[str], spellings: Mapping[str, Iterable[str]]
) -> dict[int, tuple[str, float]]:
    """Return for each header (by place) the column that it means, and how surely: 1 is known.

    ``spellings`` gives the known writings of each column. A column is given once: to the header
    that fits it best, and to the first of equals. Weaker likenesses than ``ALIKE`` are left out.
    """
    known = {key(text): name for name, texts in spellings.items() for text in texts}
    found: list[tuple[float, int, str]] = []
    for place, header in enumerate(headers):
        name, share = _column(header, known)
        if name:
            found.append((-share, place, name))
    given: dict[int, tuple[str, float]] = {}
    for share, place, name in sorted(found):
        if name not in {column for column, _share in given.values()}:
            given[place] = (name, -share)
    return given


def _column(header: str, known: Mapping[str, str]) -> tuple[str, float]:
    whole = key(header)
    short = key(_ASIDE.sub(" ", header))
    for text in (whole, short):
        if text in known:
            return known[text], 1.0
    best, found = ALIKE, ""
    for text in {whole, short} - {""}:
        for spelling, name in known.items():
            share = _share(text, spelling)
            if share >= best:
                best, found = share, name
    return (found, min(best, 0.99)) if found else ("", 0.0)


def _share(one: str, other: str) -> float:
    """Return how alike two keys are: by letters, or by their telling words in any order."""
    if not one or not other:
        return 0.0
    letters = SequenceMatcher(None, one, other)
    quick = letters.real_quick_ratio()
    by_letters = letters.ratio() if quick >= SUGGESTED else 0.0
    words, others = set(one.split()) - _SMALL, set(other.split()) - _SMALL
    by_words = 2 * len(words & others) / (len(words) + len(others)) if words and others else 0.0
    inside = CONTAINED + len(others) / 100 if len(others) > 1 and others <= words else 0.0
    return max(by_letters, by_words, inside)
