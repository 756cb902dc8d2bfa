"""Arithmetic of addresses and forms. Pure functions: no database, no Django, no clock."""

from collections.abc import Iterable
from urllib.parse import parse_qsl, urlencode

PASSING = ("page", "view", "draft")  # say where one is, not what one looks at
SECRET = ("password", "csrf", "desk-")
Pairs = list[tuple[str, str]]


def canonical(query: str) -> str:
    """Return the filters of an address in one order, without gaps and without the page number.

    Two addresses that show the same give the same: ``b=2&a=1&page=3&c=`` gives ``a=1&b=2``.
    """
    pairs = parse_qsl(query.removeprefix("?"), max_num_fields=50)
    return urlencode(sorted(pair for pair in pairs if pair[0] not in PASSING))


def keepable(pairs: Iterable[tuple[str, str]]) -> Pairs:
    """Return what of a form may be kept: everything but secrets and the marks of the desk."""
    return [(name, text) for name, text in pairs if not any(word in name for word in SECRET)]
