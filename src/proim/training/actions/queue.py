from datetime import date

from django.db import transaction

from proim.audit.actions import record
from proim.core.permissions import Actor, require
from proim.core.workflow import move
from proim.notifications.outbox import notify
from proim.training.models import Enrolment, Session
from proim.training.workflow import FLOW


@transaction.atomic
def move_up(session: Session, *, on: date, by: Actor) -> list[Enrolment]:
    """Give the free places to those who wait longest, while the session has not begun.

    The platform does it, whoever made the place free; ``by`` is who did, for the ledger.
    """
    session = require("training.move_up", None, session)
    if session.starts_on < on or session.closed_on:
        return []
    left = max(0, session.capacity - session.count_taken())
    moved = list(session.enrolments.waiting()[:left])
    for row in moved:
        move(row, FLOW, "enrol", field="result")
        record("training.move_up", row, by=by)
        notify("training.moved_up", row, on=on)
    return moved
