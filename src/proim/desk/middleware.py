"""What the desk does around every request: it opens lists with their view, and clears up."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect

from proim.desk import drafts
from proim.desk.models import SavedView
from proim.desk.resuming import code_in
from proim.desk.slots import LISTS

Answer = Callable[[HttpRequest], HttpResponseBase]
SEE_OTHER = (302, 303)


class Desk:
    """A form that was taken needs its draft no more; a list may open with a view of its reader's.

    Every page answers a form that it takes with a redirect, and one that it refuses with the form
    again: so the redirect is the sign that the draft can go.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if request.method == "POST" and response.status_code in SEE_OTHER:
            self._sent(request)
        return response

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: Any
    ) -> HttpResponseBase | None:
        """Lead to the default view of a list whose address says nothing."""
        match, person = request.resolver_match, getattr(request, "user", None)
        if request.headers.get("HX-Request"):  # a filter was emptied: that is what was asked for
            return None
        if request.method != "GET" or request.META.get("QUERY_STRING") or match is None:
            return None
        if match.view_name not in {each.url_name for each in LISTS}:
            return None
        if person is None or not person.is_authenticated:
            return None
        found = SavedView.objects.default_of(person, match.view_name)
        return redirect(found) if found else None

    def _sent(self, request: HttpRequest) -> None:
        code = code_in(request.POST.get("desk-draft", ""))
        person: Any = request.user
        if code and person.is_authenticated:
            drafts.discard(person, code)
