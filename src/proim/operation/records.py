"""Small notes of the installation about itself, as files in ``PROIM_DATA``: they say nothing of the records.

In the database they would travel with a backup into another installation and be wrong there.
"""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone

BACKUP, VERIFIED = "backup.json", "verified.json"


def note(name: str, **told: Any) -> None:
    """Write a note with the present moment; a reader sees the former one or this one, whole."""
    path = Path(settings.DATA) / name
    draft = path.with_suffix(".new")
    draft.write_text(json.dumps({"at": timezone.now().isoformat(), **told}))
    draft.replace(path)


def noted(name: str) -> tuple[datetime, dict[str, Any]] | None:
    """Return when a note was written and what it says; nothing if there is none."""
    try:
        told = json.loads((Path(settings.DATA) / name).read_text())
        return datetime.fromisoformat(told["at"]), told
    except (OSError, ValueError, KeyError):
        return None
