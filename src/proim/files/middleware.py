"""Refuses a request that is larger than any upload may be, before a byte of it is read."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.template.loader import render_to_string

from proim.files.formulas import MEGABYTE

# What a form adds around its file: other fields, borders, headers.
AROUND = 2 * MEGABYTE


class UploadLimit:
    """Answers 413 by the declared length; the server itself cuts off what declares none."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        length = request.headers.get("Content-Length") or "0"
        if length.isdecimal() and int(length) > settings.FILE_LIMIT + AROUND:
            return HttpResponse(too_large_page(), status=413, headers={"Connection": "close"})
        return self.get_response(request)


def too_large_page() -> str:
    """Return the page that says so, in both languages: nobody may know yet who reads it."""
    return render_to_string("413.html", {"megabytes": settings.FILE_LIMIT // MEGABYTE})
