import uuid
from datetime import date
from typing import Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q, Value
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from proim.core.dated import DatedFact, latest
from proim.core.permissions import RuledQuerySet


class Modality(models.TextChoices):
    """How a course is given."""

    IN_PERSON = "in_person", _("in person")
    ONLINE = "online", _("online")
    MIXED = "mixed", _("mixed")


class CourseQuerySet(RuledQuerySet["Course"]):
    """Questions about many courses."""

    def with_core(self, day: date) -> Self:
        """Annotate ``is_core``: whether the course is one of the core ones on ``day``."""
        marked = latest(CoreMark.objects.all(), "course", "is_core", day=day)
        return self.annotate(is_core=Coalesce(marked, Value(value=False)))

    def core(self, day: date) -> Self:
        """Keep the courses that are core on ``day``."""
        return self.with_core(day).filter(is_core=True)


class Course(models.Model):
    """A course that the programme offers or recognises."""

    code = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    key = models.CharField(
        _("key"), max_length=20, unique=True, error_messages={"unique": _("This key is taken.")}
    )
    title_es = models.CharField(_("title"), max_length=200)
    title_en = models.CharField(_("title in English"), max_length=200, blank=True)
    objective_es = models.TextField(_("objective"))
    objective_en = models.TextField(_("objective in English"), blank=True)
    competencies_es = models.TextField(_("competencies"), blank=True)
    competencies_en = models.TextField(_("competencies in English"), blank=True)
    hours = models.DecimalField(
        _("hours"), max_digits=5, decimal_places=1, validators=[MinValueValidator(0.5)]
    )
    modality = models.CharField(_("modality"), max_length=10, choices=Modality)
    provider = models.CharField(_("given by"), max_length=200)
    least_attendance = models.PositiveSmallIntegerField(
        _("least attendance"),
        default=80,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
        help_text=_("In per cent: whoever attends less does not pass."),
    )
    valid_months = models.PositiveSmallIntegerField(
        _("months for which its certificates hold"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(240)],
        help_text=_("Empty: they do not expire. Those issued before stay as they are."),
    )

    objects = CourseQuerySet.as_manager()

    class Meta:
        verbose_name = _("course")
        verbose_name_plural = _("courses")
        ordering = ["key"]
        constraints = [
            models.CheckConstraint(condition=~Q(key=""), name="course_key_not_empty"),
            models.CheckConstraint(condition=~Q(title_es=""), name="course_has_a_title"),
            models.CheckConstraint(condition=Q(hours__gt=0), name="course_hours_positive"),
            models.CheckConstraint(
                condition=Q(least_attendance__gte=1, least_attendance__lte=100),
                name="course_least_attendance_in_per_cent",
            ),
            models.CheckConstraint(
                condition=Q(valid_months__isnull=True) | Q(valid_months__gte=1),
                name="course_valid_for_a_month_or_more",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("training:course", args=[self.code])

    def _told(self, name: str) -> str:
        english = (get_language() or "").startswith("en")
        return str((getattr(self, f"{name}_en") if english else "") or getattr(self, f"{name}_es"))

    @property
    def title(self) -> str:
        """The title in the reader's language, or in Spanish where there is no other."""
        return self._told("title")

    @property
    def objective(self) -> str:
        """The objective in the reader's language, or in Spanish where there is no other."""
        return self._told("objective")

    @property
    def competencies(self) -> str:
        """The competencies in the reader's language, or in Spanish where there are no other."""
        return self._told("competencies")


class CoreMark(DatedFact):
    """From a day on, a course counts as core (indicator 2), or no longer."""

    course = models.ForeignKey(Course, models.PROTECT, related_name="core_marks")
    is_core = models.BooleanField(_("core course"))
    reason = models.CharField(_("reason"), max_length=250, blank=True)

    class Meta(DatedFact.Meta):
        verbose_name = _("mark of a core course")
        indexes = [models.Index(fields=["course", "since", "id"], name="coremark_by_day")]

    def __str__(self) -> str:
        return f"{self.course_id} {self.is_core} ({self.since})"
