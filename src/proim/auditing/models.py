import uuid
from typing import Any, Self

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from proim.accounts.models import User
from proim.agencies.models import Mandate
from proim.auditing.workflow import Stage
from proim.core.permissions import RuledQuerySet
from proim.projects.models import Project


class Sample(models.Model):
    """Projects that were drawn at random from what a mandate opens; rows are never changed."""

    code = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    mandate = models.ForeignKey(Mandate, models.PROTECT, related_name="samples")
    seed = models.CharField(_("seed"), max_length=60)
    size = models.PositiveIntegerField(_("size of the sample"))
    population = models.PositiveIntegerField(_("projects in the list"))
    list_sha256 = models.CharField(max_length=64)
    keys = models.JSONField(default=list)  # folios in the order of the draw
    drawn_at = models.DateTimeField(_("drawn at"))
    by = models.ForeignKey(User, models.PROTECT, related_name="+")

    objects = RuledQuerySet.as_manager()

    class Meta:
        verbose_name = _("sample")
        verbose_name_plural = _("samples")
        ordering = ["-drawn_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.seed} ({self.size})"

    def get_absolute_url(self) -> str:
        return reverse("auditing:sample", args=[self.code])


class ObservationQuerySet(RuledQuerySet["Observation"]):
    """Questions about many observations."""

    def waiting(self) -> Self:
        """Keep those that the office has still to answer."""
        return self.filter(stage=Stage.OPEN)


class Observation(models.Model):
    """What an auditor found about a project, until auditor and office are done with it."""

    code = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    mandate = models.ForeignKey(Mandate, models.PROTECT, related_name="observations")
    project = models.ForeignKey(Project, models.PROTECT, related_name="audit_observations")
    subject = models.CharField(_("subject"), max_length=150)
    stage = models.CharField(_("state"), max_length=10, choices=Stage, default=Stage.OPEN)
    made_on = models.DateField(_("made on"))
    by = models.ForeignKey(User, models.PROTECT, related_name="+")

    objects = ObservationQuerySet.as_manager()

    class Meta:
        verbose_name = _("observation of an auditor")
        verbose_name_plural = _("observations of auditors")
        ordering = ["-made_on", "-pk"]

    def __str__(self) -> str:
        return self.subject

    def get_absolute_url(self) -> str:
        return reverse("auditing:observation", args=[self.code])


class Word(models.Model):
    """One text of the exchange about an observation; rows are only ever added."""

    observation = models.ForeignKey(Observation, models.PROTECT, related_name="words")
    verb = models.CharField(max_length=10)  # observe, answer, insist, conclude
    text = models.TextField(_("text"))
    said_on = models.DateField(_("on"))
    by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("text of an observation")
        verbose_name_plural = _("texts of observations")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.text[:60]

    @property
    def title(self) -> Any:
        """What the text is, in words."""
        return {
            "observe": _("observation"),
            "answer": _("answer of the office"),
            "insist": _("the auditor insists"),
            "conclude": _("conclusion"),
        }[self.verb]
