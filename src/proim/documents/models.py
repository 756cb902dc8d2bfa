import json
import uuid
from collections.abc import Iterable
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from proim.core.permissions import RuledQuerySet
from proim.documents.formulas import digest
from proim.documents.slots import Kind, kind
from proim.documents.workflow import State


class Register(models.Model):
    """The register of issued documents: one row, the lock on which they are issued one at a time."""

    id = models.PositiveSmallIntegerField(primary_key=True)

    class Meta:
        verbose_name = _("register of documents")
        constraints = [models.CheckConstraint(condition=Q(pk=1), name="register_is_one_row")]

    def __str__(self) -> str:
        return str(self._meta.verbose_name)

    @classmethod
    def get(cls) -> "Register":
        """Return the register; the migrations make its row."""
        return Register.objects.get(pk=1)


class DocumentQuerySet(RuledQuerySet["Document"]):
    """Questions about many documents."""

    def of(self, kind_key: str, owner: int, language: str) -> Self:
        """Keep the versions of one document, the newest first."""
        kept = self.filter(kind=kind_key, owner=owner, language=language)
        return kept.order_by("-version")

    def in_force(self, kinds: Iterable[Kind], owner: int) -> Self:
        """Keep the documents of these kinds that one record has now, in whatever language."""
        return self.filter(kind__in=[one.key for one in kinds], owner=owner, state=State.VALID)


class Document(models.Model):
    """A document as it was issued. Only its state changes: the bytes and what they say never do."""

    code = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    folio = models.CharField(_("folio"), max_length=20, unique=True)
    kind = models.CharField(_("kind"), max_length=40)
    owner = models.PositiveBigIntegerField()  # the record of that kind: its id
    language = models.CharField(_("language"), max_length=5)
    version = models.PositiveSmallIntegerField(_("version"))
    title = models.CharField(_("title"), max_length=250)
    office = models.CharField(_("issued by"), max_length=250)
    issued_at = models.DateTimeField(_("issued at"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    content = models.TextField(_("content"))  # canonical JSON: what the document says
    content_sha256 = models.CharField(max_length=64)
    file = models.FileField(_("file"), upload_to="documents/", max_length=120)
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    size = models.PositiveIntegerField(_("size"))
    state = models.CharField(_("state"), max_length=12, choices=State, default=State.VALID)
    withdrawn_on = models.DateField(_("withdrawn on"), null=True, blank=True)
    reason = models.TextField(_("reason"), blank=True)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("issued document")
        verbose_name_plural = _("issued documents")
        ordering = ["-issued_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "owner", "language", "version"], name="document_version_once"
            ),
            models.UniqueConstraint(
                fields=["kind", "owner", "language"],
                condition=Q(state=State.VALID),
                name="document_one_in_force",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.WITHDRAWN)
                | (Q(withdrawn_on__isnull=False) & ~Q(reason="")),
                name="document_withdrawn_for_a_reason",
            ),
        ]
        indexes = [models.Index(fields=["sha256"], name="document_by_sha256")]

    def __str__(self) -> str:
        return self.folio

    def get_absolute_url(self) -> str:
        return reverse("documents:verify", args=[self.folio])

    @property
    def declared(self) -> Kind | None:
        """The kind as its app declares it now; ``None`` if that app is gone."""
        return kind(self.kind)

    @property
    def label(self) -> str:
        """What its kind is called."""
        declared = self.declared
        return capfirst(str(declared.label)) if declared else self.kind

    @property
    def file_name(self) -> str:
        """What the file is called when somebody takes it home."""
        return f"{self.folio}.pdf"

    def standing(self) -> State:
        """Return the state as of now: a record that no longer holds takes its documents along.

        One query where the document is in force and its kind asks something of the record.
        """
        declared = self.declared
        state = State(self.state)
        if state != State.VALID or declared is None or not declared.holds:
            return state
        holding = declared.rows(None).filter(declared.holds, pk=self.owner)
        return state if holding.exists() else State.WITHDRAWN

    @property
    def told(self) -> dict[str, Any]:
        """What it says: ``content`` and ``issuer``, as they were frozen."""
        found: dict[str, Any] = json.loads(self.content)
        return found

    def newer(self) -> "Document | None":
        """Return the version in force that took the place of this one."""
        kept = Document.objects.of(self.kind, self.owner, self.language)
        return kept.filter(version__gt=self.version, state=State.VALID).first()

    def bytes(self) -> bytes | None:
        """Return the bytes as they were issued; ``None`` if they are lost or no longer the same."""
        try:
            with self.file.storage.open(str(self.file.name), "rb") as kept:
                found: bytes = kept.read()
        except OSError:
            return None
        return found if digest(found) == self.sha256 else None
