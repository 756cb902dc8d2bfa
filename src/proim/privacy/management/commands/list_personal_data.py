"""Print the inventory of personal data as Markdown: the page docs/personal-data.md."""

from itertools import groupby
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import override

from proim.privacy.kinds import KINDS
from proim.privacy.words import inventory

HEAD = """# Personal data

What the platform holds about people, by table and column: what for, on which ground, who reads it, how long it is kept, and what
becomes of it when a person is erased. Each app declares its own columns in `personal.py`; a test names every column that was forgotten.
The terms are the usual ones: administrators edit them, with their ground, in the retention table. This page is printed from the
declarations by `proim manage list_personal_data`; a test keeps it so.
"""


class Command(BaseCommand):
    """Says what the declarations say."""

    help = "Prints docs/personal-data.md."

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the page, in English like all of docs/."""
        with override("en"):
            self.stdout.write("\n".join(page()).rstrip())


def page() -> list[str]:
    """Return the lines of the page."""
    lines = [HEAD, "## Terms", "", "| data | usual term | what happens then |", "|---|---|---|"]
    for kind in KINDS:
        unit = "working days" if kind.in_working_days else "days"
        days = "while archives ask" if kind.code == "acts" else f"{kind.days} {unit}"
        lines.append(f"| `{kind.code}` {kind.label} | {days} | {kind.then} |")
    for app, found in groupby(sorted(inventory(), key=lambda x: (x.app, x.model)), lambda x: x.app):
        lines += ["", f"## {app}", ""]
        lines += [
            "| table | column | about | what for | ground | who reads it | term | when erased |",
            "|---|---|---|---|---|---|---|---|",
        ]
        for line in found:
            about = f"`{line.person}`" if line.is_lookup else line.person
            lines += [
                f"| `{line.model}` | `{c.name}` | {about} | {line.why} | {line.basis} | {c.seen}"
                f" | `{line.term}` | {c.erasure} |"
                for c in line.columns
            ]
    return lines
