"""What the platform says when something it stands on is gone: database, Redis, room on the disk.

Everything is written in transactions, so nothing is half done; the person gets a plain page and a 503 instead of a
fault's 500, and machines a Retry-After.
"""

import errno
import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

NO_ROOM = (errno.ENOSPC, errno.EDQUOT)
RETRY_SECONDS = 30


def is_outage(error: BaseException | None) -> bool:
    """Say whether ``error`` means that something the platform stands on is gone for now."""
    if isinstance(error, OSError) and error.errno in NO_ROOM:
        return True
    if isinstance(error, OperationalError | InterfaceError):
        return True
    # By name: importing Redis takes 20 MB that a small installation has no use for.
    return any(kind.__module__.startswith("redis.") for kind in type(error).__mro__)


def failed(request: HttpRequest) -> HttpResponse:
    """Answer a request that broke (``handler500``): 503 for an outage, else 500; both in plain words."""
    if is_outage(sys.exc_info()[1]):
        return unavailable()
    return HttpResponse(render_to_string("500.html"), status=500)


def unavailable() -> HttpResponse:
    """Return the page that says so, made without database, session or cache."""
    headers = {"Retry-After": str(RETRY_SECONDS), "Cache-Control": "no-store"}
    return HttpResponse(render_to_string("503.html"), status=503, headers=headers)
