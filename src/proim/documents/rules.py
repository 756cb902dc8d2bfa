"""Who may issue, and who may withdraw; what each document is of is asked of its kind."""

from django.db.models import Q

from proim.core.permissions import ALL_ROWS, Actor, rule


@rule("documents.issue")
def issue(actor: Actor) -> Q:
    """Anybody who may read the record: each kind of document says who that is (the row is the register)."""
    return ALL_ROWS
