"""What follows when the words of a row changed: fingerprints, papers, stored files, mails on disk."""

import hashlib
import logging
import zipfile
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from proim.accounts.models import User
from proim.documents import issuing
from proim.documents.formulas import digest
from proim.documents.models import Document
from proim.files import vault
from proim.files.models import Allowance, StoredFile, Version
from proim.monitoring.formulas import digest as content_digest
from proim.monitoring.models import ReportVersion
from proim.privacy import packing
from proim.privacy.erasing import FOLLOWERS, Follower, files_about
from proim.privacy.models import Export
from proim.privacy.names import Names
from proim.projects.indexing import index
from proim.projects.models import Project

log = logging.getLogger(__name__)
LARGEST_PART = 50_000_000  # bytes of one member of an office file that are looked at


def declare() -> None:
    """Fill the slot; called once, by ``AppConfig.ready()``."""
    FOLLOWERS.add(Follower("monitoring.ReportVersion", reseal))
    FOLLOWERS.add(Follower("projects.Project", index_again))
    FOLLOWERS.add(Follower("documents.Document", press_again))


def reseal(rows: list[ReportVersion], names: Names, by: str) -> None:
    """Give each version the hash of what it says now; the ledger keeps the one of before."""
    for row in rows:
        ReportVersion.objects.filter(pk=row.pk).update(sha256=content_digest(row.content))


def index_again(rows: list[Project], names: Names, by: str) -> None:
    """Put the projects into the search index as they are now."""
    for row in rows:
        index(row)


def press_again(rows: list[Document], names: Names, by: str) -> None:
    """Make each paper anew from what it says now, with its folio; the former bytes go.

    Raises:
        PressError: one cannot be made now; nothing is erased, and the erasure is tried again.
    """
    for row in rows:
        with translation.override("en" if row.language == "en" else settings.LANGUAGE_CODE):
            data = issuing.pressed_again(row)
        former, storage = str(row.file.name), row.file.storage
        sha256 = hashlib.sha256(data).hexdigest()
        name = storage.save(f"documents/{sha256[:2]}/{sha256}.pdf", ContentFile(data))
        Document.objects.filter(pk=row.pk).update(
            file=name,
            content_sha256=digest(row.content.encode()),
            sha256=sha256,
            size=len(data),
        )
        transaction.on_commit(lambda gone=former, where=storage: where.delete(gone))  # type: ignore[misc]


def erase_files(person: User, names: Names) -> int:
    """Empty the files about ``person`` and those of anybody in which a name stands; return how many.

    A scan says nothing to a program: what the person attached is shown before, to be looked at.
    """
    about = {file.pk for file in files_about(person)}
    found = 0
    for version in Version.objects.select_related("file__folder").order_by("pk").iterator():
        if version.file_id in about or _says(version, names):
            _emptied(version)
            found += 1
    StoredFile.objects.filter(pk__in=about).update(label="")
    return found


def attached_by(person: User) -> list[Version]:
    """Return the files that ``person`` attached to records of the office, to be looked at."""
    mine = Version.objects.filter(by=person).select_related("file__folder")
    return list(mine.order_by("pk"))


def exports_of(person: User) -> list[Path]:
    """Return the prepared copies of the person's data, to be removed with their rows."""
    made = Export.objects.filter(person=person).exclude(name="")
    return [packing.place(name) for name in made.values_list("name", flat=True)]


def clear_disk(copies: list[Path], names: Names) -> int:
    """Remove ``copies`` and the mails on disk that name the person; return how many mails that were.

    Mails lie on disk where an installation has no mail server.
    """
    gone = 0
    for path in copies:
        path.unlink(missing_ok=True)
    folder = Path(str(settings.EMAIL_FILE_PATH))
    for path in folder.glob("*") if folder.is_dir() else ():
        if path.is_file() and _holds(path.read_bytes(), names):
            path.unlink()
            gone += 1
    return gone


def _emptied(version: Version) -> None:
    data = (_("The content was erased because it held personal data.") + "\n").encode()
    with translation.override(settings.LANGUAGE_CODE):
        name = _("erased.txt")
    key, former, size = vault.keep(vault.draft([data], len(data))), version.key, version.size
    Version.objects.filter(pk=version.pk).update(
        key=key, name=name, size=len(data), sha256=hashlib.sha256(data).hexdigest()
    )
    holder = Allowance.objects.select_for_update().get(pk=version.file.folder.allowance_id)
    holder.used = max(0, holder.used - size + len(data))
    holder.save(update_fields=["used"])
    transaction.on_commit(lambda: vault.discard(former))


def _says(version: Version, names: Names) -> bool:
    path = vault.path_of(version.key)
    return path.is_file() and any(_holds(part, names) for part in _parts(path))


def _parts(path: Path) -> Iterable[bytes]:
    """Yield what can be read in a file: its bytes, and the members of an office file or archive."""
    data = path.read_bytes()
    yield data
    if data[:2] == b"PK":
        try:
            with zipfile.ZipFile(BytesIO(data)) as archive:
                for member in archive.infolist():
                    if member.file_size <= LARGEST_PART:
                        yield archive.read(member)
        except (zipfile.BadZipFile, RuntimeError, NotImplementedError):
            log.warning("A stored file could not be looked into: %s", path.name)


def _holds(data: bytes, names: Names) -> bool:
    return any(names.stand_in(data.decode(code, errors="ignore")) for code in ("utf-8", "latin-1"))
