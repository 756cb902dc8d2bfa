"""Between the password and the session: whoever has a second factor is asked for it."""

from typing import Any

from allauth.account.internal.flows.login import perform_login
from allauth.account.models import Login
from allauth.account.stages import LoginStage
from allauth.core.internal import ratelimit
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from proim.accounts import limits, sessions
from proim.accounts.models import User
from proim.identity.http import ENROLLED, note_proof
from proim.identity.models import has_factor

LIMIT = "second_factor"


class SecondFactor(LoginStage):  # type: ignore[misc]
    """Stops the sign-in at the page that asks, unless a passkey has proved both already."""

    key = "second_factor"
    urlname = "identity:challenge"

    def handle(self) -> tuple[HttpResponse | None, bool]:
        person = self.login.user
        if self.login.state.get("passkey") or person is None or not has_factor(person):
            return None, True
        return redirect("identity:challenge"), True


def enter(request: HttpRequest, person: User, *, way_on: str, passkey: bool) -> HttpResponse:
    """Sign in somebody whom a passkey or a provider told; a provider's word is not a second factor."""
    login = Login(user=person, redirect_url=way_on or None)
    login.state["passkey"] = passkey
    response: HttpResponse = perform_login(request, login)
    if request.user.is_authenticated:
        entered(request, enrolled=passkey)
    return response


def entered(request: HttpRequest, *, enrolled: bool) -> None:
    """Note in the new session how the person came in."""
    sessions.stay_as_wished(request.session)
    if enrolled:
        request.session[ENROLLED] = True
    note_proof(request)


def attempt(request: HttpRequest, person: User) -> Any:
    """Count one try to guess a person's code; ``None`` when there were too many."""
    return ratelimit.consume(request, app=limits.APP, action=LIMIT, key=str(person.pk))


def wait(request: HttpRequest, person: User) -> str:
    """Say when the next try is possible."""
    return limits.try_again(limits.minutes_left(request, LIMIT, str(person.pk)))


def sent_back(request: HttpRequest, text: str) -> HttpResponse:
    """Go back to the sign-in page and say there what did not work."""
    messages.error(request, text)
    return redirect("account_login")
