"""Settling a session in one go: from attendance and test to results and certificates."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from proim.audit.actions import record
from proim.core.errors import DomainError
from proim.core.permissions import Actor, require
from proim.training.actions.result import attend, certify, fail
from proim.training.models import Enrolment
from proim.training.standing import Basis


@transaction.atomic
def settle(enrolment: Enrolment, known: Basis, *, on: date, by: Actor) -> Enrolment:
    """Give one person the result that follows from what is known; who passes is certified.

    Raises:
        DomainError: attendance or test is missing, or the session is not over.
        TransitionError: there is a final result already, or the session is closed.
    """
    enrolment = require("training.settle", by, enrolment)
    session = enrolment.session
    session.require_open()
    if session.ends_on > on:
        raise DomainError(_("The session has not ended yet."))
    noted = known.attendance.get(enrolment.pk)
    if noted is None:
        raise DomainError(_("No attendance is noted."))
    mark, is_there = known.marks.get(enrolment.pk), noted >= known.least
    if is_there and known.pass_mark is not None and mark is None:
        raise DomainError(_("The test after the course was not handed in."))
    enrolment = attend(enrolment, noted, by=by)
    if is_there and (known.pass_mark is None or (mark or 0) >= known.pass_mark):
        certify(enrolment, completed_on=session.ends_on, on=on, grade=mark, by=by)
    elif noted:
        fail(enrolment, completed_on=session.ends_on, on=on, grade=mark, by=by)
    enrolment.refresh_from_db()
    record("training.settle", enrolment, by=by, attendance=noted, result=enrolment.result)
    return enrolment
