"""What people do in training. One verb, one function; the only code that writes here."""

from proim.training.actions.course import add_course, edit_course, mark_core
from proim.training.actions.enrolment import Answer, Said, enrol, join, unenrol, withdraw
from proim.training.actions.exam import (
    add_exam,
    add_question,
    edit_exam,
    hand_in,
    retire_question,
)
from proim.training.actions.need import (
    decline_need,
    gather,
    raise_need,
    release_need,
    withdraw_need,
)
from proim.training.actions.opinion import opine
from proim.training.actions.presence import check_in, note_presence
from proim.training.actions.queue import move_up
from proim.training.actions.result import Achieved, attend, certify, correct, fail
from proim.training.actions.session import close_session, edit_session, schedule
from proim.training.actions.settling import settle

__all__ = [
    "Achieved",
    "Answer",
    "Said",
    "add_course",
    "add_exam",
    "add_question",
    "attend",
    "certify",
    "check_in",
    "close_session",
    "correct",
    "decline_need",
    "edit_course",
    "edit_exam",
    "edit_session",
    "enrol",
    "fail",
    "gather",
    "hand_in",
    "join",
    "mark_core",
    "move_up",
    "note_presence",
    "opine",
    "raise_need",
    "release_need",
    "retire_question",
    "schedule",
    "settle",
    "unenrol",
    "withdraw",
    "withdraw_need",
]
