"""A mail server for the tests: it takes what it is given, and can be slow, refuse or be away."""

import asyncio
import email
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import Message as Letter

from aiosmtpd.controller import Controller

from tests.installation import free_port


@dataclass
class Mailbox:
    """What the server took, in order, and how it behaves.

    ``answers`` are given to the next mails instead of taking them; ``hangs_up`` counts mails that it
    takes and then drops the connection without a word.
    """

    port: int
    seconds: float = 0.0
    answers: list[str] = field(default_factory=list)
    hangs_up: int = 0
    letters: list[Letter] = field(default_factory=list)

    @property
    def ids(self) -> list[str]:
        """The Message-IDs of every mail that was taken: one that was taken twice stands here twice."""
        return [letter["Message-ID"] for letter in self.letters]

    async def handle_DATA(self, server, session, envelope):  # noqa: N802 - the library's name
        if self.answers:
            return self.answers.pop(0)
        self.letters.append(email.message_from_bytes(envelope.content))
        await asyncio.sleep(self.seconds)  # taken already, not yet answered: the dangerous moment
        if self.hangs_up:
            self.hangs_up -= 1
            server.transport.close()
        return "250 OK"


@contextmanager
def mail_server(**behaviour):
    """Run a mail server for the block."""
    box = Mailbox(free_port(), **behaviour)
    controller = Controller(box, hostname="127.0.0.1", port=box.port)
    controller.start()
    try:
        yield box
    finally:
        controller.stop()
