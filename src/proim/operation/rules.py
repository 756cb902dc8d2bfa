"""Who may see how the installation is."""

from django.db.models import Q

from proim.agencies.rules import administrator_only
from proim.core.permissions import Actor, rule


@rule("operation.view")
def view(actor: Actor) -> Q:
    """Administrators (the row is the programme)."""
    return administrator_only(actor)
