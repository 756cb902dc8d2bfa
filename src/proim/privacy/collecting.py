"""Everything that the platform holds about a person, by app and table, from the declarations alone."""

import base64
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import BinaryField, FileField, Model, Q, QuerySet, TextField
from django.db.models.functions import Cast

from proim.accounts.models import User
from proim.audit.models import Event, target_of
from proim.core.personal import Personal, declared
from proim.privacy.names import Names
from proim.privacy.words import APPS, table_label

HIDDEN = {
    "password",
    "session_data",
    "session_key",
    "secret",
    "digest",
}  # secrets, not facts about the person


@dataclass(frozen=True, slots=True)
class Holding:
    """The rows of one table that are about a person."""

    told: Personal
    rows: QuerySet[Any]

    @property
    def label(self) -> str:
        """What the table is called."""
        return table_label(self.told.table._meta)


def holdings(person: User) -> Iterator[Holding]:
    """Yield what each table holds about ``person``: as its subject or author, or by name."""
    names = Names.of(person)
    for told in declared():
        rows = told.of(person) if told.person else named_in(told, names)
        if told.model != "audit.Sealed":  # told with their events
            yield Holding(told, rows)


def named_in(told: Personal, names: Names) -> QuerySet[Any]:
    """Return the rows of a table in whose texts one of ``names`` stands."""
    table = told.table
    fields = [table._meta.get_field(name) for name in told.fields]
    texts = [field for field in fields if is_text(field)]
    found = table._base_manager.all()
    where = Q(pk__in=[])
    for field in texts:
        column = f"{field.name}_as_text"
        found = found.annotate(**{column: Cast(field.name, output_field=TextField())})
        for spelling in names.spellings(as_json=field.get_internal_type() == "JSONField"):
            where |= Q(**{f"{column}__icontains": spelling})
    return found.filter(where).order_by("pk")


def is_text(field: Any) -> bool:
    """Say whether a column holds words that can be searched and changed."""
    return not field.is_relation and not isinstance(field, BinaryField | FileField)


def values_of(row: Model) -> dict[str, Any]:
    """Return the columns of a row as plain values: keys of other rows with what they are called."""
    told: dict[str, Any] = {}
    for field in row._meta.concrete_fields:
        if field.name in HIDDEN:
            continue
        value = getattr(row, field.attname)
        if isinstance(field, BinaryField) and value is not None:
            value = base64.b64encode(bytes(value)).decode()
        told[field.attname] = (
            value if value is None or isinstance(value, dict | list) else _plain(value)
        )
    return told


def _plain(value: Any) -> Any:
    if isinstance(value, bool | int | float):
        return value
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def events(person: User) -> QuerySet[Event]:
    """Return what the ledger tells of the person: what was done by and to them, with its words."""
    mine = Q(actor_id=person.pk) | Q(target=target_of(person))
    return Event.objects.filter(mine).order_by("sequence").prefetch_related("sealed")


def app_label(label: str) -> str:
    """Return what a part of the platform is called."""
    return str(APPS[label])
