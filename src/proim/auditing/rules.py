"""Who may audit what. Whoever holds no mandate today does nothing here; the office answers."""

from django.db.models import Q

from proim.agencies.models import Mandate
from proim.agencies.rules import is_auditor, is_office, office_only
from proim.core.clock import today
from proim.core.permissions import ALL_ROWS, NO_ROWS, Actor, rule
from proim.projects.rules import SENT, audited


def own(actor: Actor) -> Q:
    """Return what belongs to the mandates that ``actor`` holds today."""
    if actor is None or not is_auditor(actor):
        return NO_ROWS
    return Q(mandate__in=Mandate.objects.on(today()).filter(person=actor.pk))


@rule("auditing.draw")
def draw(actor: Actor) -> Q:
    """Auditors, from what their mandate opens (the row is the mandate)."""
    if actor is None or not is_auditor(actor):
        return NO_ROWS
    return Q(pk__in=Mandate.objects.on(today()).filter(person=actor.pk))


@rule("auditing.view_sample")
def view_sample(actor: Actor) -> Q:
    """Auditors, those of their mandate; the office all."""
    return ALL_ROWS if is_office(actor) else own(actor)


@rule("auditing.audit")
def audit(actor: Actor) -> Q:
    """Auditors, the projects that their mandate opens; for others there is no list to audit."""
    return audited(actor)


@rule("auditing.export")
def export(actor: Actor) -> Q:
    """Auditors, the projects that their mandate opens; the office all that was ever sent."""
    return SENT if is_office(actor) else audited(actor)


@rule("auditing.observe")
def observe(actor: Actor) -> Q:
    """Auditors, the projects that their mandate opens."""
    return audited(actor)


@rule("auditing.view")
def view(actor: Actor) -> Q:
    """Auditors, the observations of their mandate; the office all."""
    return ALL_ROWS if is_office(actor) else own(actor)


@rule("auditing.answer")
def answer(actor: Actor) -> Q:
    """The programme office."""
    return office_only(actor)


for _verb in ("insist", "conclude"):

    @rule(f"auditing.{_verb}")
    def decide(actor: Actor) -> Q:
        """Auditors, the observations of their mandate."""
        return own(actor)
