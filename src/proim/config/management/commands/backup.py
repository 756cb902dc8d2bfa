"""Write the database and the files into one archive with hashes."""

from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from proim.config import archive
from proim.config.management.commands.verify import faults
from proim.files import sweeping
from proim.operation import backups, records
from proim.privacy.kinds import days_of


class Command(BaseCommand):
    """Write one archive; the server may go on working meanwhile."""

    help = __doc__ or ""

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add the path of the archive."""
        parser.add_argument("file", type=Path, help="the archive, or a folder that holds several")
        parser.add_argument(
            "--keep",
            type=int,
            nargs="?",
            const=0,
            metavar="DAYS",
            help="delete older archives of the same folder; without DAYS, the stated term",
        )

    def handle(self, *, file: Path, keep: int | None = None, **options: object) -> None:
        """Write and say how much."""
        if keep is not None and keep < 0:
            raise CommandError("--keep takes a number of days.")
        if file.is_dir():
            file /= backups.name_of(timezone.now())
        if file.exists():
            raise CommandError(f"{file} exists already.")
        try:
            hashes = archive.write(file.resolve())
        except (archive.ArchiveError, OSError) as error:
            raise CommandError(str(error)) from error
        folder = str(file.resolve().parent)
        size = file.stat().st_size
        records.note(records.BACKUP, bytes=size, files=len(hashes), folder=folder)
        found = sweeping.verify()
        if not found.is_whole:
            text = "The backup is written, but some files were not what was once stored:"
            raise CommandError(f"{text}\n{faults(found)}")
        self.stdout.write(f"{file}: {len(hashes)} files, {file.stat().st_size:,} bytes")
        if keep is not None:
            gone = backups.rotate(file.resolve().parent, keep or days_of("backup"))
            self.stdout.write(f"{len(gone)} older backups deleted.")
