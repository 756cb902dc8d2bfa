"""The terms of projects as people read them, for pages and lists."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from proim.agencies.deadlines import calendars
from proim.agencies.models import Programme
from proim.agencies.running import Moved, Running, moves, running
from proim.projects.models import Project, ProjectTerm, ProjectTermMove, TermKind


def standing(projects: Iterable[Project], day: date) -> Mapping[int, Running]:
    """Return the running term of each of ``projects`` that has one, by its id.

    The projects come with their agency. Four queries, however many there are.
    """
    rows = {project.pk: project for project in projects if project.runs_a_term}
    if not rows:
        return {}
    office = Programme.get().owner
    found = {}
    terms = list(ProjectTerm.objects.filter(project__in=rows, met_on__isnull=True))
    owners = [office, *(rows[term.project_id].agency for term in terms)]
    read = calendars(agency.pk for agency in owners if agency)
    for term in terms:
        is_review = term.kind == TermKind.REVIEW
        agency = office if is_review else rows[term.project_id].agency
        calendar = read.of(agency.pk if agency else None)
        found[term.project_id] = running(term.term, day, calendar, agency=agency)
    return found


def moved(project: Project) -> Sequence[Moved]:
    """Return what moved the running term of ``project``, the oldest first; one query."""
    rows = ProjectTermMove.objects.filter(term__project=project, term__met_on__isnull=True)
    return moves(rows.select_related("notice").order_by("pk"))
