import uuid
from collections import Counter
from datetime import date
from decimal import Decimal
from typing import Any, Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Max, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from proim.core.errors import DomainError
from proim.core.permissions import RuledQuerySet
from proim.training.models.course import Course
from proim.training.models.enrolment import Enrolment
from proim.training.models.session import Session

MOST_QUESTIONS = 60
LEAST_OPTIONS, MOST_OPTIONS = 2, 6


class Moment(models.TextChoices):
    """When a test is taken."""

    BEFORE = "before", gettext_lazy("before the course")
    AFTER = "after", gettext_lazy("after the course")


class Exam(models.Model):
    """The test of a course before or after it; only the one after decides who passes."""

    code = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    course = models.ForeignKey(
        Course, models.PROTECT, related_name="exams", verbose_name=gettext_lazy("course")
    )
    moment = models.CharField(gettext_lazy("when"), max_length=6, choices=Moment)
    pass_mark = models.DecimalField(
        gettext_lazy("pass mark"),
        max_digits=3,
        decimal_places=1,
        default=8,
        validators=[MinValueValidator(0), MaxValueValidator(10)],
        help_text=gettext_lazy("From 0 to 10. Of the test before the course it decides nothing."),
    )
    attempts = models.PositiveSmallIntegerField(
        gettext_lazy("attempts"),
        default=1,
        validators=[MinValueValidator(1), MaxValueValidator(10)],
    )
    is_open = models.BooleanField(
        gettext_lazy("people may take it"),
        default=False,
        help_text=gettext_lazy("Open it when its questions are ready."),
    )

    objects = RuledQuerySet["Exam"].as_manager()

    class Meta:
        verbose_name = gettext_lazy("test")
        verbose_name_plural = gettext_lazy("tests")
        ordering = ["course", "-moment"]
        constraints = [
            models.UniqueConstraint(
                fields=["course", "moment"],
                name="exam_one_of_each_kind",
                violation_error_message=gettext_lazy("The course has this test already."),
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

    def asked(self) -> "ExamQuestionQuerySet":
        """Return the questions that are asked now, in their order."""
        return ExamQuestion.objects.filter(exam=self).asked()

    def require_time(self, session: Session, on: date) -> None:
        """Raise ``DomainError`` unless it may be taken in ``session`` on this day."""
        if self.course_id != session.course_id or not self.is_open:
            raise DomainError(_("This test is not open."))
        if self.moment == Moment.BEFORE and on > session.starts_on:
            raise DomainError(_("The test before the course closes on its first day."))
        if self.moment == Moment.AFTER and on < session.starts_on:
            raise DomainError(_("The test after the course opens on its first day."))


class ExamQuestionQuerySet(RuledQuerySet["ExamQuestion"]):
    """Questions about many questions."""

    def asked(self) -> Self:
        """Keep those that are asked now, in their order."""
        return self.filter(retired_at__isnull=True).order_by("position", "pk")


class ExamQuestion(models.Model):
    """A question with one right answer. What was asked stays: a new wording is a new row."""

    code = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    exam = models.ForeignKey(Exam, models.PROTECT, related_name="questions")
    position = models.PositiveSmallIntegerField(default=0)
    text = models.TextField(gettext_lazy("question"))
    options: Any = models.JSONField(gettext_lazy("answers"))  # list of texts
    right = models.PositiveSmallIntegerField(
        gettext_lazy("right answer")
    )  # place in the list, from 0
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)
    retired_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = ExamQuestionQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("question")
        verbose_name_plural = gettext_lazy("questions")
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

    def best(self, moment: Moment) -> dict[int, Decimal]:
        """Return the best grade by enrolment in the test of that moment; one query."""
        rows = self.filter(exam__moment=moment).order_by().values("enrolment")
        tenth = Decimal("0.1")  # a database that reckons in binary gives more digits
        best = rows.annotate(best=Max("grade")).values_list("enrolment", "best")
        return {enrolment: Decimal(mark).quantize(tenth) for enrolment, mark in best}


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
        verbose_name = gettext_lazy("attempt at a test")
        verbose_name_plural = gettext_lazy("attempts at a test")
        ordering = ["enrolment", "exam", "number"]
        constraints = [
            models.UniqueConstraint(fields=["exam", "enrolment", "number"], name="attempt_once"),
            models.CheckConstraint(
                condition=Q(right__lte=models.F("asked")), name="attempt_right_of_asked"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.exam_id} {self.enrolment_id} {self.number}"


def exams_of(enrolment: Enrolment, on: date) -> list[tuple[Exam, int]]:
    """Return the tests that a person may take on this day, each with the attempts left; two queries."""
    made = Counter(Attempt.objects.filter(enrolment=enrolment).values_list("exam", flat=True))
    found = []
    for exam in Exam.objects.filter(course=enrolment.session.course_id, is_open=True):
        try:
            exam.require_time(enrolment.session, on)
        except DomainError:
            continue
        found.append((exam, exam.attempts - made[exam.pk]))
    return found
