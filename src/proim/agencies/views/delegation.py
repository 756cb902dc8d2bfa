from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from proim.accounts.http import PersonRequest
from proim.agencies import actions
from proim.agencies.forms import DelegateForm
from proim.agencies.views.access import agency_for
from proim.agencies.views.appointment import letter_in
from proim.core.clock import today
from proim.core.http import refusals_in
from proim.ui.formats import day


@require_http_methods(["GET", "POST"])
def delegation_delegate(request: PersonRequest, code: UUID) -> HttpResponse:
    """Let somebody sign for the head from a day to a day."""
    agency = agency_for(request, code, "agencies.delegate")
    initial = {"valid_from": today()}
    form = DelegateForm(request.POST or None, request.FILES or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form), letter_in(form) as letter_file:
            done = actions.delegate(form.draft(agency), letter_file=letter_file, by=request.user)
            text = _("%(person)s may sign for the head from %(first)s to %(last)s.")
            said = {
                "person": done.person,
                "first": day(done.valid_from),
                "last": day(done.valid_to),
            }
            messages.success(request, text % said)
            return redirect(agency)
    return render(request, "agencies/delegate.html", {"form": form, "agency": agency})
