"""What goes to a provider and comes back: short, over https, never redirected."""

import json
import urllib.parse
import urllib.request
from typing import Any

SECONDS = 5
MOST = 256_000  # bytes of an answer
LOOPBACK = {"localhost", "127.0.0.1", "::1"}


class UnreachableError(Exception):
    """The provider gave no answer that can be read."""


class _Straight(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args: Any, **kwargs: Any) -> None:
        return None


def get(address: str, *, bearer: str = "") -> dict[str, Any]:
    """Return what ``address`` answers, as data.

    Raises:
        UnreachableError: no answer within 5 s, no JSON object, or the address is not https.
    """
    return _asked(address, None, {"Authorization": f"Bearer {bearer}"} if bearer else {})


def post(address: str, words: dict[str, str]) -> dict[str, Any]:
    """Send ``words`` as a form and return the answer; raises as ``get`` does."""
    return _asked(address, urllib.parse.urlencode(words).encode(), {})


def _asked(address: str, body: bytes | None, headers: dict[str, str]) -> dict[str, Any]:
    parts = urllib.parse.urlsplit(address)
    if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in LOOPBACK):
        raise UnreachableError("not https")
    request = urllib.request.Request(  # noqa: S310 - the scheme is checked above
        address, body, {"Accept": "application/json", **headers}
    )
    try:
        with urllib.request.build_opener(_Straight).open(request, timeout=SECONDS) as answer:
            found = json.loads(answer.read(MOST))
    except (OSError, ValueError) as error:
        raise UnreachableError(type(error).__name__) from error
    if not isinstance(found, dict):
        raise UnreachableError("no object")
    return found
