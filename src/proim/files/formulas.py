"""Names of files, and how much of a space is left; no Django."""

import re
import unicodedata
from pathlib import PurePosixPath, PureWindowsPath

from proim.files.contents import extension

MEGABYTE = 1_000_000
NAME_LENGTH = 120


def clean_name(name: str) -> str:
    """Return ``name`` as it may be shown and handed out again.

    Folders, control characters and marks that turn the writing round ("fdp.exe" read as "exe.pdf")
    are dropped, blanks joined, the extension written small; at most ``NAME_LENGTH`` characters.
    """
    last = PurePosixPath(PureWindowsPath(unicodedata.normalize("NFC", name)).name).name
    shown = "".join(sign for sign in last if unicodedata.category(sign)[0] != "C")
    shown = re.sub(r'[\s"<>|?*:]+', " ", shown).strip().rstrip(".")
    ending = extension(shown)
    stem = shown[: -len(ending) - 1].strip(" .") if ending else shown
    stem = stem[: NAME_LENGTH - len(ending) - 1].strip(" .") or "archivo"
    return f"{stem}.{ending}" if ending else stem


def fits(used: int, size: int, limit: int) -> bool:
    """Say whether ``size`` more bytes stay within ``limit``; a limit of 0 is none."""
    return limit == 0 or used + size <= limit
