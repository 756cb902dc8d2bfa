from collections.abc import Iterable, Mapping
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from proim.audit.actions import record
from proim.core.errors import DomainError
from proim.core.permissions import Actor, require
from proim.training.formulas import grade
from proim.training.models import (
    LEAST_OPTIONS,
    MOST_OPTIONS,
    MOST_QUESTIONS,
    Attempt,
    Enrolment,
    Exam,
    ExamQuestion,
)


@transaction.atomic
def add_exam(exam: Exam, *, by: Actor) -> Exam:
    """Give a course its test before or after it.

    Raises:
        ValidationError: the course has one of that kind, or a field is wrong (keyed by field).
    """
    exam.course = require("training.add_exam", by, exam.course)
    exam.is_open = False  # it has no questions yet
    exam.full_clean()
    exam.save(force_insert=True)
    record("training.add_exam", exam.course, by=by, moment=exam.moment)
    return exam


@transaction.atomic
def edit_exam(edited: Exam, changed: Iterable[str], *, by: Actor) -> Exam:
    """Change pass mark, attempts, and whether people may take it.

    Raises:
        ValidationError: a value is wrong, or it would be opened without a question.
    """
    exam = require("training.edit_exam", by, edited)
    fields = sorted(changed)
    before = {name: getattr(exam, name) for name in fields}
    for name in fields:
        setattr(exam, name, getattr(edited, name))
    exam.full_clean()
    if exam.is_open and not exam.asked().exists():
        raise ValidationError({"is_open": _("Add at least one question first.")})
    if fields:
        exam.save(update_fields=fields)
    changes = {name: (before[name], getattr(exam, name)) for name in fields}
    record("training.edit_exam", exam.course, by=by, changes=changes, moment=exam.moment)
    return exam


@transaction.atomic
def add_question(
    question: ExamQuestion, *, instead: ExamQuestion | None = None, by: Actor
) -> ExamQuestion:
    """Add a question at the end, or in the place of another, which stays on record.

    Raises:
        ValidationError: there are too few or too many answers, two are the same, the right one is
            none of them, or the test has as many questions as it may.
    """
    question.exam = require("training.add_question", by, question.exam)
    _check(question)
    asked = question.exam.asked()
    if instead is not None:
        _retire(instead)
        question.position = instead.position
    elif asked.count() >= MOST_QUESTIONS:
        raise ValidationError(_("A test has at most %s questions.") % MOST_QUESTIONS)
    else:
        last = asked.last()
        question.position = last.position + 1 if last else 1
    question.full_clean(exclude=["options"])
    question.save(force_insert=True)
    record("training.add_question", question.exam.course, by=by, moment=question.exam.moment)
    return question


@transaction.atomic
def retire_question(question: ExamQuestion, *, by: Actor) -> None:
    """Ask a question no longer; the attempts that answered it keep it.

    Raises:
        DomainError: it is the last one of an open test, or was retired already.
    """
    question = require("training.retire_question", by, question)
    exam = question.exam
    if exam.is_open and exam.asked().count() == 1:
        raise DomainError(_("An open test keeps at least one question. Close it first."))
    _retire(question)
    record("training.retire_question", exam.course, by=by, moment=exam.moment)


@transaction.atomic
def hand_in(
    enrolment: Enrolment, exam: Exam, given: Mapping[int, int], *, on: date, by: Actor
) -> Attempt:
    """Hand in a test: the marks are computed, the questions are kept as they were asked.

    Args:
        enrolment: whose, in which session.
        exam: a test of that session's course.
        given: the place of the chosen answer by id of the question.
        on: today.
        by: the person of the enrolment.

    Raises:
        PermissionDenied: it is somebody else's, or there is a final result already.
        DomainError: it is not the time for it, no attempt is left, or the questions have changed.
    """
    enrolment = require("training.hand_in", by, enrolment)
    exam.require_time(enrolment.session, on)
    number = Attempt.objects.filter(enrolment=enrolment, exam=exam).count() + 1
    if number > exam.attempts:
        raise DomainError(_("You have no attempt left."))
    questions = list(exam.asked())
    if {question.pk for question in questions} != set(given):
        raise DomainError(_("The questions have changed meanwhile. Look at them again."))
    sheet = [
        {"text": q.text, "options": q.options, "right": q.right, "given": given[q.pk]}
        for q in questions
    ]
    right = sum(given[q.pk] == q.right for q in questions)
    attempt = Attempt.objects.create(
        exam=exam,
        enrolment=enrolment,
        number=number,
        sheet=sheet,
        right=right,
        asked=len(questions),
        grade=grade(right, len(questions)),
    )
    record(
        "training.hand_in", enrolment, by=by, moment=exam.moment, number=number,
        grade=str(attempt.grade),
    )  # fmt: skip
    return attempt


def _check(question: ExamQuestion) -> None:
    options = [str(text).strip() for text in question.options]
    if not LEAST_OPTIONS <= len(options) <= MOST_OPTIONS or not all(options):
        raise ValidationError({"options": _("Write at least two answers.")})
    if len(set(options)) != len(options):
        raise ValidationError({"options": _("Two answers are the same.")})
    if not 0 <= question.right < len(options):
        raise ValidationError({"right": _("Say which answer is right.")})
    question.options = options


def _retire(question: ExamQuestion) -> None:
    """Mark a question as no longer asked; of two people at once one is told."""
    open_ = ExamQuestion.objects.filter(pk=question.pk, retired_at__isnull=True)
    if not open_.update(retired_at=timezone.now()):
        raise DomainError(_("Somebody else has changed this question. Reload the page."))
