"""Who may do what to referrals, questions, targets and routing rules."""

from django.db.models import Q

from proim.accounts.models import User
from proim.agencies.models import LIAISONS, SPEAKERS, covered_by, heirs_on
from proim.agencies.rules import agencies_as, is_office, office_only
from proim.core.clock import today
from proim.core.permissions import ALL_ROWS, NO_ROWS, Actor, rule
from proim.referrals.models import Conflict, Kind, Seat
from proim.referrals.workflow import OPEN, Stage


def receives(actor: Actor) -> bool:
    """Say whether ``actor`` receives for a target today."""
    return isinstance(actor, User) and actor.is_active and bool(_seats(actor)["targets"])


def takes_part(actor: Actor) -> bool:
    """Say whether ``actor`` has to do with referrals: the office, who receives, liaisons and heads."""
    return is_office(actor) or bool(_own_agencies(actor)) or receives(actor)


def _seats(actor: User) -> dict[str, set[int]]:
    """Return the targets of ``actor``, whose cases ``actor`` has, and the agencies in conflict; read once."""
    kept: dict[str, dict[str, set[int]]] = vars(actor)
    if "referral_seats" not in kept:
        day = today()
        held = Seat.objects.on(day).filter(person=actor)
        declared = Conflict.objects.on(day).filter(person=actor)
        conflicts = set(declared.values_list("agency", flat=True))
        if conflicts:  # they outlive a reorganization
            heirs = heirs_on(day)
            conflicts = conflicts.union(*(heirs.get(agency, ()) for agency in conflicts))
        kept["referral_seats"] = {
            "targets": set(held.values_list("target", flat=True)),
            "people": covered_by(actor, day),
            "conflicts": conflicts,
        }
    return kept["referral_seats"]


def _own_agencies(actor: Actor) -> set[int]:
    return agencies_as(actor, *SPEAKERS)


def _of(agencies: set[int]) -> Q:
    """Return the referrals whose subject belongs to one of ``agencies``."""
    return Q(project__agency__in=agencies) | Q(question__agency__in=agencies)


def _as_target(actor: Actor) -> Q:
    """Return the referrals that ``actor`` may attend: of the own targets and of those away.

    Never of an agency for which the person speaks or with which there is a declared conflict.
    """
    if not isinstance(actor, User) or not actor.is_active:
        return NO_ROWS
    seats = _seats(actor)
    mine = Q(target__in=seats["targets"])
    if is_office(actor):  # any of the office can take a case of the office
        mine |= Q(target__kind=Kind.OFFICE) | Q(person__in=seats["people"])
    return mine & ~_of(_own_agencies(actor) | seats["conflicts"])


@rule("referrals.view")
def view(actor: Actor) -> Q:
    """The office all; who receives for the target; liaisons and heads those about their agency."""
    if is_office(actor):
        return ALL_ROWS
    return _as_target(actor) | _of(_own_agencies(actor))


@rule("referrals.read_subject")
def read_subject(actor: Actor) -> Q:
    """As seeing the referral; who receives reads what it is about while it is open."""
    if is_office(actor):
        return ALL_ROWS
    return _as_target(actor) & Q(stage__in=OPEN) | _of(_own_agencies(actor))


@rule("referrals.refer")
def refer(actor: Actor) -> Q:
    """The programme office (rows are projects and questions)."""
    return office_only(actor)


for _verb in ("re_refer", "close"):

    @rule(f"referrals.{_verb}")
    def decide(actor: Actor) -> Q:
        """The programme office."""
        return office_only(actor)


for _verb in ("receive", "accept", "give_back", "attend"):

    @rule(f"referrals.{_verb}")
    def act(actor: Actor) -> Q:
        """Who receives for the target, or stands in; nobody in conflict of interest."""
        return _as_target(actor) & ~Q(stage=Stage.CLOSED)


@rule("referrals.ask")
def ask(actor: Actor) -> Q:
    """Liaisons, for their own agency (rows are agencies)."""
    return Q(pk__in=agencies_as(actor, *LIAISONS), closed_on__isnull=True)


@rule("referrals.view_question")
def view_question(actor: Actor) -> Q:
    """The office all questions; liaisons and heads those of their own agency."""
    return ALL_ROWS if is_office(actor) else Q(agency__in=_own_agencies(actor))


@rule("referrals.see_routing")
def see_routing(actor: Actor) -> Q:
    """The programme office: targets, rules and how well they propose (the row is the programme)."""
    return office_only(actor)


for _verb in ("add_target", "add_rule"):

    @rule(f"referrals.{_verb}")
    def add(actor: Actor) -> Q:
        """The programme office (the row is the programme)."""
        return office_only(actor)


for _verb in ("edit_target", "close_target", "seat", "unseat", "edit_rule", "switch_rule"):

    @rule(f"referrals.{_verb}")
    def govern(actor: Actor) -> Q:
        """The programme office."""
        return office_only(actor)


@rule("referrals.see_conflicts")
def see_conflicts(actor: Actor) -> Q:
    """The office all declared conflicts of interest; everybody else their own."""
    if is_office(actor):
        return ALL_ROWS
    return Q(person=actor.pk) if isinstance(actor, User) else NO_ROWS


@rule("referrals.declare_conflict")
def declare_conflict(actor: Actor) -> Q:
    """Who receives for a target, their own (rows are people)."""
    return Q(pk=actor.pk) if isinstance(actor, User) and receives(actor) else NO_ROWS


@rule("referrals.end_conflict")
def end_conflict(actor: Actor) -> Q:
    """The programme office, on what the person says; nobody their own."""
    return ALL_ROWS & ~Q(person=actor.pk) if is_office(actor) and actor else NO_ROWS
