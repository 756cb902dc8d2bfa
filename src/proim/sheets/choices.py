"""Closed lists of the code as entries of a sheet's list, in both languages."""

from collections.abc import Callable
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import override

from proim.sheets.slots import Entry


def entries_of(choices: Any) -> Callable[[], list[Entry]]:
    """Return what lists the members of ``choices``, a Django ``Choices`` class."""

    def entries() -> list[Entry]:
        found: dict[str, list[str]] = {}
        for language in ("es-mx", "en"):
            with override(language):
                for value, label in choices.choices:
                    found.setdefault(str(value), []).append(capfirst(str(label)))
        return [
            Entry(code, es, en, tuple(label.partition(" (")[0] for label in (es, en)))
            for code, (es, en) in found.items()
        ]

    return entries
