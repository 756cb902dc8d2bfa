"""Who may do what to files: what the app that owns the record says of its own rows."""

from collections.abc import Iterable

from django.db.models import Q

from proim.core.permissions import NO_ROWS, Actor, rows, rule
from proim.files.slots import ATTACHMENTS, Kind


def _owners(kind: Kind, permission: str, actor: Actor, prefix: str = "folder__") -> Q:
    """Return the filter of the files whose record lets ``actor`` do ``permission``."""
    wanted = rows(permission, actor)
    if wanted is NO_ROWS:  # a visitor: no need to ask for the owners
        return NO_ROWS
    found = kind.model._base_manager.filter(wanted)
    return Q(**{f"{prefix}kind": kind.name, f"{prefix}owner__in": found.values("pk")})


def _editors(actor: Actor, prefix: str = "folder__", kinds: Iterable[Kind] = ATTACHMENTS) -> Q:
    found = NO_ROWS
    for kind in kinds:
        found |= _owners(kind, kind.edit, actor, prefix)
    return found


@rule("files.view")
def view(actor: Actor) -> Q:
    """Whoever may read the record's files, or the record if the file is open; a withdrawn one its editors."""
    return view_of(ATTACHMENTS, actor)


def view_of(kinds: Iterable[Kind], actor: Actor) -> Q:
    """Return what ``files.view`` says of the files of some kinds: a page with one kind need not ask for all."""
    found = NO_ROWS
    for kind in kinds:
        found |= _owners(kind, kind.view, actor)
        if kind.public:
            found |= _owners(kind, kind.public, actor) & Q(is_open=True)
    return (found & Q(withdrawn_at__isnull=True)) | _editors(actor, kinds=kinds)


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
