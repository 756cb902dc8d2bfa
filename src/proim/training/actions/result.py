from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from proim.audit.actions import record
from proim.core.permissions import Actor, require
from proim.core.workflow import Workflow, move
from proim.notifications.outbox import notify
from proim.training.formulas import expiry, folio
from proim.training.models import Certificate, CertificateCounter, Enrolment, Outcome
from proim.training.workflow import CORRECTIONS, FLOW, Result

NUMBERS = ("completed_on", "attendance", "grade")


@dataclass(frozen=True, slots=True)
class Achieved:
    """A whole result, for a correction."""

    result: str
    completed_on: date | None = None
    attendance: int | None = None
    grade: Decimal | None = None


@transaction.atomic
def attend(enrolment: Enrolment, attendance: int, *, by: Actor) -> Enrolment:
    """Note how much of the session a person attended, in per cent; 0 is absent.

    Raises:
        TransitionError: the person has passed or failed already, or the session is closed.
        ValidationError: it is no percentage.
    """
    enrolment = require("training.attend", by, enrolment)
    enrolment.session.require_open()
    before = _facts(enrolment)
    enrolment.attendance = attendance
    enrolment.completed_on = enrolment.session.ends_on if attendance else None
    _become(enrolment, FLOW, "attend" if attendance else "miss")
    record("training.attend", enrolment, by=by, changes=_changes(before, enrolment))
    return enrolment


@transaction.atomic
def certify(
    enrolment: Enrolment,
    *,
    completed_on: date,
    on: date,
    grade: Decimal | None = None,
    by: Actor = None,
) -> Certificate:
    """State that a person passed, and issue the certificate with the next folio of the year.

    Args:
        enrolment: of whom, in which session.
        completed_on: the day on which the course was completed; it decides for indicator 2.
        on: the day of the certificate, not before the completion.
        grade: from 0 to 10, where there is one.
        by: who says so.

    Raises:
        TransitionError: there is a final result already, or the session is closed.
        ValidationError: the completion lies before the session or in the future.
    """
    enrolment = require("training.certify", by, enrolment)
    enrolment.session.require_open()
    before = _facts(enrolment)
    enrolment.completed_on, enrolment.grade = completed_on, grade
    _check_day(enrolment, on)
    _become(enrolment, FLOW, "certify")
    certificate = _issue(enrolment, on)
    changes = _changes(before, enrolment)
    record("training.certify", enrolment, by=by, changes=changes, folio=certificate.folio)
    notify("training.certified", enrolment, on=on, folio=certificate.folio)
    return certificate


@transaction.atomic
def fail(
    enrolment: Enrolment,
    *,
    completed_on: date,
    on: date,
    grade: Decimal | None = None,
    by: Actor = None,
) -> Enrolment:
    """State that a person did not pass.

    Raises:
        TransitionError: there is a final result already, or the session is closed.
        ValidationError: the day lies before the session or in the future.
    """
    enrolment = require("training.fail", by, enrolment)
    enrolment.session.require_open()
    before = _facts(enrolment)
    enrolment.completed_on, enrolment.grade = completed_on, grade
    _check_day(enrolment, on)
    _become(enrolment, FLOW, "fail")
    record("training.fail", enrolment, by=by, changes=_changes(before, enrolment))
    notify("training.failed", enrolment, on=on)
    return enrolment


@transaction.atomic
def correct(
    enrolment: Enrolment, right: Achieved, *, reason: str, on: date, by: Actor
) -> Enrolment:
    """Replace a result that was recorded wrongly, also in a closed session.

    The old one stays in the outcomes and in the ledger: as it was known before, figures stay as
    they were. A certificate that no longer holds is revoked; a person who did pass gets one.

    Raises:
        TransitionError: there is no result to correct.
        ValidationError: no reason, nothing changed, or the day is impossible.
    """
    enrolment = require("training.correct", by, enrolment)
    if not reason.strip():
        raise ValidationError({"reason": _("Say why it is corrected.")})
    before = _facts(enrolment)
    if before == asdict(right):
        raise ValidationError(_("Nothing was changed."))
    for name in NUMBERS:
        setattr(enrolment, name, getattr(right, name))
    if right.completed_on is None and right.result in (Result.PASSED, Result.FAILED):
        raise ValidationError({"completed_on": _("Say on which day.")})
    _check_day(enrolment, on)
    _become(enrolment, CORRECTIONS, right.result, reason)
    _settle_certificate(enrolment, on)
    changes = _changes(before, enrolment)
    record("training.correct", enrolment, by=by, changes=changes, comment=reason)
    return enrolment


def _facts(enrolment: Enrolment) -> dict[str, Any]:
    return {name: getattr(enrolment, name) for name in Achieved.__slots__}


def _changes(before: dict[str, Any], enrolment: Enrolment) -> dict[str, tuple[Any, Any]]:
    after = _facts(enrolment)
    return {name: (before[name], after[name]) for name in after if before[name] != after[name]}


def _check_day(enrolment: Enrolment, on: date) -> None:
    """Raise ``ValidationError`` if the day of completion is impossible."""
    day = enrolment.completed_on
    if day and day < enrolment.session.starts_on:
        raise ValidationError({"completed_on": _("This lies before the session.")})
    if day and day > on:
        raise ValidationError({"completed_on": _("This day has not come yet.")})


def _become(enrolment: Enrolment, workflow: Workflow, name: str, reason: str = "") -> None:
    """Store the result with its numbers, and as a new outcome beside the older ones."""
    enrolment.clean_fields(exclude=["result"])
    numbers = {column: getattr(enrolment, column) for column in NUMBERS}
    move(enrolment, workflow, name, field="result", **numbers)
    Outcome.objects.create(enrolment=enrolment, reason=reason, **_facts(enrolment))


def _settle_certificate(enrolment: Enrolment, on: date) -> None:
    passed = enrolment.result == Result.PASSED
    in_force = enrolment.certificates.filter(revoked_on__isnull=True)
    if not passed:
        in_force.update(revoked_on=on)
    elif not in_force.exists():
        _issue(enrolment, on)
    else:  # another day of completion is another last day
        in_force.update(expires_on=_last_day(enrolment, on))


def _issue(enrolment: Enrolment, on: date) -> Certificate:
    """Issue the certificate; the counter's locked row keeps two from having one number."""
    CertificateCounter.objects.get_or_create(year=on.year)
    counter = CertificateCounter.objects.select_for_update().get(year=on.year)
    counter.last += 1
    counter.save(update_fields=["last"])
    return Certificate.objects.create(
        folio=folio(on.year, counter.last),
        enrolment=enrolment,
        issued_on=on,
        expires_on=_last_day(enrolment, on),
    )


def _last_day(enrolment: Enrolment, on: date) -> date | None:
    return expiry(enrolment.completed_on or on, enrolment.session.course.valid_months)
