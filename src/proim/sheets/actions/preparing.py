"""Everything before the records are touched: the file, the matching, the dry run, the decisions."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language

from proim.accounts.models import User
from proim.audit.actions import record
from proim.core.permissions import require
from proim.core.workflow import move
from proim.sheets.checking import counts
from proim.sheets.matching import Answers, grid_of, remember, spellings
from proim.sheets.models import Batch, Line, Source
from proim.sheets.reading import grids
from proim.sheets.slots import Facts, Table
from proim.sheets.workflow import FLOW, UNDO_DAYS

CHUNK = 500


@transaction.atomic
def upload(
    table: Table, facts: Facts, *, name: str, data: bytes, told: Mapping[str, Any], by: User
) -> Batch:
    """Keep a file that was opened (``told`` is what ``reading.opening.raw`` gave).

    Raises:
        PermissionDenied: ``by`` may not bring rows in at that place.
        DomainError: there is no table in the file.
    """
    by = require("sheets.upload", by, by)
    if facts.place not in {place.code for place in table.places(by)}:
        raise PermissionDenied("sheets.upload")
    found = grids.grid(dict(told), [text for texts in spellings(table).values() for text in texts])
    Source.objects.filter(batch__created_at__lt=timezone.now() - timedelta(days=UNDO_DAYS)).delete()
    batch = Batch.objects.create(
        table=table.code,
        place=facts.place,
        since=facts.since,
        ground=facts.ground,
        person=by,
        file_name=name[:120],
        sha256=hashlib.sha256(data).hexdigest(),
        size=len(data),
        sheet=found.sheet[:120],
        language=get_language() or "es-mx",
        total=len(found.rows),
    )
    Source.objects.create(batch=batch, data=data, cells=Source.packed(dict(told)))
    record("sheets.upload", batch, by=by, table=table.code, file=name, sha256=batch.sha256)
    return batch


@transaction.atomic
def match(batch: Batch, answers: Answers, *, by: User) -> Batch:
    """Say which header means which column; the check begins anew, and the matching is remembered.

    Raises:
        PermissionDenied: it is the import of somebody else.
        TransitionError: it was stored already.
    """
    batch = require("sheets.match", by, batch)
    remember(batch.declared, grid_of(batch), batch.place, by, answers)
    batch.lines.all().delete()
    move(batch, FLOW, "match", matching=answers.plain, decisions={}, done=0, refusal="")
    record("sheets.match", batch, by=by, columns=sorted(answers.places))
    return batch


@transaction.atomic
def check(batch: Batch, lines: Sequence[Line], *, by: User) -> Batch:
    """Keep what the dry run (``checking.Checker``) found; nothing but the import itself is written.

    Raises:
        PermissionDenied: it is the import of somebody else.
        TransitionError: it is not being checked: discarded, or checked twice at once.
    """
    batch = require("sheets.check", by, batch)
    found = counts(lines)
    move(batch, FLOW, "finish", counts=found, done=len(lines))
    batch.lines.all().delete()
    Line.objects.bulk_create(lines, batch_size=CHUNK)
    record("sheets.check", batch, by=by, counts=found)
    return batch


@transaction.atomic
def decide(batch: Batch, decisions: Mapping[str, str], *, by: User) -> Batch:
    """Keep what was chosen where both sides changed a field, and for rows told by their name alone.

    Raises:
        PermissionDenied: it is the import of somebody else.
        TransitionError: it was stored already, or is being checked.
    """
    batch = require("sheets.decide", by, batch)
    kept = {**batch.decisions, **decisions}
    move(batch, FLOW, "match", decisions=kept)
    record("sheets.decide", batch, by=by, decisions=len(decisions))
    return batch


@transaction.atomic
def discard(batch: Batch, *, by: User) -> Batch:
    """Forget a file that was not stored.

    Raises:
        PermissionDenied: it is the import of somebody else.
        TransitionError: it was stored already.
    """
    batch = require("sheets.discard", by, batch)
    move(batch, FLOW, "discard")
    batch.lines.all().delete()
    Source.objects.filter(batch=batch).delete()
    record("sheets.discard", batch, by=by)
    return batch
