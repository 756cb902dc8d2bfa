"""Who may do what to a project. Each rule says on which rows; see proim.core.permissions."""

from django.db.models import Q

from proim.accounts.models import User
from proim.agencies.models import SPEAKERS, Role
from proim.agencies.rules import Audited, agencies_as, in_audit, is_office
from proim.core.permissions import ALL_ROWS, NO_ROWS, Actor, rule
from proim.projects.models import Publication, StageChange, led_by
from proim.projects.workflow import ONCE_REGISTERED, Stage

PUBLIC = Q(publication=Publication.PUBLIC, is_test=False, stage__in=ONCE_REGISTERED)
SENT = Q(submitted_on__isnull=False)
ENDED = (Stage.WITHDRAWN, Stage.CANCELLED, Stage.MERGED, Stage.ASSESSED)
LIAISONS = (Role.LIAISON, Role.ALTERNATE)


def own(actor: Actor) -> Q:
    """Return the projects of the agencies for which ``actor`` is liaison or head, or signs."""
    return Q(agency__in=agencies_as(actor, *SPEAKERS))


def as_liaison(actor: Actor) -> Q:
    """Return the projects of the agencies for which ``actor`` is liaison."""
    return Q(agency__in=agencies_as(actor, *LIAISONS))


def as_lead(actor: Actor) -> Q:
    """Return the projects whose lead is ``actor``: their agency has written the address of the account."""
    if not isinstance(actor, User) or not actor.email:  # nor does an account without an address
        return NO_ROWS
    return Q(lead_contact__iexact=actor.email)


def opened_by(one: Audited) -> Q:
    """Return what a mandate opens: sent by the end of its period, and not over before its start.

    A project belongs to who led it then: a reorganization of later days neither hides nor adds one.
    """
    over = StageChange.objects.filter(stage__in=ENDED, since__lt=one.first).values("project")
    sent = Q(submitted_on__lte=one.last, is_test=False) & led_by(one.agencies, one.last)
    return sent & ~Q(pk__in=over)


def audited(actor: Actor) -> Q:
    """Return the projects that the mandates of ``actor`` open."""
    return in_audit(actor, opened_by)


def has_projects(actor: Actor) -> bool:
    """Say whether ``actor`` speaks for an agency whose projects are listed as "mine"."""
    return bool(agencies_as(actor, *SPEAKERS))


@rule("projects.view")
def view(actor: Actor) -> Q:
    """Anybody what is registered and public; agency and lead their own; office and auditors (of their mandate) what was sent."""
    mine = own(actor) | as_lead(actor)
    return SENT | mine if is_office(actor) else PUBLIC | mine | audited(actor)


@rule("projects.history")
def history(actor: Actor) -> Q:
    """Agency and lead their own projects; the office all that was ever sent; auditors what their mandate opens."""
    mine = own(actor) | as_lead(actor)
    return SENT | mine if is_office(actor) else mine | audited(actor)


@rule("projects.register")
def register(actor: Actor) -> Q:
    """Liaisons, for their own agency (rows are agencies)."""
    return Q(pk__in=agencies_as(actor, *LIAISONS), closed_on__isnull=True)


@rule("projects.transfer")
def transfer(actor: Actor) -> Q:
    """The programme office, whatever stage it is in: its agency has ended, drafts too pass on."""
    return ALL_ROWS if is_office(actor) else NO_ROWS


@rule("projects.edit")
def edit(actor: Actor) -> Q:
    """Liaisons of the agency."""
    return as_liaison(actor)


@rule("projects.attach")
def attach(actor: Actor) -> Q:
    """Liaisons of the agency; the office what was ever sent (files of the project)."""
    return SENT | as_liaison(actor) if is_office(actor) else as_liaison(actor)


@rule("projects.complete")
def complete(actor: Actor) -> Q:
    """Liaisons of the agency."""
    return as_liaison(actor)


@rule("projects.submit")
def submit(actor: Actor) -> Q:
    """Liaisons of the agency."""
    return as_liaison(actor)


@rule("projects.withdraw")
def withdraw(actor: Actor) -> Q:
    """Liaisons of the agency."""
    return as_liaison(actor)


for _verb in ("take", "untake", "give_back", "accept", "reclassify", "suspend", "cancel", "merge"):

    @rule(f"projects.{_verb}")
    def decide(actor: Actor) -> Q:
        """The programme office, what was ever sent."""
        return SENT if is_office(actor) else NO_ROWS


for _verb in ("plan", "execute", "close", "assure"):

    @rule(f"projects.{_verb}")
    def advance(actor: Actor) -> Q:
        """The programme office, and liaisons of the agency."""
        return SENT if is_office(actor) else as_liaison(actor)
