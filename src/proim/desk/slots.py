"""What higher apps declare: lists whose views may be kept, and places that one key leads to."""

from dataclasses import dataclass

from proim.core.slots import Slot
from proim.ui.slots import Test, Text


@dataclass(frozen=True, slots=True)
class SavedList:
    """A list whose filters stand in its address, so that a view of it is an address."""

    url_name: str
    label: Text


@dataclass(frozen=True, slots=True)
class Shortcut:
    """A key that leads to a page; ``audience`` as in ``ui.slots.NavItem``."""

    key: str
    label: Text
    url_name: str
    audience: str | Test = "member"


LISTS: Slot[SavedList] = Slot()
SHORTCUTS: Slot[Shortcut] = Slot()
