from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from proim.accounts.http import PersonRequest
from proim.change_groups import actions
from proim.change_groups.forms import OutcomeForm, PlannedActionForm, ReasonForm
from proim.change_groups.http import form_page, group_of, row_of
from proim.change_groups.models import PlannedAction
from proim.change_groups.overview import plan_lines
from proim.change_groups.papers import PLAN
from proim.core.clock import today
from proim.core.http import refusals_in
from proim.documents.models import Document

VERBS = ("change_groups.replan", "change_groups.finish", "change_groups.drop")


@require_GET
def plan_page(request: PersonRequest, code: UUID) -> HttpResponse:
    """Show the work plan: what, who, when, and where it stands today."""
    group = group_of(request.user, code, "change_groups.read", "change_groups.plan")
    rows = PlannedAction.objects.with_permissions(request.user, *VERBS).filter(group=group)
    lines = plan_lines(rows.select_related("owner__person"), today())
    kept = [line for line in lines if line.action.dropped_on is None]
    context = {
        "group": group,
        "is_alive": group.is_alive,
        "lines": lines,
        "kept": len(kept),
        "done": sum(line.action.done_on is not None for line in kept),
        "issued": Document.objects.in_force((PLAN,), group.pk),
    }
    return render(request, "change_groups/plan.html", context)


@require_http_methods(["GET", "POST"])
def plan(request: PersonRequest, code: UUID) -> HttpResponse:
    """Ask what is to be done, by whom and when."""
    group = group_of(request.user, code, "change_groups.plan")
    form = PlannedActionForm(request.POST or None, instance=PlannedAction(group=group))
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            new = actions.plan(form.instance, by=request.user)
            messages.success(request, _("The action is in the plan."))
            return redirect(new)
    up = PlannedAction(group=group)
    return form_page(request, form, up, _("Add an action to the plan"), _("Add"), kicker=group)


@require_http_methods(["GET", "POST"])
def replan(request: PersonRequest, code: UUID) -> HttpResponse:
    """Change what, who or when."""
    action = _action(request, code, "change_groups.replan")
    form = PlannedActionForm(request.POST or None, instance=action)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            actions.replan(form.instance, by=request.user)
            messages.success(request, _("Saved."))
            return redirect(action)
    return _page(request, form, action, _("Change the action"), _("Save"))


@require_http_methods(["GET", "POST"])
def finish(request: PersonRequest, code: UUID) -> HttpResponse:
    """Ask what came of an action."""
    action = _action(request, code, "change_groups.finish")
    form = OutcomeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        outcome = form.cleaned_data["outcome"]
        with refusals_in(form):
            actions.finish(action, outcome, on=today(), by=request.user)
            messages.success(request, _("Saved."))
            return redirect(action)
    return _page(request, form, action, _("The action is done"), _("Save"), lead=action.text)


@require_http_methods(["GET", "POST"])
def drop(request: PersonRequest, code: UUID) -> HttpResponse:
    """Ask why an action is taken out of the plan."""
    action = _action(request, code, "change_groups.drop")
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        with refusals_in(form):
            actions.drop(action, reason, on=today(), by=request.user)
            messages.success(request, _("The action is out of the plan. It stays on the page."))
            return redirect(action)
    title = _("Take the action out of the plan")
    return _page(request, form, action, title, _("Take it out"), lead=action.text)


def _action(request: PersonRequest, code: UUID, permission: str) -> PlannedAction:
    return row_of(PlannedAction.objects.all(), request.user, code, permission)


def _page(
    request: PersonRequest, form: Any, action: PlannedAction, title: str, send: str, lead: str = ""
) -> HttpResponse:
    return form_page(request, form, action, title, send, kicker=action.group, lead=lead)
