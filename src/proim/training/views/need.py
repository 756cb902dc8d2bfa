from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from proim.accounts.http import PersonRequest
from proim.agencies.models import Agency
from proim.agencies.rules import is_office
from proim.audit.history import history
from proim.core.clock import today
from proim.core.http import paginate, refusals_in, render_page, tell
from proim.desk.resuming import resumed
from proim.training import actions
from proim.training.forms import ChosenNeeds, DeclineForm, NeedFilter, NeedForm
from proim.training.models import Need
from proim.training.workflow import NeedStage


@require_http_methods(["GET", "POST"])
def needs(request: PersonRequest) -> HttpResponse:
    """List the needs that the reader may see; the office gathers some of them into a session."""
    seen = Need.objects.permitted("training.see_need", request.user)
    filters = NeedFilter(request.GET)
    rows = filters.narrow(seen).select_related("agency", "course", "session__course")
    office = is_office(request.user)
    form = None
    if office:
        data = request.POST if request.method == "POST" else None
        form = ChosenNeeds(data, by=request.user, day=today())
    if request.method == "POST" and form and form.is_valid():
        with refusals_in(form):
            told = form.cleaned_data
            done = actions.gather(told["session"], told["needs"], by=request.user)
            text = ngettext(
                "%(count)s need was gathered.", "%(count)s needs were gathered.", len(done)
            )
            messages.success(request, text % {"count": len(done)})
            return redirect(told["session"])
    context = {
        "filters": filters,
        "page": paginate(request, rows),
        "form": form,
        "office": office,
        "may_raise": _speaks(request).exists(),
        "chosen": set(request.POST.getlist("needs")),
    }
    return render_page(request, "training/needs.html", context, partial="results")


@require_http_methods(["GET", "POST"])
def raise_need(request: PersonRequest) -> HttpResponse:
    """Raise a need for a public entity of one's own; the office for any."""
    get_object_or_404(_speaks(request).order_by("pk")[:1])
    form = resumed(request, NeedForm(request.POST or None, by=request.user))
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            need = actions.raise_need(form.instance, on=today(), by=request.user)
            messages.success(request, _("The need was raised. The programme office reads it."))
            return redirect(need)
    return render(request, "training/raise_need.html", {"form": form})


@require_GET
def need(request: PersonRequest, code: UUID) -> HttpResponse:
    """Show one need, what the office answered, and its history."""
    shown = _need(request, code)
    is_open = shown.stage == NeedStage.OPEN
    context = {
        "need": shown,
        "is_open": is_open,
        "may_decline": is_open and shown.may_decline_need,
        "may_release": shown.stage == NeedStage.PLANNED and shown.may_release_need,
        "form": DeclineForm(),
        "entries": history(shown),
    }
    return render(request, "training/need.html", context)


@require_POST
def withdraw_need(request: PersonRequest, code: UUID) -> HttpResponse:
    shown = _need(request, code)
    with tell(request, _("The need was withdrawn.")):
        actions.withdraw_need(shown, by=request.user)
    return redirect(shown)


@require_POST
def release_need(request: PersonRequest, code: UUID) -> HttpResponse:
    shown = _need(request, code)
    with tell(request, _("The need waits for a session again.")):
        actions.release_need(shown, by=request.user)
    return redirect(shown)


@require_http_methods(["GET", "POST"])
def decline_need(request: PersonRequest, code: UUID) -> HttpResponse:
    """Answer that a need is not taken up, and why."""
    permitted = Need.objects.permitted("training.decline_need", request.user)
    shown = get_object_or_404(permitted.select_related("agency"), code=code)
    form = DeclineForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            actions.decline_need(shown, form.cleaned_data["answer"], by=request.user)
            messages.success(request, _("The answer was sent."))
            return redirect(shown)
    return render(request, "training/decline_need.html", {"form": form, "need": shown})


def _need(request: PersonRequest, code: UUID) -> Any:
    seen = Need.objects.permitted("training.see_need", request.user)
    verbs = ("training.decline_need", "training.release_need")
    seen = seen.with_permissions(request.user, *verbs)
    return get_object_or_404(
        seen.select_related("agency", "course", "session__course", "raised_by"), code=code
    )


def _speaks(request: PersonRequest) -> Any:
    return Agency.objects.permitted("training.raise_need", request.user)
