"""Storing a checked file: everything in one transaction, through the actions of the owning app."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from proim.accounts.models import User
from proim.audit.actions import record
from proim.core.errors import DomainError
from proim.core.permissions import require
from proim.core.workflow import move
from proim.sheets.checking import counts
from proim.sheets.fingerprints import fingerprints
from proim.sheets.messages import problem
from proim.sheets.models import Alias, Batch, Line
from proim.sheets.showing import Lists, all_same
from proim.sheets.slots import Row
from proim.sheets.workflow import FLOW, Verdict

STORED = (Verdict.NEW, Verdict.CHANGED, Verdict.CONFLICT)
Found = dict[int, list[list[str]]]


class RefusedLinesError(DomainError):
    """Some rows were refused while storing, so nothing was stored. ``found`` tells them by number."""

    def __init__(self, found: Found) -> None:
        super().__init__(_("Some rows were refused, so nothing was stored. They are marked below."))
        self.found = found


@transaction.atomic
def begin(batch: Batch, *, by: User) -> Batch:
    """Mark a checked import as being stored, for work in the background.

    Raises:
        PermissionDenied: it is the import of somebody else.
        TransitionError: it is not checked, or somebody stores it already.
    """
    batch = require("sheets.begin", by, batch)
    move(batch, FLOW, "begin", refusal="")
    record("sheets.begin", batch, by=by)
    return batch


@transaction.atomic
def commit(batch: Batch, *, by: User) -> Batch:
    """Store every row that is right, in one transaction; rows with errors stay out.

    Where both sides changed a field and nobody decided, the stored value stays.

    Raises:
        PermissionDenied: it is the import of somebody else, or ``by`` has lost the right to write there.
        TransitionError: it was stored already.
        RefusedLinesError: an action refused a row, or a stored row has changed since the check.
    """
    batch = require("sheets.commit", by, batch)
    move(batch, FLOW, "commit", committed_at=timezone.now())
    lines = [line for line in batch.lines.all() if line.verdict in STORED]
    with override(batch.language):
        _write(batch, [line for line in lines if line.values], by)
    wrote = counts([line for line in lines if line.values])
    told = {**batch.counts, "new": wrote["new"], "changed": wrote["changed"] + wrote["conflict"]}
    batch.counts = told
    if told["new"] or told["changed"]:
        facts: dict[str, Any] = {
            "file": batch.file_name,
            "sha256": batch.sha256,
            "folio": batch.folio,
        }
        event = record("sheets.commit", batch, by=by, table=batch.table, **facts, counts=told)
        batch.event = event.sequence
    batch.save(update_fields=["event", "counts"])
    return batch


@transaction.atomic
def refuse(batch: Batch, refusal: DomainError, *, by: User) -> Batch:
    """Put an import that could not be stored back to where it was, with what was refused at its rows.

    Raises:
        PermissionDenied: it is the import of somebody else.
        TransitionError: it is not being stored.
    """
    batch = require("sheets.refuse", by, batch)
    found = refusal.found if isinstance(refusal, RefusedLinesError) else {}
    for line in batch.lines.filter(number__in=found):
        line.problems = [*line.problems, *found[line.number]]
        line.verdict = Verdict.ERROR
        line.save(update_fields=["problems", "verdict"])
    move(batch, FLOW, "refuse", refusal=str(refusal), counts=counts(list(batch.lines.all())))
    record("sheets.refuse", batch, by=by, comment=str(refusal))
    return batch


def _write(batch: Batch, lines: Sequence[Line], by: User) -> None:
    table, facts = batch.declared, batch.facts
    lists = Lists(table.columns())
    stored = {row.pk: row for row in table.rows(by, facts)}
    found: Found = {}
    ordered = table.order([line.values for line in lines])
    for line in (lines[place] for place in ordered):
        try:
            with transaction.atomic():
                _one(batch, line, stored, lists, by)
        except ValidationError as error:
            found[line.number] = _told(error, lists)
        except PermissionDenied:
            raise
        except DomainError as error:
            found[line.number] = [["", str(error)]]
    if found:
        raise RefusedLinesError(found)
    _remember(batch, lines, lists, by)


def _one(batch: Batch, line: Line, stored: Mapping[int, Row], lists: Lists, by: User) -> None:
    table, facts = batch.declared, batch.facts
    if line.row is None:
        line.row = table.create(facts, line.values, by)
    else:
        row = stored.get(line.row)
        now = all_same(lists.columns, row.values) if row else {}
        if row is None or any(now.get(name) != value for name, value in line.before.items()):
            raise DomainError(problem("changed_since"))
        table.change(facts, line.row, line.values, by)


def _remember(batch: Batch, lines: Sequence[Line], lists: Lists, by: User) -> None:
    """Keep how each row was left, so that an undo can tell whether anybody touched it; and foreign keys."""
    table, left = batch.declared, fingerprints(batch, lines, lists, by)
    for line in lines:
        line.left = left[int(line.row or 0)]
    Line.objects.bulk_update(lines, ["row", "left"], batch_size=500)
    keyed = [
        line
        for line in batch.lines.exclude(own_key="")
        if line.row and line.verdict != Verdict.ERROR
    ]
    rows = {line.number: line.row for line in lines}
    Alias.objects.bulk_create(
        (
            Alias(
                table=table.code,
                place=batch.place,
                key=line.own_key,
                row=int(rows.get(line.number) or line.row or 0),
            )
            for line in [*keyed, *(line for line in lines if line.own_key)]
        ),
        ignore_conflicts=True,
    )


def _told(error: ValidationError, lists: Lists) -> list[list[str]]:
    """Return what an action refused, at the column it names; actions may name a field, not a column."""
    if not hasattr(error, "error_dict"):
        return [["", text] for text in error.messages]
    told: list[list[Any]] = []
    for name, errors in error.error_dict.items():
        at = name if name in lists.columns else ""
        told += [[at, text] for one in errors for text in one.messages]
    return told
