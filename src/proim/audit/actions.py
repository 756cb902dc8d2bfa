"""Writing to the ledger. Called by every action, inside its transaction."""

import json
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db import transaction
from django.db.models import Model
from django.utils import timezone

from proim.audit.formulas import chained
from proim.audit.models import Event, Head, Sealed, target_of
from proim.audit.sealing import canonical, print_of, seal

Changes = Mapping[str, tuple[Any, Any]]


@transaction.atomic
def record(
    verb: str,
    row: Model,
    *,
    by: AbstractBaseUser | AnonymousUser | None,
    changes: Changes | None = None,
    **data: Any,
) -> Event:
    """Add what happened to the ledger, in the caller's transaction.

    Args:
        verb: ``app.verb``, the same word as the action and its permission.
        row: what it happened to.
        by: who did it; ``None`` means the system.
        changes: field name -> (value before, value after), for the readable diff.
        data: further facts about the event, as JSON-able values.
    """
    told = dict(data)
    if changes:
        told["changes"] = {name: list(pair) for name, pair in changes.items()}
    target, actor_id = target_of(row), by.pk if by else None
    plain = json.loads(json.dumps(told, default=_plain))
    data, kept = seal(plain)
    body = canonical({"verb": verb, "target": target, "by": actor_id, "data": data})
    head = Head.objects.select_for_update().get(pk=1)  # SQLite: BEGIN IMMEDIATE is the lock
    sequence, at = head.sequence + 1, timezone.now().isoformat(timespec="microseconds")
    event = Event.objects.create(
        sequence=sequence,
        at=at,
        verb=verb,
        target=target,
        actor_id=actor_id,
        body=body,
        previous=head.hash,
        hash=chained(head.hash, sequence, at, body),
    )
    Head.objects.filter(pk=1).update(sequence=sequence, hash=event.hash)
    if kept:
        rows = [Sealed(event=event, digest=d, salt=salt, text=text) for d, salt, text in kept]
        Sealed.objects.bulk_create(rows)
    return event


def erase(sequence: int, values: list[Sealed]) -> None:
    """Take the words of ``values`` out of the ledger; the event ``sequence`` says that it was done.

    That event must have been recorded with ``values=print_of(…)``: ``verify`` compares.
    """
    keys = [value.pk for value in values]
    Sealed.objects.filter(pk__in=keys).update(salt="", text="", erased_by=sequence)


def fingerprint(values: list[Sealed]) -> str:
    """Return what an erasure event says of the values that it takes out."""
    return print_of((value.event_id, value.digest) for value in values)


def _plain(value: Any) -> Any:
    if isinstance(value, Model):
        return {"id": value.pk, "label": str(value)}
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, Decimal | UUID):
        return str(value)
    return str(value)
