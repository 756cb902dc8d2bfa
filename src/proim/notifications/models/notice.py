import uuid
from datetime import datetime
from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

from proim.accounts.models import User


class NoticeQuerySet(models.QuerySet["Notice"]):
    """Questions about many notices."""

    def waiting(self) -> Self:
        """Keep what nobody was told yet."""
        return self.filter(told_at__isnull=True)

    def due(self, now: datetime) -> Self:
        """Keep what can be told now, oldest first."""
        return self.waiting().filter(next_at__lte=now).order_by("pk")


class Notice(models.Model):
    """Something that people are to be told: the row of the outbox.

    Written in the transaction of the change. Whom it concerns is worked out when it is told. The
    record it speaks of is named as in the ledger (``projects.project:42``), so that a service
    needs no key to what stands above it.
    """

    kind = models.CharField(max_length=60)
    target = models.CharField(max_length=80)
    key = models.CharField(max_length=120, unique=True)  # a reminder is told once
    data = models.JSONField(default=dict)
    actor = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    told_at = models.DateTimeField(null=True)
    words = models.JSONField(default=dict)  # by language: what was told, as it was told
    attempts = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField(default=timezone.now)
    error = models.CharField(max_length=300, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        indexes = [
            models.Index(
                fields=["next_at"], condition=Q(told_at__isnull=True), name="notice_waiting"
            ),
            models.Index(fields=["target"], name="notice_by_target"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.target}"

    @property
    def row_id(self) -> int:
        """The primary key of the record that it speaks of."""
        return int(self.target.partition(":")[2])

    def said(self, language: str) -> dict[str, Any]:
        """Return what was told in ``language``, or in another one where that is missing."""
        words: dict[str, dict[str, Any]] = self.words
        return words.get(language) or next(iter(words.values()), {})


def new_key() -> str:
    """Return the key of a notice that may be repeated."""
    return uuid.uuid4().hex
