"""The gallery of components: for those who build pages, and for the tests."""

from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from proim.ui import samples

PAGES = {
    "components": "ui/gallery.html",
    "opening": "ui/gallery/opening.html",
    "mistakes": "ui/gallery/mistakes.html",
}
ERRORS = (400, 403, 404, 409, 413, 429, 500, 503)


def _builders_only(view: Any) -> Any:
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not (settings.DEBUG or settings.TESTING):
            raise Http404
        response: HttpResponse = view(request, *args, **kwargs)
        return response

    return guarded


@login_not_required
@require_GET
@_builders_only
def gallery(request: HttpRequest, page: str = "components") -> HttpResponse:
    """Show each component in each state, on a page or two of its own where it must stand alone."""
    if page not in PAGES:
        raise Http404
    return render(request, PAGES[page], samples.context(request.GET))


@login_not_required
@require_GET
@_builders_only
def error_page(request: HttpRequest, status: int) -> HttpResponse:
    """Show the page of an error without causing it."""
    if status not in ERRORS:
        raise Http404
    return render(request, f"{status}.html", {"reason": "", "megabytes": 25}, status=200)
