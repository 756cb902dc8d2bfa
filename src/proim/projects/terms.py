"""The terms of projects: the office's review and the agency's correction. Called by actions only."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from proim.agencies.deadlines import (
    Calendars,
    calendar_of,
    calendars,
    end_of,
    hold,
    office,
    settled,
)
from proim.agencies.models import SPEAKERS, Audience
from proim.agencies.models.deadline import touched
from proim.agencies.rules import agencies_as, is_office
from proim.agencies.sources import Change, Mailing, Owed
from proim.core.permissions import Actor
from proim.projects.models import Project, ProjectTerm, ProjectTermMove, TermKind
from proim.projects.workflow import Stage

DAYS = {
    TermKind.REVIEW: 5,  # working days of the office (domain.md 3.3)
    TermKind.ANSWER: 10,  # working days of the agency (domain.md 7.11)
}
COLUMNS = {TermKind.REVIEW: "review_due_on", TermKind.ANSWER: "answer_due_on"}
WHAT = {TermKind.REVIEW: _("Review the project"), TermKind.ANSWER: _("Correct the project")}
# Who is told with which kind of notice once a term is over (``notices``).
LATE = {
    TermKind.ANSWER: {
        Audience.LIAISON: "projects.answer_due",
        Audience.HEAD: "projects.answer_escalated",
        Audience.OFFICE: "projects.answer_escalated_to_office",
        Audience.ADMINISTRATOR: "projects.answer_escalated_to_administrator",
    },
    TermKind.REVIEW: {
        Audience.LIAISON: "projects.review_due",
        **dict.fromkeys(
            (Audience.HEAD, Audience.OFFICE, Audience.ADMINISTRATOR), "projects.review_escalated"
        ),
    },
}


def hold_calendars(project: Project) -> None:
    """Lock the calendars on which the terms of ``project`` run; before ``require`` locks the project."""
    hold(office(), project.agency_id)


def obliged(project: Project) -> tuple[int | None, bool]:
    """Return whose calendar the running term of ``project`` follows, and whether it is the office's."""
    is_review = project.stage != Stage.RETURNED
    return (office() if is_review else project.agency_id), is_review


def begin(project: Project, kind: TermKind, on: date) -> date:
    """End the running term of the locked ``project``, begin one of ``kind``; return its last day."""
    end(project, on)
    calendar = calendar_of(office() if kind == TermKind.REVIEW else project.agency_id)
    term = ProjectTerm(project=project, kind=kind, starts_on=on, days=DAYS[kind])
    term.due_on = end_of(on, term.days, calendar)
    term.save(force_insert=True)
    return term.due_on


def end(project: Project, on: date) -> None:
    """Note that what was owed was done on the day ``on``, if something was."""
    project.terms.filter(met_on__isnull=True).update(met_on=on)


def move(change: Change) -> int:
    """Compute anew the terms that run on the days of ``change``; return how many moved."""
    rows = ProjectTerm.objects.filter(touched(change.first, change.last))
    owner = office()
    if change.agencies is not None:
        own = Q(kind=TermKind.ANSWER, project__agency__in=change.agencies)
        rows = rows.filter(own | Q(kind=TermKind.REVIEW) if owner in change.agencies else own)
    terms = list(rows.select_related("project").order_by("pk"))
    read = calendars(_obliged(term, owner) for term in terms)
    moved: list[ProjectTermMove] = []
    for term in terms:
        due = _end_of(term, read, owner)
        before = term.due_on
        term.due_on = settled(
            before, due, learned_on=change.learned_on, is_met=term.met_on is not None
        )
        if term.due_on != before:
            told = ProjectTermMove(term=term, moved_from=before, moved_to=term.due_on)
            told.since, told.notice = change.learned_on, change.notice
            moved.append(told)
    ProjectTerm.objects.bulk_update([row.term for row in moved], ["due_on"], batch_size=500)
    ProjectTermMove.objects.bulk_create(moved, batch_size=500)
    _repeat(moved)
    return len(moved)


def _obliged(term: ProjectTerm, owner: int | None) -> int | None:
    return owner if term.kind == TermKind.REVIEW else term.project.agency_id


def _end_of(term: ProjectTerm, read: Calendars, owner: int | None) -> date:
    return end_of(term.starts_on, term.days, read.of(_obliged(term, owner)))


def _repeat(moved: list[ProjectTermMove]) -> None:
    """Put the new ends of running terms on their projects, where nobody has ended the term meanwhile."""
    groups: dict[tuple[str, date, date], list[int]] = defaultdict(list)
    for row in moved:
        if row.term.met_on is None:
            column = COLUMNS[TermKind(row.term.kind)]
            groups[column, row.moved_from, row.moved_to].append(row.term.project_id)
    for (column, before, after), projects in groups.items():
        waiting = Project.objects.filter(pk__in=projects, **{column: before})
        waiting.update(**{column: after})


def owed(actor: Actor, day: date) -> Iterator[Owed]:
    """Tell the running terms: the office knows all of them, an agency those that it owes itself."""
    rows = ProjectTerm.objects.filter(met_on__isnull=True, starts_on__lte=day)
    if actor is not None and not is_office(actor):
        own = agencies_as(actor, *SPEAKERS)
        rows = rows.filter(kind=TermKind.ANSWER, project__agency__in=own)
    owner = office()
    for term in rows.select_related("project").order_by("due_on", "pk"):
        kind, project = TermKind(term.kind), term.project
        page = "projects:review" if kind == TermKind.REVIEW else "projects:detail"
        href = reverse(page, args=[project.code])
        who = _obliged(term, owner)
        yield Owed(
            term.term,
            who,
            WHAT[kind],
            project.title,
            href,
            lang=project.title_lang,
            by_office=kind == TermKind.REVIEW,
            mailing=None if project.is_test else _mailing(project, kind),
        )


def _mailing(project: Project, kind: TermKind) -> Mailing:
    late = LATE[kind]
    return Mailing(project, str(project.pk), late[Audience.LIAISON], late)
