"""Who is who, for all rules: in which agencies somebody holds which role, and what an auditor may read."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, Q, prefetch_related_objects

from proim.accounts.models import User
from proim.agencies.models import LIAISONS, SIGNERS, Appointment, Mandate, Role, entities_on
from proim.core.clock import today
from proim.core.permissions import ALL_ROWS, NO_ROWS, Actor


def agencies_as(actor: Actor, *roles: Role) -> set[int]:
    """Return the ids of the agencies where ``actor`` holds any of ``roles`` today.

    With each agency come those that have ended and left it their records. The appointments are
    read once per ``actor`` instance, which is once per request.
    """
    if not isinstance(actor, User) or not actor.is_active:
        return set()
    held = {post.agency_id for post in _acting(actor) if post.role in roles}
    if held:
        held |= {ended for ended, main in _answers(actor).items() if main in held}
    return held


def _acting(actor: User) -> list[Appointment]:
    """Return the appointments that ``actor`` acts by today, each with the head whom it stands for."""
    posts = Appointment.objects.select_related("on_behalf_of__person").order_by("pk")
    prefetch_related_objects([actor], Prefetch("appointments", posts))
    day = today()
    return [post for post in actor.appointments.all() if post.acts(day)]


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


def signs(actor: Actor) -> bool:
    """Say whether ``actor`` signs for any agency: its head, or somebody by delegation."""
    return bool(agencies_as(actor, *SIGNERS))


def on_behalf_of(actor: Actor, agency: int) -> User | None:
    """Return the head for whom ``actor`` signs in ``agency`` today; ``None`` for the head in person.

    Asks nothing that the rules have not asked: it may be called for each row of a list.
    """
    if not isinstance(actor, User) or agency in agencies_as(actor, Role.HEAD):
        return None
    where = {agency, _answers(actor).get(agency, agency)}
    held = (post.on_behalf_of for post in _acting(actor) if post.agency_id in where)
    return next((head.person for head in held if head), None)


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
