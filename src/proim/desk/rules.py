"""Who may do what with views. Who may see a shared one stands where the office is known."""

from django.db.models import Q

from proim.accounts.rules import oneself
from proim.core.permissions import Actor, rule


def own(actor: Actor) -> Q:
    """Return the views of ``actor``; none for somebody who is not signed in."""
    return Q(person_id=actor.pk) if actor and actor.is_authenticated else Q(pk__in=[])


@rule("desk.save_view")
def save_view(actor: Actor) -> Q:
    """Oneself (rows are people)."""
    return oneself(actor)


@rule("desk.edit_view")
def edit_view(actor: Actor) -> Q:
    """Whose view it is."""
    return own(actor)


@rule("desk.delete_view")
def delete_view(actor: Actor) -> Q:
    """Whose view it is."""
    return own(actor)


@rule("desk.pass_on")
def pass_on(actor: Actor) -> Q:
    """Oneself (rows are people): nobody gives what is another's."""
    return oneself(actor)
