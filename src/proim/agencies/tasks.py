"""Work about agencies that comes back by the calendar."""

from django_tasks import task

from proim.agencies import reminders


@task()
def remind() -> None:
    """Tell of terms that run out or are over, and of posts that stand empty."""
    reminders.remind_of_terms()
    reminders.remind_of_vacancies()
