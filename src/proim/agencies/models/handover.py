"""What somebody who leaves a post hands over to whoever follows: what is open, what is explained."""

import uuid
from datetime import date
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from proim.agencies.models.appointment import Appointment
from proim.agencies.workflow import IN_HAND, HandoverStatus
from proim.core.permissions import RuledQuerySet


class HandoverQuerySet(RuledQuerySet["Handover"]):
    """Questions about many hand-overs."""

    def with_people(self) -> Self:
        """Fetch what a line names."""
        people = ("leaving__person", "leaving__agency", "successor__person")
        return self.select_related(*people)

    def waiting(self) -> Self:
        """Keep those that one of the two has still to sign, the oldest first."""
        return self.filter(status__in=IN_HAND).order_by("due_on", "pk")

    def current(self) -> Self:
        """Keep those of the end that holds: not withdrawn, nor received before an end that was undone."""
        received = Q(status=HandoverStatus.RECEIVED, received_on__gt=F("leaving__valid_to"))
        return self.filter(Q(status__in=IN_HAND) | received)


class Handover(models.Model):
    """The hand-over of one post. What was open is frozen when the leaving one signs: both sign the same."""

    code = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    leaving = models.ForeignKey(
        Appointment, models.PROTECT, related_name="handovers", verbose_name=_("who leaves")
    )
    successor = models.ForeignKey(
        Appointment,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="received",
        verbose_name=_("who follows"),
    )
    status = models.CharField(
        _("status"), max_length=10, choices=HandoverStatus, default=HandoverStatus.OPEN
    )
    opened_on = models.DateField(_("opened on"))
    due_on = models.DateField(_("due on"))
    note = models.TextField(_("what the successor should know"), blank=True, max_length=4000)
    frozen = models.JSONField(_("what was open"), default=list, blank=True)
    given = models.JSONField(default=dict, blank=True)  # codes of drafts and views, by kind
    sha256 = models.CharField(max_length=64, blank=True, editable=False)
    delivered_on = models.DateField(_("handed over on"), null=True, blank=True)
    delivered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    received_on = models.DateField(_("received on"), null=True, blank=True)
    received_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    remark = models.TextField(_("remarks of who receives"), blank=True, max_length=4000)

    objects = HandoverQuerySet.as_manager()

    class Meta:
        verbose_name = _("hand-over of a post")
        verbose_name_plural = _("hand-overs of posts")
        ordering = ["-opened_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(successor__isnull=True) | ~Q(successor=F("leaving")),
                name="handover_to_another_appointment",
            ),
            models.CheckConstraint(
                condition=Q(status__in=(HandoverStatus.OPEN, HandoverStatus.WITHDRAWN))
                | ~Q(sha256=""),
                name="handover_signed_with_a_hash",
            ),
            models.UniqueConstraint(
                fields=["leaving"], condition=Q(status__in=IN_HAND), name="handover_one_in_hand"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.leaving.get_role_display()} · {self.leaving.person}"

    def get_absolute_url(self) -> str:
        return reverse("agencies:handover", args=[self.code])

    @property
    def agency(self) -> Any:
        """The agency of the post."""
        return self.leaving.agency

    def is_late(self, day: date) -> bool:
        """Say whether it should have been received before ``day``."""
        return self.status in IN_HAND and self.due_on < day


class HandoverItem(models.Model):
    """A line of the checklist: ticked by who leaves, or left open with a reason."""

    handover = models.ForeignKey(Handover, models.PROTECT, related_name="items")
    position = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=30)
    is_done = models.BooleanField(_("done"), default=False)
    note = models.CharField(_("note"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("line of a hand-over")
        verbose_name_plural = _("lines of a hand-over")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["handover", "code"], name="handoveritem_once")
        ]

    def __str__(self) -> str:
        return self.code
