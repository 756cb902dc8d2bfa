import uuid
from datetime import date

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from proim.change_groups.formulas import Standing, standing
from proim.change_groups.models.group import Group, Member
from proim.core.permissions import RuledQuerySet


class PlannedActionQuerySet(RuledQuerySet["PlannedAction"]):
    """Questions about many actions of work plans."""


class PlannedAction(models.Model):
    """An action of a group's work plan. Where it stands is computed from its days."""

    code = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    group = models.ForeignKey(Group, models.PROTECT, related_name="plan")
    text = models.TextField(_("action"))
    owner = models.ForeignKey(
        Member, models.PROTECT, related_name="planned", verbose_name=_("who is in charge")
    )
    starts_on = models.DateField(_("starts on"))
    due_on = models.DateField(_("by when"))
    done_on = models.DateField(null=True, blank=True, editable=False)
    outcome = models.TextField(_("what came of it"), blank=True)
    dropped_on = models.DateField(null=True, blank=True, editable=False)
    reason = models.CharField(_("reason"), max_length=250, blank=True)

    objects = PlannedActionQuerySet.as_manager()

    class Meta:
        verbose_name = _("action of the work plan")
        verbose_name_plural = _("actions of the work plan")
        ordering = ["starts_on", "due_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(due_on__gte=F("starts_on")),
                name="planned_ends_after_start",
                violation_error_message=_("The end is before the start."),
            ),
            models.CheckConstraint(
                condition=Q(done_on__isnull=True) | Q(dropped_on__isnull=True) & ~Q(outcome=""),
                name="planned_done_with_an_outcome",
            ),
            models.CheckConstraint(
                condition=Q(dropped_on__isnull=True) | ~Q(reason=""),
                name="planned_dropped_for_a_reason",
            ),
        ]
        indexes = [models.Index(fields=["due_on"], name="planned_by_day")]

    def __str__(self) -> str:
        return self.text[:80]

    def get_absolute_url(self) -> str:
        return reverse("change_groups:plan_page", args=[self.group.code])

    @property
    def is_open(self) -> bool:
        """Whether it is neither done nor dropped."""
        return self.done_on is None and self.dropped_on is None

    def standing(self, day: date) -> Standing:
        """Return where the action stands at the end of ``day``."""
        return standing(
            self.starts_on, self.due_on, day, done=self.done_on, dropped=self.dropped_on
        )


class PromotionKind(models.TextChoices):
    """How modernization was promoted."""

    TALK = "talk", _("talk or workshop")
    CAMPAIGN = "campaign", _("campaign")
    MATERIAL = "material", _("printed or digital material")
    FAIR = "fair", _("fair or exhibition")
    RECOGNITION = "recognition", _("recognition of people")
    OTHER = "other", _("other")


class PromotionQuerySet(RuledQuerySet["Promotion"]):
    """Questions about many promotion actions."""


class Promotion(models.Model):
    """What a group did to promote modernization, and how many people it reached."""

    code = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    group = models.ForeignKey(Group, models.PROTECT, related_name="promotions")
    kind = models.CharField(_("kind"), max_length=12, choices=PromotionKind)
    on = models.DateField(_("day"))
    title = models.CharField(_("title"), max_length=150)
    about = models.TextField(_("what was done"))
    reach = models.PositiveIntegerField(_("people reached"))
    counted = models.CharField(
        _("how they were counted"),
        max_length=150,
        help_text=_("For example: attendance list, copies handed out, visits of the page."),
    )

    objects = PromotionQuerySet.as_manager()

    class Meta:
        verbose_name = _("promotion action")
        verbose_name_plural = _("promotion actions")
        ordering = ["-on", "-pk"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("change_groups:promotion", args=[self.code])
