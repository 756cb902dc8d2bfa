"""The page of permissions is what the rules say, and every rule says who."""

from io import StringIO
from pathlib import Path

from django.core.management import call_command

from proim.core.permissions import description, names

PAGE = Path(__file__).resolve().parents[2] / "docs" / "permissions.md"


def test_the_page_is_printed_from_the_rules():
    printed = StringIO()
    call_command("list_permissions", stdout=printed)
    assert printed.getvalue() == PAGE.read_text(encoding="utf-8"), (
        "print it anew: proim manage list_permissions > docs/permissions.md"
    )


def test_every_rule_says_who():
    assert [name for name in names() if not description(name)] == []
