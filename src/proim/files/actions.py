"""What people do to files. Each action runs beside ``intake.received``, which brings the content."""

from django.conf import settings
from django.db import transaction
from django.db.models import F, Model
from django.utils import timezone
from django.utils.translation import gettext as _

from proim.accounts.models import User
from proim.audit.actions import record
from proim.core.errors import DomainError
from proim.core.permissions import require
from proim.files.formulas import MEGABYTE, fits
from proim.files.intake import Incoming
from proim.files.models import Allowance, Folder, StoredFile, Version
from proim.files.slots import kind_of


@transaction.atomic
def store(
    kind: str,
    owner: Model,
    incoming: Incoming,
    *,
    by: User | None,
    label: str = "",
    is_open: bool = False,
) -> StoredFile:
    """Attach ``incoming`` to the record ``owner`` and return the new file.

    Raises:
        PermissionDenied: ``by`` may not change the files of the record.
        DomainError: the record takes no files now, has too many, or its holder has no space left.
    """
    folder = require("files.store", by, _folder(kind, owner))
    _takes(folder)
    standing = folder.files.filter(withdrawn_at__isnull=True).count()
    if standing >= folder.declared.most:
        raise DomainError(_("There are %s files already. Withdraw one first.") % standing)
    open_now = is_open and bool(folder.declared.public)
    file = StoredFile.objects.create(folder=folder, label=label.strip()[:150], is_open=open_now)
    version = _add(file, incoming, by)
    told = {"owner": folder.record, "label": file.label, "is_open": open_now, **_told(version)}
    record("files.store", file, by=by, **told)
    return file


@transaction.atomic
def replace(
    file: StoredFile, incoming: Incoming, *, by: User | None, label: str = "", is_open: bool = False
) -> StoredFile:
    """Give ``file`` a new version; the former ones stay and can be read in its history."""
    stored = require("files.replace", by, file)
    _takes(stored.folder)
    _stands(stored)
    before = stored.newest
    if before.sha256 == incoming.sha256:
        raise DomainError(_("This is the same content as before."))
    was: dict[str, object] = {"label": stored.label, "is_open": stored.is_open}
    stored.label = label.strip()[:150] or stored.label
    stored.is_open = is_open and bool(stored.folder.declared.public)
    stored.save(update_fields=["label", "is_open"])
    version = _add(stored, incoming, by)
    now: dict[str, object] = {"label": stored.label, "is_open": stored.is_open}
    changes: dict[str, tuple[object, object]] = {
        "name": (before.name, version.name),
    }
    changes |= {name: (was[name], now[name]) for name in was if was[name] != now[name]}
    told = {"owner": stored.folder.record, **_told(version)}
    record("files.replace", stored, by=by, changes=changes, **told)
    return stored


@transaction.atomic
def withdraw(file: StoredFile, *, why: str, by: User | None) -> StoredFile:
    """Take ``file`` out of the record's list; its content stays, for those who may change it."""
    stored = require("files.withdraw", by, file)
    _takes(stored.folder)
    _stands(stored)
    if not why.strip():
        raise DomainError(_("Say why the file is withdrawn."))
    stored.withdrawn_at, stored.withdrawn_why = timezone.now(), why.strip()[:250]
    stored.save(update_fields=["withdrawn_at", "withdrawn_why"])
    told = {"owner": stored.folder.record, "comment": stored.withdrawn_why}
    record("files.withdraw", stored, by=by, name=stored.newest.name, **told)
    return stored


def _folder(kind: str, owner: Model) -> Folder:
    """Return the folder of a record; one that a refused person made goes with the transaction."""
    key = kind_of(kind).allowance(owner)
    allowance, _made = Allowance.objects.get_or_create(key=key)
    folder, _made = Folder.objects.get_or_create(
        kind=kind, owner=owner.pk, defaults={"allowance": allowance}
    )
    return folder


def _takes(folder: Folder) -> None:
    refuses = folder.declared.refuses
    if refuses and (why := refuses(folder.record)):
        raise DomainError(why)


def _stands(file: StoredFile) -> None:
    if file.withdrawn_at:
        raise DomainError(_("This file was withdrawn already."))


def _add(file: StoredFile, incoming: Incoming, by: User | None) -> Version:
    """Write the next version and take its bytes from the allowance, which is locked meanwhile."""
    allowance = Allowance.objects.select_for_update().get(pk=file.folder.allowance_id)
    if not fits(allowance.used, incoming.size, settings.FILE_QUOTA):
        megabytes = settings.FILE_QUOTA // MEGABYTE
        text = _("The space of %s MB for files is used up. Tell the programme office.")
        raise DomainError(text % megabytes)
    Allowance.objects.filter(pk=allowance.pk).update(used=F("used") + incoming.size)
    last = file.versions.order_by("-number").values_list("number", flat=True).first()
    return Version.objects.create(
        file=file,
        number=(last or 0) + 1,
        name=incoming.name,
        key=incoming.key,
        size=incoming.size,
        sha256=incoming.sha256,
        at=timezone.now(),
        by=by,
    )


def _told(version: Version) -> dict[str, object]:
    return {
        "name": version.name,
        "size": version.size,
        "sha256": version.sha256,
        "number": version.number,
    }
