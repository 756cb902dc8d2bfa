"""Work about courses that comes back by the calendar."""

from django_tasks import task

from proim.training import reminders


@task()
def remind() -> None:
    """Remind of courses that begin."""
    reminders.remind()
