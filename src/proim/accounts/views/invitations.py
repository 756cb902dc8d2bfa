"""How an invited person takes the account."""

from uuid import UUID

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods

from proim.accounts import actions, sessions
from proim.accounts.forms import AcceptForm
from proim.accounts.http import Request
from proim.accounts.language import remember_language
from proim.accounts.models import Invitation, PrivacyNotice
from proim.accounts.slots import roles_of
from proim.accounts.tokens import opens
from proim.core.clock import today
from proim.core.http import refusals_in

KEPT = "invitation"


@login_not_required
@require_GET
def invitation_open(request: Request, code: UUID, token: str) -> HttpResponse:
    """Keep the link's secret in the session and go on without it in the address.

    Nothing is accepted by opening the link: mail programs open links by themselves.
    """
    request.session[KEPT] = [str(code), token]
    found = _kept(request)
    response = redirect("accounts:accept")
    return remember_language(response, found.person.language) if found else response


@login_not_required
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def invitation_accept(request: Request) -> HttpResponse:
    invitation = _kept(request)
    if invitation is None:
        return render(request, "accounts/invitation_over.html", status=410)
    person = invitation.person
    form = AcceptForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            person = actions.accept(person, form.cleaned_data["password1"], by=person)
            get_adapter().login(request, person)
            sessions.stay(request.session, stays=False)
            request.session.pop(KEPT, None)
            messages.success(request, _("Welcome. Your account is ready."))
            return redirect(settings.LOGIN_REDIRECT_URL)
    roles = [role for role in roles_of([person])[person.pk] if role.holds(today())]
    notice = PrivacyNotice.current()
    context = {"form": form, "person": person, "roles": roles, "notice": notice}
    return render(request, "accounts/invitation_accept.html", context)


def _kept(request: Request) -> Invitation | None:
    code, token = request.session.get(KEPT, ["", ""])
    found = Invitation.objects.select_related("person").filter(code=code).first() if code else None
    return found if found and opens(found, token) else None
