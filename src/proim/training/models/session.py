import uuid
from datetime import date, timedelta
from typing import Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Count, F, Q
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from proim.core.errors import TransitionError
from proim.core.permissions import RuledQuerySet
from proim.training.models.course import Course
from proim.training.workflow import NO_PLACE, Result

LARGEST = 300  # one screen holds the results of a session; a larger course has several sessions


class CourseSessionQuerySet(RuledQuerySet["Session"]):
    """Questions about many sessions."""

    def coming(self, day: date) -> Self:
        """Keep the open sessions that have not begun before ``day``, the next one first."""
        kept = self.filter(starts_on__gte=day, closed_on__isnull=True)
        return kept.order_by("starts_on", "pk")

    def with_places(self) -> Self:
        """Annotate ``taken``, ``places_left`` and ``waiting``."""
        taken = Count("enrolments", filter=~Q(enrolments__result__in=NO_PLACE))
        waiting = Count("enrolments", filter=Q(enrolments__result=Result.WAITING))
        return self.annotate(taken=taken, waiting=waiting, places_left=F("capacity") - F("taken"))


class Session(models.Model):
    """One time that a course is given."""

    code = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    course = models.ForeignKey(
        Course, models.PROTECT, related_name="sessions", verbose_name=gettext_lazy("course")
    )
    starts_on = models.DateField(gettext_lazy("first day"))
    ends_on = models.DateField(gettext_lazy("last day"))
    timetable = models.CharField(gettext_lazy("timetable"), max_length=120, blank=True)
    place = models.CharField(gettext_lazy("place"), max_length=200, blank=True)
    link = models.URLField(
        gettext_lazy("link"),
        blank=True,
        help_text=gettext_lazy("Only those enrolled and the programme office see it."),
    )
    trainer = models.CharField(gettext_lazy("trainer"), max_length=150, blank=True)
    capacity = models.PositiveSmallIntegerField(
        gettext_lazy("places"), validators=[MinValueValidator(1), MaxValueValidator(LARGEST)]
    )
    is_open = models.BooleanField(
        gettext_lazy("liaison officers may sign up by themselves"), default=True
    )
    closed_on = models.DateField(gettext_lazy("closed on"), null=True, blank=True, editable=False)

    objects = CourseSessionQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("session")
        verbose_name_plural = gettext_lazy("sessions")
        ordering = ["-starts_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="session_ends_after_start",
                violation_error_message=gettext_lazy("The last day is before the first one."),
            ),
            models.CheckConstraint(
                condition=~Q(place="") | ~Q(link=""),
                name="session_has_a_place_or_a_link",
                violation_error_message=gettext_lazy("Say where: a place, a link, or both."),
            ),
            models.CheckConstraint(condition=Q(capacity__gte=1), name="session_has_places"),
        ]
        indexes = [models.Index(fields=["starts_on", "id"], name="session_by_day")]

    def __str__(self) -> str:
        return f"{self.course} ({self.starts_on})"

    def get_absolute_url(self) -> str:
        return reverse("training:session", args=[self.code])

    @property
    def title(self) -> str:
        """Course and first day, in the reader's language."""
        return f"{self.course.title}, {date_format(self.starts_on, 'DATE_FORMAT')}"

    @property
    def days(self) -> list[date]:
        """The days from the first to the last one."""
        span = (self.ends_on - self.starts_on).days + 1
        return [self.starts_on + timedelta(days=step) for step in range(span)]

    @property
    def day_choices(self) -> list[tuple[int, str]]:
        """The days with their number from 1, in the reader's language."""
        return [(at, date_format(day, "DATE_FORMAT")) for at, day in enumerate(self.days, 1)]

    def require_open(self) -> None:
        """Raise ``TransitionError`` if the session is closed."""
        if self.closed_on:
            raise TransitionError(_("This session is closed. A result can still be corrected."))

    def count_taken(self) -> int:
        """Return how many places are taken now; one query."""
        return self.enrolments.exclude(result__in=NO_PLACE).count()
