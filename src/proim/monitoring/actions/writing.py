"""What the liaison does with a report: write it, state that nothing changed, validate it."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from proim.accounts.models import User
from proim.audit.actions import record
from proim.core.clock import today
from proim.core.constraints import validate_changed
from proim.core.errors import DomainError, TransitionError
from proim.core.permissions import require
from proim.core.seen import news, require_as_seen
from proim.monitoring.actions.steps import SIGN_OFFS, _past, _step, _undo_sign_offs
from proim.monitoring.models import Report
from proim.monitoring.workflow import CONTENT, OWED, STANDING, Stage
from proim.notifications.outbox import notify

EMPTY = {name: None if name == "progress" else "" for name in CONTENT}


@transaction.atomic
def edit(
    report: Report,
    values: Mapping[str, Any],
    *,
    by: User | None,
    on: date | None = None,
    seen: Mapping[str, str] | None = None,
) -> Report:
    """Store the answers named in ``values``; the first time the report becomes a draft.

    Args:
        report: one that is not validated yet.
        values: names of ``workflow.CONTENT`` -> answer; the others stay as they are.
        by: a liaison of the agency.
        on: the day of a first edit.
        seen: fingerprints (``core.seen.marks``) of the answers as the person saw them.

    Raises:
        PermissionDenied: ``by`` is no liaison of the agency.
        TransitionError: the report was validated meanwhile.
        ConflictError: an answer is no longer as ``seen``.
        ValidationError: an answer is not possible (keyed by field).
        DomainError: ``on`` lies in the future or before the last step.
        KeyError: a name is no answer of a report.
    """
    report = require("monitoring.edit", by, report)
    if report.stage not in OWED:
        raise TransitionError(_("This report is validated: take it back before you change it."))
    if unknown := set(values) - set(CONTENT):
        raise KeyError(*sorted(unknown))
    values = news(values, report.said.__getitem__)
    require_as_seen(values, report.said.__getitem__, seen)
    on, is_first = on or today(), report.stage == Stage.PENDING
    _past(on)
    if is_first:
        report.prefilled_from = report.previous()
        _step(report, "edit", on=on)
    changes = _store(report, values)
    if changes or is_first:
        record("monitoring.edit", report, by=by, on=on, changes=changes)
    return report


@transaction.atomic
def state_no_change(report: Report, *, by: User | None, on: date | None = None) -> Report:
    """State that nothing changed this quarter: what still holds is carried over and validated.

    Raises:
        PermissionDenied: ``by`` is no liaison of the agency.
        DomainError: there is no earlier report, this one corrects a published one, or ``on`` is wrong.
        ValidationError: what is carried over does not suffice (keyed by field).
        TransitionError: the report was validated meanwhile.
    """
    report = require("monitoring.state_no_change", by, report)
    on, last = on or today(), report.previous()
    if last is None:
        raise DomainError(
            _("This is the first report of the project: there is nothing to carry over.")
        )
    if report.published_on:
        raise DomainError(_("A correction says what is corrected: write it in the form."))
    stated = last.stated()
    changes = _set(report, {**EMPTY, **{name: stated[name] for name in STANDING}})
    report.is_no_change, report.prefilled_from = True, last
    report.require_complete(Stage.VALIDATED)
    report.version += 1
    report.validated_on, report.validated_by = on, by
    columns = [*CONTENT, "is_no_change", "prefilled_from", "version", "updated_at"]
    report.save(update_fields=[*columns, "validated_on", "validated_by"])
    _step(report, "state_no_change", on=on)
    changes["is_no_change"] = (False, True)
    record("monitoring.state_no_change", report, by=by, on=on, changes=changes)
    notify("monitoring.to_sign", report, by=by, on=on)
    return report


@transaction.atomic
def validate(report: Report, *, by: User | None, on: date | None = None) -> Report:
    """Stand by the report as liaison: from now on it waits for the head.

    Raises:
        PermissionDenied: ``by`` is no liaison of the agency.
        ValidationError: an answer that a report needs is missing (keyed by field).
        TransitionError: it was not begun, or is validated already.
        DomainError: ``on`` lies in the future or before the last step.
    """
    report = require("monitoring.validate", by, report)
    on = on or today()
    if report.stage == Stage.PENDING:
        raise TransitionError(_("Nobody has written this report yet."))
    report.require_complete(Stage.VALIDATED)
    _step(report, "validate", on=on)
    report.validated_on, report.validated_by = on, by
    report.save(update_fields=["validated_on", "validated_by", "updated_at"])
    record("monitoring.validate", report, by=by, on=on)
    notify("monitoring.to_sign", report, by=by, on=on)
    return report


@transaction.atomic
def take_back(report: Report, *, by: User | None, on: date | None = None) -> Report:
    """Take back a validation, as long as the head has not signed.

    Raises:
        PermissionDenied: ``by`` is no liaison of the agency.
        TransitionError: the head has signed, or nothing was validated.
        DomainError: ``on`` lies in the future or before the last step.
    """
    report = require("monitoring.take_back", by, report)
    on = on or today()
    _step(report, "take_back", on=on)
    _undo_sign_offs(report)
    report.save(update_fields=[*SIGN_OFFS, "updated_at"])
    record("monitoring.take_back", report, by=by, on=on)
    return report


def _set(report: Report, values: Mapping[str, Any]) -> dict[str, tuple[Any, Any]]:
    """Put ``values`` on ``report``, checked, and return what changed, before and after."""
    before = report.said
    for name, value in values.items():
        setattr(report, name, value.strip() if isinstance(value, str) else value)
    changed = [name for name in values if getattr(report, name) != before[name]]
    validate_changed(report, changed)
    return {name: (before[name], getattr(report, name)) for name in changed}


def _store(report: Report, values: Mapping[str, Any]) -> dict[str, tuple[Any, Any]]:
    changes = _set(report, values)
    if changes and report.is_no_change:
        report.is_no_change = False
        changes["is_no_change"] = (True, False)
    report.version += bool(changes)
    report.save(update_fields=[*changes, "prefilled_from", "version", "updated_at"])
    return changes
