import uuid
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from proim.core.permissions import RuledQuerySet
from proim.files.contents import TYPES, extension
from proim.files.slots import Kind, kind_of


class Allowance(models.Model):
    """The space that one agency, or another holder, has for its files, and how much of it is taken."""

    key = models.CharField(max_length=60, unique=True)
    used = models.PositiveBigIntegerField(default=0)  # bytes of all versions

    class Meta:
        ordering = ["key"]

    def __str__(self) -> str:
        return self.key


class Folder(models.Model):
    """The files of one record of another app: the record is named by its kind and its id."""

    kind = models.CharField(max_length=40)
    owner = models.PositiveBigIntegerField()
    allowance = models.ForeignKey(Allowance, models.PROTECT, related_name="folders")

    objects = RuledQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "owner"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "owner"], name="folder_once_per_record")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.owner}"

    @property
    def declared(self) -> Kind:
        """What the owning app says of this kind of files."""
        return kind_of(self.kind)

    @cached_property
    def record(self) -> Any:
        """Return the record that the files belong to; one query."""
        return self.declared.model._default_manager.get(pk=self.owner)


class StoredFileQuerySet(RuledQuerySet["StoredFile"]):
    """Questions about many files."""

    def of(self, kind: str, owner: models.Model) -> Self:
        """Keep the files of one record."""
        return self.filter(folder__kind=kind, folder__owner=owner.pk)

    def of_any(self, kind: str, owners: models.QuerySet[Any]) -> Self:
        """Keep the files of any of several records of one kind."""
        return self.filter(folder__kind=kind, folder__owner__in=owners.order_by().values("pk"))

    def standing(self) -> Self:
        """Keep what was not withdrawn."""
        return self.filter(withdrawn_at__isnull=True)

    def with_versions(self) -> Self:
        """Fetch the versions and who brought them."""
        return self.select_related("folder").prefetch_related("versions__by")


class StoredFile(models.Model):
    """One file of a record. Its content is its newest version; nothing is ever written over."""

    code = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    folder = models.ForeignKey(Folder, models.PROTECT, related_name="files")
    label = models.CharField(_("what it is"), max_length=150, blank=True)
    is_open = models.BooleanField(_("anybody may read it"), default=False)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_why = models.CharField(_("why it is withdrawn"), max_length=250, blank=True)

    objects = StoredFileQuerySet.as_manager()

    class Meta:
        verbose_name = _("file")
        verbose_name_plural = _("files")
        ordering = ["folder", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | ~Q(withdrawn_why=""),
                name="storedfile_withdrawn_with_a_reason",
            )
        ]

    def __str__(self) -> str:
        return self.label or self.newest.name

    def get_absolute_url(self) -> str:
        return reverse("files:history", args=[self.code])

    @property
    def newest(self) -> "Version":
        """The version that is handed out; of prefetched ``versions`` without a query."""
        return max(self.versions.all(), key=lambda version: version.number)


class Version(models.Model):
    """The content of a file since a moment: rows and bytes are only ever added (triggers)."""

    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    name = models.CharField(max_length=150)  # as people called it
    key = models.CharField(max_length=64, unique=True)  # where it lies in the vault
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    at = models.DateTimeField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["file", "number"], name="version_once_per_number")
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.number})"

    def get_absolute_url(self) -> str:
        return reverse("files:version", args=[self.file.code, self.number])

    @property
    def type(self) -> str:
        """The type under which it is handed out."""
        return TYPES[extension(self.name)]

    @property
    def grouped_hash(self) -> str:
        """The SHA-256 in groups that can be compared by eye and broken into lines."""
        return " ".join(self.sha256[start : start + 8] for start in range(0, 64, 8))

    @property
    def ending(self) -> str:
        """What readers know it by: PDF, XLSX."""
        return extension(self.name).upper()
