from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from proim.accounts.http import PersonRequest, Request
from proim.agencies import actions
from proim.agencies.forms import DayFilter, ScopeForm
from proim.agencies.models import Agency, AgencyType
from proim.agencies.views.access import agency_for
from proim.core.clock import today
from proim.core.http import refusals_in, render_page


@login_not_required
@require_GET
def scope_list(request: Request) -> HttpResponse:
    filters = DayFilter(request.GET)
    day = filters.on
    visible = Agency.objects.permitted("agencies.view", request.user).in_scope(day)
    listed: Any = visible.with_scope_entry(day).placed_on(day).by_name_on(day)
    rows = [(row, AgencyType(row.type_then).label) for row in listed]
    context = {"filters": filters, "day": day, "rows": rows}
    return render_page(request, "agencies/scope_list.html", context, partial="results")


@require_http_methods(["GET", "POST"])
def scope_put_in(request: PersonRequest, code: UUID) -> HttpResponse:
    agency = agency_for(request, code, "agencies.put_in_scope")
    done = _("The public entity is on the list.")
    return _entered(request, agency, actions.put_in_scope, done, put_in=True)


@require_http_methods(["GET", "POST"])
def scope_take_out(request: PersonRequest, code: UUID) -> HttpResponse:
    agency = agency_for(request, code, "agencies.take_out_of_scope")
    done = _("The public entity was taken off the list.")
    return _entered(request, agency, actions.take_out_of_scope, done, put_in=False)


def _entered(
    request: PersonRequest, agency: Agency, act: Callable[..., Any], done: str, *, put_in: bool
) -> HttpResponse:
    form = ScopeForm(request.POST or None, initial={"since": today()})
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            act(agency, **form.cleaned_data, by=request.user)
            messages.success(request, done)
            return redirect(agency)
    context = {"form": form, "agency": agency, "put_in": put_in}
    return render(request, "agencies/scope_entry.html", context)
