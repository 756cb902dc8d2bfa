"""Arithmetic of the register. Pure functions: no database, no Django, no clock."""

import unicodedata

NOISE = frozenset(
    [
        "a",
        "al",
        "con",
        "de",
        "del",
        "e",
        "el",
        "en",
        "la",
        "las",
        "los",
        "o",
        "para",
        "por",
        "que",
        "su",
        "sus",
        "un",
        "una",
        "y",
    ]
)


def folio_number(year: int, number: int) -> str:
    """Return the folio of the ``number``-th project accepted in ``year``: PROIM-2011-0042."""
    return f"PROIM-{year:04}-{number:04}"


def words_of(title: str) -> frozenset[str]:
    """Return the telling words of a Spanish title: lower case, no accents, no articles."""
    plain = unicodedata.normalize("NFD", title.casefold())
    letters = "".join(sign if sign.isalnum() else " " for sign in plain if sign.isascii())
    return frozenset(word for word in letters.split() if word not in NOISE)


def likeness(one: str, other: str) -> float:
    """Return how much two titles share, from 0 to 1: the Dice coefficient of their words.

    Titles without a telling word have nothing in common (0).

    Source:
        L. R. Dice, Measures of the Amount of Ecologic Association Between Species,
        Ecology 26 (1945) 297-302.
    """
    a, b = words_of(one), words_of(other)
    return 2 * len(a & b) / (len(a) + len(b)) if a and b else 0.0
