"""Who may do what to agencies, their working days, absences in the office, and the programme."""

from django.db.models import Q

from proim.agencies.models import LIAISONS, SPEAKERS, Role
from proim.agencies.rules.who import (
    administrator_only,
    agencies_as,
    in_audit,
    is_office,
    office_only,
)
from proim.agencies.workflow import NoticeStatus
from proim.core.permissions import ALL_ROWS, Actor, rule


@rule("agencies.view")
def view(actor: Actor) -> Q:
    """Anybody: the list of public entities is public."""
    return ALL_ROWS


@rule("agencies.view_reorganization")
def view_reorganization(actor: Actor) -> Q:
    """Anybody: what became of a public entity is public; names only for those who may see people."""
    return ALL_ROWS


@rule("agencies.see_people")
def see_people(actor: Actor) -> Q:
    """The office all agencies; liaisons and heads their own; auditors those of their mandate."""
    if is_office(actor):
        return ALL_ROWS
    audited = in_audit(actor, lambda one: Q(pk__in=one.agencies))
    return Q(pk__in=agencies_as(actor, *SPEAKERS)) | audited


@rule("agencies.history")
def history(actor: Actor) -> Q:
    """The office all agencies; liaisons and heads their own; auditors those of their mandate."""
    return see_people(actor)


for _verb in (
    "list_liaisons",
    "add",
    "declare_city_notice",
    "set_escalation",
    "see_absences",
):

    @rule(f"agencies.{_verb}")
    def of_programme(actor: Actor) -> Q:
        """The programme office (the row is the programme)."""
        return office_only(actor)


def _office(permission: str) -> None:
    @rule(permission)
    def decide(actor: Actor) -> Q:
        """The programme office."""
        return office_only(actor)


for _verb in (
    "rename",
    "merge",
    "split",
    "absorb",
    "wind_up",
    "take_back",
    "reorganize",
    "put_in_scope",
    "take_out_of_scope",
    "declare_notice",
    "confirm_notice",
    "refuse_notice",
    "withdraw_notice",
    "correct_notice",
    "end_absence",
):
    _office(f"agencies.{_verb}")


# --- working days: who owes a term does not decide alone on which days it runs --------------------


@rule("agencies.view_notice")
def view_notice(actor: Actor) -> Q:
    """Anybody what was published; the office every notice; an agency also those it proposed."""
    if is_office(actor):
        return ALL_ROWS
    published = Q(status__in=(NoticeStatus.IN_FORCE, NoticeStatus.WITHDRAWN))
    return published | Q(agency__in=agencies_as(actor, *SPEAKERS))


@rule("agencies.propose_notice")
def propose_notice(actor: Actor) -> Q:
    """Liaisons and heads, notices of their own agency."""
    return Q(pk__in=agencies_as(actor, *LIAISONS, Role.HEAD))


@rule("agencies.see_terms")
def see_terms(actor: Actor) -> Q:
    """The office the terms of all agencies; liaisons and heads those of their own."""
    return see_people(actor)


# --- absence in the office ------------------------------------------------------------------------


@rule("agencies.record_absence")
def record_absence(actor: Actor) -> Q:
    """The programme office, anybody's: who is ill cannot record it (the row is the programme)."""
    return office_only(actor)


# --- the programme itself ---------------------------------------------------------------------------


@rule("agencies.edit_programme")
def edit_programme(actor: Actor) -> Q:
    """Administrators."""
    return administrator_only(actor)
