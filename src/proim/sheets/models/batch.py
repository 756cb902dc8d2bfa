import json
import uuid
import zlib
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from proim.core.permissions import RuledQuerySet
from proim.sheets.slots import Facts, Table, table
from proim.sheets.workflow import UNDO_DAYS, Stage, Verdict


class BatchQuerySet(RuledQuerySet["Batch"]):
    """Questions about many imports."""


class Batch(models.Model):
    """One file that somebody brings in."""

    code = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    table = models.CharField(max_length=40)
    place = models.CharField(max_length=40, blank=True)
    since = models.DateField(_("since"), null=True, blank=True)
    ground = models.CharField(_("legal ground"), max_length=250, blank=True)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    stage = models.CharField(_("stage"), max_length=12, choices=Stage, default=Stage.UPLOADED)
    file_name = models.CharField(_("file"), max_length=120)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    sheet = models.CharField(max_length=120, blank=True)
    matching = models.JSONField(
        default=dict
    )  # columns, ways, words, fixed: see ``matching.Answers``
    decisions = models.JSONField(
        default=dict
    )  # "row:column" -> mine or theirs; "same" -> same or new
    language = models.CharField(max_length=10, default="es-mx")
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    counts = models.JSONField(default=dict)
    refusal = models.TextField(blank=True)
    event = models.BigIntegerField(null=True)  # the entry of the ledger: the receipt's proof
    created_at = models.DateTimeField(default=timezone.now)
    committed_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    objects = BatchQuerySet.as_manager()

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ["-pk"]
        indexes = [models.Index(fields=["person", "-id"], name="batch_by_person")]

    def __str__(self) -> str:
        return self.folio

    def get_absolute_url(self) -> str:
        pages = {Stage.UPLOADED: "sheets:match", Stage.CHECKING: "sheets:progress"}
        pages |= {Stage.STORING: "sheets:progress", Stage.CHECKED: "sheets:review"}
        return reverse(pages.get(Stage(self.stage), "sheets:receipt"), args=[self.code])

    @property
    def folio(self) -> str:
        """What the receipt is called: the year and the number of the import."""
        return f"HC-{self.created_at.year}-{self.pk:05}"

    @property
    def facts(self) -> Facts:
        """What holds for the whole file."""
        return Facts(self.place, self.since, self.ground)

    @property
    def declared(self) -> Table:
        """The declaration of its table."""
        found = table(self.table)
        if found is None:
            raise LookupError(self.table)
        return found

    @property
    def undo_until(self) -> Any:
        """The moment until which it may be undone; ``None`` if it was never stored."""
        return self.committed_at + timedelta(days=UNDO_DAYS) if self.committed_at else None

    @property
    def may_be_undone(self) -> bool:
        """Whether it is stored, something was written that can be taken back, and the time is not over."""
        wrote = any(self.counts.get(name) for name in ("new", "changed"))
        stored = self.stage == Stage.COMMITTED and wrote and self.declared.undoes
        return bool(stored and timezone.now() <= self.undo_until)


class Source(models.Model):
    """The file itself and the cells read from it, kept as long as the import can be undone."""

    batch = models.OneToOneField(Batch, models.CASCADE, related_name="source")
    data = models.BinaryField()
    cells = models.BinaryField(null=True)  # what the reader told, packed

    class Meta:
        verbose_name = _("file of an import")

    def __str__(self) -> str:
        return str(self.batch_id)

    @property
    def told(self) -> dict[str, Any]:
        """What the reader told of the file."""
        found: dict[str, Any] = json.loads(zlib.decompress(bytes(self.cells or b"")))
        return found

    @staticmethod
    def packed(told: dict[str, Any]) -> bytes:
        """Return ``told`` as it is stored."""
        return zlib.compress(json.dumps(told, ensure_ascii=False).encode())


class Line(models.Model):
    """What one row of the file means for the records."""

    batch = models.ForeignKey(Batch, models.CASCADE, related_name="lines")
    number = models.PositiveIntegerField(_("row"))
    verdict = models.CharField(_("result"), max_length=10, choices=Verdict)
    row = models.BigIntegerField(null=True)  # primary key of the stored row
    name = models.CharField(max_length=200, blank=True)
    own_key = models.CharField(max_length=120, blank=True)
    values = models.JSONField(default=dict)  # what would be, or was, written: column -> value
    before = models.JSONField(default=dict)  # what stood there
    conflicts = models.JSONField(default=dict)  # column -> [base, there, now]
    problems = models.JSONField(default=list)  # [column, text]
    notes = models.JSONField(default=list)  # [column, text]
    left = models.CharField(max_length=64, blank=True)  # fingerprint of the row as it was left

    class Meta:
        verbose_name = _("row of an import")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["batch", "number"], name="line_once_in_its_batch")
        ]

    def __str__(self) -> str:
        return f"{self.batch_id}:{self.number} {self.verdict}"
