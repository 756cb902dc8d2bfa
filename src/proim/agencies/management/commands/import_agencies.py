"""Import a list of agencies from a CSV file: everything, or nothing if one row is wrong."""

import hashlib
from argparse import ArgumentParser
from datetime import date
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from proim.agencies import actions
from proim.agencies.importing import Comparison, Sheet, compare, read


class Command(BaseCommand):
    """Show what a file would change, and do it unless ``--dry-run`` is given."""

    help = __doc__ or ""

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add the file, the day of which it speaks and the ground of its scope list."""
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--scope-since",
            type=date.fromisoformat,
            required=True,
            help="the day of which the file speaks, YYYY-MM-DD",
        )
        parser.add_argument("--ground", required=True, help="legal ground of the scope list")
        parser.add_argument("--dry-run", action="store_true", help="change nothing")

    def handle(
        self, *, file: Path, scope_since: date, ground: str, dry_run: bool, **options: object
    ) -> None:
        """Read, compare, tell; then import."""
        try:
            data = file.read_bytes()
        except OSError as error:
            raise CommandError(f"{file}: {error.strerror}") from error
        sheet = read(data)
        comparison = compare(sheet, scope_since)
        self._tell(sheet, comparison)
        if comparison.problems:
            raise CommandError(_("Nothing was imported: the file has errors."))
        if dry_run:
            self.stdout.write(_("Nothing was imported: this was a trial."))
            return
        source = {"file": file.name, "sha256": hashlib.sha256(data).hexdigest()}
        actions.import_agencies(sheet, since=scope_since, ground=ground, source=source, by=None)

    def _tell(self, sheet: Sheet, comparison: Comparison) -> None:
        for problem in comparison.problems:
            words = {"row": problem.row, "column": problem.column, "text": problem.text}
            self.stderr.write(_("Row %(row)s, %(column)s: %(text)s") % words)
        if sheet.ignored:
            words = {"columns": ", ".join(sheet.ignored)}
            self.stdout.write(_("Columns that are not read: %(columns)s") % words)
        text = _("%(new)s new, %(changed)s changed, %(unchanged)s unchanged, %(errors)s errors")
        errors = len(comparison.problems)
        self.stdout.write(text % {**comparison.counts, "errors": errors})
