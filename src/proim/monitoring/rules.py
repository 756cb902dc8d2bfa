"""Who may do what to the reporting calendar and to reports; see proim.core.permissions."""

from django.db.models import Q

from proim.agencies.models import LIAISONS, SIGNERS, SPEAKERS
from proim.agencies.rules import agencies_as, in_audit, is_office, office_only
from proim.core.permissions import ALL_ROWS, Actor, rule
from proim.core.quarters import Quarter
from proim.monitoring.workflow import SEEN_BY_OFFICE
from proim.projects.models import Publication, led_by

PUBLISHED = Q(published_on__isnull=False)
PUBLIC = PUBLISHED & Q(project__publication=Publication.PUBLIC)


def own(actor: Actor) -> Q:
    """Return the reports of the agencies for which ``actor`` is liaison or head."""
    return Q(project__agency__in=agencies_as(actor, *SPEAKERS))


def has_reports(actor: Actor) -> bool:
    """Say whether ``actor`` speaks for an agency, as liaison or head."""
    return bool(agencies_as(actor, *SPEAKERS))


def as_liaison(actor: Actor) -> Q:
    """Return the reports of the agencies for which ``actor`` is liaison."""
    return Q(project__agency__in=agencies_as(actor, *LIAISONS))


def as_head(actor: Actor) -> Q:
    """Return the reports of the agencies that ``actor`` heads, or signs for by delegation."""
    return Q(project__agency__in=agencies_as(actor, *SIGNERS))


def audited(actor: Actor) -> Q:
    """Return what a mandate opens: reports about the quarters of its period, from validation on."""
    seen = PUBLISHED | Q(stage__in=SEEN_BY_OFFICE)
    return in_audit(
        actor,
        lambda one: (
            seen
            & led_by(one.agencies, one.last, path="project__")
            & Q(
                project__is_test=False,
                period__quarter__range=(Quarter.of(one.first).code, Quarter.of(one.last).code),
            )
        ),
    )


@rule("monitoring.view_period")
def view_period(actor: Actor) -> Q:
    """Anybody: the reporting calendar is public."""
    return ALL_ROWS


@rule("monitoring.schedule")
def schedule(actor: Actor) -> Q:
    """The programme office (the row is the programme)."""
    return office_only(actor)


@rule("monitoring.reschedule")
def reschedule(actor: Actor) -> Q:
    """The programme office."""
    return office_only(actor)


@rule("monitoring.open_period")
def open_period(actor: Actor) -> Q:
    """The programme office."""
    return office_only(actor)


@rule("monitoring.view")
def view(actor: Actor) -> Q:
    """Anybody what is published; the agency its own; office and auditors (of their mandate) from validation on."""
    if is_office(actor):
        return PUBLISHED | Q(stage__in=SEEN_BY_OFFICE) | own(actor)
    return PUBLIC | own(actor) | audited(actor)


@rule("monitoring.read_draft")
def read_draft(actor: Actor) -> Q:
    """The text in work: the agency its own; the office from validation on."""
    return Q(stage__in=SEEN_BY_OFFICE) | own(actor) if is_office(actor) else own(actor)


@rule("monitoring.history")
def history(actor: Actor) -> Q:
    """The agency its own reports; office and auditors (of their mandate) from validation on."""
    if is_office(actor):
        return PUBLISHED | Q(stage__in=SEEN_BY_OFFICE) | own(actor)
    return own(actor) | audited(actor)


@rule("monitoring.edit")
def edit(actor: Actor) -> Q:
    """Liaisons of the agency."""
    return as_liaison(actor)


@rule("monitoring.attach")
def attach(actor: Actor) -> Q:
    """Liaisons of the agency (evidence of the report)."""
    return as_liaison(actor)


@rule("monitoring.state_no_change")
def state_no_change(actor: Actor) -> Q:
    """Liaisons of the agency."""
    return as_liaison(actor)


@rule("monitoring.validate")
def validate(actor: Actor) -> Q:
    """Liaisons of the agency."""
    return as_liaison(actor)


@rule("monitoring.take_back")
def take_back(actor: Actor) -> Q:
    """Liaisons of the agency, what they had validated."""
    return as_liaison(actor)


@rule("monitoring.sign")
def sign(actor: Actor) -> Q:
    """Heads of the agency, and who signs for them by delegation."""
    return as_head(actor)


@rule("monitoring.unsign")
def unsign(actor: Actor) -> Q:
    """Who signs for the agency, what they have just signed."""
    return as_head(actor)


@rule("monitoring.give_back")
def give_back(actor: Actor) -> Q:
    """Who signs for the agency, and the programme office."""
    return ALL_ROWS if is_office(actor) else as_head(actor)


@rule("monitoring.publish")
def publish(actor: Actor) -> Q:
    """The programme office."""
    return office_only(actor)


@rule("monitoring.correct")
def correct(actor: Actor) -> Q:
    """The programme office and liaisons of the agency."""
    return ALL_ROWS if is_office(actor) else as_liaison(actor)
