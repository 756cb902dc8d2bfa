"""Who may do what to agencies, appointments and the programme; and who is who, for all rules."""

from django.db.models import Q, prefetch_related_objects

from proim.accounts.models import User
from proim.accounts.rules import oneself
from proim.agencies.models import (
    LIAISONS,
    SIGNERS,
    SPEAKERS,
    STAFF,
    Appointment,
    Handover,
    Role,
    entities_on,
)
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


def is_administrator(actor: Actor) -> bool:
    """Say whether ``actor`` administers the platform."""
    return bool(agencies_as(actor, Role.ADMINISTRATOR))


def is_liaison(actor: Actor) -> bool:
    """Say whether ``actor`` is a liaison officer, principal or alternate, of any agency."""
    return bool(agencies_as(actor, *LIAISONS))


def is_head(actor: Actor) -> bool:
    """Say whether ``actor`` heads any agency."""
    return bool(agencies_as(actor, Role.HEAD))


def signs(actor: Actor) -> bool:
    """Say whether ``actor`` signs for any agency: its head, or somebody by delegation."""
    return bool(agencies_as(actor, *SIGNERS))


def on_behalf_of(actor: Actor, agency: int) -> User | None:
    """Return the head for whom ``actor`` signs in ``agency`` today; ``None`` for the head in person."""
    if not isinstance(actor, User) or agency in agencies_as(actor, Role.HEAD):
        return None
    day, answers = today(), _answers(actor)
    held = Appointment.objects.on(day).filter(
        person=actor, role=Role.DELEGATE, agency__in={agency, answers.get(agency, agency)}
    )
    found = held.select_related("on_behalf_of__person").order_by("pk").first()
    return found.on_behalf_of.person if found and found.on_behalf_of else None


def has_post(actor: Actor) -> bool:
    """Say whether ``actor`` holds any post in the programme."""
    return bool(agencies_as(actor, *Role))


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


@rule("agencies.view_reorganization")
def view_reorganization(actor: Actor) -> Q:
    """Anybody: what became of a public entity is public; names only for those who may see people."""
    return ALL_ROWS


@rule("agencies.see_people")
def see_people(actor: Actor) -> Q:
    """The office all agencies; liaisons and heads their own."""
    if is_office(actor):
        return ALL_ROWS
    return Q(pk__in=agencies_as(actor, *SPEAKERS))


@rule("agencies.history")
def history(actor: Actor) -> Q:
    """The office all agencies; liaisons and heads their own."""
    return see_people(actor)


for _verb in (
    "list_liaisons",
    "add",
    "import_agencies",
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


@rule("agencies.appoint")
def appoint(actor: Actor) -> Q:
    """The programme office, on the letter of the agency's head.

    Heads appoint and remove their liaison officers by official letter; the office records the letter. A
    head who records it without the office comes with signed letters as files.
    """
    return office_only(actor)


@rule("agencies.read_letter")
def read_letter(actor: Actor) -> Q:
    """The office all letters of appointment; liaisons and heads those of their own agency."""
    if is_office(actor):
        return ALL_ROWS
    return Q(agency__in=agencies_as(actor, *SPEAKERS))


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
    """The office all; who leaves the own; liaisons and heads those of their agency."""
    if is_office(actor):
        return ALL_ROWS
    return _leaving(actor) | _handed_over_in(actor, *LIAISONS, Role.HEAD)


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
