"""Tests of courses: questions, attempts, marks, and what follows for the results."""

import re
from datetime import date
from decimal import Decimal
from html import unescape

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, transaction
from django.urls import reverse

from proim.audit.models import Event
from proim.core.errors import DomainError
from proim.training import actions
from proim.training.formulas import grade
from proim.training.models import MOST_QUESTIONS, Attempt, Exam, ExamQuestion, Moment
from proim.training.standing import basis
from proim.training.workflow import Result
from tests.builders.people import make_office, make_user
from tests.builders.training import (
    HELD,
    answers_of,
    make_course,
    make_enrolment,
    make_exam,
    make_session,
)

pytestmark = pytest.mark.django_db
BEFORE, AFTER = date(2011, 3, 1), date(2011, 3, 12)


@pytest.fixture(autouse=True)
def _today(settings):
    settings.TODAY = AFTER


@pytest.fixture
def exam():
    return make_exam(questions=3, pass_mark=Decimal("6.0"), attempts=2)


@pytest.fixture
def row(exam):
    return make_enrolment(make_user(full_name="Ana"), make_session(exam.course))


def handed(row, exam, right, on=AFTER):
    return actions.hand_in(row, exam, answers_of(exam, right), on=on, by=row.person)


# --- questions -----------------------------------------------------------------------------------


def test_a_course_has_one_test_of_each_kind_and_it_opens_with_a_question():
    course = make_course()
    exam = actions.add_exam(Exam(course=course, moment=Moment.AFTER, is_open=True), by=None)
    assert not exam.is_open
    with pytest.raises(ValidationError):
        actions.add_exam(Exam(course=course, moment=Moment.AFTER), by=None)
    exam.is_open = True
    with pytest.raises(ValidationError) as refused:
        actions.edit_exam(exam, ["is_open"], by=None)
    assert set(refused.value.message_dict) == {"is_open"}


@pytest.mark.parametrize(
    ("options", "right"),
    [(["a"], 0), (["a", ""], 0), (["a", "a"], 0), (["a", "b"], 2), (list("abcdefg"), 0)],
)
def test_a_question_has_two_to_six_different_answers_and_one_is_right(exam, options, right):
    question = ExamQuestion(exam=exam, text="¿?", options=options, right=right)
    with pytest.raises(ValidationError):
        actions.add_question(question, by=None)
    assert exam.questions.count() == 3


def test_a_test_has_a_bounded_number_of_questions():
    exam = make_exam(questions=MOST_QUESTIONS)
    with pytest.raises(ValidationError):
        actions.add_question(
            ExamQuestion(exam=exam, text="¿?", options=["a", "b"], right=0), by=None
        )


def test_another_wording_takes_the_place_and_what_was_answered_keeps_the_old_one(exam, row):
    attempt = handed(row, exam, 3)
    old = exam.asked()[1]
    new = ExamQuestion(exam=exam, text="Otra redacción", options=["sí", "no"], right=1)
    actions.add_question(new, instead=old, by=None)

    texts = [question.text for question in exam.asked()]
    assert texts == ["Pregunta 1", "Otra redacción", "Pregunta 3"]
    attempt.refresh_from_db()
    assert attempt.sheet[1]["text"] == "Pregunta 2"
    with pytest.raises(DomainError):
        actions.add_question(
            ExamQuestion(exam=exam, text="x", options=["a", "b"], right=0), instead=old, by=None
        )


def test_an_open_test_keeps_a_question(exam):
    first, second, third = exam.asked()
    for question in (first, second):
        actions.retire_question(question, by=None)
    with pytest.raises(DomainError):
        actions.retire_question(third, by=None)


# --- handing in ----------------------------------------------------------------------------------


def test_what_is_handed_in_is_marked_and_counted(exam, row):
    assert [handed(row, exam, right).grade for right in (1, 2)] == [Decimal("3.3"), Decimal("6.7")]
    with pytest.raises(DomainError):
        handed(row, exam, 3)  # the third of two attempts
    assert Attempt.objects.best(Moment.AFTER) == {row.pk: Decimal("6.7")}
    event = Event.objects.filter(verb="training.hand_in").latest("pk")
    assert event.data["grade"] == "6.7"


def test_nobody_hands_in_for_somebody_else_or_after_the_result(exam, row):
    for person in (make_user(), make_office()):
        with pytest.raises(PermissionDenied):
            actions.hand_in(row, exam, answers_of(exam, 3), on=AFTER, by=person)
    actions.fail(row, completed_on=HELD, on=AFTER, by=None)
    with pytest.raises(PermissionDenied):
        handed(row, exam, 3)


def test_only_an_open_test_of_the_course_in_its_time(exam, row):
    before = make_exam(exam.course, moment=Moment.BEFORE)
    for wrong, on in (
        (make_exam(), AFTER),  # of another course
        (make_exam(moment=Moment.BEFORE, is_open=False), BEFORE),
        (exam, BEFORE),
        (before, AFTER),
    ):
        with pytest.raises(DomainError):
            handed(row, wrong, 1, on=on)
    assert handed(row, before, 3, on=BEFORE).grade == 10
    assert Attempt.objects.best(Moment.AFTER) == {}


def test_missing_or_strange_questions_are_refused(exam, row):
    good = answers_of(exam, 3)
    first = next(iter(good))
    for given in ({}, {first: 0}, {**good, 10**6: 0}):
        with pytest.raises(DomainError):
            actions.hand_in(row, exam, given, on=AFTER, by=row.person)
    assert not Attempt.objects.exists()


def test_what_was_handed_in_is_never_changed(exam, row):
    handed(row, exam, 1)
    with pytest.raises(DatabaseError), transaction.atomic():
        Attempt.objects.update(grade=10)


# --- results -------------------------------------------------------------------------------------


def test_settling_asks_for_attendance_and_for_the_test(exam):
    session = make_session(exam.course)
    rows = {name: make_enrolment(make_user(full_name=name), session) for name in "ABCD"}
    actions.note_presence(session, HELD, {rows[name].pk for name in "ABC"}, by=None)
    handed(rows["A"], exam, 2)
    handed(rows["B"], exam, 1)
    known = basis(session)
    for name in "ABD":
        actions.settle(rows[name], known, on=AFTER, by=None)
    with pytest.raises(DomainError, match="evaluación"):
        actions.settle(rows["C"], known, on=AFTER, by=None)
    found = dict(session.enrolments.values_list("person__full_name", "result"))
    assert found == {
        "A": Result.PASSED,
        "B": Result.FAILED,
        "C": Result.ENROLLED,
        "D": Result.ABSENT,
    }
    graded = dict(session.enrolments.values_list("person__full_name", "grade"))
    assert (graded["A"], graded["B"]) == (Decimal("6.7"), Decimal("3.3"))


def test_marks_are_rounded_with_halves_upwards():
    assert [grade(2, 3), grade(1, 3), grade(1, 8), grade(0, 5), grade(5, 5)] == [
        Decimal("6.7"), Decimal("3.3"), Decimal("1.3"), Decimal("0.0"), Decimal("10.0"),
    ]  # fmt: skip
    with pytest.raises(ZeroDivisionError):
        grade(0, 0)


# --- the pages -----------------------------------------------------------------------------------


def said(response, status=200):
    assert response.status_code == status
    return unescape(response.content.decode())


def test_the_office_writes_a_test_and_a_person_takes_it(client):
    session = make_session()
    row = make_enrolment(make_user(full_name="Ana"), session)
    client.cookies["language"] = "en"
    client.force_login(make_office())
    add = reverse("training:add_exam", args=[session.course.code, "after"])
    assert "There are no questions yet" in said(client.post(add, follow=True))
    exam = Exam.objects.get()
    typed = {"text": "¿Cuánto es 2 + 2?", "option_0": "3", "option_2": "4", "right": "2"}
    address = reverse("training:add_question", args=[exam.code])
    assert "This field is required" in said(client.post(address, typed))
    said(client.post(address, typed | {"option_1": "5"}, follow=True))
    form = {"pass_mark": "6", "attempts": "1", "is_open": "on"}
    assert "Saved." in said(client.post(exam.get_absolute_url(), form, follow=True))
    assert client.get(add.replace("after", "never")).status_code == 405
    assert client.post(add.replace("after", "never")).status_code == 404

    client.force_login(row.person)
    assert "Take the test" in said(client.get(row.get_absolute_url()))
    take = reverse("training:hand_in", args=[row.code, "after"])
    html = said(client.get(take))
    assert "¿Cuánto es 2 + 2?" in html
    assert "checked" not in html.partition("<main")[2]
    assert "Choose an answer." in said(client.post(take, {"sent": "1"}))
    [name] = set(re.findall(r'name="(q\d+)"', html))
    html = said(client.post(take, {name: "2"}, follow=True))
    assert "Handed in: 1 of 1 right, mark 10.0." in html
    assert "Tests handed in" in html
    assert "You have no attempt left." in said(client.get(take))


def test_the_page_of_a_test_says_why_it_cannot_be_taken(client, settings, exam, row):
    client.cookies["language"] = "en"
    settings.TODAY = BEFORE
    client.force_login(row.person)
    take = reverse("training:hand_in", args=[row.code, "after"])
    assert "opens on its first day" in said(client.get(take))
    assert "opens on its first day" in said(client.post(take, {"q": "1"}))
    client.force_login(make_user())
    said(client.get(take), 404)


def test_the_mark_is_proposed_where_results_are_entered(client, exam, row):
    handed(row, exam, 2)
    client.force_login(make_office())
    address = reverse("training:results", args=[row.session.code])
    assert 'value="6.7"' in said(client.get(address))


def test_the_page_of_a_test_costs_the_same_queries_however_many_questions(client, queries):
    client.force_login(make_office())

    def cost(questions):
        address = make_exam(questions=questions).get_absolute_url()
        with queries() as seen:
            said(client.get(address))
        return len(seen)

    cost(1)
    assert cost(2) == cost(9)
