"""The addresses of training in the world of test_routes."""

from typing import Any

from proim.core.clock import today
from proim.training.codes import of_now
from tests.builders.training import (
    make_certificate,
    make_course,
    make_enrolment,
    make_exam,
    make_need,
    make_session,
)


def training(world: Any) -> None:
    """Add the addresses of training, of a coming session and of one that is held today."""
    world.add("training:courses", "training:add_course", "training:mine", "training:check")
    world.add("training:counts")
    course = make_course()
    for verb in ("course", "edit_course", "mark_core", "schedule"):
        world.add(f"training:{verb}", code=course.code)
    session = make_session(course)
    verbs = ("session", "edit_session", "close_session", "attendance_list")
    for verb in (*verbs, "enrol", "unenrol", "join", "results"):
        world.add(f"training:{verb}", code=session.code)
    for verb in ("presence", "show_code", "print_code", "settle", "make_papers", "papers_zip"):
        world.add(f"training:{verb}", code=session.code)
    world.add("training:note_presence", code=session.code, number=1)
    held = make_session(course, on=today())
    row = make_enrolment(world.people["own_liaison"], held)
    exam = make_exam(course)
    for verb in ("exam", "add_question"):
        world.add(f"training:{verb}", code=exam.code)
    for verb in ("edit_question", "retire_question"):
        world.add(f"training:{verb}", code=exam.questions.first().code)
    world.add("training:add_exam", code=course.code, moment="before")
    world.add("training:hand_in", code=row.code, moment="after")
    world.add("training:opine", code=row.code)
    world.add("training:needs", "training:raise_need")
    need = make_need(world.own, world.people["own_liaison"])
    for verb in ("need", "withdraw_need", "release_need", "decline_need"):
        world.add(f"training:{verb}", code=need.code)
    world.add("training:check_in", token=of_now(held).token)
    world.add("training:check_in@forged", token="1-2-3-4.x")
    certificate = make_certificate(world.people["own_liaison"])
    for verb in ("enrolment", "withdraw", "correct"):
        world.add(f"training:{verb}", code=certificate.enrolment.code)
    world.add("training:certificate", folio=certificate.folio)
