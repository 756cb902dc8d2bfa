"""The hash that chains the events of the ledger."""

import hashlib

GENESIS = "0" * 64


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
