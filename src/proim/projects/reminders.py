"""Reminders of what is owed on a project: the agency's correction, the office's review."""

from datetime import date

from proim.agencies.deadlines import calendars, office
from proim.agencies.formulas import Calendar
from proim.core.clock import today
from proim.notifications.outbox import notify
from proim.projects.models import Project
from proim.projects.workflow import IN_REVIEW, Stage

ANSWER = (5, 1, -1, -5)  # working days before (after: negative) the day on which it is due
REVIEW = (1, -1, -5)


def remind(day: date | None = None) -> int:
    """Tell of each term the latest reminder whose day has come; each is told once, and late if need be.

    A correction is counted on the agency's calendar, a review on the office's.
    """
    day, told = day or today(), 0
    owed = Project.objects.filter(is_test=False)
    answers = list(owed.filter(stage=Stage.RETURNED, answer_due_on__isnull=False))
    reviews = owed.filter(stage__in=IN_REVIEW, review_due_on__isnull=False)
    reviewing = office()
    read = calendars([reviewing, *(project.agency_id for project in answers)])
    for project in answers:
        step = step_of(project.answer_due_on, day, ANSWER, read.of(project.agency_id))
        told += _remind("projects.answer_due", project, project.answer_due_on, step)
    for project in reviews:
        step = step_of(project.review_due_on, day, REVIEW, read.of(reviewing))
        told += _remind("projects.review_due", project, project.review_due_on, step)
    return told


def step_of(due: date | None, day: date, steps: tuple[int, ...], calendar: Calendar) -> int | None:
    """Return the last of ``steps`` that is reached on ``day``; ``None`` before the first one."""
    left = calendar.between(day, due) if due else max(steps) + 1
    return min((step for step in steps if left <= step), default=None)


def _remind(kind: str, project: Project, due: date | None, step: int | None) -> int:
    if step is None:
        return 0
    notify(kind, project, key=f"{project.pk}:{due}:{step}", days=step)
    return 1
