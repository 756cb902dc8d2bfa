"""The only way in: limits first, then the draft on disk, then what it is, then its place in the vault.

No transaction is open meanwhile: a large picture may take seconds, and on SQLite nobody else could write. So::

    with received(request.FILES["file"], kind="project", by=…) as incoming:
        actions.store("project", project, incoming, by=request.user)

When the block fails, the content is gone again; when the process dies, the sweep finds it.
"""

import contextlib
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from proim.files import reencoding, vault
from proim.files.contents import IMAGES, extension
from proim.files.formulas import clean_name
from proim.files.inspection import RefusalError, inspect
from proim.files.slots import kind_of

REDRAW_SECONDS = 90


@dataclass(frozen=True, slots=True)
class Incoming:
    """Content that passed every check and lies in the vault, and that no row names yet."""

    key: str
    name: str
    size: int
    sha256: str
    extensions: tuple[str, ...]


@contextlib.contextmanager
def received(upload: Any, *, kind: str) -> Iterator[Incoming]:
    """Check an uploaded file (Django's ``File``) and give it a place while the block runs.

    Raises:
        RefusalError: the file cannot be taken, with words for the person.
        NoRoomError: the disk is full.
    """
    incoming = _take(upload, kind_of(kind).extensions)
    try:
        yield incoming
    except BaseException:
        vault.discard(incoming.key)
        raise


def _take(upload: Any, extensions: tuple[str, ...]) -> Incoming:
    name = clean_name(str(upload.name or ""))
    ending = extension(name)
    if ending not in extensions:
        known = ", ".join(known.upper() for known in extensions if known != "jpeg")
        raise RefusalError(_("Files of this kind are not taken. Choose one of: %s.") % known)
    if (upload.size or 0) > settings.FILE_LIMIT:
        raise too_large()
    try:
        path = vault.draft(upload.chunks(), settings.FILE_LIMIT)
    except ValueError:
        raise too_large() from None
    try:
        inspect(path, ending)
        if ending in IMAGES:
            path = _redrawn(path, ending)
        size, digest = path.stat().st_size, vault.sha256(path)
        return Incoming(vault.keep(path), name, size, digest, extensions)
    finally:
        path.unlink(missing_ok=True)


def too_large() -> RefusalError:
    """Return the refusal of a file above the limit."""
    megabytes = settings.FILE_LIMIT // 1_000_000
    return RefusalError(
        _("The file is larger than %s MB. Make it smaller or divide it.") % megabytes
    )


def _redrawn(path: Path, ending: str) -> Path:
    """Return the picture drawn anew in a process of its own; the draft it came from is gone."""
    target = path.with_suffix(".new")
    words = [sys.executable, "-I", reencoding.__file__, str(path), str(target), ending]
    try:
        # Nothing of the person's file is a word of the command: both paths are random names.
        done = subprocess.run(  # noqa: S603
            words, check=False, capture_output=True, timeout=REDRAW_SECONDS
        )
        answer = done.returncode
    except subprocess.TimeoutExpired:
        answer = reencoding.TOO_LARGE
    if answer:
        target.unlink(missing_ok=True)
        raise _no_picture(answer)
    path.unlink()
    return target


def _no_picture(answer: int) -> RefusalError:
    if answer == reencoding.NO_PICTURE:
        return RefusalError(_("The picture is damaged, or not what its name says."))
    text = _("The picture is too large to be shown: at most %s million pixels.")
    return RefusalError(text % reencoding.MEGAPIXELS)
