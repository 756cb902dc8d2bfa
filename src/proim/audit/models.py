import json
from contextlib import closing
from dataclasses import dataclass
from typing import Any, Self

from django.db import models
from django.db.models import Model

from proim.audit.formulas import GENESIS, chained


def target_of(row: Model) -> str:
    """Return how the ledger names a row: ``projects.project:42``."""
    return f"{row._meta.label_lower}:{row.pk}"


class EventQuerySet(models.QuerySet["Event"]):
    """Questions about many events."""

    def of(self, *rows: Model) -> Self:
        """Keep what happened to any of ``rows``."""
        return self.filter(target__in=[target_of(row) for row in rows])


class Event(models.Model):
    """One thing that somebody did. Rows are only ever added (triggers: audit.triggers)."""

    sequence = models.BigIntegerField(primary_key=True)
    at = models.CharField(max_length=32)  # ISO 8601 text: hashed exactly as stored
    verb = models.CharField(max_length=60)
    target = models.CharField(max_length=80)
    actor_id = models.BigIntegerField(null=True)  # accounts.User; None is the system
    body = models.TextField()  # canonical JSON of verb, target, actor and data: what is hashed
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    objects = EventQuerySet.as_manager()

    class Meta:
        ordering = ["-sequence"]
        indexes = [models.Index(fields=["target", "sequence"], name="event_by_target")]

    def __str__(self) -> str:
        return f"{self.sequence} {self.verb} {self.target}"

    @property
    def data(self) -> dict[str, Any]:
        """What the action told about itself: ``changes`` and its own words."""
        found: dict[str, Any] = json.loads(self.body)["data"]
        return found


class Head(models.Model):
    """The end of the chain: one row, the lock on which events are added one at a time."""

    id = models.PositiveSmallIntegerField(primary_key=True)
    sequence = models.BigIntegerField(default=0)
    hash = models.CharField(max_length=64, default=GENESIS)

    def __str__(self) -> str:
        return f"{self.sequence} {self.hash}"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a recomputation of the chain found."""

    checked: int
    broken: int | None  # sequence of the first broken event
    reason: str = ""


def verify() -> Verdict:
    """Recompute the whole chain and say which event is the first that does not fit."""
    hash_before, count = GENESIS, 0
    rows: Any = Event.objects.order_by("sequence").iterator()
    with closing(rows) as events:
        for event in events:
            if event.sequence != count + 1:
                return Verdict(count, count + 1, "missing")
            if reason := _fault(event, hash_before):
                return Verdict(count, event.sequence, reason)
            hash_before, count = event.hash, event.sequence
    head = Head.objects.filter(pk=1).first()
    if head is None or (head.sequence, head.hash) != (count, hash_before):
        return Verdict(count, count + 1, "the end of the chain is missing")
    return Verdict(count, None)


def _fault(event: Event, hash_before: str) -> str:
    if event.previous != hash_before:
        return "does not follow the event before it"
    if event.hash != chained(hash_before, event.sequence, event.at, event.body):
        return "was changed"
    told = json.loads(event.body)
    if (told["verb"], told["target"], told["by"]) != (event.verb, event.target, event.actor_id):
        return "has columns that differ from its body"
    return ""
