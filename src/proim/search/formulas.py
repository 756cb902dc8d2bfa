"""From text to search tokens. Pure functions."""

import importlib
import importlib.util
import re
import sys
import unicodedata
from functools import lru_cache
from types import ModuleType
from typing import Any

_WORD = re.compile(r"[0-9a-zñ]+")
_STOP = frozenset(
    [
        "a",
        "al",
        "algo",
        "ante",
        "con",
        "como",
        "cual",
        "de",
        "del",
        "desde",
        "donde",
        "el",
        "ella",
        "en",
        "entre",
        "es",
        "esta",
        "este",
        "la",
        "las",
        "lo",
        "los",
        "mas",
        "me",
        "mi",
        "no",
        "o",
        "para",
        "pero",
        "por",
        "que",
        "se",
        "sin",
        "sobre",
        "son",
        "su",
        "sus",
        "un",
        "una",
        "uno",
        "y",
        "ya",
        "an",
        "and",
        "are",
        "as",
        "at",
        "be",
        "by",
        "for",
        "from",
        "in",
        "is",
        "it",
        "of",
        "on",
        "or",
        "that",
        "the",
        "this",
        "to",
        "was",
        "with",
    ]
)


def _stemmer(language: str) -> Any:
    """Return the Snowball stemmer of one language.

    The package itself imports thirty languages, eight megabytes of a server that may take a hundred: so it is
    entered without running what it does when it is imported whole.
    """
    package = "snowballstemmer"
    if package not in sys.modules:
        spec = importlib.util.find_spec(package)
        if spec is None or spec.submodule_search_locations is None:
            raise ImportError(package)
        entered = ModuleType(package)
        entered.__path__ = list(spec.submodule_search_locations)
        entered.__spec__ = spec
        sys.modules[package] = entered
    module = importlib.import_module(f"{package}.{language}_stemmer")
    return getattr(module, f"{language.capitalize()}Stemmer")()


_SPANISH = _stemmer("spanish")
_ENGLISH = _stemmer("english")


def fold(text: str) -> str:
    """Return ``text`` in lower case without accents; ñ stays, since it is a letter of its own."""
    composed = unicodedata.normalize("NFC", text.replace("\0", " ")).lower()
    kept = composed.replace("ñ", "\0")
    plain = "".join(c for c in unicodedata.normalize("NFD", kept) if not unicodedata.combining(c))
    return plain.replace("\0", "ñ")


def words(text: str) -> list[str]:
    """Return the folded words of ``text`` that carry meaning, in order."""
    return [word for word in _WORD.findall(fold(text)) if word not in _STOP]


@lru_cache(maxsize=50_000)
def stems(word: str) -> tuple[str, ...]:
    """Return the Spanish and the English stem of a folded word; one if they are the same.

    Source:
        Snowball stemmers for Spanish and English (Porter, snowballstem.org).
    """
    return tuple(dict.fromkeys((fold(_SPANISH.stemWord(word)), _ENGLISH.stemWord(word))))


def tokens(text: str) -> str:
    """Return what is stored for ``text``: every stem of every word, separated by blanks."""
    return " ".join(stem for word in words(text) for stem in stems(word))


def query(text: str, *, most: int = 12) -> list[tuple[str, ...]]:
    """Return what to look for: per word the stems of which one must occur; at most ``most`` words.

    The last word may be unfinished: callers match it as a prefix too.
    """
    return [(*stems(word), word) for word in words(text)[:most]]
