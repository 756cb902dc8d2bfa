"""Work about projects that comes back by the calendar."""

from django_tasks import task

from proim.projects import reminders


@task()
def remind() -> None:
    """Tell of corrections and reviews that are due."""
    reminders.remind()
