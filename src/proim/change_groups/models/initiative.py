import uuid

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from proim.accounts.models import User
from proim.change_groups.models.group import Group
from proim.change_groups.models.meeting import Meeting
from proim.change_groups.workflow import InitiativeStage
from proim.core.permissions import RuledQuerySet
from proim.projects.models import Project


class InitiativeQuerySet(RuledQuerySet["Initiative"]):
    """Questions about many initiatives."""


class Initiative(models.Model):
    """An idea that was proposed in a group; endorsed in a meeting, it may become a project."""

    code = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    group = models.ForeignKey(Group, models.PROTECT, related_name="initiatives")
    title = models.CharField(_("title"), max_length=200)
    problem = models.TextField(_("which problem it solves"))
    proposal = models.TextField(_("what is proposed"))
    proposed_by = models.ForeignKey(
        User,
        models.PROTECT,
        null=True,
        related_name="+",
        editable=False,
        verbose_name=_("proposed by"),
    )
    proposed_on = models.DateField(_("proposed on"), editable=False)
    stage = models.CharField(
        max_length=10, choices=InitiativeStage, default=InitiativeStage.PROPOSED, editable=False
    )
    decided_on = models.DateField(_("decided on"), null=True, blank=True, editable=False)
    meeting = models.ForeignKey(
        Meeting,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="endorsed",
        editable=False,
        verbose_name=_("meeting that endorsed it"),
    )
    reason = models.CharField(_("reason"), max_length=250, blank=True)
    project = models.OneToOneField(
        Project,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="initiative",
        editable=False,
        verbose_name=_("project"),
    )
    started_on = models.DateField(_("became a project on"), null=True, blank=True, editable=False)

    objects = InitiativeQuerySet.as_manager()

    class Meta:
        verbose_name = _("initiative")
        verbose_name_plural = _("initiatives")
        ordering = ["-proposed_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(stage__in=("endorsed", "started")) | Q(meeting__isnull=False),
                name="initiative_endorsed_in_a_meeting",
            ),
            models.CheckConstraint(
                condition=~Q(stage="declined") | ~Q(reason=""),
                name="initiative_declined_for_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(stage="started", project__isnull=False, started_on__isnull=False)
                | ~Q(stage="started") & Q(project__isnull=True, started_on__isnull=True),
                name="initiative_started_is_a_project",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("change_groups:initiative", args=[self.code])
