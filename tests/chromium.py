"""The browser that ``make system`` brought."""

import os
import shutil
from pathlib import Path

import pytest

NAMES = ("chromium", "chromium-browser", "google-chrome")
OWN = Path(__file__).resolve().parents[1] / ".venv" / "browser"  # by scripts/browser.py

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def chromium_path() -> str:
    """Return the path of Chromium, or fail: no test is left out for want of a browser."""
    if given := os.environ.get("PROIM_TEST_CHROMIUM"):
        return given
    for found in (*map(shutil.which, NAMES), OWN / "chromium"):
        if found and Path(found).exists():
            return str(found)
    pytest.fail("Chromium is missing: run `make system`, or set PROIM_TEST_CHROMIUM to its path")
