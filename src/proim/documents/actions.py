"""Issuing and withdrawing documents."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext as _

from proim.accounts.models import User
from proim.audit.actions import record
from proim.core.clock import today
from proim.core.errors import DomainError
from proim.core.permissions import require
from proim.core.workflow import move
from proim.documents.formulas import digest
from proim.documents.models import Document, Register
from proim.documents.slots import Kind
from proim.documents.workflow import FLOW, State

By = User | AnonymousUser | None


@dataclass(frozen=True, slots=True)
class Draft:
    """A document that was made and is not issued yet."""

    kind: Kind
    row: Any
    language: str
    folio: str
    version: int
    issued_at: datetime
    title: str
    office: str
    content: str
    data: bytes


@transaction.atomic
def issue(draft: Draft, *, by: By) -> Document:
    """Enter a document in the register and keep its bytes; the version before it is superseded.

    Somebody who issued the same at the same time wins: then that document is returned.

    Raises:
        DomainError: somebody issued another version meanwhile.
        PermissionDenied: ``by`` may not read the record, or it cannot have such a document.
    """
    require("documents.issue", by, Register.get())
    row, kind = draft.row, draft.kind
    if not kind.rows(by).filter(kind.holds, pk=row.pk).exists():
        raise PermissionDenied(kind.key)
    content_sha256 = digest(draft.content.encode())
    versions = Document.objects.of(kind.key, row.pk, draft.language)
    current = versions.filter(state=State.VALID).first()
    if current and current.content_sha256 == content_sha256:
        return current
    last = versions.first()
    if draft.version != (last.version + 1 if last else 1):
        raise DomainError(_("Somebody issued a newer version meanwhile. Ask for it again."))
    if current:
        move(current, FLOW, "supersede", field="state")
    sha256 = digest(draft.data)
    document = Document.objects.create(
        folio=draft.folio,
        kind=kind.key,
        owner=row.pk,
        language=draft.language,
        version=draft.version,
        title=draft.title,
        office=draft.office,
        issued_at=draft.issued_at,
        by=by if isinstance(by, User) else None,
        content=draft.content,
        content_sha256=content_sha256,
        file=_kept(sha256, draft.data),
        sha256=sha256,
        size=len(draft.data),
    )
    record("documents.issue", document, by=by, folio=document.folio, of=row, sha256=sha256)
    return document


def _kept(sha256: str, data: bytes) -> str:
    """Keep the bytes and return their name; a full disk is told in words, and nothing is issued."""
    try:
        return default_storage.save(f"documents/{sha256[:2]}/{sha256}.pdf", ContentFile(data))
    except OSError:
        raise DomainError(
            _("The server has no room for the document. Nothing was issued; tell the office.")
        ) from None


@transaction.atomic
def withdraw(document: Document, reason: str, *, by: User | None) -> Document:
    """Withdraw a document: its folio says from now on that it does not hold.

    Raises:
        PermissionDenied: ``by`` is not of the office.
        ValidationError: there is no reason (keyed by ``reason``).
        TransitionError: it is superseded, or withdrawn already.
    """
    document = require("documents.withdraw", by, document)
    reason = reason.strip()
    if not reason:
        raise ValidationError({"reason": _("Say why.")})
    move(document, FLOW, "withdraw", field="state", withdrawn_on=today(), reason=reason)
    record("documents.withdraw", document, by=by, folio=document.folio, comment=reason)
    return document
