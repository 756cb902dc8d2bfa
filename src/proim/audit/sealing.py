"""Words of an event are kept beside the chain, each under a salted commitment that the chain holds.

An event's body says ``{"sealed": "<digest>"}`` where a text stood; text and salt lie in a row of their own.
Without its salt a digest says nothing, so erasing the row takes the words out of the ledger and leaves
every hash of the chain as it was.

Source:
    Halevi and Micali, Practical and Provably-Secure Commitment Schemes from Collision-Free Hashing, CRYPTO 1996.
"""

import hashlib
import json
import re
import secrets
from collections.abc import Callable, Iterable, Mapping
from typing import Any

SEALED = "sealed"
_HARMLESS = re.compile(
    r"\d{4}-\d{2}-\d{2}([T ][\d:.]+(Z|[+-]\d{2}:\d{2})?)?"  # a day or a moment
    r"|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{64}"  # a UUID, a SHA-256
)


def commitment(salt: str, text: str) -> str:
    """Return the SHA-256 (hex) of salt and text; the salt is 32 hexadecimal digits."""
    return hashlib.sha256(f"{salt}\n{text}".encode()).hexdigest()


def canonical(told: Any) -> str:
    """Return JSON with sorted keys and without spaces: what is hashed."""
    return json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def seal(told: Any) -> tuple[Any, list[tuple[str, str, str]]]:
    """Return ``told`` with each text replaced by its commitment, and (digest, salt, text) of each."""
    kept: list[tuple[str, str, str]] = []

    def one(value: str) -> Any:
        if not value or _HARMLESS.fullmatch(value):
            return value
        salt = secrets.token_hex(16)
        digest = commitment(salt, value)
        kept.append((digest, salt, value))
        return {SEALED: digest}

    return _walk(told, one), kept


def digests(told: Any) -> list[str]:
    """Return every commitment in ``told``."""
    found: list[str] = []

    def one(digest: str) -> str:
        found.append(digest)
        return digest

    _opened(told, one)
    return found


def unseal(told: Any, texts: Mapping[str, str], gone: str) -> Any:
    """Return ``told`` with its texts again; ``gone`` stands where one was erased."""
    return _opened(told, lambda digest: texts.get(digest, gone))


def print_of(values: Iterable[tuple[int, str]]) -> str:
    """Return one SHA-256 over (event, digest) pairs: an erasure says with it what it took out."""
    lines = "\n".join(f"{event} {digest}" for event, digest in sorted(values))
    return hashlib.sha256(lines.encode()).hexdigest()


def _walk(value: Any, one: Callable[[str], Any]) -> Any:
    if isinstance(value, str):
        return one(value)
    if isinstance(value, list):
        return [_walk(item, one) for item in value]
    if isinstance(value, dict):
        return {key: _walk(item, one) for key, item in value.items()}
    return value


def _opened(value: Any, one: Callable[[str], str]) -> Any:
    if isinstance(value, list):
        return [_opened(item, one) for item in value]
    if isinstance(value, dict):
        if value.keys() == {SEALED}:
            return one(value[SEALED])
        return {key: _opened(item, one) for key, item in value.items()}
    return value
