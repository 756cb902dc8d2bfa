"""Three versions of a field: as it left in the file, as the file has it, as it is stored now."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

ABSENT = object()  # the file carries no base for this field


class Outcome(StrEnum):
    """What becomes of a field."""

    KEPT = "kept"  # the file says nothing new
    CHANGED = "changed"  # the file's answer is stored
    AGREED = "agreed"  # both sides made the same change
    CONFLICT = "conflict"  # both sides changed it, to different answers: a person decides


def merged(base: Any, there: Any, now: Any) -> Outcome:
    """Say what becomes of a field that was ``base``, is ``there`` in the file and ``now`` in the records.

    Without a base (``ABSENT``) whatever differs from the records is a change.
    """
    if there == now:
        return Outcome.KEPT if base is ABSENT or base == now else Outcome.AGREED
    if base is ABSENT:
        return Outcome.CHANGED
    if there == base:
        return Outcome.KEPT
    return Outcome.CHANGED if now == base else Outcome.CONFLICT


def differences(
    base: Mapping[str, Any] | None, there: Mapping[str, Any], now: Mapping[str, Any]
) -> dict[str, Outcome]:
    """Return the outcome of each field that ``there`` speaks of; what it leaves out is not touched."""
    before = base or {}
    return {
        name: merged(before.get(name, ABSENT), value, now.get(name))
        for name, value in there.items()
    }
