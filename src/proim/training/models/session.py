import uuid
from datetime import date
from typing import Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Count, F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from proim.core.permissions import RuledQuerySet
from proim.training.models.course import Course
from proim.training.workflow import Result

LARGEST = 300  # one screen holds the results of a session; a larger course has several sessions


class SessionQuerySet(RuledQuerySet["Session"]):
    """Questions about many sessions."""

    def coming(self, day: date) -> Self:
        """Keep the open sessions that have not begun before ``day``, the next one first."""
        kept = self.filter(starts_on__gte=day, closed_on__isnull=True)
        return kept.order_by("starts_on", "pk")

    def with_places(self) -> Self:
        """Annotate ``taken`` and ``places_left``."""
        taken = Count("enrolments", filter=~Q(enrolments__result=Result.WITHDRAWN))
        return self.annotate(taken=taken, places_left=F("capacity") - F("taken"))


class Session(models.Model):
    """One time that a course is given."""

    code = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    course = models.ForeignKey(
        Course, models.PROTECT, related_name="sessions", verbose_name=_("course")
    )
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    timetable = models.CharField(_("timetable"), max_length=120, blank=True)
    place = models.CharField(_("place"), max_length=200, blank=True)
    link = models.URLField(
        _("link"), blank=True, help_text=_("Only those enrolled and the programme office see it.")
    )
    trainer = models.CharField(_("trainer"), max_length=150, blank=True)
    capacity = models.PositiveSmallIntegerField(
        _("places"), validators=[MinValueValidator(1), MaxValueValidator(LARGEST)]
    )
    is_open = models.BooleanField(_("liaison officers may sign up by themselves"), default=True)
    closed_on = models.DateField(_("closed on"), null=True, blank=True, editable=False)

    objects = SessionQuerySet.as_manager()

    class Meta:
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        ordering = ["-starts_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="session_ends_after_start",
                violation_error_message=_("The last day is before the first one."),
            ),
            models.CheckConstraint(
                condition=~Q(place="") | ~Q(link=""),
                name="session_has_a_place_or_a_link",
                violation_error_message=_("Say where: a place, a link, or both."),
            ),
            models.CheckConstraint(condition=Q(capacity__gte=1), name="session_has_places"),
        ]
        indexes = [models.Index(fields=["starts_on", "id"], name="session_by_day")]

    def __str__(self) -> str:
        return f"{self.course} ({self.starts_on})"

    def get_absolute_url(self) -> str:
        return reverse("training:session", args=[self.code])

    def count_taken(self) -> int:
        """Return how many places are taken now; one query."""
        return self.enrolments.exclude(result=Result.WITHDRAWN).count()
