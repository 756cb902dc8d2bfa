"""Typed reading of ``PROIM_*`` environment variables: each one is declared where it is read."""

import difflib
import os
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import environ
from django.core.exceptions import ImproperlyConfigured

PREFIX = "PROIM_"
# The test suite's own names: they choose a database, a browser and a folder for pictures.
TEST_PREFIX = "PROIM_TEST"


class Environment:
    """Reads variables by type and remembers which names exist, so that a misspelt one is refused.

    Every name may also be given as ``NAME_FILE``, the path of a file that holds the value.
    """

    def __init__(self, variables: Mapping[str, str] | None = None) -> None:
        self._given = os.environ if variables is None else variables
        self._reader = environ.FileAwareEnv()
        self._reader.ENVIRON = environ.fileaware_mapping.FileAwareMapping(env=dict(self._given))
        self.declared: dict[str, tuple[str, str]] = {}  # name -> default, meaning

    def text(self, name: str, default: str, about: str) -> str:
        """Return the variable as text without surrounding blanks."""
        self.declared[name] = (default, about)
        return str(self._reader.str(name, default=default)).strip()

    def flag(self, name: str, *, default: bool, about: str) -> bool:
        """Return whether the variable says yes (``1``, ``true``, ``yes``, ``on``)."""
        self.declared[name] = (str(int(default)), about)
        word = str(self._reader.str(name, default=str(int(default)))).strip().lower()
        if word not in {"1", "true", "yes", "on", "0", "false", "no", "off", ""}:
            raise ImproperlyConfigured(f"{name}={word!r}: write 1 or 0.")
        return word in {"1", "true", "yes", "on"}

    def number(self, name: str, default: int, about: str, *, least: int = 0) -> int:
        """Return the variable as a whole number that is at least ``least``."""
        word = self.text(name, str(default), about)
        if not word.isdecimal() or int(word) < least:
            raise ImproperlyConfigured(f"{name}={word!r}: write a whole number from {least} on.")
        return int(word)

    def day(self, name: str, about: str) -> date | None:
        """Return the variable as a day (ISO 8601), or nothing."""
        word = self.text(name, "", about)
        try:
            return date.fromisoformat(word) if word else None
        except ValueError:
            raise ImproperlyConfigured(f"{name}={word!r}: write a day as 2011-07-18.") from None

    def words(self, name: str, default: str, about: str) -> list[str]:
        """Return the comma-separated parts of the variable."""
        return [part.strip() for part in self.text(name, default, about).split(",") if part.strip()]

    def choice(self, name: str, options: tuple[str, ...], about: str) -> str:
        """Return one of ``options``; the first is the default."""
        word = self.text(name, options[0], about)
        if word not in options:
            raise ImproperlyConfigured(f"{name}={word!r}: write one of {', '.join(options)}.")
        return word

    def database(self, name: str, default: Path, about: str) -> dict[str, object]:
        """Return Django's database settings from an address; without one, an SQLite file."""
        self.declared[name] = (default.name, about)
        return dict(self._reader.db_url(name, default=f"sqlite:///{default}"))

    def mail(self, name: str, about: str) -> dict[str, object]:
        """Return Django's ``EMAIL_*`` settings from an address such as ``smtp+tls://…``."""
        return dict(self._reader.email_url(name)) if self.text(name, "", about) else {}

    def table(self) -> str:
        """Return every setting as a Markdown table, for the documentation."""
        lines = ["| Setting | Without it | Meaning |", "| --- | --- | --- |"]
        for name, (default, about) in sorted(self.declared.items()):
            if name.startswith(TEST_PREFIX):
                continue
            lines.append(f"| `{name}` | {f'`{default}`' if default else 'none'} | {about} |")
        return "\n".join(lines)

    def refuse_unknown(self) -> None:
        """Stop the start when a ``PROIM_*`` variable exists that nothing reads."""
        for name in sorted(self._given):
            if not name.startswith(PREFIX) or name.startswith(TEST_PREFIX):
                continue
            if name not in self.declared and name.removesuffix("_FILE") not in self.declared:
                near = difflib.get_close_matches(name, self.declared, 1)
                hint = f" Do you mean {near[0]}?" if near else ""
                raise ImproperlyConfigured(f"{name} is not a setting of PROIM.{hint}")


def secret_key(given: str, folder: Path) -> str:
    """Return the given key, or one made once and kept beside the data, readable by its owner only."""
    if given:
        return given
    kept = folder / "secret.key"
    if not kept.exists():
        import secrets  # noqa: PLC0415  needed at the first start only

        # Written aside and linked: of two processes that start at once, one wins and both read it.
        draft = folder / f"secret.key.{os.getpid()}"
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_urlsafe(50))
        try:
            os.link(draft, kept)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return kept.read_text().strip()
