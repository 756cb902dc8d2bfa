"""Who may do what to imports: each person to one's own. What may be written, the tables decide."""

from django.db.models import Q

from proim.accounts.models import User
from proim.accounts.rules import oneself
from proim.core.permissions import NO_ROWS, Actor, rule
from proim.sheets.slots import TABLES


def own(actor: Actor) -> Q:
    """Return the imports of ``actor``."""
    if not isinstance(actor, User) or not actor.is_active:
        return NO_ROWS
    return Q(person=actor.pk)


def brings_in(actor: Actor) -> bool:
    """Say whether there is any table of which ``actor`` may bring rows in."""
    return isinstance(actor, User) and any(one.places(actor) for one in TABLES)


def takes_out(actor: Actor) -> bool:
    """Say whether there is any table from which ``actor`` may take rows out, or bring them in."""
    return isinstance(actor, User) and any(one.exports_for(actor) for one in TABLES)


@rule("sheets.upload")
def upload(actor: Actor) -> Q:
    """Whoever may write in one of the tables (the row is oneself)."""
    return oneself(actor) if brings_in(actor) else NO_ROWS


@rule("sheets.view")
def view(actor: Actor) -> Q:
    """Oneself: one's own imports."""
    return own(actor)


for _verb in ("match", "check", "decide", "begin", "refuse", "commit", "undo", "discard"):

    @rule(f"sheets.{_verb}")
    def decide(actor: Actor) -> Q:
        """Whoever brought the file in."""
        return own(actor)
