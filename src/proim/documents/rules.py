"""Who may issue, read and withdraw documents; what each is of is asked of its kind."""

from django.db.models import Q

from proim.core.permissions import ALL_ROWS, NO_ROWS, Actor, rule
from proim.documents.slots import DOCUMENTS


@rule("documents.issue")
def issue(actor: Actor) -> Q:
    """Anybody who may read the record: each kind of document says who that is (the row is the register)."""
    return ALL_ROWS


@rule("documents.view")
def view(actor: Actor) -> Q:
    """Whoever may read the record; that it exists and holds, anybody who knows the folio."""
    found = NO_ROWS
    for kind in DOCUMENTS:
        found |= Q(kind=kind.key, owner__in=kind.rows(actor).order_by().values("pk"))
    return found


@rule("documents.sign")
def sign(actor: Actor) -> Q:
    """Whoever answers for the record brings the pages that were signed by hand; each kind says who."""
    found = NO_ROWS
    for kind in DOCUMENTS:
        if kind.signers:
            found |= Q(kind=kind.key, owner__in=kind.signers(actor).order_by().values("pk"))
    return found
