"""Keeping views of lists, naming them anew, throwing them away."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from proim.accounts.http import PersonRequest
from proim.core.http import refusals_in
from proim.desk import actions
from proim.desk.forms import ViewForm
from proim.desk.models import SavedView
from proim.ui.frame import belongs


@require_POST
def view_save(request: PersonRequest) -> HttpResponse:
    form = ViewForm(request.POST, shares=_shares(request))
    where = {name: request.POST.get(name, "") for name in ("list", "query")}
    if form.is_valid():
        typed = form.cleaned_data
        with refusals_in(form):
            with transaction.atomic():  # both or nothing
                view = actions.save_view(
                    request.user,
                    where["list"],
                    where["query"],
                    typed["name"],
                    is_default=typed["is_default"],
                    by=request.user,
                )
                _share(view, typed, request)
            messages.success(request, _("The view is kept."))
            return redirect(view)
    return render(request, "desk/view_form.html", {"form": form, "view": None, "name": "", **where})


@require_http_methods(["GET", "POST"])
def view_edit(request: PersonRequest, code: UUID) -> HttpResponse:
    mine = SavedView.objects.permitted("desk.edit_view", request.user)
    view = get_object_or_404(mine, code=code)
    shown = SavedView.objects.get(pk=view.pk)  # the form writes what is typed into its own
    form = ViewForm(request.POST or None, instance=shown, shares=_shares(request))
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            with transaction.atomic():
                actions.edit_view(view, form.cleaned_data, by=request.user)
                _share(view, form.cleaned_data, request)
            messages.success(request, _("Saved."))
            return redirect("desk:home")
    return render(request, "desk/view_form.html", {"form": form, "view": view, "name": view.name})


@require_POST
def view_delete(request: PersonRequest, code: UUID) -> HttpResponse:
    mine = SavedView.objects.permitted("desk.delete_view", request.user)
    actions.delete_view(get_object_or_404(mine, code=code), by=request.user)
    messages.success(request, _("The view is deleted. The list stays as it is."))
    return redirect("desk:home")


def _shares(request: PersonRequest) -> bool:
    return belongs(request.user, "office")


def _share(view: SavedView, typed: dict[str, Any], request: PersonRequest) -> None:
    if "is_shared" in typed:
        actions.share_view(view, is_shared=typed["is_shared"], by=request.user)
