from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from proim.accounts.http import PersonRequest, Request
from proim.agencies.models import Programme
from proim.audit.history import history
from proim.core.clock import today
from proim.core.http import refusals_in, render_page
from proim.core.permissions import Actor, may
from proim.taxonomy import actions
from proim.taxonomy.forms import AddForm, DayFilter, EditForm, RetireForm
from proim.taxonomy.models import Catalogue, Term


@login_not_required
@require_GET
def catalogue_list(request: Request) -> HttpResponse:
    counts = Term.objects.permitted("taxonomy.view", request.user).on(today()).counted()
    catalogues = [(catalogue, counts.get(catalogue, 0)) for catalogue in Catalogue]
    return render(request, "taxonomy/catalogue_list.html", {"catalogues": catalogues})


@login_not_required
@require_GET
def catalogue_detail(request: Request, catalogue: str) -> HttpResponse:
    filters = DayFilter(request.GET)
    terms = Term.objects.permitted("taxonomy.view", request.user).of(_known(catalogue))
    context = {
        "catalogue": Catalogue(catalogue),
        "filters": filters,
        "day": filters.on,
        "terms": terms.on(filters.on).select_related("parent"),
        "programme": Programme.objects.with_permissions(request.user, "taxonomy.add").get(),
    }
    return render_page(request, "taxonomy/catalogue_detail.html", context, partial="results")


@login_not_required
@require_GET
def term_detail(request: Request, catalogue: str, code: str) -> HttpResponse:
    term = _term(request.user, catalogue, code)
    context = {"term": term, "children": term.children.all(), "day": today()}
    if term.may_history:
        context["events"] = history(term)
    return render(request, "taxonomy/term_detail.html", context)


@require_http_methods(["GET", "POST"])
def term_add(request: PersonRequest, catalogue: str) -> HttpResponse:
    if not may("taxonomy.add", request.user, Programme.get()):
        raise PermissionDenied("taxonomy.add")
    form = AddForm(_known(catalogue), request.POST or None, initial={"valid_from": today()})
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            term = actions.add(form.instance, by=request.user)
            messages.success(request, _("The term was added."))
            return redirect(term)
    context = {"form": form, "catalogue": Catalogue(catalogue)}
    return render(request, "taxonomy/term_add.html", context)


@require_http_methods(["GET", "POST"])
def term_edit(request: PersonRequest, catalogue: str, code: str) -> HttpResponse:
    term = _term(request.user, catalogue, code, "edit")
    form = EditForm(request.POST or None, instance=term)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            actions.edit(form.instance, form.changed_data, by=request.user)
            messages.success(request, _("The term was corrected."))
            return redirect(term)
    return render(request, "taxonomy/term_edit.html", {"form": form, "term": term})


@require_http_methods(["GET", "POST"])
def term_retire(request: PersonRequest, catalogue: str, code: str) -> HttpResponse:
    term = _term(request.user, catalogue, code, "retire")
    form = RetireForm(request.POST or None, initial={"on": today()})
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            actions.retire(term, on=form.cleaned_data["on"], by=request.user)
            messages.success(request, _("The term was retired."))
            return redirect(term)
    return render(request, "taxonomy/term_retire.html", {"form": form, "term": term})


def _known(catalogue: str) -> str:
    if catalogue not in Catalogue.values:
        raise Http404
    return catalogue


def _term(reader: Actor, catalogue: str, code: str, verb: str = "") -> Any:
    """Return the term with what this person may do; with ``verb`` refuse whoever may not do that."""
    terms = Term.objects.permitted("taxonomy.view", reader).select_related("parent")
    verbs = ("taxonomy.edit", "taxonomy.retire", "taxonomy.history")
    terms = terms.with_permissions(reader, *verbs)
    term = get_object_or_404(terms, catalogue=catalogue, code=code)
    if verb and not getattr(term, f"may_{verb}"):
        raise PermissionDenied(f"taxonomy.{verb}")
    return term
