"""How an administrator lets an auditor in, and ends it."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from proim.accounts.http import PersonRequest
from proim.agencies import actions
from proim.agencies.models import Mandate
from proim.agencies.views.access import programme_for
from proim.auditing.forms import GrantForm, ReasonForm, proposed
from proim.core.http import refusals_in
from proim.core.permissions import may


@require_http_methods(["GET", "POST"])
def grant(request: PersonRequest) -> HttpResponse:
    programme_for(request, "agencies.grant_mandate")
    form = GrantForm(request.POST or None, initial=proposed())
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            only = form.cleaned_data["only"]
            made = actions.grant_mandate(form.draft(), only=only, by=request.user)
            text = _("%(person)s may audit from %(day)s on.")
            day = made.valid_from.isoformat()
            messages.success(request, text % {"person": made.person, "day": day})
            return redirect("auditing:home")
    return render(request, "auditing/grant.html", {"form": form})


@require_http_methods(["GET", "POST"])
def end(request: PersonRequest, code: UUID) -> HttpResponse:
    mandates = Mandate.objects.permitted("agencies.view_mandate", request.user)
    mandate = get_object_or_404(mandates.select_related("person"), code=code)
    if not may("agencies.end_mandate", request.user, mandate):
        raise PermissionDenied
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            actions.end_mandate(mandate, reason=form.cleaned_data["reason"], by=request.user)
            messages.success(request, _("The mandate has ended."))
            return redirect("auditing:home")
    return render(request, "auditing/end.html", {"form": form, "mandate": mandate})
