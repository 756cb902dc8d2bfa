"""What a person was told, and how they want to be told."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from proim.accounts.http import PersonRequest
from proim.core.http import paginate, refusals_in, render_page, tell
from proim.notifications import actions
from proim.notifications.forms import InboxFilter, PreferencesForm, modes_for
from proim.notifications.models import Message, Preference
from proim.notifications.models.message import MessageQuerySet


def _mine(request: PersonRequest) -> MessageQuerySet:
    found = Message.objects.permitted("notifications.view", request.user)
    return found.of(request.user).select_related("notice")


@require_GET
def inbox(request: PersonRequest) -> HttpResponse:
    filters, mine = InboxFilter(request.GET), _mine(request)
    context = {
        "filters": filters,
        "page": paginate(request, filters.narrow(mine)),
        "unread": mine.unread().count(),
    }
    return render_page(request, "notifications/inbox.html", context, partial="results")


@require_GET
def message(request: PersonRequest, code: UUID) -> HttpResponse:
    """Show one message. Opening it is reading it: like in any mail program, that is noted."""
    found = get_object_or_404(_mine(request).select_related("mail"), code=code)
    actions.read(found, by=request.user)
    return render(request, "notifications/message.html", {"message": found})


@require_POST
def read(request: PersonRequest, code: UUID) -> HttpResponse:
    with tell(request, _("Marked as read.")):
        actions.read(get_object_or_404(_mine(request), code=code), by=request.user)
    return redirect("notifications:inbox")


@require_POST
def read_all(request: PersonRequest) -> HttpResponse:
    with tell(request, _("Everything is marked as read.")):
        actions.read_all(request.user, by=request.user)
    return redirect("notifications:inbox")


@require_http_methods(["GET", "POST"])
def preferences(request: PersonRequest) -> HttpResponse:
    chosen = Preference.objects.filter(person=request.user)
    modes = modes_for(request.user, dict(chosen.values_list("kind", "mode")))
    form = PreferencesForm(request.POST or None, modes=modes)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            actions.prefer(request.user, form.cleaned_data, by=request.user)
            messages.success(request, _("Your choice is saved."))
            return redirect("notifications:preferences")
    return render(request, "notifications/preferences.html", {"form": form})
