"""Two people at once: what each has seen and changed, field by field (decision 11).

A form carries a fingerprint of each field as its reader saw it. What differs from its fingerprint
is what this person changed; what is stored and differs from it is what somebody else changed.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any, TypeAlias

from django.db.models import Model
from django.utils.translation import gettext as _

from proim.core.dates import PartialDate
from proim.core.errors import DomainError

Stored: TypeAlias = Callable[[str], Any]  # name of a field -> what is stored
Plain: TypeAlias = Callable[[str, Any], Any]  # name and value -> as JSON can hold it


class ConflictError(DomainError):
    """Somebody else has changed the same fields meanwhile; ``fields`` are their names."""

    def __init__(self, fields: Iterable[str]) -> None:
        super().__init__(_("Somebody else has changed this meanwhile. Choose what shall stay."))
        self.fields = tuple(fields)


def fingerprint(value: Any) -> str:
    """Return 16 hex digits that stand for a field's value (any value that JSON can hold).

    Two people's forms are compared by it: 64 bits of SHA-256, so that two different answers to
    one question do not look alike by chance (1 in 10^19).
    """
    text = json.dumps(value, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def tidy(text: str) -> str:
    """Return ``text`` as it is stored: one sign for a line end (browsers send two), no margins."""
    return str(text).replace("\r\n", "\n").strip()


def plain(name: str, value: Any) -> Any:
    """Return the value of one column as JSON can hold it, whoever typed or stored it."""
    if isinstance(value, PartialDate):
        return value.code
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, date):
        return value.isoformat()
    if hasattr(value, "pk"):
        return value.pk
    return tidy(value) if isinstance(value, str) else value


def as_stored(row: Model) -> Stored:
    """Return what the columns of ``row`` hold in the database, read when first asked."""

    @cache
    def now() -> Model:
        return row._meta.model._base_manager.get(pk=row.pk)

    return lambda name: getattr(now(), name)


def marks(names: Iterable[str], stored: Stored, *, plain: Plain = plain) -> dict[str, str]:
    """Return the fingerprints of what the fields hold now, for a form to hand back later."""
    return {name: fingerprint(plain(name, stored(name))) for name in names}


def news(values: Mapping[str, Any], stored: Stored, *, plain: Plain = plain) -> dict[str, Any]:
    """Return those of ``values`` that differ from what is stored."""
    return {
        name: value
        for name, value in values.items()
        if fingerprint(plain(name, value)) != fingerprint(plain(name, stored(name)))
    }


def require_as_seen(
    names: Iterable[str], stored: Stored, seen: Mapping[str, str] | None, *, plain: Plain = plain
) -> None:
    """Refuse fields that are no longer as the person saw them; without ``seen`` none is asked.

    Raises:
        ConflictError: names the fields that somebody else has changed.
    """
    known = [name for name in names if seen and name in seen]
    now = marks(known, stored, plain=plain)
    if changed := [name for name in known if seen and seen[name] != now[name]]:
        raise ConflictError(changed)
