import uuid
from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from proim.accounts.models import User
from proim.core.permissions import RuledQuerySet


class BlockingQuerySet(RuledQuerySet["Blocking"]):
    """Questions about many blocked people."""

    def standing(self) -> Self:
        """Keep the people who are blocked now: neither unblocked nor erased."""
        return self.filter(lifted_on__isnull=True, erased_on__isnull=True)

    def due(self, day: date) -> Self:
        """Keep the people who are to be erased by ``day``."""
        return self.standing().filter(erase_on__lte=day)


class Blocking(models.Model):
    """A person's data out of everybody's sight, until they are erased or given back.

    ``held`` is what the person's own row said. It is read by ``actions.reveal`` alone, for a legal
    duty that is named and recorded, and emptied when the person is erased.
    """

    code = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(
        User, models.PROTECT, related_name="blockings", verbose_name=_("person")
    )
    ground = models.CharField(_("ground"), max_length=250)
    since = models.DateField(_("blocked on"))
    erase_on = models.DateField(_("to be erased on"))
    by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    held = models.JSONField(default=dict)
    lifted_on = models.DateField(_("given back on"), null=True, blank=True)
    erased_on = models.DateField(_("erased on"), null=True, blank=True)

    objects = BlockingQuerySet.as_manager()

    class Meta:
        verbose_name = _("blocked person")
        verbose_name_plural = _("blocked people")
        ordering = ["-since", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(lifted_on__isnull=True),
                name="blocking_one_per_person",
            ),
            models.CheckConstraint(
                condition=Q(lifted_on__isnull=True) | Q(erased_on__isnull=True),
                name="blocking_lifted_or_erased",
            ),
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.person_id}"

    def get_absolute_url(self) -> str:
        return reverse("privacy:blocking", args=[self.code])

    @property
    def is_standing(self) -> bool:
        """Whether the person is blocked now."""
        return self.lifted_on is None and self.erased_on is None


class Export(models.Model):
    """A copy of everything about a person, made in the background and kept for some days."""

    code = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(User, models.CASCADE, related_name="+", verbose_name=_("person"))
    asked_at = models.DateTimeField(_("asked"), default=timezone.now)
    made_at = models.DateTimeField(_("made"), null=True, blank=True)
    name = models.CharField(max_length=64, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    expires_on = models.DateField(_("kept until"), null=True, blank=True)

    objects = RuledQuerySet.as_manager()

    class Meta:
        verbose_name = _("export of personal data")
        verbose_name_plural = _("exports of personal data")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return str(self.code)
