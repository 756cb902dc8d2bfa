"""The process that talks to the mail server: small, and it outlives a worker that is killed.

Started as a program by ``carriers.Postman``, it reads one line of JSON per mail and answers one.
It knows neither Django nor the database. When the mail server has taken a mail, that is written into
the journal (an inherited file) before anything else; so a killed worker leaves no doubt behind.
It ends when its input ends.
"""

import base64
import json
import os
import signal
import smtplib
import sys
from typing import Any

FINAL_SECONDS = 120  # a server may think long before it takes a mail (RFC 5321, 4.5.3.2.6)
TAKEN, PERMANENT, SERVICE_GONE = 250, 500, 421


class Line:
    """The connection to the mail server, opened with the first mail and kept."""

    def __init__(self, options: dict[str, Any]) -> None:
        self.options = options
        self.server: smtplib.SMTP | None = None

    def open(self) -> smtplib.SMTP:
        """Return the open connection."""
        if self.server is None:
            told = self.options
            kind = smtplib.SMTP_SSL if told["ssl"] else smtplib.SMTP
            self.server = kind(told["host"], told["port"], timeout=told["timeout"])
            if told["tls"]:
                self.server.starttls()
            if told["user"]:
                self.server.login(told["user"], told["password"])
        return self.server

    def close(self) -> None:
        """Hang up; the next mail opens a new connection."""
        if self.server is not None:
            self.server.close()
        self.server = None

    def send(self, mail: dict[str, Any]) -> tuple[int, bytes]:
        """Hand one mail over and return the server's last word."""
        server = self.open()
        server.ehlo_or_helo_if_needed()
        for said in (server.mail(mail["from"]), server.rcpt(mail["to"])):
            if said[0] // 100 != 2:  # noqa: PLR2004  # 2xx is yes
                server.rset()
                return said
        if server.sock:
            server.sock.settimeout(FINAL_SECONDS)
        try:
            return server.data(base64.b64decode(mail["data"]))
        except smtplib.SMTPDataError as error:
            return error.smtp_code, bytes(error.smtp_error)  # type: ignore[arg-type]  # it is
        finally:
            if server.sock:
                server.sock.settimeout(self.options["timeout"])


def hand_over(line: Line, mail: dict[str, Any], journal: int) -> dict[str, Any]:
    """Send one mail, note in the journal that it was taken, and return the answer."""
    try:
        line.open()
    except (OSError, smtplib.SMTPException) as error:
        line.close()
        return {"key": mail["key"], "result": "down", "error": _short(error)}
    try:
        code, text = line.send(mail)
    except (OSError, smtplib.SMTPException, ValueError) as error:
        line.close()
        return {"key": mail["key"], "result": "later", "error": _short(error)}
    if code == TAKEN:
        os.write(journal, f"ok {mail['key']}\n".encode())
        os.fsync(journal)
        return {"key": mail["key"], "result": "sent", "error": ""}
    if code == SERVICE_GONE:
        line.close()
    said = f"{code} {text.decode(errors='replace')}"[:300]
    result = "never" if code >= PERMANENT else "later"
    return {"key": mail["key"], "result": result, "error": said}


def _short(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"[:300]


def main() -> None:
    """Carry mails until the input ends; the worker's end, even by force, is such an end."""
    for stop in (signal.SIGINT, signal.SIGTERM):
        signal.signal(stop, signal.SIG_IGN)
    options = json.loads(sys.stdin.readline())
    line = Line(options)
    for text in sys.stdin:
        if not text.endswith("\n"):
            break  # the worker was killed while it wrote
        answer = hand_over(line, json.loads(text), options["journal"])
        try:
            sys.stdout.write(json.dumps(answer) + "\n")
            sys.stdout.flush()
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # nobody listens now
    line.close()


if __name__ == "__main__":
    main()
