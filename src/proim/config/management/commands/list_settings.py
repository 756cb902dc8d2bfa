"""Print every setting of an installation as Markdown: the page docs/settings.md."""

from django.conf import settings
from django.core.management.base import BaseCommand

HEAD = """# Settings

An installation is set by environment variables alone. Each may also be given as `NAME_FILE`, the path of a file
that holds the value. A variable that begins with `PROIM_` and is not in this table stops the start.
This page is made by `proim manage list_settings`.
"""


class Command(BaseCommand):
    """Print the page; a test compares it with the one in docs/."""

    help = __doc__ or ""
    requires_system_checks: list[str] = []

    def handle(self, **options: object) -> None:
        """Write the page to the output."""
        self.stdout.write(f"{HEAD}\n{settings.ENVIRONMENT.table()}")
