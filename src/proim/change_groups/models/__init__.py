"""Rows of the change groups."""

from proim.change_groups.models.group import Group, GroupQuerySet, Member, MemberRole
from proim.change_groups.models.initiative import Initiative
from proim.change_groups.models.meeting import Agreement, Attendance, Meeting
from proim.change_groups.models.plan import PlannedAction, Promotion, PromotionKind
from proim.change_groups.models.pulse import Pulse, PulseRoll, PulseTally

__all__ = [
    "Agreement",
    "Attendance",
    "Group",
    "GroupQuerySet",
    "Initiative",
    "Meeting",
    "Member",
    "MemberRole",
    "PlannedAction",
    "Promotion",
    "PromotionKind",
    "Pulse",
    "PulseRoll",
    "PulseTally",
]
