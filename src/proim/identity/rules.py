"""Who may do what with proofs: each person with their own; recovery stands where the office is known."""

from django.db.models import Q

from proim.accounts.rules import oneself
from proim.core.permissions import Actor, rule


def own(actor: Actor) -> Q:
    """Return what belongs to ``actor``."""
    return Q(person__in=[actor.pk]) if actor and actor.is_active else Q(pk__in=[])


for _verb in ("ask", "add_app", "add_passkey", "renew_codes", "use_app", "use_code", "link"):

    @rule(f"identity.{_verb}")
    def decide(actor: Actor) -> Q:
        """Oneself (the row is the person)."""
        return oneself(actor)


for _verb in ("use_passkey", "remove_passkey", "remove_app", "use_link", "unlink"):

    @rule(f"identity.{_verb}")
    def decide_own(actor: Actor) -> Q:
        """Whose it is."""
        return own(actor)
