"""The archives in the folder of the last backup: which are older than the stated term."""

from datetime import datetime, timedelta
from pathlib import Path

from django.utils import timezone

PREFIX, ENDING = "proim-", ".tar.gz"


def name_of(at: datetime) -> str:
    """Return what an archive made at ``at`` is called in a folder of several."""
    return f"{PREFIX}{timezone.localtime(at):%Y%m%d-%H%M%S}{ENDING}"


def older(folder: Path, days: int) -> list[Path]:
    """Return the archives of ``folder`` that are older than ``days``, the oldest first."""
    before = (timezone.now() - timedelta(days=days)).timestamp()
    try:
        found = [(path.stat().st_mtime, path) for path in folder.glob(f"*{ENDING}")]
    except OSError:
        return []
    return [path for at, path in sorted(found) if at < before]


def rotate(folder: Path, days: int) -> list[Path]:
    """Delete the archives of ``folder`` named by ``name_of`` that are older than ``days``; return them.

    Other archives are left alone: somebody gave them a name. The health page names those too.
    """
    gone = [path for path in older(folder, days) if path.name.startswith(PREFIX)]
    for path in gone:
        path.unlink(missing_ok=True)
    return gone
