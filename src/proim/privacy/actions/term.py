"""The retention table, and carrying out what it says is due."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from proim.accounts.models import User
from proim.agencies.models import Programme
from proim.audit.actions import record
from proim.core.clock import today
from proim.core.errors import DomainError
from proim.core.permissions import require
from proim.privacy.actions.person import erase
from proim.privacy.kinds import kept
from proim.privacy.models import Term

MOST = 20  # people erased in one step: each one reads every file


@transaction.atomic
def set_term(draft: Term, *, by: User | None) -> Term:
    """Set for how long data of a kind are kept from a day on; the former term stays in the table.

    Raises:
        PermissionDenied: ``by`` is no administrator.
        ValidationError: a value is not valid (keyed by field).
    """
    programme = require("privacy.set_term", by, Programme.get())
    before = kept(draft.kind)
    if before is None:
        raise ValidationError({"kind": _("There is no such kind of data.")})
    draft.by = by
    draft.full_clean()
    if draft.since < today():
        raise ValidationError({"since": _("A term cannot change for days that have passed.")})
    draft.save(force_insert=True)
    changes = {
        draft.kind: (before.days, draft.days),
        "ground": (before.ground, draft.ground),
        "since": (before.since, draft.since),
    }
    record("privacy.set_term", programme, by=by, changes=changes)
    return draft


@transaction.atomic
def purge(kind: str, *, by: User | None, day: date | None = None) -> int:
    """Carry out what is due today for one kind of data; return how many rows that were.

    Raises:
        PermissionDenied: ``by`` is no administrator.
        DomainError: nothing is due.
    """
    programme = require("privacy.purge", by, Programme.get())
    line = kept(kind)
    rows = line.due(day or today()) if line else None
    if line is None or rows is None or not rows.exists():
        raise DomainError(_("Nothing is due."))
    if line.kind.carry_out is None:
        done = [erase(blocking, by=by) for blocking in rows[:MOST]]
        count = len(done)
    else:
        count = line.kind.carry_out(rows)
    record("privacy.purge", programme, by=by, kind=kind, rows=count, days=line.days)
    return count
