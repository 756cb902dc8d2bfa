"""Who may do what to agencies, appointments and the programme; and who is who, for all rules."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, prefetch_related_objects

from proim.accounts.models import User
from proim.accounts.rules import oneself
from proim.agencies.models import LIAISONS, STAFF, Appointment, Mandate, Role, entities_on
from proim.agencies.workflow import NoticeStatus
from proim.core.clock import today
from proim.core.permissions import ALL_ROWS, NO_ROWS, Actor, rule
from proim.desk.rules import own as own_views


def agencies_as(actor: Actor, *roles: Role) -> set[int]:
    """Return the ids of the agencies where ``actor`` holds any of ``roles`` today.

    With each agency come those that have ended and left it their records. The appointments are
    read once per ``actor`` instance, which is once per request.
    """
    if not isinstance(actor, User) or not actor.is_active:
        return set()
    prefetch_related_objects([actor], "appointments")
    day = today()
    held = {
        post.agency_id
        for post in actor.appointments.all()
        if post.role in roles
        if post.valid_from <= day and (post.valid_to is None or post.valid_to >= day)
    }
    if held:
        held |= {ended for ended, main in _answers(actor).items() if main in held}
    return held


def _answers(actor: User) -> dict[int, int]:
    """Return who answers for each ended agency today, read once per ``actor`` instance."""
    kept: dict[str, dict[int, int]] = vars(actor)
    if "agencies_that_answer" not in kept:
        kept["agencies_that_answer"] = entities_on(today())
    return kept["agencies_that_answer"]


def is_office(actor: Actor) -> bool:
    """Say whether ``actor`` works in the programme office (administrators included)."""
    return bool(agencies_as(actor, Role.OFFICE, Role.ADMINISTRATOR))


def needs_second_factor(actor: Actor) -> bool:
    """Say whether a password is not enough: whoever sees what all agencies trust the programme with."""
    return is_office(actor) or is_auditor(actor)


def is_administrator(actor: Actor) -> bool:
    """Say whether ``actor`` administers the platform."""
    return bool(agencies_as(actor, Role.ADMINISTRATOR))


def is_liaison(actor: Actor) -> bool:
    """Say whether ``actor`` is a liaison officer, principal or alternate, of any agency."""
    return bool(agencies_as(actor, *LIAISONS))


def is_head(actor: Actor) -> bool:
    """Say whether ``actor`` heads any agency."""
    return bool(agencies_as(actor, Role.HEAD))


@dataclass(frozen=True, slots=True)
class Audited:
    """What one mandate lets its auditor read: some agencies, in a period."""

    agencies: frozenset[int]
    first: date
    last: date


def audits_of(actor: Actor) -> list[Audited]:
    """Return what ``actor`` may audit today, read once per instance; nothing for whoever holds a post."""
    if not isinstance(actor, User) or not actor.is_active:
        return []
    kept: dict[str, list[Audited]] = vars(actor)
    if "audits" not in kept:
        held = [] if has_post(actor) else Mandate.objects.on(today()).filter(person=actor.pk)
        kept["audits"] = [
            Audited(frozenset(one.agency_ids()), one.covers_from, one.covers_to) for one in held
        ]
    return kept["audits"]


def is_auditor(actor: Actor) -> bool:
    """Say whether ``actor`` holds a mandate to audit today."""
    return bool(audits_of(actor))


def in_audit(actor: Actor, rows_of: Callable[[Audited], Q]) -> Q:
    """Return what the mandates of ``actor`` open, the one door for auditors: ``rows_of`` says it of one."""
    found = NO_ROWS
    for one in audits_of(actor):
        found |= rows_of(one)
    return found


def has_post(actor: Actor) -> bool:
    """Say whether ``actor`` holds any post in the programme."""
    return bool(agencies_as(actor, *Role))


def reads_sheets(actor: Actor) -> bool:
    """Say whether there is anything that ``actor`` may take out as a sheet."""
    return has_post(actor) or is_auditor(actor)


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
    """The office all agencies; liaisons and heads their own; auditors those of their mandate."""
    if is_office(actor):
        return ALL_ROWS
    audited = in_audit(actor, lambda one: Q(pk__in=one.agencies))
    return Q(pk__in=agencies_as(actor, Role.LIAISON, Role.ALTERNATE, Role.HEAD)) | audited


@rule("agencies.history")
def history(actor: Actor) -> Q:
    """The office all agencies; liaisons and heads their own; auditors those of their mandate."""
    return see_people(actor)


@rule("agencies.list_liaisons")
def list_liaisons(actor: Actor) -> Q:
    """The programme office (the row is the programme)."""
    return office_only(actor)


@rule("agencies.add")
def add(actor: Actor) -> Q:
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
    return published | Q(agency__in=agencies_as(actor, *LIAISONS, Role.HEAD))


@rule("agencies.propose_notice")
def propose_notice(actor: Actor) -> Q:
    """Liaisons and heads, notices of their own agency."""
    return Q(pk__in=agencies_as(actor, *LIAISONS, Role.HEAD))


@rule("agencies.declare_city_notice")
def declare_city_notice(actor: Actor) -> Q:
    """The programme office (the row is the programme)."""
    return office_only(actor)


@rule("agencies.set_escalation")
def set_escalation(actor: Actor) -> Q:
    """The programme office (the row is the programme)."""
    return office_only(actor)


@rule("agencies.see_terms")
def see_terms(actor: Actor) -> Q:
    """The office the terms of all agencies; liaisons and heads those of their own."""
    return see_people(actor)


# --- absence in the office ------------------------------------------------------------------------


@rule("agencies.see_absences")
def see_absences(actor: Actor) -> Q:
    """The programme office (the row is the programme)."""
    return office_only(actor)


@rule("agencies.record_absence")
def record_absence(actor: Actor) -> Q:
    """The programme office, anybody's: who is ill cannot record it (the row is the programme)."""
    return office_only(actor)


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
    return Q(agency__in=agencies_as(actor, *LIAISONS, Role.HEAD)) | audited


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
    """The programme office (letters of appointment, as files)."""
    return office_only(actor)


@rule("agencies.appoint_staff")
def appoint_staff(actor: Actor) -> Q:
    """Administrators appoint the programme's staff (the row is the programme)."""
    return administrator_only(actor)


@rule("agencies.reopen_appointment")
@rule("agencies.end_appointment")
def end_appointment(actor: Actor) -> Q:
    """The office, those of liaisons and heads; administrators also those of the programme's staff."""
    if is_administrator(actor):
        return ALL_ROWS
    return office_only(actor) & ~Q(role__in=STAFF)


@rule("agencies.edit_programme")
def edit_programme(actor: Actor) -> Q:
    """Administrators."""
    return administrator_only(actor)


# --- accounts and mails of others: asked below, answered here, where the office is known ----------


@rule("accounts.view")
def view_account(actor: Actor) -> Q:
    """The office everybody; everybody else oneself."""
    return ALL_ROWS if is_office(actor) else oneself(actor)


@rule("accounts.edit_profile")
def edit_profile(actor: Actor) -> Q:
    """The office everybody; everybody else oneself."""
    return ALL_ROWS if is_office(actor) else oneself(actor)


@rule("accounts.change_email")
def change_email(actor: Actor) -> Q:
    """Administrators."""
    return administrator_only(actor)


@rule("accounts.create")
def create_account(actor: Actor) -> Q:
    """The programme office."""
    return office_only(actor)


@rule("notifications.view_outbox")
def view_outbox(actor: Actor) -> Q:
    """Administrators (the row is the person)."""
    return administrator_only(actor)


@rule("notifications.retry")
def retry_mail(actor: Actor) -> Q:
    """Administrators."""
    return administrator_only(actor)


@rule("accounts.invite")
def invite(actor: Actor) -> Q:
    """The programme office."""
    return office_only(actor)


@rule("accounts.disable")
def disable(actor: Actor) -> Q:
    """The office; the accounts of administrators only another administrator."""
    return _below(actor)


@rule("accounts.enable")
def enable(actor: Actor) -> Q:
    """The office; the accounts of administrators only another administrator."""
    return _below(actor)


@rule("identity.recover")
def recover(actor: Actor) -> Q:
    """The office, not one's own; the accounts of administrators only another administrator."""
    return _below(actor) & ~Q(pk__in=[actor.pk] if actor else [])


def _below(actor: Actor) -> Q:
    if is_administrator(actor):
        return ALL_ROWS
    holders = Appointment.objects.on(today()).filter(role=Role.ADMINISTRATOR)
    return office_only(actor) & ~Q(pk__in=holders.values("person_id"))


# --- views of lists: kept by desk, shared by the office -------------------------------------------


@rule("desk.see_view")
def see_view(actor: Actor) -> Q:
    """Whose view it is; the office also those that were shared."""
    return own_views(actor) | Q(is_shared=True) if is_office(actor) else own_views(actor)


@rule("desk.share_view")
def share_view(actor: Actor) -> Q:
    """Whose view it is, if of the office."""
    return own_views(actor) if is_office(actor) else NO_ROWS


# --- issued documents: asked by documents, answered here, where the office is known -----------------


@rule("documents.withdraw")
def withdraw_document(actor: Actor) -> Q:
    """The programme office."""
    return office_only(actor)
