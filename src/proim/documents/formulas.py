"""Folios, hashes, and how people type them. Pure: no database, no clock."""

import hashlib
import json
import re
from collections.abc import Mapping
from typing import Any

SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's base 32: nothing that is misread
LENGTH = 8
_FOLIO = re.compile(rf"([A-Z]{{3}})-?(\d{{4}})-?([0-9A-Z]{{{LENGTH}}})")
_READ_AS = str.maketrans("OIL", "011")
_SHA256 = re.compile(r"[0-9a-f]{64}")


def folio(prefix: str, year: int, number: int) -> str:
    """Return the folio of a document: ``CED-2011-7K3MQ8XW``.

    Args:
        prefix: of its kind, three capitals.
        year: of issue.
        number: drawn at random below 32**8 (40 bits), so that folios cannot be tried one by one.

    Raises:
        ValueError: the number is out of its range.
    """
    if not 0 <= number < len(SIGNS) ** LENGTH:
        raise ValueError("the number has 40 bits")
    signs = ""
    for _ in range(LENGTH):
        number, rest = divmod(number, len(SIGNS))
        signs = SIGNS[rest] + signs
    return f"{prefix}-{year:04}-{signs}"


def typed_folio(text: str) -> str | None:
    """Return the folio that somebody typed, or ``None``: "ced 2011 7k3mq8xw" is CED-2011-7K3MQ8XW.

    The letters O, I and L are read as the figures they are taken for.
    """
    tidy = re.sub(r"[\s–—]+", "-", text.strip().upper())
    found = _FOLIO.fullmatch(tidy)
    if not found:
        return None
    return f"{found[1]}-{found[2]}-{found[3].translate(_READ_AS)}"


def typed_sha256(text: str) -> str | None:
    """Return the SHA-256 that somebody pasted, or ``None``: spaces and capitals do not matter."""
    tidy = re.sub(r"\s+", "", text).lower()
    return tidy if _SHA256.fullmatch(tidy) else None


def canonical(content: Mapping[str, Any]) -> str:
    """Return the one JSON text of ``content``: sorted keys, no spaces, letters as they are.

    Raises:
        TypeError: a value is neither text, number, truth value, list, mapping nor ``None``.
    """
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest(data: bytes) -> str:
    """Return the SHA-256 (hex) of ``data``."""
    return hashlib.sha256(data).hexdigest()


def print_of(sha256: str) -> str:
    """Return the beginning of a hash in groups, as it is printed: ``a1b2 c3d4 e5f6 0718``."""
    return " ".join(sha256[at : at + 4] for at in range(0, 16, 4))


def grouped(sha256: str) -> str:
    """Return a hash in groups of eight, so that people can compare it."""
    return " ".join(sha256[at : at + 8] for at in range(0, len(sha256), 8))
