"""What the mail server took, written down before the database knows it (decision 13).

Each run of the sender has a file of its own, locked for as long as anything of that run lives: the
worker and the process that talks to the mail server share the lock. Whoever gets the lock later
knows that nobody sends for that run any more, and reads what was taken.
"""

import fcntl
import os
import socket
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from django.conf import settings

FOLDER = "outbox"
DAY_SECONDS = 86_400


class Journal:
    """The open journal of a run."""

    def __init__(self, run: str, file: int) -> None:
        self.run, self.file = run, file

    def took(self, key: int) -> None:
        """Write that the mail server has taken the mail ``key``; it survives this process."""
        os.write(self.file, line_of(key))
        os.fsync(self.file)


def line_of(key: int) -> bytes:
    """Return the line that says that a mail was taken: whole or not there."""
    return f"ok {key}\n".encode()


def folder() -> Path:
    """Return the folder of the journals; made when it is missing."""
    found = settings.DATA / FOLDER
    found.mkdir(mode=0o700, exist_ok=True)
    return Path(found)


@contextmanager
def opened() -> Iterator[Journal]:
    """Open a new journal under a lock; without entries left to settle it goes away again."""
    run = f"{socket.gethostname()}/{uuid.uuid4().hex}"
    path = _path(run)
    file = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY | os.O_APPEND, 0o600)
    try:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield Journal(run, file)
    finally:
        os.close(file)


def is_here(run: str) -> bool:
    """Say whether the journal of ``run`` lies on this machine."""
    return run.partition("/")[0] == socket.gethostname()


def taken(run: str) -> set[int] | None:
    """Return the mails that the server took in ``run``; ``None`` while the run still lives."""
    try:
        with _path(run).open("rb") as file:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
            lines = file.read().split(b"\n")
    except FileNotFoundError:
        return set()
    except BlockingIOError:
        return None
    # What stands after the last line end was never finished: the text after the split drops it.
    return {int(line.split()[1]) for line in lines[:-1]}


def sweep() -> None:
    """Remove the journals of runs that died before they claimed a mail."""
    for path in folder().glob("*.journal"):
        run = f"{socket.gethostname()}/{path.stem}"
        if time.time() - path.stat().st_mtime > DAY_SECONDS and taken(run) is not None:
            close(run)


def close(run: str) -> None:
    """Remove the journal of a run whose mails are all settled."""
    with suppress(FileNotFoundError):
        _path(run).unlink()


def _path(run: str) -> Path:
    return folder() / f"{run.partition('/')[2]}.journal"
