"""Work about change groups that comes back by the calendar."""

from django_tasks import task

from proim.change_groups import reminders, tidying
from proim.core.clock import today


@task()
def remind() -> None:
    """Remind of agreements and actions that are due, and tell of pulses that open."""
    reminders.remind()


@task()
def tidy() -> int:
    """Forget who answered the pulses that are closed."""
    return tidying.forget_rolls(today())
