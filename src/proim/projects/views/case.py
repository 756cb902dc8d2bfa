"""The page of a project, its history, and its two receipts."""

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.views.decorators.http import require_GET

from proim.accounts.http import PersonRequest, Request
from proim.accounts.models import User
from proim.audit.history import history
from proim.audit.models import Event
from proim.core.clock import today
from proim.documents.models import Document
from proim.files.panel import panel
from proim.projects import files
from proim.projects.checks import similar
from proim.projects.models import Project
from proim.projects.papers import PAPERS
from proim.projects.sheet import TO_MANY, bilingual, blocks, label
from proim.projects.slots import PROJECT_BLOCKS
from proim.projects.standing import moved, standing
from proim.projects.story import rounds, steps
from proim.projects.views.buttons import ASKED, buttons
from proim.projects.views.found import case, cases
from proim.projects.workflow import REQUIRED_FROM, Stage


@login_not_required
@require_GET
def project_detail(request: Request, code: UUID) -> HttpResponse:
    rows = Project.objects.permitted("projects.view", request.user)
    rows = rows.select_related("agency", "strategy")
    rows = rows.prefetch_related("subtopics", "stage_changes")
    if request.user.is_authenticated:
        rows = rows.select_related("agency", "strategy", "reviewer")
        rows = rows.with_permissions(request.user, "projects.history", *ASKED)
        rows = rows.prefetch_related(*TO_MANY, "observations__by")
    project = get_object_or_404(rows, code=code)
    parts = ((item.template, item.context(request, project)) for item in PROJECT_BLOCKS)
    context = {
        "project": project,
        "problem": bilingual(project, "problem"),
        "objective": bilingual(project, "objective"),
        "population": bilingual(project, "population"),
        "steps": steps(project),
        "parts": [
            render_to_string(name, told, request) for name, told in parts if told is not None
        ],
        "signed_in": request.user.is_authenticated,
        "case": _case(project, request.user),
        "files": panel(request.user, files.NAME, project),
    }
    return render(request, "projects/project_detail.html", context)


def _case(project: Project, reader: Any) -> dict[str, Any] | None:
    """Return what the agency and the office see besides; nobody else."""
    if not getattr(project, "may_history", False):
        return None
    own: Any = project  # annotated by with_permissions
    draft = project.stage == Stage.DRAFT
    return {
        "blocks": blocks(project),
        "buttons": buttons(project),
        "rounds": rounds(list(project.observations.all())),
        "missing": [label(name) for name in project.lacks(REQUIRED_FROM)] if draft else [],
        "similar": similar(project, reader) if draft else [],
        "issued": Document.objects.in_force(PAPERS, project.pk),
        "edits": own.may_edit and project.is_editable,
        "completes": own.may_complete and project.is_completable,
        "term": standing([project], today()).get(project.pk),
        "moves": moved(project) if project.runs_a_term else [],
        "reviews": own.may_accept and bool({"accept", "give_back"} & set(project.moves)),
    }


@require_GET
def project_history(request: PersonRequest, code: UUID) -> HttpResponse:
    rows = cases(request.user).prefetch_related("observations__by", "stage_changes")
    project = get_object_or_404(rows, code=code)
    context = {
        "project": project,
        "entries": history(project),
        "rounds": rounds(list(project.observations.all())),
        "stages": project.stage_changes.all(),
    }
    return render(request, "projects/project_history.html", context)


@require_GET
def project_receipt(request: PersonRequest, code: UUID) -> HttpResponse:
    project = case(request.user, code)
    return _receipt(request, project, "projects.accept")


@require_GET
def project_acknowledgement(request: PersonRequest, code: UUID) -> HttpResponse:
    project = case(request.user, code)
    return _receipt(request, project, "projects.submit")


def _receipt(request: PersonRequest, project: Project, verb: str) -> HttpResponse:
    """Print what the ledger knows of the last event with ``verb``: the receipt is that event."""
    event = Event.objects.of(project).filter(verb=verb).first()
    if event is None:
        raise Http404
    at = parse_datetime(event.at)
    context = {
        "project": project,
        "is_registration": verb == "projects.accept",
        "event": event,
        "at": timezone.localtime(at) if at else None,
        "by": User.objects.filter(pk=event.actor_id).first(),
        "hash": " ".join(event.hash[start : start + 8] for start in range(0, len(event.hash), 8)),
        "due": event.data.get("due", ""),
    }
    return render(request, "projects/project_receipt.html", context)
