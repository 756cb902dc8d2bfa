"""The pages of a document that were signed by hand: scanned, or photographed with a phone.

They are files of the document (``proim.files``): checked, re-encoded, hashed, versioned, and handed out to
whoever may read the document alone. The document itself does not change.
"""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from proim.documents.models import Document
from proim.documents.workflow import State
from proim.files.contents import IMAGES, PAGES
from proim.files.models import StoredFile
from proim.files.panel import Panel, panel
from proim.files.slots import Kind

NAME = "signed"
OFFICE = "office"  # whose space is taken where no agency is behind the record
MOST = 10


def kind() -> Kind:
    """Return what documents tell about their signed pages."""
    return Kind(
        name=NAME,
        label=gettext_lazy("Pages signed by hand"),
        model=Document,
        view="documents.view",
        edit="documents.sign",
        allowance=_space,
        extensions=PAGES + IMAGES,
        most=MOST,
        refuses=_refusal,
    )


def pages(reader: Any, document: Document) -> Panel | None:
    """Return the signed pages as ``reader`` sees them; ``None`` where nobody signs or nothing is seen."""
    declared = document.declared
    if declared is None or declared.signers is None:
        return None
    found = panel(reader, NAME, document)
    return None if found.is_empty else found


def is_signed(document: Document) -> bool:
    """Say whether pages signed by hand are kept; whoever verifies the folio may know that much."""
    return StoredFile.objects.of(NAME, document).standing().exists()


def _space(document: Document) -> str:
    declared = document.declared
    if declared is None or declared.space is None:
        return OFFICE
    return declared.space(declared.rows(None).get(pk=document.owner))


def _refusal(document: Any) -> str:
    if document.state == State.VALID:
        return ""
    return _("This document does not hold any more: bring the signed pages of the one in force.")
