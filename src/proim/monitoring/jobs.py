"""Work about reports that comes back by the calendar: what nobody needs to press a button for."""

from django_tasks import task

from proim.core.clock import today
from proim.monitoring import actions
from proim.monitoring.models import Period


@task()
def open_reports() -> None:
    """Ask for the reports of each quarter whose day has come."""
    for period in Period.objects.to_open(today()):
        actions.open_period(period, by=None)
