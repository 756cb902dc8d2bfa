"""The files of a record on the record's own page: ``{% include "files/panel.html" with panel=… only %}``."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, QuerySet

from proim.core.permissions import may
from proim.files.forms import UploadForm
from proim.files.models import StoredFile
from proim.files.rules import view_of
from proim.files.slots import Kind, kind_of


@dataclass(frozen=True, slots=True)
class Panel:
    """What the reader sees of the files of one record."""

    kind: Kind
    owner: Any
    files: list[StoredFile]
    may_edit: bool
    may_history: bool
    form: UploadForm | None  # where the reader may add a file now
    refusal: str  # why the record takes no files now, for those who else might add one

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to see and nothing to do."""
        return not self.files and not self.form and not self.refusal


def panel(reader: Any, name: str, owner: Model) -> Panel:
    """Return the files of ``owner`` that ``reader`` may read; a fixed number of queries."""
    kind = kind_of(name)
    files = StoredFile.objects.filter(view_of([kind], reader)).of(name, owner)
    shown = list(files.standing().with_versions())
    signed_in = reader is not None and reader.is_authenticated
    edits = signed_in and may(kind.edit, reader, owner)
    reads = edits or (signed_in and may(kind.view, reader, owner))
    refusal = kind.refuses(owner) if edits and kind.refuses else ""
    form = UploadForm(kind, auto_id=f"{name}_%s") if edits and not refusal else None
    return Panel(kind, owner, shown, edits, reads, form, refusal)


def by_owner(reader: Any, name: str, owners: QuerySet[Any]) -> dict[int, list[StoredFile]]:
    """Return the files of several records that ``reader`` may read, by the id of the record; two queries."""
    files = StoredFile.objects.filter(view_of([kind_of(name)], reader)).of_any(name, owners)
    found: dict[int, list[StoredFile]] = defaultdict(list)
    for file in files.standing().with_versions():
        found[file.folder.owner].append(file)
    return found
