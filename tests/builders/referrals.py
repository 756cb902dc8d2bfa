from datetime import date
from itertools import count
from typing import Any

from proim.accounts.models import User
from proim.agencies.models import Agency, Role
from proim.referrals import actions
from proim.referrals.actions.sending import Destination
from proim.referrals.models import (
    Conflict,
    Kind,
    Question,
    Referral,
    RoutingRule,
    RuleVersion,
    Seat,
    Target,
)
from proim.referrals.proposing import gathered
from proim.referrals.workflow import Stage
from tests.builders.people import START, make_agency, make_member
from tests.builders.projects import make_project

_numbers = count(1)
SENT = date(2011, 3, 1)
# The shortest way from a referral that was sent to each stage.
WAYS: dict[str, tuple[str, ...]] = {
    Stage.SENT: (),
    Stage.RECEIVED: ("receive",),
    Stage.ACCEPTED: ("accept",),
    Stage.RETURNED: ("give_back",),
    Stage.ATTENDED: ("accept", "attend"),
    Stage.CLOSED: ("accept", "attend", "close"),
}


def make_target(agency: Agency | None = None, *, kind: Kind = Kind.AGENCY, **fields: Any) -> Target:
    """Build a target that receives since the programme began."""
    defaults = {"name_es": f"Área {next(_numbers)}", "days": 10, "valid_from": START}
    draft = Target(agency=agency or make_agency(), kind=kind, **{**defaults, **fields})
    return actions.add_target(draft, by=None)


def make_seat(target: Target | None = None, person: User | None = None, **fields: Any) -> Seat:
    """Build a person who receives for ``target``; ``make_seat(expertise=["E1"], capacity=3)``."""
    target = target or make_target()
    person = person or make_member(Role.ALTERNATE, target.agency)
    defaults = {"capacity": 6, "expertise": [], "valid_from": START}
    return actions.seat(target, Seat(person=person, **{**defaults, **fields}), by=None)


def make_rule(target: Target, *, on: date = START, **fields: Any) -> RoutingRule:
    """Build a rule; ``make_rule(target, words=["tramit"], place=2)``."""
    names = ("kinds", "types", "strategies", "subtopics", "words")
    conditions = {name: fields.pop(name, []) for name in names}
    if not any(conditions.values()):
        conditions["kinds"] = ["project", "question"]
    defaults = {"name_es": f"Regla {next(_numbers)}", "place": 1}
    draft = RuleVersion(target=target, conditions=conditions, **{**defaults, **fields})
    return actions.add_rule(draft, by=None, on=on)


def make_question(
    agency: Agency | None = None, *, by: User | None = None, **fields: Any
) -> Question:
    """Build a question of an agency."""
    defaults = {"title": f"¿Cómo se mide el ahorro? {next(_numbers)}", "text": "No es claro."}
    agency = agency or make_agency()
    return actions.ask(agency, Question(**{**defaults, **fields}), by=by, on=SENT)


def make_referral(
    subject: Any = None,
    seat: Seat | None = None,
    *,
    stage: Stage = Stage.SENT,
    on: date = SENT,
    by: User | None = None,
) -> Referral:
    """Build a referral in ``stage``, all its steps taken on the day ``on`` by the system.

    ``seat`` is to whom it goes, whatever is proposed.
    """
    seat, subject = seat or make_seat(), subject or make_project()
    proposal = gathered(subject, on).proposal
    to = Destination(seat.pk, proposal.seat if proposal else 0)
    found = actions.refer(subject, "Revisen el reglamento.", to, by=by, on=on)
    more: dict[str, tuple[str, ...]] = {
        "give_back": ("No es de nuestra materia.",),
        "attend": ("Use la guía de mejora.",),
    }
    for verb in WAYS[stage]:
        found = getattr(actions, verb)(found, *more.get(verb, ()), by=None, on=on)
    return found


def make_conflict(person: User, agency: Agency) -> Conflict:
    """Build a conflict of interest that ``person`` declared."""
    draft = Conflict(agency=agency, reason="Parentesco.", valid_from=START)
    return actions.declare_conflict(person, draft, by=None)
