from datetime import date

from django.db import transaction

from proim.agencies.models import Agency
from proim.audit.actions import record
from proim.core.clock import today
from proim.core.permissions import Actor, require
from proim.notifications.outbox import notify
from proim.referrals.models import Question


@transaction.atomic
def ask(agency: Agency, draft: Question, *, by: Actor, on: date | None = None) -> Question:
    """Put a question of an agency before the office, which refers it.

    Raises:
        PermissionDenied: ``by`` is no liaison of the agency, or it has ended.
        ValidationError: title or text is empty or too long (keyed by field).
    """
    agency, on = require("referrals.ask", by, agency), on or today()
    draft.agency, draft.asked_on = agency, on
    draft.asked_by_id = by.pk if by else None
    draft.full_clean(exclude=["asked_by"])
    draft.save(force_insert=True)
    record("referrals.ask", draft, by=by, on=on, agency=agency.key)
    notify("referrals.asked", draft, by=by, on=on)
    return draft
