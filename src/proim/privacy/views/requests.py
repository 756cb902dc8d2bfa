"""Requests about personal data: the person's page of each, and the office's queue."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from proim.accounts.http import PersonRequest
from proim.audit.history import history
from proim.core.clock import today
from proim.core.http import paginate, refusals_in, render_page, tell
from proim.privacy import actions
from proim.privacy.forms import AnswerForm, ExtendForm, RequestFilter
from proim.privacy.models import Request
from proim.privacy.views.access import for_programme

VERBS = ("answer", "extend", "finish")


@require_GET
def request_list(request: PersonRequest) -> HttpResponse:
    for_programme(request, "privacy.list_requests")
    filters = RequestFilter(request.GET)
    rows = Request.objects.permitted("privacy.see_request", request.user).select_related("person")
    page = paginate(request, filters.narrow(rows))
    context = {"filters": filters, "page": page, "day": today()}
    return render_page(request, "privacy/request_list.html", context, partial="results")


@require_GET
def request_detail(request: PersonRequest, code: UUID) -> HttpResponse:
    asked = _asked(request, code)
    context = {"asked": asked, "entries": history(asked), "day": today()}
    return render(request, "privacy/request_detail.html", context)


@require_http_methods(["GET", "POST"])
def request_answer(request: PersonRequest, code: UUID) -> HttpResponse:
    asked = _asked(request, code, "answer")
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            actions.answer(asked, by=request.user, **form.cleaned_data)
            messages.success(request, _("The answer was sent."))
            return redirect(asked)
    return render(request, "privacy/request_answer.html", {"form": form, "asked": asked})


@require_http_methods(["GET", "POST"])
def request_extend(request: PersonRequest, code: UUID) -> HttpResponse:
    asked = _asked(request, code, "extend")
    form = ExtendForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            actions.extend(asked, form.cleaned_data["why"], by=request.user)
            messages.success(request, _("The term was extended, and the person is told."))
            return redirect(asked)
    return render(request, "privacy/request_extend.html", {"form": form, "asked": asked})


@require_POST
def request_finish(request: PersonRequest, code: UUID) -> HttpResponse:
    asked = _asked(request, code, "finish")
    with tell(request, _("It is noted that this is carried out.")):
        actions.finish(asked, by=request.user)
    return redirect(asked)


def _asked(request: PersonRequest, code: UUID, verb: str = "") -> Any:
    rows = Request.objects.permitted("privacy.see_request", request.user)
    rows = rows.with_permissions(request.user, *(f"privacy.{name}" for name in VERBS))
    asked = get_object_or_404(rows.select_related("person", "answered_by"), code=code)
    if verb and not getattr(asked, f"may_{verb}"):
        raise PermissionDenied(f"privacy.{verb}")
    return asked
