"""A new version of the privacy notice is read before anything else is done."""

from collections.abc import Callable
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from proim.accounts import sessions

FREE = ("/i18n/", "/static/", "/health/", "/operation/metrics/")
PAGES = (
    "privacy:notice",
    "portal:privacy",
    "portal:about",
    "portal:accessibility",
    "account_logout",
)


class NoticeFirst:
    """Sends whoever signed in after a new notice to it; the notice, help and the way out stay open.

    Sign-in has left a mark in the session: no page costs a query for it.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not request.session.get(sessions.NOTICE) or not request.user.is_authenticated:
            return self.get_response(request)
        if request.path.startswith(FREE) or request.path in map(reverse, PAGES):
            return self.get_response(request)
        wanted = request.get_full_path() if request.method == "GET" else ""
        address = f"{reverse('privacy:notice')}?{urlencode({'next': wanted})}"
        if request.headers.get("HX-Request") == "true":
            return HttpResponse(headers={"HX-Redirect": address})
        return redirect(address)
