import json
from collections import defaultdict
from contextlib import closing
from dataclasses import dataclass
from typing import Any, Self

from django.db import models
from django.db.models import Model, Q
from django.utils.translation import gettext

from proim.audit.formulas import GENESIS, chained
from proim.audit.sealing import canonical, commitment, digests, print_of, unseal


def target_of(row: Model) -> str:
    """Return how the ledger names a row: ``projects.project:42``."""
    return f"{row._meta.label_lower}:{row.pk}"


class EventQuerySet(models.QuerySet["Event"]):
    """Questions about many events."""

    def of(self, *rows: Model) -> Self:
        """Keep what happened to any of ``rows``, with its words."""
        return self.filter(target__in=[target_of(row) for row in rows]).prefetch_related("sealed")


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
    was = models.CharField(
        max_length=64, blank=True
    )  # its hash in the chain before words were sealed

    objects = EventQuerySet.as_manager()

    class Meta:
        ordering = ["-sequence"]
        indexes = [models.Index(fields=["target", "sequence"], name="event_by_target")]

    def __str__(self) -> str:
        return f"{self.sequence} {self.verb} {self.target}"

    @property
    def data(self) -> dict[str, Any]:
        """What the action told about itself: ``changes`` and its own words."""
        texts = {value.digest: value.text for value in self.sealed.all() if not value.erased_by}
        told: dict[str, Any] = unseal(json.loads(self.body)["data"], texts, gettext("[erased]"))
        return told


class Sealed(models.Model):
    """Words of an event: the chain holds their salted commitment, this row what they are."""

    event = models.ForeignKey(Event, models.PROTECT, related_name="sealed")
    digest = models.CharField(max_length=64)
    salt = models.CharField(max_length=32, blank=True)
    text = models.TextField(blank=True)
    erased_by = models.BigIntegerField(null=True)  # sequence of the event that erased them

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(erased_by__isnull=True) | Q(salt="", text=""), name="sealed_or_erased"
            ),
        ]
        indexes = [
            models.Index(
                fields=["erased_by"], condition=Q(erased_by__isnull=False), name="sealed_erased"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.event_id} {self.digest}"


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
    """Recompute the whole chain, and each word that it holds; name the first event that does not fit."""
    hash_before, was_before, count = GENESIS, GENESIS, 0
    erased = _Erased()
    rows: Any = Event.objects.order_by("sequence").prefetch_related("sealed")
    with closing(rows.iterator(chunk_size=20)) as events:  # each with all its words
        for event in events:
            if event.sequence != count + 1:
                return Verdict(count, count + 1, "missing")
            if reason := _fault(event, hash_before, was_before) or erased.look(event):
                return Verdict(count, event.sequence, reason)
            hash_before, was_before, count = event.hash, event.was, event.sequence
    head = Head.objects.filter(pk=1).first()
    if head is None or (head.sequence, head.hash) != (count, hash_before):
        return Verdict(count, count + 1, "the end of the chain is missing")
    if wrong := erased.unaccounted():
        return Verdict(count, wrong, "lost words that it does not say it erased")
    return Verdict(count, None)


class _Erased:
    """Keeps account of erased words: each erasure names, by a print, exactly those that it took."""

    def __init__(self) -> None:
        self.taken: dict[int, list[tuple[int, str]]] = defaultdict(list)
        self.told: dict[int, str] = {}

    def look(self, event: Event) -> str:
        body = json.loads(event.body)["data"]
        values = list(event.sealed.all())
        if sorted(digests(body)) != sorted(value.digest for value in values):
            return "has lost words"
        for value in values:
            if value.erased_by:
                self.taken[value.erased_by].append((event.sequence, value.digest))
            elif commitment(value.salt, value.text) != value.digest:
                return "has words that were changed"
        if "erased" in body:
            self.told[event.sequence] = body["erased"]
        return ""

    def unaccounted(self) -> int | None:
        """Return an event that erased something without saying so; ``None`` if there is none."""
        wrong = (n for n, taken in self.taken.items() if print_of(taken) != self.told.get(n))
        return min(wrong, default=None)


def _fault(event: Event, hash_before: str, was_before: str) -> str:
    if event.previous != hash_before:
        return "does not follow the event before it"
    if event.hash != chained(hash_before, event.sequence, event.at, event.body):
        return "was changed"
    told = json.loads(event.body)
    if (told["verb"], told["target"], told["by"]) != (event.verb, event.target, event.actor_id):
        return "has columns that differ from its body"
    return _former_fault(event, told, was_before) if event.was else ""


def _former_fault(event: Event, told: dict[str, Any], was_before: str) -> str:
    """Recompute the hash that the event had before its words were sealed, while it has them all."""
    if any(value.erased_by for value in event.sealed.all()):
        return ""
    texts = {value.digest: value.text for value in event.sealed.all()}
    body = canonical({**told, "data": unseal(told["data"], texts, "")})
    was = chained(was_before, event.sequence, event.at, body)
    return "" if was == event.was else "differs from what it was before its words were sealed"
