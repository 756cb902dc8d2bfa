"""Who may do what to agencies, appointments and the programme; and who is who, for all rules."""

from django.db.models import Q, prefetch_related_objects

from proim.accounts.models import User
from proim.agencies.models import Role
from proim.core.clock import today
from proim.core.permissions import ALL_ROWS, NO_ROWS, Actor, rule


def agencies_as(actor: Actor, *roles: Role) -> set[int]:
    """Return the ids of the agencies where ``actor`` holds any of ``roles`` today.

    The appointments are read once per ``actor`` instance, which is once per request.
    """
    if not isinstance(actor, User) or not actor.is_active:
        return set()
    prefetch_related_objects([actor], "appointments")
    day = today()
    return {
        held.agency_id
        for held in actor.appointments.all()
        if held.role in roles
        if held.valid_from <= day and (held.valid_to is None or held.valid_to >= day)
    }


def is_office(actor: Actor) -> bool:
    """Say whether ``actor`` works in the programme office (administrators included)."""
    return bool(agencies_as(actor, Role.OFFICE, Role.ADMINISTRATOR))


def is_administrator(actor: Actor) -> bool:
    return bool(agencies_as(actor, Role.ADMINISTRATOR))


def office_only(actor: Actor) -> Q:
    """Return every row for the programme office, none for anybody else."""
    return ALL_ROWS if is_office(actor) else NO_ROWS


def administrator_only(actor: Actor) -> Q:
    """Return every row for administrators, none for anybody else."""
    return ALL_ROWS if is_administrator(actor) else NO_ROWS


@rule("agencies.view")
def view(actor: Actor) -> Q:
    """Anybody: the list of public entities is public."""
    return ALL_ROWS


@rule("agencies.see_people")
def see_people(actor: Actor) -> Q:
    """The office all agencies; liaisons and heads their own."""
    if is_office(actor):
        return ALL_ROWS
    return Q(pk__in=agencies_as(actor, Role.LIAISON, Role.ALTERNATE, Role.HEAD))
