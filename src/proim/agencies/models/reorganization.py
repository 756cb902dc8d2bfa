"""What was done in one reorganization, and where the posts went; what else moved is kept by its own app."""

import uuid
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from proim.agencies.models.agency import Agency, SuccessionKind
from proim.agencies.models.appointment import Appointment
from proim.core.dated import DatedFact
from proim.core.permissions import RuledQuerySet


class ReorganizationQuerySet(RuledQuerySet["Reorganization"]):
    """Questions about many reorganizations."""

    def of(self, agency: Agency) -> Self:
        """Keep those in which ``agency`` ended or followed another, the latest first."""
        ended, followed = Q(successions__predecessor=agency), Q(successions__successor=agency)
        return self.filter(ended | followed).distinct().order_by("-since", "-pk")


class Reorganization(DatedFact):
    """On a day, agencies gave way to others, with their projects and people, on one ground."""

    code = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    since = models.DateField(_("since"))
    kind = models.CharField(_("kind"), max_length=10, choices=SuccessionKind)
    ground = models.CharField(_("legal ground"), max_length=250)
    gazette = models.CharField(_("Gazette no. and date"), max_length=120, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    heir = models.ForeignKey(  # of what an agency leaves that nobody succeeds
        Agency,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("takes over"),
    )

    objects = ReorganizationQuerySet.as_manager()

    class Meta(DatedFact.Meta):
        verbose_name = _("reorganization")
        verbose_name_plural = _("reorganizations")
        constraints = [
            models.CheckConstraint(condition=~Q(ground=""), name="reorganization_has_a_ground")
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} ({self.since})"

    def get_absolute_url(self) -> str:
        return reverse("agencies:reorganization", args=[self.code])


class PostPassage(models.Model):
    """A post of an agency that ended: with it, or it goes on in another agency."""

    reorganization = models.ForeignKey(Reorganization, models.PROTECT, related_name="posts")
    former = models.ForeignKey(Appointment, models.PROTECT, related_name="passages")
    following = models.ForeignKey(
        Appointment, models.PROTECT, null=True, blank=True, related_name="origins"
    )

    class Meta:
        verbose_name = _("post in a reorganization")
        verbose_name_plural = _("posts in a reorganization")
        ordering = ["former__agency", "former__role", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["reorganization", "former"], name="postpassage_once")
        ]

    def __str__(self) -> str:
        return f"{self.former_id} → {self.following_id}"
