"""What people do in change groups. One verb, one function; the only code that writes here."""

from proim.change_groups.actions.group import (
    Newcomer,
    add_member,
    approve,
    constitute,
    dissolve,
    end_member,
    end_with_agency,
)
from proim.change_groups.actions.initiative import decline, endorse, propose, start_project
from proim.change_groups.actions.meeting import (
    agree,
    approve_minutes,
    call,
    cancel_meeting,
    fulfil,
    hold,
    move_meeting,
)
from proim.change_groups.actions.plan import (
    correct_promotion,
    drop,
    finish,
    plan,
    promote,
    replan,
)
from proim.change_groups.actions.pulse import answer_pulse, open_pulse

__all__ = [
    "Newcomer",
    "add_member",
    "agree",
    "answer_pulse",
    "approve",
    "approve_minutes",
    "call",
    "cancel_meeting",
    "constitute",
    "correct_promotion",
    "decline",
    "dissolve",
    "drop",
    "end_member",
    "end_with_agency",
    "endorse",
    "finish",
    "fulfil",
    "hold",
    "move_meeting",
    "open_pulse",
    "plan",
    "promote",
    "propose",
    "replan",
    "start_project",
]
