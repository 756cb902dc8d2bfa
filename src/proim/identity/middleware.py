"""Nobody who needs a second factor goes on without one (settings: ``SECOND_FACTOR``)."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from proim.accounts.models import User
from proim.core.clock import today
from proim.identity import actions
from proim.identity.http import ENROLLED
from proim.identity.models import Asked, has_factor
from proim.identity.slots import is_obliged

Answer = Callable[[HttpRequest], HttpResponseBase]
OPEN = {"account_logout", "set_language", "health", "portal:privacy", "portal:accessibility"}


class SecondFactorNeeded:
    """Leads to the page of enrolment whoever needs a factor, has none, and has no grace left."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """Answer in place of the page, before the page does anything."""
        person = request.user
        if settings.SECOND_FACTOR != "required" or not isinstance(person, User):
            return None
        if request.session.get(ENROLLED) or _is_open(request) or not is_obliged(person):
            return None
        if has_factor(person):
            request.session[ENROLLED] = True
            return None
        if _has_grace(person):
            return None
        if request.headers.get("HX-Request") == "true":  # a part of a page is no place for it
            return HttpResponse(headers={"HX-Redirect": reverse("identity:security")})
        return redirect("identity:security")


def _is_open(request: HttpRequest) -> bool:
    match = request.resolver_match
    return match is not None and (match.namespace == "identity" or match.view_name in OPEN)


def _has_grace(person: User) -> bool:
    days = settings.SECOND_FACTOR_GRACE_DAYS
    if not days:
        return False
    found = Asked.objects.filter(person=person).first() or actions.ask(person, by=person)
    return today() < found.since + timedelta(days=days)
