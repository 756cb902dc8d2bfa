"""What auditor and office say to each other about a project."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from proim.accounts.http import PersonRequest
from proim.accounts.models import User
from proim.auditing import actions
from proim.auditing.forms import ObserveForm, WordForm
from proim.auditing.models import Observation
from proim.auditing.workflow import FLOW
from proim.core.http import refusals_in
from proim.core.permissions import may
from proim.core.workflow import available
from proim.projects.models import Project

Act = Callable[..., Observation]


@require_http_methods(["GET", "POST"])
def observe(request: PersonRequest, code: UUID) -> HttpResponse:
    seen = Project.objects.permitted("auditing.observe", request.user)
    project = get_object_or_404(seen, code=code)
    form = ObserveForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            typed: dict[str, str] = form.cleaned_data
            made = actions.observe(project, typed["subject"], typed["text"], by=request.user)
            messages.success(request, _("The observation was sent to the office."))
            return redirect(made)
    return render(request, "auditing/observe.html", {"form": form, "project": project})


@require_GET
def observation(request: PersonRequest, code: UUID) -> HttpResponse:
    return _page(request, _found(request, code), WordForm())


@require_POST
def answer(request: PersonRequest, code: UUID) -> HttpResponse:
    return _said(request, code, "answer", actions.answer)


@require_POST
def insist(request: PersonRequest, code: UUID) -> HttpResponse:
    return _said(request, code, "insist", actions.insist)


@require_POST
def conclude(request: PersonRequest, code: UUID) -> HttpResponse:
    return _said(request, code, "conclude", actions.conclude)


def _said(request: PersonRequest, code: UUID, verb: str, act: Act) -> HttpResponse:
    found = _found(request, code)
    if not _may(request.user, verb, found):
        raise PermissionDenied
    form = WordForm(request.POST)
    if form.is_valid():
        with refusals_in(form):
            act(found, form.cleaned_data["text"], by=request.user)
            messages.success(request, _("What you wrote was kept."))
            return redirect(found)
    return _page(request, found, form)


def _found(request: PersonRequest, code: UUID) -> Observation:
    seen = Observation.objects.permitted("auditing.view", request.user)
    found: Observation = get_object_or_404(seen.select_related("project", "by"), code=code)
    return found


def _page(request: PersonRequest, found: Observation, form: WordForm) -> HttpResponse:
    possible = [v for v in available(FLOW, found.stage) if _may(request.user, v, found)]
    context = {
        "observation": found,
        "words": found.words.select_related("by"),
        "form": form if possible else None,
        "possible": possible,
    }
    return render(request, "auditing/observation.html", context)


def _may(person: User, verb: str, found: Observation) -> bool:
    return may(f"auditing.{verb}", person, found)
