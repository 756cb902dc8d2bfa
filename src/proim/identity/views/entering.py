"""The second factor at sign-in, and the passkey that is both factors at once."""

import json
from collections.abc import Callable
from typing import Any

from allauth.account.internal.decorators import login_stage_required
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from proim.accounts.http import Request
from proim.accounts.models import User
from proim.identity import actions, passkeys
from proim.identity.forms import AnswerForm, ChallengeForm
from proim.identity.http import begin, taken
from proim.identity.stage import SecondFactor, attempt, enter, entered, sent_back, wait

View = Callable[..., HttpResponse]
_asked: Any = login_stage_required(stage=SecondFactor.key, redirect_urlname="account_login")


def asked(view: View) -> View:
    """Let only whoever has given a right password come to ``view``."""
    guarded: View = _asked(view)
    return guarded


@require_http_methods(["GET", "POST"])
@sensitive_post_parameters()
@asked
def challenge(request: Request) -> HttpResponse:
    """Take a code of the app or a recovery code; both are looked at, so both take as long."""
    person = _asked_person(request)
    form = ChallengeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        tried = attempt(request, person)
        code = "".join(form.cleaned_data["code"].split())
        if not tried:
            form.add_error("code", wait(request, person))
        elif actions.use_app(person, code, by=person) or actions.use_code(person, code, by=person):
            tried.rollback()
            return _on(request)
        else:
            form.add_error("code", _("This code is not right, or was used already."))
    return _page(request, form)


@require_POST
@asked
def challenge_passkey(request: Request) -> HttpResponse:
    person = _asked_person(request)
    form, state = AnswerForm(request.POST), taken(request, "challenge")
    if form.is_valid() and state is not None:
        try:
            key, counter = passkeys.proven(request, state, form.cleaned_data["answer"])
            if key.person_id == person.pk:
                actions.use_passkey(key, counter, by=person)
                return _on(request)
        except ValidationError:
            pass
    again = ChallengeForm({})
    again.errors.clear()
    again.add_error(None, _("This passkey could not be used. Try again."))
    return _page(request, again)


def _page(request: Request, form: ChallengeForm) -> HttpResponse:
    person, options = _asked_person(request), None
    if person.passkeys.exists():
        options, state = passkeys.begin_proving(request, person)
        begin(request, "challenge", state)
    return render(
        request,
        "identity/challenge.html",
        {"form": form, "options": json.dumps(options) if options else ""},
    )


def _asked_person(request: HttpRequest) -> User:
    person: User = request._login_stage.login.user  # type: ignore[attr-defined]  # noqa: SLF001
    return person


def _on(request: Request) -> HttpResponse:
    response: HttpResponse = request._login_stage.exit()  # type: ignore[attr-defined]  # noqa: SLF001
    if request.user.is_authenticated:
        entered(request, enrolled=True)
    return response


@login_not_required
@never_cache
@require_POST
def passkey_options(request: Request) -> JsonResponse:
    """Tell the browser what to ask of any passkey; nobody is named, so nobody is told of."""
    options, state = passkeys.begin_proving(request, None)
    begin(request, "enter", state)
    return JsonResponse(options)


@login_not_required
@never_cache
@require_POST
def passkey_enter(request: Request) -> HttpResponse:
    form, state = AnswerForm(request.POST), taken(request, "enter")
    way_on = request.POST.get("next", "")
    if form.is_valid() and state is not None:
        try:
            key, counter = passkeys.proven(request, state, form.cleaned_data["answer"])
            if key.person.is_active:
                actions.use_passkey(key, counter, by=key.person)
                safe = url_has_allowed_host_and_scheme(way_on, allowed_hosts=None)
                return enter(request, key.person, way_on=way_on if safe else "", passkey=True)
        except ValidationError:
            pass
    return sent_back(request, _("This passkey could not be used. Try again."))
