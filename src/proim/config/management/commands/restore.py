"""Bring back what a backup wrote, after checking every hash."""

from argparse import ArgumentParser
from pathlib import Path

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from proim.config import archive


class Command(BaseCommand):
    """Replace the database and the files by those of an archive; stop the server first."""

    help = __doc__ or ""
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add the path of the archive and ``--force``."""
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--force", action="store_true", help="replace a database that is not empty"
        )

    def handle(self, *, file: Path, force: bool, **options: object) -> None:
        """Restore, bring the tables to this version, verify the ledger."""
        try:
            manifest = archive.read(file.resolve(), force=force)
        except archive.ArchiveError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{file} of {manifest['made']} is back.")
        call_command("migrate", verbosity=0, interactive=False)
        call_command("verify", stdout=self.stdout)
