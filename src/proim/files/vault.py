"""Where the bytes lie: a folder of files with random names, written whole or not at all."""

import errno
import hashlib
import os
import secrets
import shutil
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO

from django.conf import settings
from django.utils.translation import gettext as _

from proim.core.errors import DomainError

BLOCK = 1 << 20
# Left free for the database, which must never be the one that finds no room.
RESERVE = 64_000_000
INCOMING = "incoming"
NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


class NoRoomError(DomainError):
    """The disk of the server is full."""

    def __init__(self) -> None:
        super().__init__(
            _("The server has no room for the file. Nothing was changed; tell the office.")
        )


def root() -> Path:
    """Return the folder of all files."""
    return Path(settings.MEDIA_ROOT)


def path_of(key: str) -> Path:
    """Return where the content called ``key`` lies."""
    return root() / key[:2] / key


def draft(chunks: Iterable[bytes], limit: int) -> Path:
    """Write what arrives into a draft and return its path; whoever asks for it removes or keeps it.

    Raises:
        NoRoomError: the disk is full; what was written is gone again.
        ValueError: more than ``limit`` bytes arrived.
    """
    path = root() / INCOMING / secrets.token_hex(16)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _leave_room(path.parent)
        with path.open("xb") as file:
            for chunk in _up_to(chunks, limit):
                file.write(chunk)
    except OSError as error:
        path.unlink(missing_ok=True)
        if error.errno in NO_ROOM:
            raise NoRoomError from error
        raise
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return path


def _leave_room(folder: Path) -> None:
    if shutil.disk_usage(folder).free < RESERVE:
        raise NoRoomError


def _up_to(chunks: Iterable[bytes], limit: int) -> Iterator[bytes]:
    written = 0
    for chunk in chunks:
        written += len(chunk)
        if written > limit:
            raise ValueError(limit)
        yield chunk


def keep(path: Path) -> str:
    """Give a draft its place, on the disk for good, and return its key."""
    key = secrets.token_hex(16)
    place = path_of(key)
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        with path.open("rb") as file:
            os.fsync(file.fileno())
        path.chmod(0o640)
        path.replace(place)
        _sync(place.parent)
    except OSError as error:
        if error.errno in NO_ROOM:
            raise NoRoomError from error
        raise
    return key


def _sync(folder: Path) -> None:
    number = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)


def discard(key: str) -> None:
    """Remove content that no row names."""
    path_of(key).unlink(missing_ok=True)


def opened(key: str) -> IO[bytes]:
    """Open content for reading."""
    return path_of(key).open("rb")


def sha256(path: Path) -> str:
    """Return the SHA-256 of a file in hexadecimal."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            digest.update(block)
    return digest.hexdigest()


def keys() -> Iterator[str]:
    """Yield the key of everything that lies in the vault, drafts left out."""
    for folder in sorted(path for path in root().glob("??") if path.is_dir()):
        yield from sorted(path.name for path in folder.iterdir())


def old_drafts(hours: int) -> Iterator[Path]:
    """Yield drafts that nobody finished in ``hours``."""
    before = time.time() - hours * 3600
    for path in (root() / INCOMING).glob("*"):
        if path.stat().st_mtime < before:
            yield path
