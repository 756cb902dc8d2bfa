"""Who may do what about personal data."""

from django.db.models import Q

from proim.accounts.models import User
from proim.accounts.rules import oneself
from proim.agencies.rules import administrator_only, office_only
from proim.core.permissions import NO_ROWS, Actor, rule


def _own(actor: Actor) -> Q:
    active = isinstance(actor, User) and actor.is_active
    return Q(person=actor.pk) if active and actor else NO_ROWS


@rule("privacy.accept_notice")
def accept_notice(actor: Actor) -> Q:
    """Oneself."""
    return oneself(actor)


@rule("privacy.publish_notice")
def publish_notice(actor: Actor) -> Q:
    """Administrators (the row is the programme)."""
    return administrator_only(actor)


@rule("privacy.export")
def export(actor: Actor) -> Q:
    """Oneself."""
    return oneself(actor)


@rule("privacy.fetch")
def fetch(actor: Actor) -> Q:
    """The person it is about."""
    return _own(actor)


@rule("privacy.ask")
def ask(actor: Actor) -> Q:
    """Oneself."""
    return oneself(actor)


@rule("privacy.see_request")
def see_request(actor: Actor) -> Q:
    """The programme office all requests; each person their own."""
    return office_only(actor) | _own(actor)


@rule("privacy.list_requests")
def list_requests(actor: Actor) -> Q:
    """The programme office (the row is the programme)."""
    return office_only(actor)


@rule("privacy.answer")
def answer(actor: Actor) -> Q:
    """The programme office, but nobody their own request."""
    return office_only(actor) & ~Q(person=actor.pk if actor else None)


@rule("privacy.extend")
def extend(actor: Actor) -> Q:
    """The programme office, but nobody their own request."""
    return answer(actor)


@rule("privacy.finish")
def finish(actor: Actor) -> Q:
    """The programme office, but nobody their own request."""
    return answer(actor)


@rule("privacy.block")
def block(actor: Actor) -> Q:
    """Administrators, but not themselves."""
    return administrator_only(actor) & ~Q(pk=actor.pk if actor else None)


@rule("privacy.unblock")
def unblock(actor: Actor) -> Q:
    """Administrators."""
    return administrator_only(actor)


@rule("privacy.reveal")
def reveal(actor: Actor) -> Q:
    """Administrators, for a legal duty that they name."""
    return administrator_only(actor)


@rule("privacy.erase")
def erase(actor: Actor) -> Q:
    """Administrators."""
    return administrator_only(actor)


@rule("privacy.see_inventory")
def see_inventory(actor: Actor) -> Q:
    """Administrators (the row is the programme)."""
    return administrator_only(actor)


@rule("privacy.set_term")
def set_term(actor: Actor) -> Q:
    """Administrators (the row is the programme)."""
    return administrator_only(actor)


@rule("privacy.purge")
def purge(actor: Actor) -> Q:
    """Administrators (the row is the programme)."""
    return administrator_only(actor)
