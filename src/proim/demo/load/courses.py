"""The courses, their sessions and what came of them."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from functools import partial

from proim.accounts.models import User
from proim.core.dates import PartialDate
from proim.core.working_days import add_working_days
from proim.demo.load.files import Told, read
from proim.demo.load.world import TRAINING, Step, World, chance
from proim.training import actions
from proim.training.models import (
    Course,
    Enrolment,
    Exam,
    ExamQuestion,
    Item,
    Modality,
    Moment,
    Need,
    Session,
)

ANNOUNCED = timedelta(days=14)  # before the first day
ENROLLED = timedelta(days=2)
CLOSED = 5  # working days after the last day
ENROLMENTS = ("passed", "failed", "absent", "enrolled", "waiting")
FULL, MOST = 100, 80  # attendance in per cent


def courses(world: World) -> Iterator[Step]:
    """Tell when courses and sessions are announced, who comes and what comes of it."""
    book = read("training")
    for told in book["courses"]:
        days = [row["starts_on"] for row in book["sessions"] if row["course"] == told["key"]]
        yield Step(min(days) - ANNOUNCED, partial(_add, told, world))
    for told in book["needs"]:
        yield Step(told["raised_on"], partial(_need, told, world))
    for told in book["sessions"]:
        first, last = told["starts_on"], told["ends_on"]
        yield Step(first - ANNOUNCED, partial(_schedule, told, world))
        yield Step(first - ENROLLED, partial(_enrol, told, world))
        if "enrolled" not in told:
            yield Step(add_working_days(last, 1), partial(_tell_results, told, world))
            yield Step(add_working_days(last, CLOSED), partial(_close, told, world))


def _add(told: Told, world: World) -> None:
    course = Course(
        key=told["key"],
        title_es=told["title_es"],
        title_en=told["title_en"],
        objective_es=told["objective_es"],
        hours=Decimal(told["hours"]),
        modality=Modality.IN_PERSON,
        provider=told["provider_es"],
        valid_months=told.get("valid_months"),
    )
    since, by = PartialDate.parse(read("programme")["starts"]).first, world.people[TRAINING]
    stored = actions.add_course(course, is_core=told["is_core"], since=since, by=by)
    world.courses[told["key"]] = stored
    if "questions" in told:
        _add_exam(stored, told["questions"], by)


def _need(told: Told, world: World) -> None:
    draft = Need(
        agency=world.agencies[told["agency"]],
        course=world.courses[told["course"]],
        topic=told["topic"],
        reason=told["reason"],
        people=told["people"],
    )
    actions.raise_need(draft, on=told["raised_on"], by=world.people[TRAINING])


def _add_exam(course: Course, questions: list[Told], by: User) -> None:
    """Give a course its test after it; of each question the first answer is right."""
    exam = actions.add_exam(Exam(course=course, moment=Moment.AFTER), by=by)
    for told in questions:
        question = ExamQuestion(exam=exam, text=told["text"], options=told["options"], right=0)
        actions.add_question(question, by=by)
    exam.is_open = True
    actions.edit_exam(exam, ["is_open"], by=by)


def _schedule(told: Told, world: World) -> None:
    session = Session(
        course=world.courses[told["course"]],
        starts_on=told["starts_on"],
        ends_on=told["ends_on"],
        place=told["place"],
        capacity=told["capacity"],
    )
    world.sessions[told["key"]] = actions.schedule(session, by=world.people[TRAINING])


def _enrol(told: Told, world: World) -> None:
    people = [world.people[key] for name in ENROLMENTS for key in told.get(name, ())]
    session, by = world.sessions[told["key"]], world.people[TRAINING]
    actions.enrol(session, people, on=told["starts_on"] - ENROLLED, by=by)


def _tell_results(told: Told, world: World) -> None:
    session, by, last = world.sessions[told["key"]], world.people[TRAINING], told["ends_on"]
    rows = {row.person_id: row for row in session.enrolments.all()}
    on = add_working_days(last, 1)
    if told.get("noted_by_day"):
        _note_days(told, world, rows)
    remarks = iter(told.get("remarks", ()))
    for name in ("passed", "failed"):
        for key in told.get(name, ()):
            row = actions.attend(rows[world.people[key].pk], _attendance(told, key), by=by)
            grade = _handed_in(row, name, key, last) or _grade(name, key)
            if "remarks" in told:
                _opine(row, key, next(remarks, ""), last)
            tell = actions.certify if name == "passed" else actions.fail
            tell(row, completed_on=last, on=on, grade=grade, by=by)
    for key in told.get("absent", ()):
        actions.attend(rows[world.people[key].pk], 0, by=by)


def _note_days(told: Told, world: World, rows: dict[int, Enrolment]) -> None:
    """Note by the list who was there on each of five days: who missed one missed the last."""
    session, by = world.sessions[told["key"]], world.people[TRAINING]
    came = {key for name in ("passed", "failed") for key in told.get(name, ())}
    for day in session.days:
        missed = {key for key in came if day == session.ends_on and _attendance(told, key) == MOST}
        there = {rows[world.people[key].pk].pk for key in came - missed}
        actions.note_presence(session, day, there, by=by)


def _handed_in(row: Enrolment, result: str, key: str, on: date) -> Decimal | None:
    """Hand in the test of the course, if it has one, and return its mark."""
    exam = Exam.objects.filter(course=row.session.course_id, moment=Moment.AFTER).first()
    if exam is None:
        return None
    right = 4 + chance(key, 2) if result == "passed" else 2
    given = {one.pk: int(place >= right) for place, one in enumerate(exam.asked())}
    grade: Decimal = actions.hand_in(row, exam, given, on=on, by=row.person).grade
    return grade


def _opine(row: Enrolment, key: str, remark: str, on: date) -> None:
    """Answer the satisfaction survey: most people liked it."""
    scores = {item: 5 - chance(key + item, 3) for item in Item.values}
    actions.opine(row, scores, remark, on=on, by=row.person)


def _attendance(told: Told, key: str) -> int:
    """Return the attendance in per cent: most people come on all days."""
    return FULL if chance(told["key"] + key, 4) else MOST


def _grade(result: str, key: str) -> Decimal:
    """Return a grade out of ten that fits the result."""
    lowest, steps = ("8.0", 21) if result == "passed" else ("3.5", 20)
    return Decimal(lowest) + Decimal(chance(key, steps)) / 10


def _close(told: Told, world: World) -> None:
    session, by = world.sessions[told["key"]], world.people[TRAINING]
    on = add_working_days(told["ends_on"], CLOSED)
    actions.close_session(session, on=on, by=by)
