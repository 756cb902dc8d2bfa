"""What the background worker does for the outbox and the clock."""

from django_tasks import task

from proim.notifications import digests, journal, posting, schedule, telling


@task()
def deliver() -> None:
    """Tell what waits in the outbox and send the mails that are due."""
    _deliver()


@task()
def digest() -> None:
    """Write the daily summaries and send them."""
    _deliver()
    digests.gather()
    posting.send_due()


@task()
def forget() -> None:
    """Remove what the clock no longer needs."""
    schedule.forget()
    journal.sweep()


def _deliver() -> None:
    """Tell and send in turns, so that the first of many mails waits for few notices."""
    told = 1
    while told:
        told = telling.tell_due()
        posting.send_due()
