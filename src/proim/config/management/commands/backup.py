"""Write the database and the files into one archive with hashes."""

from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from proim.config import archive
from proim.config.management.commands.verify import faults
from proim.files import sweeping
from proim.operation import records


class Command(BaseCommand):
    """Write one archive; the server may go on working meanwhile."""

    help = __doc__ or ""

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add the path of the archive."""
        parser.add_argument("file", type=Path)

    def handle(self, *, file: Path, **options: object) -> None:
        """Write and say how much."""
        if file.exists():
            raise CommandError(f"{file} exists already.")
        try:
            hashes = archive.write(file.resolve())
        except (archive.ArchiveError, OSError) as error:
            raise CommandError(str(error)) from error
        records.note(records.BACKUP, bytes=file.stat().st_size, files=len(hashes))
        found = sweeping.verify()
        if not found.is_whole:
            text = "The backup is written, but some files were not what was once stored:"
            raise CommandError(f"{text}\n{faults(found)}")
        self.stdout.write(f"{file}: {len(hashes)} files, {file.stat().st_size:,} bytes")
