"""The office's queue and the review of one project."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.forms import BoundField
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from proim.accounts.http import PersonRequest
from proim.accounts.models import User
from proim.agencies.models import stand_ins
from proim.agencies.running import Running
from proim.core.clock import today
from proim.core.http import paginate, refusals_in, render_page, tell
from proim.desk.resuming import resumed
from proim.projects import actions
from proim.projects.checks import checks, similar
from proim.projects.forms.review import CommentsForm, QueueFilter
from proim.projects.models import Project
from proim.projects.sheet import TO_MANY, Block, Row, blocks
from proim.projects.standing import moved, standing
from proim.projects.story import rounds
from proim.projects.views.found import case, cases, office_only
from proim.projects.workflow import IN_REVIEW

Line = tuple[Row, BoundField]


@dataclass(frozen=True, slots=True)
class Waiting:
    """A line of the queue: a project, its term, and who stands in for a reviewer who is away."""

    project: Project
    term: Running | None
    stand_in: User | None


@require_GET
def review_queue(request: PersonRequest) -> HttpResponse:
    office_only(request.user)
    filters = QueueFilter(request.GET)
    projects = Project.objects.permitted("projects.take", request.user)
    projects = projects.select_related("agency", "strategy", "reviewer")
    page, day = paginate(request, filters.narrow(projects, request.user)), today()
    terms, covers = standing(page.object_list, day), stand_ins(day)
    people = User.objects.in_bulk(set(covers.values())) if covers else {}
    lines = [
        Waiting(one, terms.get(one.pk), people.get(covers.get(one.reviewer_id or 0, 0)))
        for one in page
    ]
    context = {"filters": filters, "page": page, "lines": lines}
    return render_page(request, "projects/review_queue.html", context, partial="results")


@require_GET
def project_review(request: PersonRequest, code: UUID) -> HttpResponse:
    project = case(request.user, code, "projects.give_back")
    return _review_page(request, project, resumed(request, CommentsForm()))


def _review_page(request: PersonRequest, project: Project, form: CommentsForm) -> HttpResponse:
    rows = cases(request.user).prefetch_related(*TO_MANY, "observations__by")
    project = get_object_or_404(rows, pk=project.pk)
    alike = similar(project, request.user)
    context = {
        "project": project,
        "form": form,
        "parts": [_part(block, form) for block in blocks(project)],
        "checks": checks(project, alike),
        "alike": alike,
        "rounds": rounds(list(project.observations.all())),
        "term": standing([project], today()).get(project.pk) if project.review_due_on else None,
        "moves": moved(project),
        "waits": project.stage in IN_REVIEW,
        "is_mine": project.reviewer_id == request.user.pk,
    }
    return render(request, "projects/project_review.html", context)


def _part(block: Block, form: CommentsForm) -> tuple[Block, list[Line], list[Line]]:
    """Return a block with its answers, and apart from them the optional fields without one."""
    lines: list[Line] = [(row, form[f"comment_{row.name}"]) for row in block.rows]
    shown = [line for line in lines if line[0].items or line[0].is_required or line[1].value()]
    return block, shown, [line for line in lines if line not in shown]


@require_POST
def project_take(request: PersonRequest, code: UUID) -> HttpResponse:
    project = case(request.user, code, "projects.take")
    with tell(request, _("You are reviewing this project.")):
        actions.take(project, by=request.user)
    return redirect("projects:review", code)


@require_POST
def project_untake(request: PersonRequest, code: UUID) -> HttpResponse:
    project = case(request.user, code, "projects.untake")
    with tell(request, _("It waits for anybody again.")):
        actions.untake(project, by=request.user)
    return redirect("projects:review", code)


@require_http_methods(["POST"])
def project_give_back(request: PersonRequest, code: UUID) -> HttpResponse:
    project = case(request.user, code, "projects.give_back")
    form = CommentsForm(request.POST)
    if form.is_valid():
        with refusals_in(form):
            actions.give_back(project, form.comments, by=request.user)
            count = len(form.comments)
            done = ngettext("Returned with %s comment.", "Returned with %s comments.", count)
            messages.success(request, done % count)
            return redirect("projects:review_queue")
    return _review_page(request, project, form)


@require_http_methods(["POST"])
def project_accept(request: PersonRequest, code: UUID) -> HttpResponse:
    project = case(request.user, code, "projects.accept")
    form = CommentsForm(request.POST)
    if form.is_valid() and form.comments:
        text = _("You wrote comments. Return the project with them, or empty them to accept it.")
        form.add_error(None, text)
    elif form.is_valid():
        with refusals_in(form):
            accepted = actions.accept(project, by=request.user)
            messages.success(request, _("Accepted with folio %s") % accepted.folio)
            return redirect("projects:receipt", code)
    return _review_page(request, project, form)
