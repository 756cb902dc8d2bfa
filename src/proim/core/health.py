"""What each part tells about its own health; the page that shows it loops over the slot.

``HEALTH.add(Check("notifications.mail", _("Mail"), health.mail))`` in ``AppConfig.ready()``.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from django.utils.functional import Promise

from proim.core.slots import Slot


class State(StrEnum):
    """How a part is; the worst one speaks for the whole."""

    GOOD = "good"
    ATTENTION = "attention"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class Finding:
    """What a look found: how it is, in words, with figures for machines and a page for people.

    ``url_name`` is the name of a page of the part's own app, without arguments.
    """

    state: State
    text: str
    figures: dict[str, float] = field(default_factory=dict)
    url_name: str = ""


@dataclass(frozen=True, slots=True)
class Check:
    """A part that can be looked at. ``look`` costs few queries and tells no personal data."""

    name: str
    label: str | Promise
    look: Callable[[], Finding]


HEALTH: Slot[Check] = Slot()


def findings() -> Iterator[tuple[Check, Finding]]:
    """Look at every part, in the order in which they were declared."""
    for check in HEALTH:
        yield check, check.look()
