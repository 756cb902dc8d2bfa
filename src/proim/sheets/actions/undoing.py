"""Taking an import back: only while nobody has touched what it wrote; history keeps both."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from proim.accounts.models import User
from proim.audit.actions import record
from proim.core.errors import DomainError
from proim.core.permissions import require
from proim.core.workflow import move
from proim.sheets.fingerprints import fingerprints
from proim.sheets.models import Alias, Batch, Line
from proim.sheets.showing import Lists
from proim.sheets.workflow import FLOW

SHOWN = 10


@transaction.atomic
def undo(batch: Batch, *, by: User) -> Batch:
    """Give every row back what it said before, and take new rows back; all of it or nothing.

    Raises:
        PermissionDenied: it is the import of somebody else.
        TransitionError: it is not stored.
        DomainError: thirty days are over, or rows have changed since (they are named).
    """
    batch = require("sheets.undo", by, batch)
    if not batch.may_be_undone:
        raise DomainError(_("This import cannot be undone any more."))
    lines = _last_first(batch)
    lists = Lists(batch.declared.columns())
    with override(batch.language):
        _require_untouched(batch, lines, lists, by)
        for line in lines:
            _take_back(batch, line, by)
    Alias.objects.filter(
        table=batch.table, row__in=[n.row for n in lines if not n.before and n.row]
    ).filter(key__in=[line.own_key for line in lines if line.own_key]).delete()
    move(batch, FLOW, "undo", undone_at=timezone.now())
    record("sheets.undo", batch, by=by, table=batch.table, folio=batch.folio, rows=len(lines))
    return batch


def _last_first(batch: Batch) -> list[Line]:
    """Return what was stored, the other way round: what others stand on goes last."""
    lines = [line for line in batch.lines.exclude(left="").order_by("number") if line.values]
    order = batch.declared.order([line.values for line in lines])
    return [lines[place] for place in reversed(order)]


def _require_untouched(batch: Batch, lines: list[Line], lists: Lists, by: User) -> None:
    now = fingerprints(batch, lines, lists, by)
    touched = [line for line in lines if now[int(line.row or 0)] != line.left]
    if touched:
        names = ", ".join(f"{line.number} ({line.name})" for line in touched[:SHOWN])
        text = _("These rows have changed since the import, so nothing was undone: %(rows)s.")
        raise DomainError(text % {"rows": names})


def _take_back(batch: Batch, line: Line, by: User) -> None:
    table, facts, pk = batch.declared, batch.facts, int(line.row or 0)
    try:
        if line.verdict == "new":
            table.remove(facts, pk, by)
        else:
            (table.restore or table.change)(facts, pk, line.before, by)
    except ValidationError as error:
        told = {"row": line.number, "text": " ".join(error.messages)}
        raise DomainError(_("Row %(row)s cannot be given back: %(text)s") % told) from None
