"""Values in words: in a file, and beside one another on the screen. And what makes two values the same."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from proim.core.dates import PartialDate
from proim.sheets.formulas.cells import tidy
from proim.sheets.formulas.matching import key
from proim.sheets.slots import Column, Entry, Kind
from proim.ui.formats import money

LIMIT_CELL = 32_000  # a workbook's cell holds 32,767 signs
BETWEEN = "; "
ID, OWN_KEY = "id", "clave_propia"


class Lists:
    """The entries of the columns, read once for a whole file."""

    def __init__(self, columns: Sequence[Column]) -> None:
        self.columns = {column.key: column for column in columns}
        self._entries: dict[str, list[Entry]] = {}

    def entries(self, name: str) -> list[Entry]:
        """Return the entries of a column; none where it has no list."""
        if name not in self._entries:
            made = self.columns[name].entries
            self._entries[name] = list(made()) if made else []
        return self._entries[name]

    @cached_property
    def meanings(self) -> dict[str, dict[str, str]]:
        """What each writing means: column -> writing (``matching.key``) -> code."""
        found: dict[str, dict[str, str]] = {}
        for name in self.columns:
            doubled: set[str] = set()
            known: dict[str, str] = {}
            for entry in self.entries(name):
                for text in dict.fromkeys(map(key, (entry.code, entry.es, entry.en, *entry.also))):
                    if text and known.setdefault(text, entry.code) != entry.code:
                        doubled.add(text)  # two entries of that name: the code tells them apart
            codes = {key(entry.code): entry.code for entry in self.entries(name)}
            found[name] = {
                text: code for text, code in known.items() if text not in doubled
            } | codes
        return found

    @cached_property
    def labels(self) -> dict[str, dict[str, Entry]]:
        """The entry of each code, by column."""
        return {name: {e.code: e for e in self.entries(name)} for name in self.columns}

    def text(self, name: str, value: Any, language: str = "") -> str:
        """Return ``value`` as a cell says it; "" for nothing."""
        column = self.columns[name]
        if value in (None, "", []):
            return ""
        english = (language or get_language() or "").startswith("en")
        if column.kind in (Kind.CHOICE, Kind.CHOICES):
            codes = value if isinstance(value, list) else [value]
            return BETWEEN.join(self._label(name, code, english=english) for code in codes)
        if column.kind == Kind.YES_NO:
            return ("Yes" if value else "No") if english else ("Sí" if value else "No")
        return str(value)

    def _label(self, name: str, code: str, *, english: bool) -> str:
        entry = self.labels[name].get(code)
        if entry is None:
            return str(code)
        label = entry.en if english else entry.es
        alone = self.meanings[name].get(key(label)) == code and ";" not in label
        return label if alone else str(code)


def cut(text: str) -> str:
    """Return a text as a workbook's cell can hold it: a very long one is named, not cut in half."""
    if len(text) <= LIMIT_CELL:
        return text
    return f"[{len(text)} signos: consúltese en pantalla / to be read on the screen]"


def same(column: Column, value: Any) -> Any:
    """Return ``value`` so that equal ones compare equal: no margins, no doubled spaces, ``None`` if empty."""
    if column.kind == Kind.CHOICES:
        return sorted(value) or None if value else None
    if isinstance(value, str):
        text = tidy(value)
        if column.kind != Kind.LONG:
            text = " ".join(text.split())
        return text or None
    return value


def all_same(columns: Mapping[str, Column], values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values of a stored row, each as ``same`` tells it."""
    return {name: same(column, values.get(name)) for name, column in columns.items()}


def in_words(lists: Lists, name: str, value: Any) -> str:
    """Return a value for a reader: dates and amounts in words, and a word where there is none."""
    kind, text = lists.columns[name].kind, lists.text(name, value)
    if text and kind in (Kind.DAY, Kind.PARTIAL):
        return str(PartialDate.parse(text))
    if text and kind == Kind.MONEY:
        return money(text)
    return text or _("(nothing)")
