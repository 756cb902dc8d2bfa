"""The files of the demonstration."""

import hashlib
import tomllib
from pathlib import Path
from typing import Any, TypeAlias

Told: TypeAlias = dict[str, Any]

DATA = Path(__file__).resolve().parent.parent / "data"
PROJECTS = ("projects_e1", "projects_e2", "projects_e3", "projects_e4", "projects_queue")
REPORTS = ("reports_2010q4", "reports_2011q1", "reports_2011q2")


def read(name: str) -> Told:
    """Return what the file ``name`` says."""
    return tomllib.loads((DATA / f"{name}.toml").read_text(encoding="utf-8"))


def fingerprint() -> str:
    """Return the SHA-256 (hex) of all files: which demonstration this is."""
    whole = hashlib.sha256()
    for path in sorted(DATA.glob("*.toml")):
        whole.update(path.read_bytes())
    return whole.hexdigest()
