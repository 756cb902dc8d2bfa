"""A group in a line: level, areas, meetings. What anybody may know; it names no person."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Prefetch
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from proim.agencies.models import FunctionalArea
from proim.change_groups.formulas import Level, Standing, covered, level
from proim.change_groups.models import GroupQuerySet, Initiative, Meeting, Member, PlannedAction
from proim.change_groups.workflow import MET, InitiativeStage
from proim.ui import formats
from proim.ui.parts import Step, Tone
from proim.ui.slots import Text

LEVELS = {
    Level.CONSTITUTED: _("constituted"),
    Level.ACTIVE: _("active"),
    Level.INACTIVE: _("inactive"),
}
TONES: dict[Level, Tone] = {
    Level.CONSTITUTED: "info",
    Level.ACTIVE: "success",
    Level.INACTIVE: "warning",
}

STANDINGS = {
    Standing.PLANNED: _("planned"),
    Standing.UNDER_WAY: _("under way"),
    Standing.LATE: _("late"),
    Standing.DONE: _("done"),
    Standing.DROPPED: _("taken out"),
}
STANDING_TONES: dict[Standing, Tone] = {
    Standing.PLANNED: "neutral",
    Standing.UNDER_WAY: "info",
    Standing.LATE: "danger",
    Standing.DONE: "success",
    Standing.DROPPED: "neutral",
}

INITIATIVE_TONES: dict[str, Tone] = {
    InitiativeStage.PROPOSED: "info",
    InitiativeStage.ENDORSED: "success",
    InitiativeStage.STARTED: "success",
    InitiativeStage.DECLINED: "neutral",
}


@dataclass(frozen=True, slots=True)
class Line:
    """What the list says of a group."""

    group: Any
    level: Text
    tone: Tone
    areas: list[tuple[str, bool]]
    meetings: int
    last: date | None

    @property
    def covered(self) -> int:
        """How many of the target areas have a member."""
        return sum(has for _area, has in self.areas)


def with_facts(groups: GroupQuerySet, day: date) -> GroupQuerySet:
    """Fetch ``met`` and ``present``, from which level and areas are computed; two queries more."""
    met = Meeting.objects.filter(stage__in=MET, held_on__lte=day).order_by("held_on", "pk")
    members = Member.objects.on(day).select_related("person")
    return groups.prefetch_related(
        Prefetch("meetings", met, to_attr="met"), Prefetch("members", members, to_attr="present")
    )


def lines(groups: Iterable[Any], day: date) -> list[Line]:
    """Return a line for each group of ``with_facts``; asks nothing more."""
    return [_line(group, day) for group in groups]


def _line(group: Any, day: date) -> Line:
    days = [meeting.held_on for meeting in group.met]
    reached = level(group.approved_on, days, day) if group.approved_on else None
    areas = covered(member.area for member in group.present)
    return Line(
        group=group,
        level=LEVELS[reached] if reached else "",
        tone=TONES[reached] if reached else "neutral",
        areas=[(str(FunctionalArea(area).label), has) for area, has in areas],
        meetings=len(days),
        last=days[-1] if days else None,
    )


@dataclass(frozen=True, slots=True)
class PlanLine:
    """An action of the plan and where it stands, in words."""

    action: Any
    standing: Text
    tone: Tone


def plan_lines(rows: Iterable[PlannedAction], day: date) -> list[PlanLine]:
    """Return a line for each action of a plan, as of ``day``; asks nothing more."""
    found = [(row, row.standing(day)) for row in rows]
    return [PlanLine(row, STANDINGS[where], STANDING_TONES[where]) for row, where in found]


def path_of(initiative: Initiative) -> list[Step]:
    """Return the way of an initiative: proposed, decided, a project; with the days that are known."""
    stage = initiative.stage
    days = (initiative.proposed_on, initiative.decided_on, initiative.started_on)
    declined = stage == InitiativeStage.DECLINED
    second = InitiativeStage.DECLINED if declined else InitiativeStage.ENDORSED
    path = (InitiativeStage.PROPOSED, second, *(() if declined else (InitiativeStage.STARTED,)))
    at = path.index(InitiativeStage(stage))
    return [
        Step(
            capfirst(str(one.label)),
            "done" if place < at else "current" if place == at else "todo",
            formats.day(day) if day else "",
        )
        for place, (one, day) in enumerate(zip(path, days, strict=False))
    ]
