"""The own desk, and keeping and throwing away what was typed."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from proim.accounts.http import PersonRequest, Request
from proim.core.errors import DomainError
from proim.desk import drafts
from proim.desk.models import Draft, SavedView
from proim.desk.resuming import code_in
from proim.desk.slots import LISTS, SHORTCUTS
from proim.ui.frame import belongs


@require_GET
def home(request: PersonRequest) -> HttpResponse:
    labels = {each.url_name: each.label for each in LISTS}
    mine = SavedView.objects.filter(person=request.user)
    context = {
        "drafts": Draft.objects.of(request.user),
        "views": [(view, labels.get(view.list, "")) for view in mine],
    }
    return render(request, "desk/home.html", context)


@login_not_required
@require_GET
def keyboard(request: Request) -> HttpResponse:
    """Say which keys do what; for everybody, also without script."""
    person = request.user
    keys = [each for each in SHORTCUTS if belongs(person, each.audience)]
    context = {
        "keys": keys,
        "is_off": person.is_authenticated and not person.uses_shortcuts,
    }
    return render(request, "desk/keyboard.html", context)


@require_POST
def draft_keep(request: PersonRequest) -> HttpResponse:
    """Keep what the script sends; answer under which code, how often, and when."""
    code = code_in(request.POST.get("desk-draft", ""))
    saves = request.POST.get("desk-saves", "")
    if code is None or not saves.isdecimal():
        return JsonResponse({"told": _("There is no such page.")}, status=400)
    page = drafts.Page(request.POST.get("desk-path", ""), request.POST.get("desk-title", ""))
    pairs = [(name, text) for name, texts in request.POST.lists() for text in texts]
    try:
        kept = drafts.keep(request.user, page, pairs, code=code, saves=int(saves[:9]))
    except DomainError as refused:
        return JsonResponse({"told": str(refused)}, status=400)
    at = timezone.localtime(kept.saved_at).strftime("%H:%M")
    told = _("Kept at %s. Not sent yet.") % at
    return JsonResponse({"draft": str(kept.code), "saves": kept.saves, "told": told})


@require_POST
def draft_discard(request: PersonRequest, code: UUID) -> HttpResponse:
    if drafts.discard(request.user, code):
        messages.success(request, _("What was not sent is thrown away."))
    to = request.POST.get("next", "")
    ours = url_has_allowed_host_and_scheme(to, {request.get_host()})
    return redirect(to if ours else "desk:home")
