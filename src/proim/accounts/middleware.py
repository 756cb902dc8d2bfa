"""What happens around every page for the sake of the person behind it."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _

from proim.accounts import sessions
from proim.accounts.again import as_whole_page, comes_from_here, offer_again

Answer = Callable[[HttpRequest], HttpResponseBase]


class SessionTimes:
    """Ends sessions that have lasted their time, and keeps private pages out of every cache."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        signed_in = "_auth_user_id" in request.session and request.user.is_authenticated
        if signed_in and sessions.has_ended(request.session):
            logout(request)
            messages.info(request, _("Your session has ended. Sign in to go on."))
        elif signed_in:
            sessions.note_use(request.session)
        response = self.get_response(request)
        if signed_in and not response.has_header("Cache-Control"):
            patch_cache_control(response, private=True, no_store=True)
        return response


class SignInRequired(LoginRequiredMiddleware):
    """Django's own guard; a form sent after the session ended is not lost but shown again.

    A part of a page that htmx asks for is no place for either: the whole page changes.
    """

    def handle_no_permission(self, request: HttpRequest, view_func: Any) -> Any:
        is_part = request.headers.get("HX-Request") == "true"
        if comes_from_here(request):
            shown = offer_again(request, ended=True)
            return as_whole_page(shown) if is_part else shown
        response = super().handle_no_permission(request, view_func)
        return HttpResponse(headers={"HX-Redirect": response["Location"]}) if is_part else response
