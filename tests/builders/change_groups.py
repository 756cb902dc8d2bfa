from datetime import date, time, timedelta

from proim.accounts.models import User
from proim.agencies.models import Agency
from proim.change_groups import actions
from proim.change_groups.models import (
    Agreement,
    Group,
    Initiative,
    Meeting,
    Member,
    PlannedAction,
    Promotion,
    Pulse,
)
from tests.builders.people import make_agency, make_user

APPROVED = date(2011, 2, 1)
MET = date(2011, 3, 10)


def make_group(agency: Agency | None = None, *, approved_on: date | None = APPROVED) -> Group:
    """Build a group whose act was approved on ``approved_on``; ``None``: not yet."""
    group = Group(
        agency=agency or make_agency(),
        constituted_on=date(2011, 1, 20),
        act="GC/1/2011",
        purpose="Impulsar la modernización.",
    )
    actions.constitute(group, on=date(2011, 1, 20), by=None)
    return actions.approve(group, on=approved_on, by=None) if approved_on else group


def make_group_member(group: Group, person: User | None = None, **fields) -> Member:
    """Build a member from planning, since the act."""
    defaults = {"area": "planning", "role": "member", "since": group.constituted_on}
    return Member.objects.create(
        group=group, person=person or make_user(), **{**defaults, **fields}
    )


def make_meeting(group: Group, *, on: date = MET) -> Meeting:
    """Build a meeting that was called."""
    meeting = Meeting(
        group=group, on=on, starts=time(10), ends=time(12), place="Sala 1", agenda="Avances"
    )
    return actions.call(meeting, by=None)


def make_held(group: Group, *, on: date = MET) -> Meeting:
    """Build a meeting that was held with one member, with one agreement."""
    member = group.members.first() or make_group_member(group)
    meeting = actions.hold(make_meeting(group, on=on), [member], "Se trató todo.", on=on, by=None)
    agreement = Agreement(meeting=meeting, text="Publicar el aviso", owner=member, due_on=on)
    actions.agree(agreement, by=None)
    return meeting


def make_planned(group: Group, **fields) -> PlannedAction:
    """Build an action of the plan that is due 20 days after the meeting's usual day."""
    owner = group.members.first() or make_group_member(group)
    defaults = {"text": "Medir las filas", "owner": owner, "starts_on": MET}
    defaults["due_on"] = MET + timedelta(20)
    return actions.plan(PlannedAction(group=group, **{**defaults, **fields}), by=None)


def make_promotion(group: Group, **fields) -> Promotion:
    """Build a promotion action that reached 120 people."""
    defaults = {"kind": "talk", "on": MET, "title": "Plática en ventanilla", "reach": 120}
    defaults |= {"about": "Se explicó el trámite en línea.", "counted": "Lista de asistencia"}
    return actions.promote(Promotion(group=group, **{**defaults, **fields}), on=MET, by=None)


def make_initiative(
    group: Group, *, by: User | None = None, on: date = MET, **fields
) -> Initiative:
    """Build an initiative that was proposed and not decided on yet."""
    defaults = {"title": "Citas en línea", "problem": "Hay filas desde las seis."}
    defaults["proposal"] = "Dar las citas por internet."
    return actions.propose(Initiative(group=group, **{**defaults, **fields}), on=on, by=by)


def make_endorsed(group: Group, **fields) -> Initiative:
    """Build an initiative that was endorsed in a meeting of the day on which it was proposed."""
    initiative = make_initiative(group, **fields)
    return actions.endorse(initiative, make_held(group), on=MET, by=None)


def make_pulse(group: Group, *, opens_on: date = MET, days: int = 7) -> Pulse:
    """Build a pulse that is open from ``opens_on`` for ``days``."""
    pulse = Pulse(group=group, opens_on=opens_on, closes_on=opens_on + timedelta(days - 1))
    return actions.open_pulse(pulse, on=opens_on, by=None)
