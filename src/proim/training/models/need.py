import uuid

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from proim.accounts.models import User
from proim.agencies.models import Agency
from proim.core.permissions import RuledQuerySet
from proim.training.models.course import Course
from proim.training.models.session import Session
from proim.training.workflow import NeedStage


class NeedQuerySet(RuledQuerySet["Need"]):
    """Questions about many needs."""


class Need(models.Model):
    """A need of training that an agency or the office found, and the session that answers it."""

    code = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    agency = models.ForeignKey(
        Agency,
        models.PROTECT,
        related_name="training_needs",
        verbose_name=_("public entity"),
    )
    raised_by = models.ForeignKey(
        User,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("raised by"),
        editable=False,
    )
    raised_on = models.DateField(_("raised on"), editable=False)
    topic = models.CharField(_("what people need to learn"), max_length=200)
    reason = models.TextField(
        _("reason"), help_text=_("What cannot be done well today, and how one would notice.")
    )
    people = models.PositiveSmallIntegerField(
        _("people"),
        validators=[MinValueValidator(1), MaxValueValidator(5000)],
        help_text=_("How many would attend."),
    )
    course = models.ForeignKey(
        Course,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="needs",
        verbose_name=_("course that would serve"),
    )
    wanted_by = models.DateField(_("wanted before"), null=True, blank=True)
    stage = models.CharField(
        _("state"), max_length=10, choices=NeedStage, default=NeedStage.OPEN, editable=False
    )
    session = models.ForeignKey(
        Session,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="needs",
        verbose_name=_("session"),
        editable=False,
    )
    answer = models.TextField(_("answer of the office"), blank=True, editable=False)

    objects = NeedQuerySet.as_manager()

    class Meta:
        verbose_name = _("training need")
        verbose_name_plural = _("training needs")
        ordering = ["-raised_on", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(topic=""), name="need_has_a_topic"),
            models.CheckConstraint(condition=Q(people__gte=1), name="need_of_somebody"),
            models.CheckConstraint(
                condition=Q(stage=NeedStage.PLANNED, session__isnull=False)
                | ~Q(stage=NeedStage.PLANNED) & Q(session__isnull=True),
                name="need_planned_in_a_session",
            ),
            models.CheckConstraint(
                condition=~Q(stage=NeedStage.DECLINED) | ~Q(answer=""),
                name="need_declined_for_a_reason",
            ),
        ]
        indexes = [models.Index(fields=["stage", "-raised_on"], name="need_by_stage")]

    def __str__(self) -> str:
        return self.topic

    def get_absolute_url(self) -> str:
        return reverse("training:need", args=[self.code])
