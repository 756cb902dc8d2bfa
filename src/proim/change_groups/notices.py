"""What members are told: meetings, agreements that are theirs; and the head, an act to approve."""

from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from proim.agencies.models import Appointment as Post
from proim.agencies.models import Role
from proim.change_groups.models import Agreement, Group, Initiative, Meeting, PlannedAction, Pulse
from proim.change_groups.models.group import LEADERS
from proim.change_groups.pulses import people_of
from proim.change_groups.workflow import InitiativeStage, Stage
from proim.core.clock import today
from proim.notifications.slots import Appointment, Data, Kind, Words

GROUP = gettext_lazy("Change groups")


def _members(row: Meeting, data: Data) -> list[Any]:
    members = row.group.members.on(max(today(), row.on)).select_related("person")
    return [member.person for member in members]


def _owner(row: Agreement | PlannedAction, data: Data) -> list[Any]:
    return [row.owner.person]


def _heads(row: Group, data: Data) -> list[Any]:
    held = Post.objects.on(today()).filter(agency=row.agency, role=Role.HEAD)
    return [post.person for post in held.select_related("person")]


def _leaders(row: Initiative, data: Data) -> list[Any]:
    members = row.group.members.on(today()).filter(role__in=LEADERS).select_related("person")
    return [member.person for member in members]


def _proposer(row: Initiative, data: Data) -> list[Any]:
    return [row.proposed_by] if row.proposed_by else []


def _asked(row: Pulse, data: Data) -> list[Any]:
    return list(people_of(row.group, today()).exclude(pk__in=row.roll.values("person")))


def _meeting(row: Meeting, subject: str) -> Words:
    day, time = date_format(row.on), f"{row.starts:%H:%M}"
    lines = [
        f"{row.group}.",
        _("When: %(day)s, %(time)s") % {"day": day, "time": time},
        _("Where: %(place)s") % {"place": row.place} if row.place else "",
        _("Link: %(link)s") % {"link": row.link} if row.link else "",
        row.agenda,
    ]
    return Words(subject, [line for line in lines if line], row.get_absolute_url(), _("See it"))


def called(row: Meeting, data: Data) -> Words:
    """Call a member to a meeting."""
    return _meeting(row, _("Your change group meets"))


def moved(row: Meeting, data: Data) -> Words:
    """Tell a member that a meeting changed."""
    return _meeting(row, _("A meeting of your change group changed"))


def cancelled(row: Meeting, data: Data) -> Words:
    """Tell a member that a meeting is cancelled."""
    return _meeting(row, _("A meeting of your change group is cancelled"))


def _agreement(row: Agreement | PlannedAction, subject: str) -> Words:
    due = _("By when: %(day)s") % {"day": date_format(row.due_on)}
    return Words(subject, [row.text, due], row.get_absolute_url(), _("See it"))


def agreed(row: Agreement, data: Data) -> Words:
    """Tell a person of an agreement that is theirs."""
    return _agreement(row, _("An agreement of your change group is yours"))


def reminded(row: Agreement, data: Data) -> Words:
    """Remind a person of an agreement that is due."""
    return _agreement(row, _("An agreement of your change group is due"))


def planned(row: PlannedAction, data: Data) -> Words:
    """Tell a person of an action of the plan that is theirs."""
    return _agreement(row, _("An action of your change group's plan is yours"))


def plan_due(row: PlannedAction, data: Data) -> Words:
    """Remind a person of an action that is due."""
    return _agreement(row, _("An action of your change group's plan is due"))


def _initiative(row: Initiative, subject: str) -> Words:
    lines = [row.title, row.reason]
    return Words(subject, [line for line in lines if line], row.get_absolute_url(), _("See it"))


def proposed(row: Initiative, data: Data) -> Words:
    """Tell who leads the group of an initiative to put on the agenda."""
    return _initiative(row, _("An initiative was proposed in your change group"))


def endorsed(row: Initiative, data: Data) -> Words:
    """Tell a person that the group endorsed their initiative."""
    return _initiative(row, _("Your change group endorsed your initiative"))


def declined(row: Initiative, data: Data) -> Words:
    """Tell a person why the group does not endorse their initiative."""
    return _initiative(row, _("Your change group decided on your initiative"))


def started(row: Initiative, data: Data) -> Words:
    """Tell a person that a project began from their initiative."""
    return _initiative(row, _("A project began from your initiative"))


def pulse_opened(row: Pulse, data: Data) -> Words:
    """Ask the people of the entity how they see its culture."""
    until = _("Until %(day)s. It takes a minute and carries no name.")
    lines = [f"{row.group}.", until % {"day": date_format(row.closes_on)}]
    subject = _("How do you see the culture of your public entity?")
    return Words(subject, lines, row.get_absolute_url(), _("Answer"))


def constituted(row: Group, data: Data) -> Words:
    """Ask the head to approve an act of constitution."""
    line = _("The act %(act)s waits for your approval.") % {"act": row.act}
    subject = _("Act of constitution to approve")
    return Words(subject, [f"{row}.", line], row.get_absolute_url(), _("See it"))


def date_of(row: Meeting, data: Data) -> Appointment:
    """Return the meeting as a date for the calendar."""
    zone = timezone.get_default_timezone()
    return Appointment(
        f"change-group-{row.code}",
        str(row.group),
        datetime.combine(row.on, row.starts, zone),
        datetime.combine(row.on, row.ends, zone),
        place=row.place or row.link,
        about=row.agenda,
    )


def _kind(name: str, label: Any, model: str, permission: str, **more: Any) -> Kind:
    return Kind(
        name=f"change_groups.{name}",
        label=label,
        group=GROUP,
        model=f"change_groups.{model}",
        permission=f"change_groups.{permission}",
        **more,
    )


def _of_meeting(name: str, label: Any, words: Any, stage: Stage, **more: Any) -> Kind:
    return _kind(
        name,
        label,
        "Meeting",
        "read_meeting",
        recipients=_members,
        words=words,
        holds=lambda row, data: row.stage == stage,
        **more,
    )


def _of_agreement(name: str, label: Any, words: Any) -> Kind:
    return _kind(
        name,
        label,
        "Agreement",
        "fulfil",
        recipients=_owner,
        words=words,
        holds=lambda row, data: row.done_on is None,
    )


def _of_plan(name: str, label: Any, words: Any) -> Kind:
    return _kind(
        name,
        label,
        "PlannedAction",
        "finish",
        recipients=_owner,
        words=words,
        holds=lambda row, data: row.is_open,
    )


def _of_initiative(name: str, label: Any, words: Any, stage: InitiativeStage, who: Any) -> Kind:
    return _kind(
        name,
        label,
        "Initiative",
        "read_initiative",
        recipients=who,
        words=words,
        holds=lambda row, data: row.stage == stage,
    )


KINDS = (
    _of_meeting(
        "called",
        gettext_lazy("my change group meets"),
        called,
        Stage.CALLED,
        appointment=date_of,
    ),
    _of_meeting(
        "moved",
        gettext_lazy("a meeting of my change group changes"),
        moved,
        Stage.CALLED,
        appointment=date_of,
    ),
    _of_meeting(
        "cancelled",
        gettext_lazy("a meeting of my change group is cancelled"),
        cancelled,
        Stage.CANCELLED,
    ),
    _of_agreement("agreed", gettext_lazy("an agreement of my change group is mine"), agreed),
    _of_agreement("reminded", gettext_lazy("an agreement that is mine is due"), reminded),
    _of_plan("planned", gettext_lazy("an action of my change group's plan is mine"), planned),
    _of_plan("plan_due", gettext_lazy("an action of the plan that is mine is due"), plan_due),
    _of_initiative(
        "proposed",
        gettext_lazy("an initiative is proposed in the group that I lead"),
        proposed,
        InitiativeStage.PROPOSED,
        _leaders,
    ),
    _of_initiative(
        "endorsed",
        gettext_lazy("my initiative is endorsed"),
        endorsed,
        InitiativeStage.ENDORSED,
        _proposer,
    ),
    _of_initiative(
        "declined",
        gettext_lazy("my initiative is not endorsed"),
        declined,
        InitiativeStage.DECLINED,
        _proposer,
    ),
    _of_initiative(
        "started",
        gettext_lazy("my initiative becomes a project"),
        started,
        InitiativeStage.STARTED,
        _proposer,
    ),
    _kind(
        "pulse_opened",
        gettext_lazy("a culture pulse of my public entity opens"),
        "Pulse",
        "answer_pulse",
        recipients=_asked,
        words=pulse_opened,
        holds=lambda row, data: row.is_open(today()),
    ),
    _kind(
        "constituted",
        gettext_lazy("an act of constitution waits for my approval"),
        "Group",
        "approve",
        recipients=_heads,
        words=constituted,
        holds=lambda row, data: row.approved_on is None,
    ),
)
