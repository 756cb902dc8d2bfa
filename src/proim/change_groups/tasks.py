"""Work about change groups that comes back by the calendar."""

from django_tasks import task

from proim.change_groups import reminders


@task()
def remind() -> None:
    """Remind of agreements and of actions of the plan that are due."""
    reminders.remind()
