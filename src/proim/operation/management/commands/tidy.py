"""Remove expired sessions, results of old tasks and files that no record names; the nightly job does the same."""

from typing import Any

from django.core.management.base import BaseCommand

from proim.operation.tasks import tidy_up


class Command(BaseCommand):
    """Tidy up at once."""

    help = __doc__ or ""

    def handle(self, *args: Any, **options: Any) -> None:
        """Tidy up and say how much went."""
        removed = tidy_up()
        self.stdout.write(", ".join(f"{count} {name}" for name, count in removed.items()))
