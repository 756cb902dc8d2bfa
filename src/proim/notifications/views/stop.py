"""Stopping mails by the link in one of them, without signing in."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from proim.accounts.http import Request
from proim.notifications import actions
from proim.notifications.models import Mode
from proim.notifications.stopping import read_stop


@csrf_exempt  # mail programs post it without having seen a page; the signed link is the proof
@login_not_required
@require_http_methods(["GET", "POST"])
def stop(request: Request, token: str) -> HttpResponse:
    """Ask on GET, for programs that look at links must change nothing; stop on POST."""
    found = read_stop(token)
    if found is None:
        raise Http404
    is_done = request.method == "POST"
    if is_done:
        modes = {kind.name: Mode.INBOX for kind in found.kinds}
        actions.prefer(found.person, modes, by=found.person)
    context = {"kinds": [kind.label for kind in found.kinds], "is_done": is_done}
    response = render(request, "notifications/stop.html", context)
    response["Referrer-Policy"] = "no-referrer"
    response["Cache-Control"] = "no-store"
    return response
