"""Do rows and bytes agree? Finds what is missing, changed or left over; removes only what nobody names."""

import time
from collections.abc import Iterator
from dataclasses import dataclass, field

from proim.files import vault
from proim.files.models import Version

HOURS = 24  # an upload that is younger may still be on its way to its row


@dataclass(slots=True)
class Findings:
    """What a look at all files found; each entry names one."""

    checked: int = 0
    missing: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    strays: list[str] = field(default_factory=list)  # keys of content without a row

    @property
    def is_whole(self) -> bool:
        """Whether every row has its bytes, unchanged."""
        return not self.missing and not self.changed


def verify() -> Findings:
    """Compare every stored version with its size and SHA-256."""
    found = Findings()
    for version in _versions():
        found.checked += 1
        path = vault.path_of(version.key)
        name = f"{version.file_id}/{version.number} {version.name}"
        if not path.is_file():
            found.missing.append(name)
        elif path.stat().st_size != version.size or vault.sha256(path) != version.sha256:
            found.changed.append(name)
    found.strays = list(_strays(0))
    return found


def sweep(hours: int = HOURS) -> int:
    """Remove drafts and content older than ``hours`` that no row names; return how many."""
    removed = 0
    for path in vault.old_drafts(hours):
        path.unlink(missing_ok=True)
        removed += 1
    for key in _strays(hours):
        vault.discard(key)
        removed += 1
    return removed


def _versions() -> Iterator[Version]:
    yield from Version.objects.order_by("pk").iterator()


def _strays(hours: int) -> Iterator[str]:
    # What lies there is listed first: a row that comes meanwhile is then found in the database.
    lying, before = list(vault.keys()), time.time() - hours * 3600
    named = set(Version.objects.values_list("key", flat=True))
    for key in lying:
        path = vault.path_of(key)
        if key not in named and path.exists() and path.stat().st_mtime <= before:
            yield key
