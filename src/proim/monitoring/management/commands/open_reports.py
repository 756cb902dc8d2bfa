"""Ask for the reports of each quarter whose day has come. For a daily job; twice does no harm."""

from django.core.management.base import BaseCommand
from django.utils.translation import ngettext

from proim.core.clock import today
from proim.monitoring.actions import open_period
from proim.monitoring.models import Period


class Command(BaseCommand):
    """Open what is due to be opened."""

    help = __doc__ or ""

    def handle(self, *args: object, **options: object) -> None:
        """Open each period and say how many reports are asked for."""
        for period in Period.objects.to_open(today()):
            number = open_period(period, by=None).reports.count()
            text = ngettext(
                "%(quarter)s: %(number)s report", "%(quarter)s: %(number)s reports", number
            )
            self.stdout.write(text % {"quarter": period.quarter, "number": number})
