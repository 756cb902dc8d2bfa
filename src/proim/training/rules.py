"""Who may do what to courses, sessions and enrolments."""

from typing import Any

from django.db.models import Q

from proim.accounts.models import User
from proim.agencies.models import Role
from proim.agencies.rules import agencies_as, is_office, office_only
from proim.core.permissions import ALL_ROWS, NO_ROWS, Actor, rule
from proim.training.models import Enrolment
from proim.training.workflow import Result


@rule("training.view")
def view(actor: Actor) -> Q:
    """Anybody: courses and their sessions are public; who is enrolled is not."""
    return ALL_ROWS


def _office(permission: str) -> None:
    @rule(permission)
    def decide(actor: Actor) -> Q:
        """The programme office."""
        return office_only(actor)


for _verb in (
    "add_course",
    "edit_course",
    "mark_core",
    "schedule",
    "edit_session",
    "close_session",
    "enrol",
    "unenrol",
    "attend",
    "certify",
    "fail",
    "correct",
    "count",
    "note_presence",
    "settle",
    "gather",
    "release_need",
    "decline_need",
    "add_exam",
    "edit_exam",
    "add_question",
    "retire_question",
):
    _office(f"training.{_verb}")


@rule("training.see_people")
def see_people(actor: Actor) -> Q:
    """The programme office (rows are sessions)."""
    return office_only(actor)


@rule("training.see_record")
def see_record(actor: Actor) -> Q:
    """The programme office all enrolments; each person their own."""
    return ALL_ROWS if is_office(actor) else _own(actor)


@rule("training.join")
def join(actor: Actor) -> Q:
    """Liaison officers, the open sessions."""
    if not agencies_as(actor, Role.LIAISON, Role.ALTERNATE):
        return NO_ROWS
    return Q(is_open=True, closed_on__isnull=True)


@rule("training.check_in")
def check_in(actor: Actor) -> Q:
    """Whoever has a place in the session, with the code that is shown there (rows are sessions)."""
    if not isinstance(actor, User):
        return NO_ROWS
    placed = Enrolment.objects.active().filter(person=actor)
    return Q(pk__in=placed.values("session"), closed_on__isnull=True)


@rule("training.hand_in")
def hand_in(actor: Actor) -> Q:
    """Each person for themselves, without a final result, in an open session (rows: enrolments)."""
    undecided = Q(result__in=(Result.ENROLLED, Result.ATTENDED), session__closed_on__isnull=True)
    return _own(actor) & undecided


@rule("training.raise_need")
def raise_need(actor: Actor) -> Q:
    """Liaison officers and heads for their public entities, the programme office for any."""
    return ALL_ROWS if is_office(actor) else Q(pk__in=_spoken_for(actor))


@rule("training.see_need")
def see_need(actor: Actor) -> Q:
    """The programme office all needs; liaison officers and heads those of their public entities."""
    return ALL_ROWS if is_office(actor) else Q(agency__in=_spoken_for(actor))


@rule("training.withdraw_need")
def withdraw_need(actor: Actor) -> Q:
    """The same as see them."""
    return see_need(actor)


@rule("training.opine")
def opine(actor: Actor) -> Q:
    """Each person who was there, for themselves, until the session is closed (rows: enrolments)."""
    there = (Result.ENROLLED, Result.ATTENDED, Result.PASSED, Result.FAILED)
    return _own(actor) & Q(result__in=there, session__closed_on__isnull=True)


@rule("training.move_up")
def move_up(actor: Actor) -> Q:
    """Nobody: the platform does it when a place becomes free."""
    return NO_ROWS


@rule("training.withdraw")
def withdraw(actor: Actor) -> Q:
    """The programme office any enrolment; each person their own."""
    return ALL_ROWS if is_office(actor) else _own(actor)


def _own(actor: Actor) -> Q:
    return Q(person=actor.pk) if isinstance(actor, User) else NO_ROWS


def _spoken_for(actor: Actor) -> Any:
    return agencies_as(actor, Role.LIAISON, Role.ALTERNATE, Role.HEAD)
