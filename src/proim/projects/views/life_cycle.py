"""The steps of a registered project, and those off the main line, which ask for a reason."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from proim.accounts.http import PersonRequest
from proim.core.http import refusals_in, tell
from proim.projects import actions
from proim.projects.forms.steps import MergeForm, ReasonForm, ReclassifyForm, WithdrawForm
from proim.projects.models import Project
from proim.projects.views.found import case


@require_POST
def project_plan(request: PersonRequest, code: UUID) -> HttpResponse:
    project = case(request.user, code, "projects.plan")
    with tell(request, _("Planning has begun.")):
        actions.plan(project, by=request.user)
    return redirect(project)


@require_POST
def project_execute(request: PersonRequest, code: UUID) -> HttpResponse:
    project = case(request.user, code, "projects.execute")
    with tell(request, _("Execution has begun.")):
        actions.execute(project, by=request.user)
    return redirect(project)


@require_POST
def project_close(request: PersonRequest, code: UUID) -> HttpResponse:
    project = case(request.user, code, "projects.close")
    with tell(request, _("Closing has begun.")):
        actions.close(project, by=request.user)
    return redirect(project)


@require_POST
def project_assure(request: PersonRequest, code: UUID) -> HttpResponse:
    project = case(request.user, code, "projects.assure")
    with tell(request, _("Assurance of results has begun.")):
        actions.assure(project, by=request.user)
    return redirect(project)


@require_http_methods(["GET", "POST"])
def project_suspend(request: PersonRequest, code: UUID) -> HttpResponse:
    project = case(request.user, code, "projects.suspend")
    words = {
        "title": _("Suspend the project"),
        "lead": _("It stops for a time. It keeps its folio, still counts and can be resumed."),
        "button": _("Suspend"),
        "done": _("The project is suspended."),
    }
    return _asked(request, project, ReasonForm, actions.suspend, words)


@require_http_methods(["GET", "POST"])
def project_cancel(request: PersonRequest, code: UUID) -> HttpResponse:
    project = case(request.user, code, "projects.cancel")
    words = {
        "title": _("Cancel the project"),
        "lead": _("It ends before its result and cannot be resumed. It keeps its folio."),
        "button": _("Cancel the project"),
        "done": _("The project is cancelled."),
    }
    return _asked(request, project, ReasonForm, actions.cancel, words)


@require_http_methods(["GET", "POST"])
def project_merge(request: PersonRequest, code: UUID) -> HttpResponse:
    project = case(request.user, code, "projects.merge")
    words = {
        "title": _("Merge the project into another"),
        "lead": _(
            "The other one stays and counts once. This one keeps its folio and points to it."
        ),
        "button": _("Merge"),
        "done": _("The projects are merged."),
    }
    return _asked(request, project, MergeForm, actions.merge, words)


@require_http_methods(["GET", "POST"])
def project_reclassify(request: PersonRequest, code: UUID) -> HttpResponse:
    project = case(request.user, code, "projects.reclassify")
    words = {
        "title": _("Change the principal strategy"),
        "lead": _("From the day you give, the project counts in another strategy."),
        "button": _("Change the strategy"),
        "done": _("The principal strategy is changed."),
    }
    return _asked(request, project, ReclassifyForm, actions.reclassify, words)


@require_http_methods(["GET", "POST"])
def project_withdraw(request: PersonRequest, code: UUID) -> HttpResponse:
    project = case(request.user, code, "projects.withdraw")
    words = {
        "title": _("Withdraw the project"),
        "lead": _("It will not be registered and cannot be sent again."),
        "button": _("Withdraw the project"),
        "done": _("The project is withdrawn."),
    }
    return _asked(request, project, WithdrawForm, actions.withdraw, words)


def _asked(
    request: PersonRequest,
    project: Project,
    made: Any,
    action: Callable[..., Project],
    words: dict[str, str],
) -> HttpResponse:
    form = made(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            action(project, by=request.user, **form.arguments())
            messages.success(request, words["done"])
            return redirect(project)
    context = {"form": form, "project": project, **words}
    return render(request, "projects/project_step.html", context)
