"""Verify the settings, the state of the tables, the whole ledger and every stored file."""

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from proim.audit.models import verify
from proim.files import sweeping


class Command(BaseCommand):
    """Answer 0 when everything is whole; otherwise name the first thing that is not."""

    help = __doc__ or ""

    def handle(self, **options: object) -> None:
        """Run the checks from the cheapest to the longest."""
        call_command("check", stdout=self.stdout)
        if settings.TODAY:
            told = (
                f"Clock: stands still on {settings.TODAY} (PROIM_TODAY); only for a demonstration."
            )
            self.stdout.write(self.style.WARNING(told))
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
        if waiting:
            raise CommandError(f"{len(waiting)} migrations wait: run `proim manage migrate`.")
        self.stdout.write(f"Database: {connection.vendor}, tables up to date.")
        verdict = verify()
        if verdict.broken is not None:
            raise CommandError(f"Ledger: event {verdict.broken} {verdict.reason}.")
        self.stdout.write(f"Ledger: {verdict.checked} events, the chain is whole.")
        found = sweeping.verify()
        if not found.is_whole:
            raise CommandError(faults(found))
        strays = f" {len(found.strays)} without a record." if found.strays else ""
        self.stdout.write(f"Files: {found.checked} stored, all as they were.{strays}")


def faults(found: sweeping.Findings) -> str:
    """Name every stored file that is not there or not as it was."""
    lines = [f"Files: {name} is missing." for name in found.missing]
    return "\n".join([*lines, *(f"Files: {name} was changed." for name in found.changed)])
