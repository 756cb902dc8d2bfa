"""The courses, their sessions and what came of them."""

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from functools import partial

from proim.core.dates import PartialDate
from proim.core.working_days import add_working_days
from proim.demo.load.files import Told, read
from proim.demo.load.world import TRAINING, Step, World, chance
from proim.training import actions
from proim.training.models import Course, Modality, Session

ANNOUNCED = timedelta(days=14)  # before the first day
ENROLLED = timedelta(days=2)
CLOSED = 5  # working days after the last day
ENROLMENTS = ("passed", "failed", "absent", "enrolled")
FULL, MOST = 100, 80  # attendance in per cent


def courses(world: World) -> Iterator[Step]:
    """Tell when courses and sessions are announced, who comes and what comes of it."""
    book = read("training")
    for told in book["courses"]:
        days = [row["starts_on"] for row in book["sessions"] if row["course"] == told["key"]]
        yield Step(min(days) - ANNOUNCED, partial(_add, told, world))
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
    )
    since, by = PartialDate.parse(read("programme")["starts"]).first, world.people[TRAINING]
    stored = actions.add_course(course, is_core=told["is_core"], since=since, by=by)
    world.courses[told["key"]] = stored


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
    for name in ("passed", "failed"):
        for key in told.get(name, ()):
            row = actions.attend(rows[world.people[key].pk], _attendance(told, key), by=by)
            tell = actions.certify if name == "passed" else actions.fail
            tell(row, completed_on=last, on=on, grade=_grade(name, key), by=by)
    for key in told.get("absent", ()):
        actions.attend(rows[world.people[key].pk], 0, by=by)


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
