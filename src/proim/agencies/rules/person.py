"""Who may do what to appointments, delegations, mandates and hand-overs of posts."""

from django.db.models import Q

from proim.accounts.models import User
from proim.agencies.models import LIAISONS, SPEAKERS, STAFF, Appointment, Handover, Role
from proim.agencies.rules.who import (
    administrator_only,
    agencies_as,
    has_post,
    in_audit,
    is_administrator,
    is_office,
    office_only,
)
from proim.core.clock import today
from proim.core.permissions import ALL_ROWS, NO_ROWS, Actor, rule


@rule("agencies.appoint")
def appoint(actor: Actor) -> Q:
    """The programme office, on the letter of the agency's head.

    Heads appoint and remove their liaison officers by official letter; the office records the letter. A
    head who records it without the office comes with signed letters as files.
    """
    return office_only(actor)


@rule("agencies.read_letter")
def read_letter(actor: Actor) -> Q:
    """The office all letters of appointment; liaisons and heads their own agency's; auditors their mandate's."""
    if is_office(actor):
        return ALL_ROWS
    audited = in_audit(
        actor,
        lambda one: (
            Q(agency__in=one.agencies, valid_from__lte=one.last)
            & (Q(valid_to__isnull=True) | Q(valid_to__gte=one.first))
        ),
    )
    return Q(agency__in=agencies_as(actor, *SPEAKERS)) | audited


for _verb in ("grant_mandate", "end_mandate"):

    @rule(f"agencies.{_verb}")
    def mandates(actor: Actor) -> Q:
        """Administrators (granting: the row is the programme)."""
        return administrator_only(actor)


@rule("agencies.view_mandate")
def view_mandate(actor: Actor) -> Q:
    """The office all mandates; auditors their own."""
    return ALL_ROWS if is_office(actor) else Q(person__in=[actor.pk] if actor else [])


@rule("agencies.keep_letter")
def keep_letter(actor: Actor) -> Q:
    """The programme office; a head those of the own delegations (letters of appointment, as files)."""
    if is_office(actor):
        return ALL_ROWS
    return Q(role=Role.DELEGATE, agency__in=agencies_as(actor, Role.HEAD))


@rule("agencies.appoint_staff")
def appoint_staff(actor: Actor) -> Q:
    """Administrators appoint the programme's staff (the row is the programme)."""
    return administrator_only(actor)


@rule("agencies.reopen_appointment")
@rule("agencies.end_appointment")
def end_appointment(actor: Actor) -> Q:
    """The office, those of liaisons and heads; administrators also those of the programme's staff.

    A head takes the own delegation back.
    """
    if is_administrator(actor):
        return ALL_ROWS
    delegated = Q(role=Role.DELEGATE, agency__in=agencies_as(actor, Role.HEAD))
    return (office_only(actor) & ~Q(role__in=STAFF)) | delegated


@rule("agencies.delegate")
def delegate(actor: Actor) -> Q:
    """Heads, the signature of their own agency; the office on the head's letter."""
    return ALL_ROWS if is_office(actor) else Q(pk__in=agencies_as(actor, Role.HEAD))


# --- hand-over of posts ---------------------------------------------------------------------------


def _handed_over_in(actor: Actor, *roles: Role) -> Q:
    return Q(leaving__agency__in=agencies_as(actor, *roles))


def _leaving(actor: Actor) -> Q:
    return Q(leaving__person=actor.pk) if isinstance(actor, User) and actor.is_active else NO_ROWS


def hands_over(actor: Actor) -> bool:
    """Say whether ``actor`` holds a post, or held one whose hand-over there is."""
    if has_post(actor):
        return True
    return isinstance(actor, User) and Handover.objects.filter(leaving__person=actor).exists()


@rule("agencies.view_handover")
def view_handover(actor: Actor) -> Q:
    """The office all; who leaves the own; liaisons and heads those of their agency; auditors their mandate's."""
    if is_office(actor):
        return ALL_ROWS
    audited = in_audit(
        actor,
        lambda one: Q(leaving__agency__in=one.agencies, opened_on__range=(one.first, one.last)),
    )
    return _leaving(actor) | _handed_over_in(actor, *LIAISONS, Role.HEAD) | audited


@rule("agencies.open_handover")
def open_handover(actor: Actor) -> Q:
    """The office, heads of the agency and whoever holds the post (rows are appointments)."""
    if is_office(actor):
        return Q(role__in=LIAISONS)
    mine = Q(person=actor.pk) if isinstance(actor, User) else NO_ROWS
    head = Q(agency__in=agencies_as(actor, Role.HEAD))
    return Q(role__in=LIAISONS) & (mine | head)


for _verb in ("prepare_handover", "deliver_handover", "reopen_handover", "attach_handover"):

    @rule(f"agencies.{_verb}")
    def hand_over(actor: Actor) -> Q:
        """Who leaves; the head of the agency in place of somebody who is gone."""
        return _leaving(actor) | _handed_over_in(actor, Role.HEAD)


@rule("agencies.receive_handover")
def receive_handover(actor: Actor) -> Q:
    """Who follows in the post, while holding it."""
    held = Appointment.objects.on(today())
    mine = held.filter(person=actor.pk) if isinstance(actor, User) else held.none()
    return Q(successor__in=mine.values("pk"))
