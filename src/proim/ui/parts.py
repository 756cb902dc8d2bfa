"""What views hand to the components: plain values, without HTML."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from proim.ui.slots import Text

Tone = Literal["neutral", "brand", "info", "success", "warning", "danger"]
Number = int | float | Decimal


@dataclass(frozen=True, slots=True)
class Step:
    """A stage of a life cycle as a reader sees it; ``note`` may hold its date."""

    label: Text
    state: Literal["done", "current", "todo", "skipped"] = "todo"
    note: Text = ""


@dataclass(frozen=True, slots=True)
class Tab:
    """A view of the same thing; tabs are links."""

    label: Text
    href: str
    current: bool = False
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of a chart; with ``href`` its label opens the records that it counts."""

    label: Text
    value: Number
    href: str = ""
    note: Text = ""


@dataclass(frozen=True, slots=True)
class Tag:
    """A word under which a thing can be found."""

    label: Text
    href: str = ""


def steps(choices: Iterable[tuple[str, Text]], current: str) -> list[Step]:
    """Make the steps of a straight life cycle: done before ``current``, to do after it."""
    stages = list(choices)
    at = [value for value, _label in stages].index(current)
    return [
        Step(label, "done" if place < at else "current" if place == at else "todo")
        for place, (_value, label) in enumerate(stages)
    ]
