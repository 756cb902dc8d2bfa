from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from proim.accounts.http import PersonRequest
from proim.audit.history import history
from proim.change_groups import actions
from proim.change_groups.forms import EndorseForm, InitiativeForm, ReasonForm
from proim.change_groups.http import form_page, group_of, row_of
from proim.change_groups.models import Initiative
from proim.change_groups.overview import INITIATIVE_TONES, path_of
from proim.change_groups.workflow import InitiativeStage
from proim.core.clock import today
from proim.core.errors import DomainError
from proim.core.http import paginate, refusals_in
from proim.projects.models import Project

VERBS = ("change_groups.endorse", "change_groups.decline", "change_groups.start_project")


@require_GET
def initiatives(request: PersonRequest, code: UUID) -> HttpResponse:
    """List what was proposed in the group and what became of it."""
    group = group_of(request.user, code, "change_groups.read", "change_groups.propose")
    page = paginate(request, group.initiatives.select_related("proposed_by"))
    context = {
        "group": group,
        "is_alive": group.is_alive,
        "page": page,
        "lines": [(row, INITIATIVE_TONES[row.stage]) for row in page.object_list],
    }
    return render(request, "change_groups/initiatives.html", context)


@require_GET
def initiative(request: PersonRequest, code: UUID) -> HttpResponse:
    """Show an initiative: problem, proposal, who decided, and the project that it became."""
    rows = Initiative.objects.permitted("change_groups.read_initiative", request.user)
    rows = rows.with_permissions(request.user, *VERBS)
    shown = get_object_or_404(
        rows.select_related("group__agency", "proposed_by", "meeting"), code=code
    )
    seen = Project.objects.permitted("projects.view", request.user)
    context = {
        "initiative": shown,
        "is_alive": shown.group.is_alive,
        "is_proposed": shown.stage == InitiativeStage.PROPOSED,
        "is_endorsed": shown.stage == InitiativeStage.ENDORSED,
        "is_declined": shown.stage == InitiativeStage.DECLINED,
        "steps": path_of(shown),
        "project": seen.filter(initiative=shown).first(),
        "entries": history(shown),
    }
    return render(request, "change_groups/initiative.html", context)


@require_http_methods(["GET", "POST"])
def propose(request: PersonRequest, code: UUID) -> HttpResponse:
    """Ask which problem somebody sees, and what they propose."""
    group = group_of(request.user, code, "change_groups.propose")
    form = InitiativeForm(request.POST or None, instance=Initiative(group=group))
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            new = actions.propose(form.instance, on=today(), by=request.user)
            messages.success(
                request, _("The initiative is proposed. The group decides in a meeting.")
            )
            return redirect(new)
    return form_page(request, form, group, _("Propose an initiative"), _("Propose"), kicker=group)


@require_http_methods(["GET", "POST"])
def endorse(request: PersonRequest, code: UUID) -> HttpResponse:
    """Ask in which meeting the group endorsed it."""
    shown = _initiative(request, code, "change_groups.endorse")
    form = EndorseForm(request.POST or None, shown)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            actions.endorse(shown, form.cleaned_data["meeting"], on=today(), by=request.user)
            messages.success(request, _("The group's endorsement is on record."))
            return redirect(shown)
    lead = _(
        "Initiatives are endorsed in a meeting that was held on or after the day of the proposal."
    )
    return _page(request, form, shown, _("Endorse the initiative"), _("Endorse"), lead=lead)


@require_http_methods(["GET", "POST"])
def decline(request: PersonRequest, code: UUID) -> HttpResponse:
    """Ask why the group does not endorse it."""
    shown = _initiative(request, code, "change_groups.decline")
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        with refusals_in(form):
            actions.decline(shown, reason, on=today(), by=request.user)
            messages.success(request, _("Saved. Whoever proposed it reads the reason."))
            return redirect(shown)
    return _page(request, form, shown, _("Do not endorse the initiative"), _("Save"))


@require_POST
def start_project(request: PersonRequest, code: UUID) -> HttpResponse:
    """Begin the draft of a project and lead to its form."""
    shown = _initiative(request, code, "change_groups.start_project")
    try:
        shown = actions.start_project(shown, on=today(), by=request.user)
    except DomainError as error:
        messages.error(request, str(error))
        return redirect(shown)
    messages.success(request, _("The draft has title and problem of the initiative. Complete it."))
    return redirect("projects:edit", shown.project.code)  # type: ignore[union-attr]


def _initiative(request: PersonRequest, code: UUID, permission: str) -> Initiative:
    return row_of(Initiative.objects.all(), request.user, code, permission)


def _page(
    request: PersonRequest, form: Any, shown: Initiative, title: str, send: str, lead: str = ""
) -> HttpResponse:
    return form_page(request, form, shown, title, send, kicker=shown, lead=lead)
