import uuid
from datetime import date
from typing import Any, Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Max, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from proim.core.errors import DomainError
from proim.core.permissions import RuledQuerySet
from proim.training.models.course import Course
from proim.training.models.enrolment import Enrolment
from proim.training.models.session import Session

MOST_QUESTIONS = 60
LEAST_OPTIONS, MOST_OPTIONS = 2, 6


class Moment(models.TextChoices):
    """When a test is taken."""

    BEFORE = "before", _("before the course")
    AFTER = "after", _("after the course")


class Exam(models.Model):
    """The test of a course before or after it; only the one after decides who passes."""

    code = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    course = models.ForeignKey(
        Course, models.PROTECT, related_name="exams", verbose_name=_("course")
    )
    moment = models.CharField(_("when"), max_length=6, choices=Moment)
    pass_mark = models.DecimalField(
        _("pass mark"),
        max_digits=3,
        decimal_places=1,
        default=8,
        validators=[MinValueValidator(0), MaxValueValidator(10)],
        help_text=_("From 0 to 10. Of the test before the course it decides nothing."),
    )
    attempts = models.PositiveSmallIntegerField(
        _("attempts"), default=1, validators=[MinValueValidator(1), MaxValueValidator(10)]
    )
    is_open = models.BooleanField(
        _("people may take it"), default=False, help_text=_("Open it when its questions are ready.")
    )

    objects = RuledQuerySet["Exam"].as_manager()

    class Meta:
        verbose_name = _("test")
        verbose_name_plural = _("tests")
        ordering = ["course", "-moment"]
        constraints = [
            models.UniqueConstraint(
                fields=["course", "moment"],
                name="exam_one_of_each_kind",
                violation_error_message=_("The course has this test already."),
            ),
            models.CheckConstraint(condition=Q(attempts__gte=1), name="exam_can_be_taken"),
            models.CheckConstraint(
                condition=Q(pass_mark__gte=0, pass_mark__lte=10), name="exam_mark_up_to_ten"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.course} · {self.get_moment_display()}"

    def get_absolute_url(self) -> str:
        return reverse("training:exam", args=[self.code])

    def require_time(self, session: Session, on: date) -> None:
        """Raise ``DomainError`` unless it may be taken in ``session`` on this day."""
        if self.course_id != session.course_id or not self.is_open:
            raise DomainError(gettext("This test is not open."))
        if self.moment == Moment.BEFORE and on > session.starts_on:
            raise DomainError(gettext("The test before the course closes on its first day."))
        if self.moment == Moment.AFTER and on < session.starts_on:
            raise DomainError(gettext("The test after the course opens on its first day."))


class QuestionQuerySet(RuledQuerySet["Question"]):
    """Questions about many questions."""

    def asked(self) -> Self:
        """Keep those that are asked now, in their order."""
        return self.filter(retired_at__isnull=True).order_by("position", "pk")


class Question(models.Model):
    """A question with one right answer. What was asked stays: a new wording is a new row."""

    code = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    exam = models.ForeignKey(Exam, models.PROTECT, related_name="questions")
    position = models.PositiveSmallIntegerField(default=0)
    text = models.TextField(_("question"))
    options: Any = models.JSONField(_("answers"))  # list of texts
    right = models.PositiveSmallIntegerField(_("right answer"))  # place in the list, from 0
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)
    retired_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = QuestionQuerySet.as_manager()

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="question_asks_something"),
        ]

    def __str__(self) -> str:
        return self.text[:80]

    @property
    def choices(self) -> list[tuple[str, bool]]:
        """The answers, and which is right."""
        return [(text, place == self.right) for place, text in enumerate(self.options)]


class AttemptQuerySet(RuledQuerySet["Attempt"]):
    """Questions about many attempts."""

    def best(self, moment: Moment) -> dict[int, Any]:
        """Return the best grade by enrolment in the test of that moment; one query."""
        rows = self.filter(exam__moment=moment).order_by().values("enrolment")
        return {row["enrolment"]: row["best"] for row in rows.annotate(best=Max("grade"))}


class Attempt(models.Model):
    """A test as somebody handed it in, with the questions as they were asked. Never changed."""

    exam = models.ForeignKey(Exam, models.PROTECT, related_name="attempts_made")
    enrolment = models.ForeignKey(Enrolment, models.PROTECT, related_name="attempts")
    number = models.PositiveSmallIntegerField()
    handed_in_at = models.DateTimeField(default=timezone.now, editable=False)
    # List of {"text", "options", "right", "given"}.
    sheet: Any = models.JSONField()
    right = models.PositiveSmallIntegerField()
    asked = models.PositiveSmallIntegerField()
    grade = models.DecimalField(max_digits=3, decimal_places=1)

    objects = AttemptQuerySet.as_manager()

    class Meta:
        verbose_name = _("attempt at a test")
        verbose_name_plural = _("attempts at a test")
        ordering = ["enrolment", "exam", "number"]
        constraints = [
            models.UniqueConstraint(fields=["exam", "enrolment", "number"], name="attempt_once"),
            models.CheckConstraint(
                condition=Q(right__lte=models.F("asked")), name="attempt_right_of_asked"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.exam_id} {self.enrolment_id} {self.number}"
