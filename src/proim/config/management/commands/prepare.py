"""Make the database and the static files ready to serve."""

import os
from argparse import ArgumentParser
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection

from proim.taxonomy import actions as taxonomy


def refresh_statistics() -> None:
    """Tell the planner how the rows lie: both databases choose poor plans until they have counted."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


class Command(BaseCommand):
    """Migrate, load catalogues and demonstration, collect static files; each is quick when done."""

    help = __doc__ or ""

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add ``--demo``, which the setting PROIM_DEMO also says."""
        parser.add_argument("--demo", action="store_true")

    def handle(self, *, demo: bool, **options: object) -> None:
        """Run the steps in order."""
        _forget_counters()
        call_command("migrate", verbosity=0, interactive=False)
        taxonomy.load()
        if demo or settings.DEMO:
            call_command("demo", stdout=self.stdout)
        refresh_statistics()
        if not settings.PREBUILT:
            call_command("collectstatic", interactive=False, verbosity=0)


def _forget_counters() -> None:
    """Remove the counters of server processes of before: Prometheus expects them to begin anew."""
    folder = os.environ.get("PROMETHEUS_MULTIPROC_DIR")
    for path in Path(folder).glob("*.db") if folder else ():
        path.unlink(missing_ok=True)
