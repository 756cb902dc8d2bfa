"""How somebody who lost device and codes gets back in: by a person of the office, on record."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from proim.accounts.http import PersonRequest
from proim.accounts.models import User
from proim.core.http import refusals_in
from proim.core.permissions import may
from proim.identity import actions
from proim.identity.forms import RecoverForm


@require_http_methods(["GET", "POST"])
def recover(request: PersonRequest, code: UUID) -> HttpResponse:
    person = get_object_or_404(User.objects.permitted("accounts.view", request.user), code=code)
    if not may("identity.recover", request.user, person):
        raise PermissionDenied
    form = RecoverForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            actions.recover(person, form.cleaned_data["reason"], by=request.user)
            text = _("%(person)s will be asked for a new second factor at the next sign-in.")
            messages.success(request, text % {"person": person})
            return redirect(person)
    return render(request, "identity/recover.html", {"form": form, "person": person})
