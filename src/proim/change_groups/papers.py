"""The documents of the change groups: act of constitution, work plan, attendance list and minutes."""

from typing import Any

from django.db.models import Q, QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from proim.change_groups.models import Group, Meeting, Member
from proim.change_groups.overview import PlanLine, plan_lines
from proim.change_groups.workflow import MET, Stage
from proim.core.clock import today
from proim.core.permissions import Actor
from proim.documents import blocks
from proim.documents.blocks import Column, Content, Place, said
from proim.documents.slots import Kind
from proim.ui import formats


def _groups(actor: Actor) -> QuerySet[Group]:
    rows = Group.objects.permitted("change_groups.read", actor)
    return rows.select_related("agency", "approved_by")


def _approvers(actor: Actor) -> QuerySet[Group]:
    return Group.objects.permitted("change_groups.add_member", actor)


def _meetings(actor: Actor) -> QuerySet[Meeting]:
    rows = Meeting.objects.permitted("change_groups.read_meeting", actor)
    return rows.exclude(stage=Stage.CANCELLED).select_related("group__agency", "approved_by")


def _held(actor: Actor) -> QuerySet[Meeting]:
    return _meetings(actor).filter(stage__in=MET)


def _leaders(actor: Actor) -> QuerySet[Meeting]:
    return Meeting.objects.permitted("change_groups.hold", actor)


def _line(member: Member) -> list[Any]:
    return [
        member.person.full_name,
        capfirst(member.get_area_display()),
        capfirst(member.get_role_display()),
    ]


def _act(group: Group) -> Content:
    founders = group.members.filter(until__isnull=True).select_related("person")
    columns = [Column(_("Name"), 5), Column(_("Functional area"), 4), Column(_("Role"), 3)]
    head = group.approved_by.full_name if group.approved_by else ""
    return Content(
        title=_("Act of constitution"),
        kicker=group.act,
        subject=str(group),
        facts=[
            (_("Public entity"), [said(group.agency.name, "es")]),
            (_("Date of the act"), [formats.day(group.constituted_on)]),
            (_("Approved on"), [formats.day(group.approved_on)]),
        ],
        blocks=[
            blocks.heading(_("Purpose")),
            blocks.paragraphs(said(group.purpose, "es")),
            *([blocks.paragraphs(said(group.minutes, "es"))] if group.minutes else []),
            blocks.heading(_("Members")),
            blocks.table(columns, map(_line, founders), empty=_("There are no members yet.")),
            blocks.heading(_("Signatures")),
            blocks.signatures([Place(_("Head of the public entity"), head)], across=2),
        ],
        public=[(_("Public entity"), group.agency.name), (_("Number of the act"), group.act)],
    )


def _planned(number: int, line: PlanLine) -> list[Any]:
    action = line.action
    said_last = action.outcome or action.reason
    return [
        str(number),
        said(action.text, "es"),
        action.owner.person.full_name,
        f"{formats.day(action.starts_on)} – {formats.day(action.due_on)}",
        said(f"{capfirst(str(line.standing))}. {said_last}", "es") if said_last else line.standing,
    ]


def _plan(group: Group) -> Content:
    day = today()
    lines = plan_lines(group.plan.select_related("owner__person"), day)
    rows = [_planned(number, line) for number, line in enumerate(lines, 1)]
    columns = [
        Column(_("No."), 0, number=True),
        Column(_("Action"), 5),
        Column(_("Who is in charge"), 3),
        Column(_("From and until"), 3),
        Column(_("State"), 3),
    ]
    return Content(
        title=_("Work plan"),
        subject=str(group),
        facts=[
            (_("Public entity"), [said(group.agency.name, "es")]),
            (_("As of"), [formats.day(day)]),
        ],
        blocks=[
            blocks.heading(_("Purpose")),
            blocks.paragraphs(said(group.purpose, "es")),
            blocks.heading(_("Actions")),
            blocks.table(columns, rows, empty=_("The plan has no actions yet.")),
        ],
        public=[(_("Public entity"), group.agency.name), (_("As of"), formats.day(day))],
    )


def _facts(meeting: Meeting) -> list[blocks.Fact]:
    hours = f"{meeting.starts:%H:%M}–{meeting.ends:%H:%M}"
    rows = [
        (_("Public entity"), said(meeting.group.agency.name, "es")),
        (_("Day"), formats.day(meeting.on)),
        (_("Time of the day"), hours),
        (_("Place"), said(meeting.place, "es") or _("online")),
    ]
    return [(name, [value]) for name, value in rows]


def _attendance_list(meeting: Meeting) -> Content:
    members = meeting.group.members.on(meeting.on).select_related("person")
    rows = [[str(n), *_line(member)[:2], ""] for n, member in enumerate(members, 1)]
    columns = [
        Column(_("No."), 0, number=True),
        Column(_("Name"), 5),
        Column(_("Functional area"), 4),
        Column(_("Signature"), 4),
    ]
    return Content(
        title=_("Attendance list"),
        subject=str(meeting.group),
        facts=_facts(meeting),
        blocks=[blocks.table(columns, rows, empty=_("There are no members yet."), height=3.4)],
    )


def _minutes(meeting: Meeting) -> Content:
    people = meeting.attendance.select_related("member__person")
    came = [[*_line(row.member), _("yes") if row.came else _("no")] for row in people]
    agreed = [
        [
            str(n),
            said(row.text, "es"),
            row.owner.person.full_name,
            formats.day(row.due_on),
        ]
        for n, row in enumerate(meeting.agreements.select_related("owner__person"), 1)
    ]
    who = [
        Column(_("Name"), 5),
        Column(_("Functional area"), 4),
        Column(_("Role"), 3),
        Column(_("Came"), 0),
    ]
    what = [
        Column(_("No."), 0, number=True),
        Column(_("Agreement"), 6),
        Column(_("Who"), 3),
        Column(_("By when"), 2),
    ]
    by = meeting.approved_by.full_name if meeting.approved_by else ""
    return Content(
        title=_("Minutes of the meeting"),
        subject=str(meeting.group),
        facts=[*_facts(meeting), (_("Approved on"), [formats.day(meeting.approved_on)])],
        blocks=[
            blocks.heading(_("Agenda")),
            blocks.paragraphs(said(meeting.agenda, "es")),
            blocks.heading(_("Who came")),
            blocks.table(who, came, empty=_("Nobody's attendance is noted yet.")),
            blocks.heading(_("What was discussed")),
            blocks.paragraphs(said(meeting.minutes, "es")),
            blocks.heading(_("Agreements")),
            blocks.table(what, agreed, empty=_("Nothing was agreed.")),
            blocks.heading(_("Signatures")),
            blocks.signatures([Place(_("Approved by"), by)], across=2),
        ],
        public=[
            (_("Public entity"), meeting.group.agency.name),
            (_("Day"), formats.day(meeting.on)),
        ],
    )


def _space(group: Group) -> str:
    return f"agency:{group.agency_id}"


ACT = Kind(
    key="group_act",
    label=gettext_lazy("act of constitution of a change group"),
    prefix="ACG",
    rows=_groups,
    content=_act,
    holds=Q(approved_on__isnull=False),
    signers=_approvers,
    space=_space,
)
PLAN = Kind(
    key="group_plan",
    label=gettext_lazy("work plan of a change group"),
    prefix="PTG",
    rows=_groups,
    content=_plan,
    space=_space,
)
LIST = Kind(
    key="group_attendance",
    label=gettext_lazy("attendance list of a change group"),
    prefix="LIG",
    rows=_meetings,
    content=_attendance_list,
    signers=_leaders,
    space=lambda meeting: _space(meeting.group),
)
MINUTES = Kind(
    key="group_minutes",
    label=gettext_lazy("minutes of a change group"),
    prefix="MIG",
    rows=_held,
    content=_minutes,
    holds=Q(stage=Stage.APPROVED),
    signers=_leaders,
    space=lambda meeting: _space(meeting.group),
    text=True,
)
PAPERS = (ACT, PLAN, LIST, MINUTES)
