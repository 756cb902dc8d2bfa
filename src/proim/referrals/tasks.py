"""Work about referrals that comes back by the calendar."""

from django_tasks import task

from proim.referrals import reminders


@task()
def remind() -> None:
    """Remind of referrals that are due."""
    reminders.remind()
