"""The history of a record, for people: who did what, when, and what changed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.apps import apps
from django.contrib.auth import get_user_model
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Model
from django.utils import timezone
from django.utils.formats import date_format, localize
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from proim.audit.formulas import word_difference
from proim.audit.models import Event
from proim.audit.slots import VERBS
from proim.core.dates import PartialDate

NOTHING = "—"
LONG = 60  # characters: shorter texts are read at once, before and after


@dataclass(frozen=True, slots=True)
class Change:
    """One field before and after, in words."""

    label: str
    before: str
    after: str
    pieces: list[tuple[str, str]]  # of long texts: what stayed, went and came, word by word


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a history."""

    sequence: int
    at: datetime
    who: str
    verb: str
    label: str
    changes: list[Change]
    comment: str
    hash: str


def history(*rows: Model, words: Mapping[str, Any] | None = None) -> list[Entry]:
    """Return what happened to ``rows``, newest first; three queries however long it is.

    ``words`` says what those changes are called that are of no field.
    """
    events = list(Event.objects.of(*rows))
    people = get_user_model()._default_manager.in_bulk({e.actor_id for e in events if e.actor_id})
    labels = {verb.name: str(verb.label) for verb in VERBS}
    return [_entry(event, people, labels, words or {}) for event in events]


def _entry(
    event: Event, people: dict[Any, Any], labels: dict[str, str], words: Mapping[str, Any]
) -> Entry:
    data = event.data
    model = apps.get_model(event.target.partition(":")[0])
    who = str(people.get(event.actor_id) or _("person no longer registered"))
    return Entry(
        sequence=event.sequence,
        at=timezone.localtime(datetime.fromisoformat(event.at)),
        who=who if event.actor_id else _("the system"),
        verb=event.verb,
        label=capfirst(labels.get(event.verb, event.verb)),
        changes=list(_changes(model, data.get("changes", {}), words)),
        comment=str(data.get("comment", "")),
        hash=event.hash,
    )


def _changes(
    model: type[Model], changes: dict[str, list[Any]], words: Mapping[str, Any]
) -> Iterable[Change]:
    for name, (before, after) in changes.items():
        try:
            field: Any = model._meta.get_field(name)
        except FieldDoesNotExist:
            label = str(words.get(name) or capfirst(name.replace("_", " ")))
            yield _change(label, in_words(before), in_words(after))
            continue
        choices = dict(getattr(field, "flatchoices", None) or [])
        label = capfirst(str(getattr(field, "verbose_name", name)))
        yield _change(label, in_words(before, choices), in_words(after, choices))


def _change(label: str, before: str, after: str) -> Change:
    both = NOTHING not in (before, after) and max(len(before), len(after)) > LONG
    return Change(label, before, after, word_difference(before, after) if both else [])


def in_words(value: Any, choices: dict[Any, Any] | None = None) -> str:
    """Return a stored value as people read it; an empty one as a dash."""
    if value in (None, "", []):
        return NOTHING
    if isinstance(value, list):
        return ", ".join(in_words(item, choices) for item in value)
    if isinstance(value, dict):
        return str(value.get("label", value))
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return str(choices[value]) if choices and value in choices else _plain(value)


def _plain(value: Any) -> str:
    try:
        return date_format(date.fromisoformat(value), "DATE_FORMAT")
    except (TypeError, ValueError):
        pass
    try:
        partial = PartialDate.parse(value)  # a month or a quarter as stored; years need no words
    except (AttributeError, ValueError):
        return str(localize(value))
    return str(partial) if partial.code == value else str(value)
