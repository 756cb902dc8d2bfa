"""The full record: an overview with what is missing, and one page per block."""

from collections import defaultdict
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from proim.accounts.http import PersonRequest
from proim.desk.choosing import answers_in
from proim.desk.resuming import resumed
from proim.projects import actions
from proim.projects.forms.record import RecordForm, names_in
from proim.projects.models import Observation, Project
from proim.projects.models.answers import stored
from proim.projects.sheet import TITLES, TO_MANY, blocks, rows
from proim.projects.views.found import case, cases
from proim.projects.workflow import BLOCKS, REQUIRED_FROM, Stage, opened

ORDER = list(BLOCKS)


@require_GET
def project_record(request: PersonRequest, code: UUID) -> HttpResponse:
    asked = ("projects.edit", "projects.complete")
    rows_seen = cases(request.user).with_permissions(request.user, *asked)
    project: Any = get_object_or_404(rows_seen.prefetch_related(*TO_MANY), code=code)
    found = blocks(project)
    context = {
        "project": project,
        "blocks": found,
        "filled": sum(block.filled for block in found),
        "total": sum(block.total for block in found),
        "is_open": (project.may_edit and project.is_editable)
        or (project.may_complete and project.is_completable),
    }
    return render(request, "projects/project_record.html", context)


@require_http_methods(["GET", "POST"])
def project_block(request: PersonRequest, code: UUID, name: str) -> HttpResponse:
    if name not in BLOCKS:
        raise Http404
    project = case(request.user, code, "projects.edit", "projects.complete")
    data = request.POST if request.method == "POST" else None
    comments = _comments(project)
    names = names_in(data) if data else open_names(project, name, comments)
    form = resumed(request, RecordForm(names, project, data, comments=comments))
    if "more_rows" in request.POST:
        form.set_aside()
    elif data and form.is_valid() and _stored(request, project, form):
        return _onward(request, project, name)
    context = {
        "project": project,
        "form": form,
        "name": name,
        "title": TITLES[name],
        "number": ORDER.index(name) + 1,
        "count": len(ORDER),
        "rows": rows(project, [field for field in BLOCKS[name] if field not in names]),
        "before": _beside(name, -1),
        "after": _beside(name, 1),
    }
    return render(request, "projects/project_block.html", context)


def open_names(project: Project, block: str, comments: dict[str, list[Observation]]) -> list[str]:
    """Return the fields of a block that may be changed in the present stage."""
    if project.stage == Stage.DRAFT:
        return list(BLOCKS[block])
    if project.stage == Stage.RETURNED:
        return [name for name in BLOCKS[block] if name in opened(comments)]
    if project.is_completable:
        return [name for name in BLOCKS[block] if name not in REQUIRED_FROM]
    return []


def _comments(project: Project) -> dict[str, list[Observation]]:
    found: dict[str, list[Observation]] = defaultdict(list)
    for one in project.observations.filter(answered_on__isnull=True):
        found[one.field].append(one)
    return found


def _stored(request: PersonRequest, project: Project, form: RecordForm) -> bool:
    write = actions.edit if project.is_editable else actions.complete
    with answers_in(form, partial(stored, project)):
        write(project, form.answers, by=request.user, seen=form.marks.seen)
        messages.success(request, _("Saved."))
        return True
    return False


def _beside(name: str, step: int) -> str:
    place = ORDER.index(name) + step
    return ORDER[place] if 0 <= place < len(ORDER) else ""


def _onward(request: PersonRequest, project: Project, name: str) -> HttpResponse:
    following = _beside(name, 1)
    if "next" in request.POST and following:
        return redirect("projects:block", project.code, following)
    return redirect("projects:record", project.code)
