"""The two ways to the mail server: a process of its own for SMTP, Django's backend for the rest."""

import base64
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from django.conf import settings
from django.core.mail import EmailMultiAlternatives

from proim.notifications.journal import Journal

SMTP = "django.core.mail.backends.smtp.EmailBackend"
# Without the house's packages: it starts in a tenth of a second and takes 15 MB.
PROGRAM = [sys.executable, "-I", "-S", str(Path(__file__).with_name("postman.py"))]


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of a mail: "sent", "later", "never", or "down" when there is no mail server."""

    result: str
    error: str = ""


class Carrier(Protocol):
    """Hands mails over, and has noted in the journal each one that was taken."""

    def carry(self, key: int, message: EmailMultiAlternatives) -> Answer:
        """Hand one mail over."""


class Backend:
    """Sends by Django's backend: to a file, to the screen, into a test's list."""

    def __init__(self, journal: Journal) -> None:
        self.journal = journal

    def carry(self, key: int, message: EmailMultiAlternatives) -> Answer:
        """Hand one mail over."""
        try:
            message.send()
        except OSError as error:
            return Answer("down", f"{type(error).__name__}: {error}"[:300])
        self.journal.took(key)
        return Answer("sent")


class Postman:
    """Sends by SMTP through a process that finishes what it began when this one is killed."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process

    def tell(self, words: dict[str, Any]) -> None:
        """Write one line to the process."""
        assert self.process.stdin is not None  # noqa: S101  # opened as a pipe
        self.process.stdin.write(json.dumps(words) + "\n")
        self.process.stdin.flush()

    def carry(self, key: int, message: EmailMultiAlternatives) -> Answer:
        """Hand one mail over."""
        data = re.sub(rb"\r?\n", b"\r\n", message.message().as_bytes())
        words = {"key": key, "from": settings.DEFAULT_FROM_EMAIL, "to": message.to[0]}
        try:
            self.tell({**words, "data": base64.b64encode(data).decode()})
            assert self.process.stdout is not None  # noqa: S101
            told = json.loads(self.process.stdout.readline())
        except (BrokenPipeError, json.JSONDecodeError):
            return Answer("unknown", "the sending process ended")
        return Answer(told["result"], told["error"])

    def dismiss(self) -> None:
        """End its input and wait until it has finished the mail that it carries."""
        for pipe in (self.process.stdin, self.process.stdout):
            with suppress(BrokenPipeError):
                pipe.close()  # type: ignore[union-attr]  # opened as pipes
        self.process.wait()


@contextmanager
def carrier(journal: Journal) -> Iterator[Carrier]:
    """Return the way that the settings name, for as long as the block lasts."""
    if settings.EMAIL_BACKEND != SMTP:
        yield Backend(journal)
        return
    # A session of its own: what ends the worker's group does not end a mail in the middle.
    process = subprocess.Popen(  # noqa: S603  # our own program, no shell
        PROGRAM,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        pass_fds=[journal.file],
        start_new_session=True,
    )
    postman = Postman(process)
    try:
        with suppress(BrokenPipeError):  # it died at once: the first mail will find out
            postman.tell(_options(journal))
        yield postman
    finally:
        postman.dismiss()


def _options(journal: Journal) -> dict[str, Any]:
    """Return what the process must know; by its input, so that no list of processes shows it."""
    return {
        "host": settings.EMAIL_HOST,
        "port": settings.EMAIL_PORT,
        "user": settings.EMAIL_HOST_USER,
        "password": settings.EMAIL_HOST_PASSWORD,
        "tls": settings.EMAIL_USE_TLS,
        "ssl": settings.EMAIL_USE_SSL,
        "timeout": settings.EMAIL_TIMEOUT,
        "journal": journal.file,
    }
