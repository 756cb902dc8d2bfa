"""The names and addresses of a person, of now and before: what is looked for in texts."""

import json
import re
from dataclasses import dataclass
from typing import Any

from proim.accounts.models import User
from proim.audit.models import Event

COLUMNS = ("full_name", "email", "phone")
SHORTEST = 6  # characters: "Ana" alone is many people


@dataclass(frozen=True, slots=True)
class Names:
    """Texts that mean one person and nobody else."""

    texts: tuple[str, ...]
    beside: tuple[str, ...] = ()  # posts: they mean the person only where a name stands too

    @classmethod
    def of(cls, person: User, held: dict[str, str] | None = None) -> "Names":
        """Return the names of ``person``: those of now, those held back, those of the ledger."""
        found = {str(getattr(person, column)) for column in COLUMNS}
        found |= {(held or {}).get(column, "") for column in COLUMNS}
        posts = {person.post, (held or {}).get("post", "")}
        for event in Event.objects.of(person):
            for column, pair in event.data.get("changes", {}).items():
                if column in COLUMNS:
                    found |= {str(value) for value in pair if value}
                elif column == "post":
                    posts |= {str(value) for value in pair if value}
        # A name that somebody else bears too means both: it stays.
        others = User.objects.exclude(pk=person.pk).filter(full_name__in=found)
        found -= set(others.values_list("full_name", flat=True))
        return cls(_longest_first(found), _longest_first(posts))

    def spellings(self, *, as_json: bool = False) -> set[str]:
        """Return how the names may stand in a column; in JSON letters may be written as escapes.

        SQLite compares letters outside ASCII exactly: capitals are asked for by themselves.
        """
        found = {form for text in self.texts for form in (text, text.upper(), text.lower())}
        return found | {json.dumps(text)[1:-1] for text in found} if as_json else found

    def replaced(self, value: Any, by: str) -> Any:
        """Return ``value`` (text, list, dictionary) with each name replaced."""
        if isinstance(value, str):
            every = _pattern((*self.texts, *self.beside))
            return every.sub(lambda _found: by, value) if self.texts else value
        if isinstance(value, list):
            return [self.replaced(item, by) for item in value]
        if isinstance(value, dict):
            return {self.replaced(key, by): self.replaced(item, by) for key, item in value.items()}
        return value

    def stand_in(self, text: str) -> bool:
        """Say whether one of the names stands in ``text``."""
        return bool(self.texts) and bool(_pattern(self.texts).search(text))


def _longest_first(found: set[str]) -> tuple[str, ...]:
    kept = {text.strip() for text in found if len(text.strip()) >= SHORTEST}
    return tuple(sorted(kept, key=lambda text: (-len(text), text)))


def _pattern(texts: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(re.escape(text) for text in texts), re.IGNORECASE)
