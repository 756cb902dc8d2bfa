"""What people see and change of the ways into their own account."""

import base64
import json
import secrets
from collections.abc import Sequence
from typing import Any
from urllib.parse import quote
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from proim.accounts.http import PersonRequest
from proim.core.http import refusals_in, tell
from proim.identity import actions, passkeys
from proim.identity.forms import AppForm, ConfirmForm, PasskeyForm
from proim.identity.http import ENROLLED, begin, kept, note_proof, recently_proven, taken
from proim.identity.models import AppKey, Link, Passkey, has_factor
from proim.identity.providers import all_providers
from proim.identity.slots import is_obliged
from proim.identity.stage import attempt, wait


@require_GET
def security(request: PersonRequest) -> HttpResponse:
    person, known = request.user, all_providers()
    links = list(Link.objects.filter(person=person))
    linked = {link.provider for link in links}
    needed = settings.SECOND_FACTOR == "required" and is_obliged(person)
    keys, app = list(person.passkeys.all()), AppKey.objects.filter(person=person).first()
    context = {
        "needed": needed and not keys and not app,
        "keys": keys,
        "app": app,
        "left": person.recovery_codes.unused().count(),
        "links": [(link, known[link.provider].name) for link in links if link.provider in known],
        "others": [one for one in known.values() if one.key not in linked],
    }
    return render(request, "identity/security.html", context)


@require_http_methods(["GET", "POST"])
@recently_proven
@sensitive_post_parameters()
def add_app(request: PersonRequest) -> HttpResponse:
    person = request.user
    if AppKey.objects.filter(person=person).exists():
        return redirect("identity:security")
    secret = kept(request, "app") or base64.b32encode(secrets.token_bytes(20)).decode()
    begin(request, "app", secret)
    form = AppForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            raw, here = base64.b32decode(secret), request.session.session_key
            codes = actions.add_app(person, raw, form.cleaned_data["code"], keep=here, by=person)
            taken(request, "app")
            return _added(request, codes, _("The authenticator app is ready."))
    address = f"otpauth://totp/{quote(f'{settings.SITE_NAME}:{person.email}')}"
    address += f"?secret={secret}&issuer={quote(settings.SITE_NAME)}"
    groups = " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))
    context = {"form": form, "secret": groups, "address": address, "picture": _picture(address)}
    return render(request, "identity/add_app.html", context)


@require_POST
@recently_proven
def remove_app(request: PersonRequest) -> HttpResponse:
    key = get_object_or_404(AppKey, person=request.user)
    with tell(request, _("The authenticator app was removed.")):
        actions.remove_app(key, by=request.user)
        request.session.pop(ENROLLED, None)
    return redirect("identity:security")


@require_http_methods(["GET", "POST"])
@recently_proven
def add_passkey(request: PersonRequest) -> HttpResponse:
    person = request.user
    form = PasskeyForm(request.POST or None)
    if request.method == "POST":
        state = taken(request, "passkey")
        if form.is_valid():
            with refusals_in(form):
                draft = _draft(request, state, form.cleaned_data)
                here = request.session.session_key
                codes = actions.add_passkey(person, draft, keep=here, by=person)
                return _added(request, codes, _("The passkey is ready."))
    options, state = passkeys.begin_adding(request, person)
    begin(request, "passkey", state)
    context = {"form": form, "options": json.dumps(options)}
    return render(request, "identity/add_passkey.html", context)


def _draft(request: PersonRequest, state: Any, typed: dict[str, Any]) -> Passkey:
    if state is None:
        raise ValidationError(_("This took too long. Try again."))
    draft = passkeys.finish_adding(request, state, typed["answer"])
    draft.name = typed["name"]
    return draft


@require_POST
@recently_proven
def remove_passkey(request: PersonRequest, code: UUID) -> HttpResponse:
    key = get_object_or_404(Passkey, code=code, person=request.user)
    with tell(request, _("The passkey was removed.")):
        actions.remove_passkey(key, by=request.user)
        request.session.pop(ENROLLED, None)
    return redirect("identity:security")


@require_POST
@recently_proven
def renew_codes(request: PersonRequest) -> HttpResponse:
    if not has_factor(request.user):
        return redirect("identity:security")
    codes = actions.renew_codes(request.user, by=request.user)
    return _shown(request, codes, _("These are your new recovery codes."))


@require_http_methods(["GET", "POST"])
@sensitive_post_parameters()
def confirm(request: PersonRequest) -> HttpResponse:
    """Ask for the password once more, and go on to the page from which the person came."""
    form, way_on = ConfirmForm(request.POST or None), request.GET.get("next", "")
    if request.method == "POST" and form.is_valid():
        tried = attempt(request, request.user)
        if not tried:
            form.add_error("password", wait(request, request.user))
        elif not request.user.check_password(form.cleaned_data["password"]):
            form.add_error("password", _("This is not your current password."))
        else:
            tried.rollback()
            note_proof(request)
            safe = url_has_allowed_host_and_scheme(way_on, allowed_hosts=None)
            return redirect(way_on if safe else "identity:security")
    return render(request, "identity/confirm.html", {"form": form})


def _added(request: PersonRequest, codes: Sequence[str], done: str) -> HttpResponse:
    """Show the recovery codes of a first factor at once: they are kept nowhere."""
    request.session[ENROLLED] = True
    note_proof(request)
    if codes:
        return _shown(request, codes, done)
    messages.success(request, done)
    return redirect("identity:security")


def _shown(request: PersonRequest, codes: Sequence[str], done: str) -> HttpResponse:
    response = render(request, "identity/codes.html", {"codes": codes, "done": done})
    response["Cache-Control"] = "no-store, private"
    return response


def _picture(address: str) -> SafeString:
    import segno  # noqa: PLC0415 - loaded when the first picture is drawn

    drawn = segno.make(address, error="m").svg_inline(scale=5, border=3, title=_("QR code"))
    return mark_safe(drawn)  # noqa: S308 - made by the library from the address alone
