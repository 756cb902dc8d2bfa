"""Blocked people: blocking, reading for a legal duty, giving back, erasing."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from proim.accounts.http import PersonRequest
from proim.accounts.models import User
from proim.audit.history import history
from proim.core.clock import today
from proim.core.http import paginate, refusals_in, tell
from proim.core.permissions import may
from proim.privacy import actions, erasing, followers
from proim.privacy.forms import BlockForm, RevealForm, UnblockForm
from proim.privacy.models import Blocking
from proim.privacy.names import Names
from proim.privacy.views.access import for_programme
from proim.privacy.words import ERASURES, inventory_line


@require_GET
def blocking_list(request: PersonRequest) -> HttpResponse:
    for_programme(request, "privacy.see_inventory")
    rows = Blocking.objects.permitted("privacy.erase", request.user).select_related("person")
    context = {"page": paginate(request, rows), "day": today()}
    return render(request, "privacy/blocking_list.html", context)


@require_http_methods(["GET", "POST"])
def person_block(request: PersonRequest, code: UUID) -> HttpResponse:
    people = User.objects.permitted("accounts.view", request.user)
    person = get_object_or_404(people, code=code)
    if not may("privacy.block", request.user, person):
        raise Http404
    form = BlockForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            made = actions.block(person, form.cleaned_data["ground"], by=request.user)
            messages.success(request, _("The data are blocked."))
            return redirect(made)
    return render(request, "privacy/block.html", {"form": form, "person": person})


@require_GET
def blocking_detail(request: PersonRequest, code: UUID) -> HttpResponse:
    found = _blocking(request, code)
    context = {"blocking": found, "entries": history(found), "day": today()}
    return render(request, "privacy/blocking_detail.html", context)


@require_http_methods(["GET", "POST"])
def blocking_unblock(request: PersonRequest, code: UUID) -> HttpResponse:
    found = _blocking(request, code)
    form = UnblockForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            actions.unblock(found, form.cleaned_data["reason"], by=request.user)
            messages.success(request, _("The data were given back."))
            return redirect(found)
    return render(request, "privacy/unblock.html", {"form": form, "blocking": found})


@require_http_methods(["GET", "POST"])
def blocking_reveal(request: PersonRequest, code: UUID) -> HttpResponse:
    """Show what is held, once, in the answer to the form: no address leads to it."""
    found, held = _blocking(request, code), None
    form = RevealForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            held = actions.reveal(found, form.cleaned_data["duty"], by=request.user)
    fields = {
        name: getattr(User._meta.get_field(name), "verbose_name", name) for name in held or ()
    }
    told = [(fields[name], value) for name, value in (held or {}).items()]
    context = {"form": form, "blocking": found, "told": told}
    return render(request, "privacy/reveal.html", context)


@require_http_methods(["GET", "POST"])
def blocking_erase(request: PersonRequest, code: UUID) -> HttpResponse:
    found = _blocking(request, code)
    if request.method == "POST":
        with tell(request, _("The person is erased. The ledger still proves every event.")):
            actions.erase(found, by=request.user)
        return redirect(found)
    names = Names.of(found.person, found.held)
    lines = [
        (inventory_line(told), ERASURES[what], count)
        for told, what, count in erasing.foretold(found.person, names)
    ]
    context = {
        "blocking": found,
        "lines": lines,
        "files": followers.attached_by(found.person),
        "day": today(),
    }
    return render(request, "privacy/erase.html", context)


def _blocking(request: PersonRequest, code: UUID) -> Blocking:
    rows = Blocking.objects.permitted("privacy.erase", request.user).select_related("person", "by")
    found: Blocking = get_object_or_404(rows, code=code)
    return found
