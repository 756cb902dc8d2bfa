"""Reminders of what is owed on a project: the agency's correction, the office's review."""

from datetime import date

from proim.core.clock import today
from proim.core.working_days import working_days_between
from proim.notifications.outbox import notify
from proim.projects.models import Project
from proim.projects.workflow import IN_REVIEW, Stage

ANSWER = (5, 1, -1, -5)  # working days before (after: negative) the day on which it is due
REVIEW = (1, -1, -5)


def remind(day: date | None = None) -> int:
    """Tell of each term the latest reminder whose day has come; each is told once, and late if need be."""
    day, told = day or today(), 0
    owed = Project.objects.filter(is_test=False)
    for project in owed.filter(stage=Stage.RETURNED, answer_due_on__isnull=False):
        told += _remind("projects.answer_due", project, project.answer_due_on, ANSWER, day)
    for project in owed.filter(stage__in=IN_REVIEW, review_due_on__isnull=False):
        told += _remind("projects.review_due", project, project.review_due_on, REVIEW, day)
    return told


def step_of(due: date, day: date, steps: tuple[int, ...]) -> int | None:
    """Return the last of ``steps`` that is reached on ``day``; ``None`` before the first one."""
    left = working_days_between(day, due)
    reached = [step for step in steps if left <= step]
    return min(reached, default=None)


def _remind(
    kind: str, project: Project, due: date | None, steps: tuple[int, ...], day: date
) -> int:
    step = step_of(due, day, steps) if due else None
    if step is None:
        return 0
    notify(kind, project, key=f"{project.pk}:{due}:{step}", days=step)
    return 1
