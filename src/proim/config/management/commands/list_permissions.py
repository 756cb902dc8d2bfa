"""Print every permission and who has it as Markdown: the page docs/permissions.md."""

from itertools import groupby
from typing import Any

from django.core.management.base import BaseCommand

from proim.core.permissions import description, names

HEAD = """# Permissions

One name, one rule, asked by lists, pages, buttons, actions and feeds alike. The name is `app.verb`, the same as the action and the
event of the ledger. Who may *see* a record decides whether it exists for a reader at all (404 otherwise); the stage of a record decides
when something may be done. This page is printed from the rules by `proim manage list_permissions`; a test keeps it so.
"""


class Command(BaseCommand):
    """Says what the rules say of themselves."""

    help = "Prints docs/permissions.md."

    def handle(self, *args: Any, **options: Any) -> None:
        lines = [HEAD]
        for app, found in groupby(names(), key=lambda name: name.partition(".")[0]):
            lines += [f"## {app}", "", "| permission | who, on which rows |", "|---|---|"]
            lines += [f"| `{name}` | {description(name)} |" for name in found]
            lines.append("")
        self.stdout.write("\n".join(lines).rstrip())
