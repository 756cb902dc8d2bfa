"""Who may do what to the catalogues."""

from django.db.models import Q

from proim.core.permissions import ALL_ROWS, Actor, rule


@rule("taxonomy.view")
def view(actor: Actor) -> Q:
    """Anybody."""
    return ALL_ROWS
