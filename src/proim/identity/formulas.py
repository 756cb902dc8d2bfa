"""Codes that change with the time. Pure: the clock is an argument."""

import hashlib
import hmac

PERIOD = 30  # seconds that a code lasts (RFC 6238, section 5.2)
DIGITS = 6
DRIFT = 1  # steps that a telephone's clock may be early or late


def step_of(seconds: float) -> int:
    """Return the time step, in steps of 30 s since 1970, of a moment in seconds since 1970."""
    return int(seconds) // PERIOD


def code_of(secret: bytes, step: int, digits: int = DIGITS) -> str:
    """Return the code of one time step (RFC 4226, section 5.3; RFC 6238 with SHA-1)."""
    mac = hmac.new(secret, step.to_bytes(8, "big"), hashlib.sha1).digest()
    offset = mac[-1] & 0x0F
    number = int.from_bytes(mac[offset : offset + 4], "big") & 0x7FFFFFFF
    return str(number % 10**digits).zfill(digits)


def step_that_gives(secret: bytes, code: str, now: float) -> int | None:
    """Return the step near ``now`` whose code is ``code``; all are compared, whatever is found."""
    found, middle = None, step_of(now)
    for step in range(middle - DRIFT, middle + DRIFT + 1):
        if hmac.compare_digest(code_of(secret, step).encode(), code.encode()):
            found = step
    return found
