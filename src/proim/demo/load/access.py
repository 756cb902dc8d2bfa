"""The demonstration's one password: made for each installation, never written in the code."""

import os
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from proim.accounts.models import PrivacyNotice, User
from proim.agencies.models import Appointment, Mandate
from proim.core.clock import today
from proim.demo.load.files import read
from proim.privacy.actions import accept_notice

GROUPS, BYTES = 4, 2  # 64 bits, in groups that can be read aloud


@dataclass(frozen=True, slots=True)
class Account:
    """An account for whoever tries the demonstration."""

    email: str
    name: str
    role: str | Promise
    agency: str


def password() -> str:
    """Return the demonstration's password; the first time it is made, for this installation."""
    path = _path()
    if not path.exists():
        made = "-".join(secrets.token_hex(BYTES) for _group in range(GROUPS))
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(made + "\n")
    return path.read_text(encoding="utf-8").strip()


def give_access(people: Iterable[int]) -> None:
    """Let these people sign in with the demonstration's password, the privacy notice being accepted.

    One hash for all, as computing one is slow on purpose; nothing is hidden by that, the
    password being the same.
    """
    found = User.objects.filter(pk__in=people)
    found.update(password=make_password(password()))
    notice = PrivacyNotice.current().version
    for person in found:
        accept_notice(person, notice, by=person)


def restore_access() -> None:
    """Make a new password if the file of the old one is gone, for the demonstration's people."""
    if not _path().exists():
        people = User.objects.filter(email__in=_emails().values())
        give_access(people.values_list("pk", flat=True))


def accounts() -> list[Account]:
    """Return the accounts that are shown: office, administrator, liaisons, a head, an auditor."""
    emails, shown, day = _emails(), read("programme")["shown"], today()
    held = Appointment.objects.on(day).select_related("person", "agency")
    posts: list[tuple[User, str | Promise, str]] = [
        (row.person, row.get_role_display(), row.agency.name) for row in held
    ]
    given = Mandate.objects.on(day).select_related("person")
    posts += [(row.person, _("auditor"), row.body) for row in given]
    found = {person.email: (person, role, place) for person, role, place in posts}
    rows = [found[emails[key]] for key in shown if emails[key] in found]
    return [Account(person.email, person.full_name, role, place) for person, role, place in rows]


def _emails() -> dict[str, str]:
    """Return the addresses of the people that the files name, by key."""
    book, government = read("people"), read("government")
    rows = [row for group in book.values() for row in group]
    rows += [told["successor"] for told in government["handovers"]]
    rows += [*government["absorption"]["posts"], read("audits")]
    return {row["key"]: row["email"] for row in rows}


def _path() -> Path:
    return Path(settings.DATA) / "demo-password.txt"
