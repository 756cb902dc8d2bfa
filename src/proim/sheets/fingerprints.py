"""A short proof that a row still says the same."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any

from proim.accounts.models import User
from proim.sheets.models import Batch, Line
from proim.sheets.showing import Lists, all_same


def fingerprint(values: Mapping[str, Any]) -> str:
    """Return a hash of the values of a row; the order of the columns does not matter."""
    told = json.dumps(values, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(told.encode()).hexdigest()


def fingerprints(batch: Batch, lines: Sequence[Line], lists: Lists, by: User) -> dict[int, str]:
    """Return how the stored rows of ``lines`` stand now; one that is gone is told by no values."""
    table, wanted = batch.declared, [int(line.row or 0) for line in lines]
    rows = table.these(wanted) if table.these else table.rows(by, batch.facts)
    now = {row.pk: all_same(lists.columns, row.values) for row in rows}
    return {pk: fingerprint(now.get(pk, {})) for pk in wanted}
