"""What the background worker does for the outbox and the clock."""

from django_tasks import task

from proim.notifications import digests, journal, posting, schedule, telling


@task()
def deliver() -> None:
    """Tell what waits in the outbox and send the mails that are due."""
    telling.tell_due()
    posting.send_due()


@task()
def digest() -> None:
    """Write the daily summaries and send them."""
    telling.tell_due()
    digests.gather()
    posting.send_due()


@task()
def forget() -> None:
    """Remove what the clock no longer needs."""
    schedule.forget()
    journal.sweep()
