"""Who may do what to the catalogues."""

from django.db.models import Q

from proim.agencies.rules import administrator_only, office_only
from proim.core.permissions import ALL_ROWS, Actor, rule


@rule("taxonomy.view")
def view(actor: Actor) -> Q:
    """Anybody: whoever reads a project must be able to read the words it is classified with."""
    return ALL_ROWS


@rule("taxonomy.history")
def history(actor: Actor) -> Q:
    """The programme office."""
    return office_only(actor)


@rule("taxonomy.add")
def add(actor: Actor) -> Q:
    """The programme office (the row is the programme)."""
    return office_only(actor)


@rule("taxonomy.edit")
def edit(actor: Actor) -> Q:
    """The programme office."""
    return office_only(actor)


@rule("taxonomy.retire")
def retire(actor: Actor) -> Q:
    """The programme office."""
    return office_only(actor)


@rule("taxonomy.load")
def load(actor: Actor) -> Q:
    """Administrators (the row is the programme)."""
    return administrator_only(actor)
