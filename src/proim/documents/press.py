"""Run the small program that makes documents (``pressing/child.py``), within bounds."""

import json
import subprocess
import sys
from pathlib import Path
from threading import BoundedSemaphore
from typing import Any, Literal

from django.utils.translation import gettext as _

from proim.core.errors import DomainError

PACKAGE = Path(__file__).resolve().parent.parent
PROGRAM = PACKAGE / "documents" / "pressing" / "child.py"
COMMON = "documents/pressing/record.typ"
SECONDS = 15  # of processor time; a quarter of a second is usual
WAIT = 30  # seconds by the clock
MEGABYTES = 1024
LARGEST_ORDER = 2 * 1024 * 1024
LARGEST = 10 * 1024 * 1024

Form = Literal["pdf", "docx"]
_places = BoundedSemaphore(2)  # more at once would only make all of them slower


class PressError(DomainError):
    """The document could not be made; nothing was issued."""


def press(
    content: dict[str, Any], issue: dict[str, Any], *, template: str = "", form: Form = "pdf"
) -> bytes:
    """Return the bytes of a document.

    Args:
        content: what it says, as ``blocks`` gives it.
        issue: folio, version, day, address, issuer and the words of the layout.
        template: path of the typst file below the package; ``""`` is the common one.
        form: ``pdf`` (tagged, PDF/UA-1) or ``docx`` (to be edited).

    Raises:
        PressError: it says too much, or making it took too long or failed.
    """
    order = json.dumps(
        {
            "form": form,
            "root": str(PACKAGE),
            "template": str(PACKAGE / (template or COMMON)),
            "content": content,
            "issue": issue,
            "seconds": SECONDS,
            "megabytes": MEGABYTES,
        }
    ).encode()
    if len(order) > LARGEST_ORDER:
        raise PressError(_("There is too much text for one document."))
    made = _run(order)
    if len(made) > LARGEST:
        raise PressError(_("There is too much text for one document."))
    return made


def _run(order: bytes) -> bytes:
    if not _places.acquire(timeout=WAIT):
        raise PressError(_("Many documents are being made right now. Try again in a minute."))
    try:
        done = subprocess.run(  # noqa: S603  # a fixed program; what people wrote goes to its input
            [sys.executable, "-I", str(PROGRAM)],
            input=order,
            capture_output=True,
            timeout=WAIT,
            check=True,
            env={},
        )
    except (OSError, subprocess.SubprocessError) as error:
        told = getattr(error, "stderr", b"") or b""
        raise PressError(
            _("The document could not be made. Nothing was issued; try again later.")
        ) from RuntimeError(told.decode(errors="replace")[-2000:])
    finally:
        _places.release()
    return done.stdout
