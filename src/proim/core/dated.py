"""Dated facts: rows that say "since this day it is so", and are never overwritten.

What can change over time and is counted later is kept as rows with ``since`` (the day on
which the fact begins to hold) and ``recorded_at`` (the moment at which we learned of it).
The fact *as of* a day is the latest row with ``since`` up to that day; *as known at* a moment
leaves out what was recorded later. A correction is a new row.
"""

from datetime import date, datetime
from typing import Any

from django.db import models
from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone


class DatedFact(models.Model):
    """Base of a row that states a fact from a day on."""

    since = models.DateField()
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        abstract = True
        ordering = ["since", "pk"]


def up_to(day: date, known_at: datetime | None = None) -> Q:
    """Return the filter of the facts that hold on ``day``, as known at ``known_at``."""
    wanted = Q(since__lte=day)
    return wanted & Q(recorded_at__lte=known_at) if known_at else wanted


def latest(
    facts: QuerySet[Any], owner: str, column: str, *, day: date, known_at: datetime | None = None
) -> Subquery:
    """Return ``column`` of the fact that holds on ``day`` for the outer row.

    ``owner`` is the foreign key of the facts that points to the outer row's primary key.
    """
    mine = facts.filter(up_to(day, known_at), **{owner: OuterRef("pk")})
    return Subquery(mine.order_by(F("since").desc(), F("pk").desc()).values(column)[:1])


class Period(models.Model):
    """Base of a row that holds from a day to a day, both included; open while it has no end."""

    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)
    end_recorded_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        abstract = True


def holds(day: date, known_at: datetime | None = None, prefix: str = "") -> Q:
    """Return the filter of the periods that hold on ``day``; ``prefix`` is a lookup path."""
    begun = Q(**{f"{prefix}valid_from__lte": day})
    lasts = Q(**{f"{prefix}valid_to__isnull": True}) | Q(**{f"{prefix}valid_to__gte": day})
    if known_at:
        begun &= Q(**{f"{prefix}recorded_at__lte": known_at})
        lasts |= Q(**{f"{prefix}end_recorded_at__gt": known_at})
    return begun & lasts
