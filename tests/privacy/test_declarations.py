"""Every column that can hold personal data is declared, and the page of the inventory says so."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from proim.core.personal import declared, mistaken, undeclared
from proim.privacy.kinds import KINDS, Kept
from proim.privacy.words import APPS

PAGE = Path(__file__).resolve().parents[2] / "docs" / "personal-data.md"


def test_every_column_that_looks_personal_is_declared():
    lines = [
        f"{model}.{field} ({kind}) looks personal and is declared nowhere. In src/proim/"
        f'{model.split(".")[0].lower()}/personal.py add "{field}": KEEP, SCRUB, EMPTY or DELETE to '
        f'personal("{model}", …); or, if it can hold nothing about anybody: '
        f'impersonal("{model}", "{field}")'
        for model, field, kind in undeclared()
    ]
    assert lines == [], "\n" + "\n".join(lines)


def test_declarations_name_what_exists():
    assert list(mistaken()) == []
    codes = {kind.code for kind in KINDS}
    assert {told.term for told in declared()} - codes == set()
    for told in declared():
        if told.person:
            str(told.table._base_manager.filter(**{told.person: 1}).query)


def test_the_page_is_printed_from_the_declarations():
    printed = StringIO()
    call_command("list_personal_data", stdout=printed)
    assert printed.getvalue() == PAGE.read_text(encoding="utf-8"), (
        "print it anew: proim manage list_personal_data > docs/personal-data.md"
    )


def test_every_part_of_the_platform_has_a_name_for_people():
    assert {told.table._meta.app_label for told in declared()} - set(APPS) == set()


@pytest.mark.parametrize(
    ("days", "years"),
    [(365, 1), (1825, 5), (1826, 5), (36_525, 100), (36_500, 100), (366, 0), (20, 0), (0, 0)],
)
def test_whole_years_are_told_as_years(days, years):
    assert Kept(next(iter(KINDS)), days, "Ley General de Archivos", None).years == years
