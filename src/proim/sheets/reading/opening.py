"""Opening a file in a process of its own, so that a hostile one harms nothing but itself."""

import json
import subprocess
import sys
from typing import Any

from proim.core.errors import DomainError
from proim.sheets.messages import refusal
from proim.sheets.reading import child

LIMIT_BYTES = 8 * 1024 * 1024
WAIT_SECONDS = 30


def raw(data: bytes) -> dict[str, Any]:
    """Return the sheets in ``data`` as the child process tells them.

    Raises:
        DomainError: the file is refused; the message says why and what to do.
    """
    if len(data) > LIMIT_BYTES:
        raise DomainError(refusal("too_big"))
    if not data:
        raise DomainError(refusal("empty"))
    try:
        done = subprocess.run(  # noqa: S603  our own program, and no word of the file is an argument
            [sys.executable, "-I", str(child.__file__)],
            input=data,
            capture_output=True,
            check=False,
            timeout=WAIT_SECONDS,
            env={},
        )
        told: dict[str, Any] = json.loads(done.stdout) if not done.returncode else {}
    except (subprocess.TimeoutExpired, ValueError):
        told = {}
    if not told:
        raise DomainError(refusal("too_big_inside"))  # the system stopped it
    if code := told.get("refused"):
        raise DomainError(refusal(code))
    return told
