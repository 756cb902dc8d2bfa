"""A change group with something behind every address of it."""

from collections.abc import Iterator
from typing import Any

from proim.agencies.models import Agency
from tests.builders.change_groups import (
    make_endorsed,
    make_group,
    make_held,
    make_initiative,
    make_planned,
    make_promotion,
    make_pulse,
)

OF_GROUP = ("approve", "dissolve", "add_member", "call", "plan_page", "plan")
OF_GROUP += ("promotions", "promote", "initiatives", "propose", "pulses", "open_pulse")
OF_MEETING = ("meeting", "meeting_ics", "move_meeting", "cancel_meeting", "hold", "agree")


def group_addresses(own: Agency, other: Agency) -> Iterator[tuple[str, dict[str, Any]]]:
    """Build a group of ``own`` and one of ``other`` that waits; yield each route and its arguments."""
    yield "change_groups:list", {}
    yield "change_groups:constitute", {"code": own.code}
    groups = {"new": make_group(other, approved_on=None), "own": make_group(own)}
    for case, group in groups.items():
        yield f"change_groups:group@{case}", {"code": group.code}
    for row, verbs in _rows(groups["own"]):
        for verb in verbs:
            yield f"change_groups:{verb}", {"code": row.code}


def _rows(group: Any) -> Iterator[tuple[Any, tuple[str, ...]]]:
    yield group, OF_GROUP
    held = make_held(group)
    yield group.members.get(), ("end_member",)
    yield held, (*OF_MEETING, "approve_minutes")
    yield held.agreements.get(), ("fulfil",)
    yield make_planned(group), ("replan", "finish", "drop")
    yield make_promotion(group), ("promotion", "correct_promotion")
    yield make_initiative(group), ("initiative", "endorse", "decline")
    yield make_endorsed(group), ("start_project",)
    yield make_pulse(group), ("pulse", "answer_pulse")
