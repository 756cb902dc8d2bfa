"""What lies in a session about proofs: what was begun, and how long ago the person proved anything."""

import time
from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from proim.accounts.sessions import STARTED

PROVEN, BEGUN, ENROLLED = "proven", "begun", "enrolled"
RECENT = 15 * 60  # seconds: ways in are changed only soon after a proof (ASVS 7.5.1)
OPEN = 10 * 60  # seconds that an answer is waited for
View = Callable[..., HttpResponse]


def note_proof(request: HttpRequest) -> None:
    """Remember that the person has proved who it is just now."""
    request.session[PROVEN] = int(time.time())


def is_recent(request: HttpRequest) -> bool:
    """Say whether the person signed in, or proved who it is, within the last minutes."""
    last = max(request.session.get(STARTED, 0), request.session.get(PROVEN, 0))
    return bool(time.time() - last < RECENT)


def recently_proven(view: View) -> View:
    """Send whoever signed in long ago to the page that asks again, and back here."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if is_recent(request):
            return view(request, *args, **kwargs)
        back = request.path if request.method == "GET" else reverse("identity:security")
        return redirect(f"{reverse('identity:confirm')}?{urlencode({'next': back})}")

    return guarded


def begin(request: HttpRequest, what: str, state: Any) -> None:
    """Keep what an answer will be held against; one thing of a kind at a time."""
    begun = dict(request.session.get(BEGUN, {}))
    begun[what] = {"state": state, "at": int(time.time())}
    request.session[BEGUN] = begun


def taken(request: HttpRequest, what: str) -> Any:
    """Return what was begun and forget it, so that an answer is taken once; ``None`` if too old."""
    begun = dict(request.session.get(BEGUN, {}))
    found = begun.pop(what, None)
    request.session[BEGUN] = begun
    return found["state"] if found and time.time() - found["at"] < OPEN else None


def kept(request: HttpRequest, what: str) -> Any:
    """Return what was begun and leave it, for a form that may be sent again."""
    found = request.session.get(BEGUN, {}).get(what)
    return found["state"] if found and time.time() - found["at"] < OPEN else None
