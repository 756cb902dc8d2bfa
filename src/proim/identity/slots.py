"""Who must have a second factor: a higher app knows who people are in the programme."""

from collections.abc import Callable
from typing import Any, TypeAlias

from proim.core.slots import Slot

Obliges: TypeAlias = Callable[[Any], bool]

OBLIGED: Slot[Obliges] = Slot()


def is_obliged(person: Any) -> bool:
    """Say whether any app asks for a second factor of ``person``."""
    return any(obliges(person) for obliges in OBLIGED)
