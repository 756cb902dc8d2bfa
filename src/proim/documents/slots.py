"""The kinds of documents that the owning apps declare."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet

from proim.core.permissions import Actor
from proim.core.slots import Slot
from proim.documents.blocks import Content
from proim.ui.slots import Text


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of document.

    ``rows(actor)`` are the records of which ``actor`` may get it: the view rule of the page that shows
    the same. ``holds`` is what must be true of a record for its documents to be in force; a record of
    which it is no longer true (a revoked certificate) shows its documents as withdrawn.
    ``content(row)`` says the same to everybody, in the active language, and costs the same queries
    whatever the record holds. ``template`` is a path below the package, ``""`` the common one.
    ``text`` tells whether people also get it as a text to be edited, ``pdf`` whether it is issued.
    ``signers(actor)`` are the records for which ``actor`` may bring the pages signed by hand; without
    it nobody signs. ``space(row)`` says whose space in the files they take (``agency:12``),
    without it the office's.
    """

    key: str
    label: Text
    prefix: str  # of the folio: three capitals
    rows: Callable[[Actor], QuerySet[Any]]
    content: Callable[[Any], Content]
    lookup: str = "code"  # the column that stands in addresses
    holds: Q = field(default_factory=Q)
    template: str = ""
    text: bool = False
    pdf: bool = True
    signers: Callable[[Actor], QuerySet[Any]] | None = None
    space: Callable[[Any], str] | None = None

    def found(self, rows: QuerySet[Any], key: str) -> QuerySet[Any]:
        """Keep the record that an address names; a key that cannot be one names none."""
        try:
            return rows.filter(**{self.lookup: key})
        except ValidationError:  # no UUID
            return rows.none()


DOCUMENTS: Slot[Kind] = Slot()


def kind(key: str) -> Kind | None:
    """Return the kind with this key."""
    return next((one for one in DOCUMENTS if one.key == key), None)
