"""What people may do with their own account.

What the programme office may do with the accounts of others depends on appointments, which
stand higher: those rules are in ``agencies/rules.py``.
"""

from django.db.models import Q

from proim.accounts.models import Invitation, User
from proim.core.permissions import NO_ROWS, Actor, rule


def oneself(actor: Actor) -> Q:
    """Return the actor's own row; none for somebody disabled or not signed in."""
    if not isinstance(actor, User) or not actor.is_active:
        return NO_ROWS
    return Q(pk=actor.pk)


@rule("accounts.accept")
def accept(actor: Actor) -> Q:
    """The invited person, while the invitation is open."""
    invited = Invitation.objects.open().filter(person_id=actor.pk if actor else None)
    return oneself(actor) & Q(pk__in=invited.values("person_id"))


@rule("accounts.set_password")
def set_password(actor: Actor) -> Q:
    """Oneself."""
    return oneself(actor)


@rule("accounts.end_sessions")
def end_sessions(actor: Actor) -> Q:
    """Oneself."""
    return oneself(actor)
