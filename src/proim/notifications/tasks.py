"""What the background worker does for the outbox and the clock."""

from django_tasks import task

from proim.notifications import schedule


@task()
def forget() -> None:
    """Remove what the clock no longer needs."""
    schedule.forget()
