from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from proim.accounts.http import PersonRequest
from proim.core.clock import today
from proim.core.errors import DomainError
from proim.core.http import refusals_in, tell
from proim.training import actions
from proim.training.forms import ExamForm, HandInForm, QuestionForm
from proim.training.models import Attempt, Course, Enrolment, Exam, ExamQuestion, Moment


@require_POST
def add_exam(request: PersonRequest, code: UUID, moment: str) -> HttpResponse:
    """Give a course its test before or after it, and go on to its questions."""
    permitted = Course.objects.permitted("training.add_exam", request.user)
    course = get_object_or_404(permitted, code=code)
    if moment not in Moment.values:
        raise Http404
    exam = Exam.objects.filter(course=course, moment=moment).first()
    if exam is None:
        exam = actions.add_exam(Exam(course=course, moment=moment), by=request.user)
        messages.success(request, _("The test was added. Now write its questions."))
    return redirect(exam)


@require_http_methods(["GET", "POST"])
def exam(request: PersonRequest, code: UUID) -> HttpResponse:
    """Show a test to the office: its questions with the right answers, marks, attempts."""
    shown = _exam(request, code)
    form = ExamForm(request.POST or None, instance=shown)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            actions.edit_exam(form.instance, form.changed_data, by=request.user)
            messages.success(request, _("Saved."))
            return redirect(shown)
    context = {
        "exam": shown,
        "course": shown.course,
        "form": form,
        "questions": shown.asked(),
        "taken": Attempt.objects.filter(exam=shown).count(),
    }
    return render(request, "training/exam.html", context)


@require_http_methods(["GET", "POST"])
def add_question(request: PersonRequest, code: UUID) -> HttpResponse:
    """Write a further question."""
    shown = _exam(request, code)
    form = QuestionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            actions.add_question(form.question(shown), by=request.user)
            messages.success(request, _("The question was added."))
            return redirect(shown)
    return render(request, "training/question.html", {"exam": shown, "form": form, "old": None})


@require_http_methods(["GET", "POST"])
def edit_question(request: PersonRequest, code: UUID) -> HttpResponse:
    """Put another wording in the place of a question; what was answered keeps the old one."""
    old = _question(request, code)
    form = QuestionForm(request.POST or None, question=old)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            actions.add_question(form.question(old.exam), instead=old, by=request.user)
            messages.success(request, _("Saved."))
            return redirect(old.exam)
    return render(request, "training/question.html", {"exam": old.exam, "form": form, "old": old})


@require_POST
def retire_question(request: PersonRequest, code: UUID) -> HttpResponse:
    old = _question(request, code)
    with tell(request, _("The question is asked no longer.")):
        actions.retire_question(old, by=request.user)
    return redirect(old.exam)


@require_http_methods(["GET", "POST"])
def hand_in(request: PersonRequest, code: UUID, moment: str) -> HttpResponse:
    """Take a test and hand it in; the mark is told at once."""
    own = Enrolment.objects.permitted("training.hand_in", request.user)
    row: Any = get_object_or_404(own.select_related("session__course"), code=code)
    found = get_object_or_404(Exam, course=row.session.course_id, moment=moment, is_open=True)
    made = Attempt.objects.filter(enrolment=row, exam=found).count()
    form = HandInForm(request.POST or None, questions=list(found.asked()))
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            attempt = actions.hand_in(row, found, form.given, on=today(), by=request.user)
            text = _("Handed in: %(right)s of %(asked)s right, mark %(grade)s.")
            told = {"right": attempt.right, "asked": attempt.asked, "grade": attempt.grade}
            messages.success(request, text % told)
            return redirect(row)
    context = {
        "enrolment": row,
        "exam": found,
        "form": form,
        "left": found.attempts - made,
        "refused": _refused(row, found),
    }
    return render(request, "training/hand_in.html", context)


def _refused(row: Enrolment, found: Exam) -> str:
    """Say why the test cannot be taken now, or nothing."""
    try:
        found.require_time(row.session, today())
    except DomainError as error:
        return str(error)
    return ""


def _exam(request: PersonRequest, code: UUID) -> Exam:
    permitted = Exam.objects.permitted("training.edit_exam", request.user)
    return get_object_or_404(permitted.select_related("course"), code=code)


def _question(request: PersonRequest, code: UUID) -> ExamQuestion:
    permitted = ExamQuestion.objects.permitted("training.retire_question", request.user).asked()
    return get_object_or_404(permitted.select_related("exam__course"), code=code)
