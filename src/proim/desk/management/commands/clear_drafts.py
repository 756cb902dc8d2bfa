"""Throw away unfinished forms that nobody went on with. For a daily job; twice does no harm."""

from django.core.management.base import BaseCommand
from django.utils.translation import ngettext

from proim.desk import drafts


class Command(BaseCommand):
    """Clear what has expired."""

    help = __doc__ or ""

    def handle(self, *args: object, **options: object) -> None:
        """Throw away and say how many."""
        number = drafts.clear()
        text = ngettext("%s unfinished form thrown away", "%s unfinished forms thrown away", number)
        self.stdout.write(text % number)
