"""What an agency has of projects: all of them when it ends, the open ones when somebody leaves a post."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from proim.agencies.estates import DUTIES, ESTATES, Duty, Estate, Thing, Went
from proim.agencies.models import Agency, Reorganization
from proim.core.permissions import Actor
from proim.projects.actions import transfer
from proim.projects.models import Project, Transfer
from proim.projects.workflow import ACTIVE, Stage

OVER = (Stage.ASSESSED, Stage.CANCELLED, Stage.MERGED, Stage.WITHDRAWN)


def _of(agency: Agency) -> list[Thing]:
    """Return every project; of one that was never sent the office learns no more than that it is there."""
    rows = Project.objects.filter(agency=agency).order_by("folio", "pk")
    return [_left(project) for project in rows]


def _left(project: Project) -> Thing:
    stage = capfirst(project.get_stage_display())
    if project.submitted_on is None:
        return Thing(
            project.pk, _("A draft that was not sent yet"), "", is_open=project.stage not in OVER
        )
    note = f"{project.folio} · {stage}" if project.folio else stage
    lang, is_open = project.title_lang, project.stage not in OVER
    return Thing(project.pk, project.title, project.get_absolute_url(), note, lang, is_open)


def _move(pk: int, to: Agency, deed: Reorganization, by: Any) -> None:
    project = Project.objects.get(pk=pk)
    transfer(project, to, since=deed.since, ground=deed.ground, deed=deed, by=by)


def _told(deed: Reorganization, actor: Actor) -> list[Went]:
    rows = Transfer.objects.filter(reorganization=deed).order_by("project__folio", "pk")
    rows = rows.select_related("project", "origin", "agency")
    seen = Project.objects.permitted("projects.view", actor).filter(transfers__reorganization=deed)
    visible = set(seen.values_list("pk", flat=True))
    return [_went(row, is_visible=row.project_id in visible) for row in rows]


def _went(row: Transfer, *, is_visible: bool) -> Went:
    if not is_visible:
        return Went("", "", "", row.origin, row.agency)
    project = row.project
    title = f"{project.folio} · {project.title}" if project.folio else project.title
    return Went(title, project.get_absolute_url(), project.title_lang, row.origin, row.agency)


def _drafts(agency: Agency, day: date) -> Sequence[Thing]:
    rows = Project.objects.filter(agency=agency, stage=Stage.DRAFT).order_by("-pk")
    return [_open(project, "projects:edit") for project in rows]


def _returned(agency: Agency, day: date) -> Sequence[Thing]:
    rows = Project.objects.filter(agency=agency, stage=Stage.RETURNED)
    return [_open(project, "projects:edit") for project in rows.order_by("answer_due_on", "pk")]


def _running(agency: Agency, day: date) -> Sequence[Thing]:
    rows = Project.objects.filter(agency=agency, stage__in=ACTIVE).order_by("folio", "pk")
    return [_open(project, "projects:detail") for project in rows]


def _open(project: Project, page: str) -> Thing:
    stage = capfirst(project.get_stage_display())
    note = f"{project.folio} · {stage}" if project.folio else stage
    href, due = reverse(page, args=[project.code]), project.answer_due_on
    return Thing(project.pk, project.title, href, note, project.title_lang, due_on=due)


PROJECTS = Estate("projects", gettext_lazy("Projects"), _of, _move, _told)
KINDS = (
    Duty("returned", gettext_lazy("Projects returned with comments"), _returned),
    Duty("drafts", gettext_lazy("Drafts of projects"), _drafts),
    Duty("running", gettext_lazy("Projects in course"), _running),
)


def declare() -> None:
    """Tell the agencies of what they have here."""
    ESTATES.add(PROJECTS)
    for duty in KINDS:
        DUTIES.add(duty)
