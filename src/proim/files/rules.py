"""Who may do what to files: what the app that owns the record says of its own rows."""

from django.db.models import Q

from proim.core.permissions import NO_ROWS, Actor, rows, rule
from proim.files.slots import ATTACHMENTS, Kind


def _owners(kind: Kind, permission: str, actor: Actor, prefix: str = "folder__") -> Q:
    """Return the filter of the files whose record lets ``actor`` do ``permission``."""
    found = kind.model._base_manager.filter(rows(permission, actor))
    return Q(**{f"{prefix}kind": kind.name, f"{prefix}owner__in": found.values("pk")})


def _editors(actor: Actor, prefix: str = "folder__") -> Q:
    found = NO_ROWS
    for kind in ATTACHMENTS:
        found |= _owners(kind, kind.edit, actor, prefix)
    return found


@rule("files.view")
def view(actor: Actor) -> Q:
    """Whoever may read the record's files, or the record if the file is open; a withdrawn one its editors."""
    found = NO_ROWS
    for kind in ATTACHMENTS:
        found |= _owners(kind, kind.view, actor)
        if kind.public:
            found |= _owners(kind, kind.public, actor) & Q(is_open=True)
    return (found & Q(withdrawn_at__isnull=True)) | _editors(actor)


@rule("files.history")
def history(actor: Actor) -> Q:
    """Whoever may read all files of the record: its versions too, and what was withdrawn and why."""
    found = _editors(actor)
    for kind in ATTACHMENTS:
        found |= _owners(kind, kind.view, actor)
    return found


@rule("files.store")
def store(actor: Actor) -> Q:
    """Whoever may change the files of the record (rows are folders)."""
    return _editors(actor, prefix="")


@rule("files.replace")
def replace(actor: Actor) -> Q:
    """Whoever may change the files of the record."""
    return _editors(actor)


@rule("files.withdraw")
def withdraw(actor: Actor) -> Q:
    """Whoever may change the files of the record."""
    return _editors(actor)
