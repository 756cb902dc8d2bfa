from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from proim.accounts.models import User
from proim.agencies.actions.agency import add, rename
from proim.agencies.actions.scope import put_in_scope, take_out_of_scope
from proim.agencies.importing import Comparison, Line, Sheet, Verdict, compare
from proim.agencies.models import Agency, Programme
from proim.audit.actions import record
from proim.core.errors import DomainError
from proim.core.permissions import require


@transaction.atomic
def import_agencies(
    sheet: Sheet,
    *,
    since: date,
    ground: str,
    source: dict[str, Any],
    expected: str = "",
    by: User | None,
) -> Comparison:
    """Do what a file of agencies says of ``since``: everything, or nothing if one row is wrong.

    New agencies begin on ``since``; others get a state and an entry in the scope list from that
    day on where the file differs. The same file again changes nothing and leaves no trace.

    Args:
        sheet: the file as ``importing.read`` gives it.
        since: the day of which the file speaks.
        ground: the legal ground of the scope list.
        source: what the receipt says of the file: name and hash.
        expected: digest of the comparison that was shown; another one by now is refused.
        by: who imports.

    Raises:
        PermissionDenied: ``by`` is not of the office.
        ValidationError: a row is wrong; the messages name row and column.
        DomainError: the records have changed since the preview.
    """
    programme = require("agencies.import_agencies", by, Programme.get())
    comparison = compare(sheet, since)
    if comparison.problems:
        text = _("Row %(row)s, %(column)s: %(text)s")
        words = ({"row": p.row, "column": p.column, "text": p.text} for p in comparison.problems)
        raise ValidationError([text % told for told in words])
    if expected and expected != comparison.digest:
        raise DomainError(_("The records have changed since the preview. Look at it again."))
    rows = {agency.key: agency for agency in Agency.objects.all()}
    for line in _heads_first(comparison.differences):
        rows[line.row.key] = _apply(line, rows, since, ground, by)
    if comparison.differences:
        facts = {**source, "since": since, "ground": ground, **comparison.counts}
        event = record("agencies.import_agencies", programme, by=by, **facts)
        comparison.receipt = event.sequence
    return comparison


def _heads_first(lines: list[Line]) -> list[Line]:
    """Order the lines so that a head of sector comes before those of its sector."""
    keys = {line.row.key: line for line in lines}

    def depth(line: Line) -> int:
        head = keys.get(line.state.get("sector", ""))
        return 1 + depth(head) if head else 0

    return sorted(lines, key=depth)


def _apply(
    line: Line, rows: dict[str, Agency], since: date, ground: str, by: User | None
) -> Agency:
    state = dict(line.state)
    if "sector" in state:
        state["sector"] = rows.get(state["sector"])
    if line.verdict == Verdict.NEW:
        draft = Agency(key=line.row.key, **state)
        agency = add(draft, since=since, ground=ground, by=by)
    else:
        agency = rows[line.row.key]
        if state:
            rename(agency, since=since, ground=ground, by=by, **state)
    if line.scope is True:
        put_in_scope(agency, since=since, ground=ground, by=by)
    elif line.scope is False:
        take_out_of_scope(agency, since=since, ground=ground, by=by)
    return agency
