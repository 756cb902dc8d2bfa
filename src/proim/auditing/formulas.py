"""How a sample is drawn: anybody can draw it again from the list and the seed, with a calculator of SHA-256."""

import hashlib
from collections.abc import Iterable


def rank(seed: str, key: str) -> str:
    """Return where ``key`` stands in the draw of ``seed``: SHA-256 of ``seed:key``, in hexadecimal."""
    return hashlib.sha256(f"{seed}:{key}".encode()).hexdigest()


def drawn(seed: str, keys: Iterable[str], size: int) -> list[str]:
    """Return the ``size`` keys with the smallest ranks, in that order; all of them if there are fewer.

    Each key has the same chance, whatever the order of the list: a simple random sample without
    replacement, with the hash in the place of the random number.
    """
    return sorted(set(keys), key=lambda key: rank(seed, key))[:size]


def list_digest(keys: Iterable[str]) -> str:
    """Return the SHA-256 of the list from which was drawn: its keys in order, a line each."""
    return hashlib.sha256("".join(f"{key}\n" for key in sorted(set(keys))).encode()).hexdigest()
