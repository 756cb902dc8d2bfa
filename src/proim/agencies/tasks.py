"""Work about agencies that comes back by the calendar."""

from django_tasks import task

from proim.agencies import reminders


@task()
def remind() -> None:
    """Tell of posts that stand empty."""
    reminders.remind_of_vacancies()
