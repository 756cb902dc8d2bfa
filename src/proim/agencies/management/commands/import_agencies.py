"""Import a list of public entities from a file, as the screen of sheets does; nothing if one row is wrong."""

from argparse import ArgumentParser
from datetime import date
from pathlib import Path

from django.core.exceptions import PermissionDenied
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from proim.accounts.models import User
from proim.agencies.entity_columns import AGENCIES
from proim.core.errors import DomainError
from proim.sheets import actions, jobs
from proim.sheets.matching import all_columns, grid_of, proposed
from proim.sheets.models import Batch
from proim.sheets.reading.opening import raw
from proim.sheets.slots import Facts


class Command(BaseCommand):
    """Show what a file would change, and do it unless ``--dry-run`` is given."""

    help = __doc__ or ""

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add the file, who brings it in, the day of which it speaks and the ground of its scope list."""
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--by", required=True, help="e-mail of somebody of the programme office"
        )
        parser.add_argument(
            "--scope-since",
            type=date.fromisoformat,
            required=True,
            help="the day of which the file speaks, YYYY-MM-DD",
        )
        parser.add_argument("--ground", required=True, help="legal ground of the scope list")
        parser.add_argument("--dry-run", action="store_true", help="change nothing")

    def handle(
        self,
        *,
        file: Path,
        by: str,
        scope_since: date,
        ground: str,
        dry_run: bool,
        **options: object,
    ) -> None:
        """Read, match by the known headers, check, tell; then store."""
        person = User.objects.active().filter(email__iexact=by).first()
        try:
            batch = self._checked(file, Facts("", scope_since, ground), person)
            self._tell(batch)
            if dry_run or batch.counts["error"]:
                actions.discard(batch, by=person)
            if batch.counts["error"]:
                raise CommandError(_("Nothing was imported: the file has errors."))
            if dry_run:
                self.stdout.write(_("Nothing was imported: this was a trial."))
                return
            self._store(batch)
        except OSError as error:
            raise CommandError(f"{file}: {error.strerror}") from error
        except PermissionDenied:
            raise CommandError(_("%s is not of the programme office.") % by) from None
        except DomainError as error:
            raise CommandError(str(error)) from error

    def _checked(self, file: Path, facts: Facts, person: User | None) -> Batch:
        if person is None:
            raise PermissionDenied("sheets.upload")
        data = file.read_bytes()
        batch = actions.upload(
            AGENCIES, facts, name=file.name, data=data, told=raw(data), by=person
        )
        grid = grid_of(batch)
        answers, _sure, _is_saved = proposed(AGENCIES, grid, facts.place, person)
        ignored = [
            header for place, header in enumerate(grid.headers) if str(place) not in answers.columns
        ]
        if ignored:
            words = {"columns": ", ".join(ignored)}
            self.stdout.write(_("Columns that are not read: %(columns)s") % words)
        return jobs.dry_run(actions.match(batch, answers, by=person))

    def _store(self, batch: Batch) -> None:
        try:
            actions.commit(actions.begin(batch, by=batch.person), by=batch.person)
        except actions.RefusedLinesError as refusal:
            self._tell(actions.refuse(batch, refusal, by=batch.person), ("problems",))
            raise

    def _tell(self, batch: Batch, parts: tuple[str, ...] = ("problems", "counts")) -> None:
        labels = {column.key: str(column.label) for column in all_columns(AGENCIES)}
        for line in batch.lines.exclude(problems=[]).order_by("number"):
            for name, text in line.problems:
                words = {"row": line.number, "column": labels.get(name, "—"), "text": text}
                self.stderr.write(_("Row %(row)s, %(column)s: %(text)s") % words)
        if "counts" in parts:
            told = _("%(new)s new, %(changed)s changed, %(unchanged)s unchanged, %(error)s errors")
            self.stdout.write(told % batch.counts)
