"""Who may see and change what of the messages: everybody their own.

Who may see the outbox of all is known where the administrators are: ``agencies/rules.py``.
"""

from django.db.models import Q

from proim.accounts.models import User
from proim.accounts.rules import oneself
from proim.core.permissions import NO_ROWS, Actor, rule


def own(actor: Actor) -> Q:
    """Return what ``actor`` was told."""
    return Q(person=actor.pk) if isinstance(actor, User) and actor.is_active else NO_ROWS


@rule("notifications.view")
def view(actor: Actor) -> Q:
    """Oneself, what one was told."""
    return own(actor)


@rule("notifications.read")
def read(actor: Actor) -> Q:
    """Oneself, what one was told."""
    return own(actor)


@rule("notifications.read_all")
def read_all(actor: Actor) -> Q:
    """Oneself (the row is the person)."""
    return oneself(actor)


@rule("notifications.prefer")
def prefer(actor: Actor) -> Q:
    """Oneself (the row is the person)."""
    return oneself(actor)
