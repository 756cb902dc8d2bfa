"""What the head and the office decide: sign, give back, publish, open a correction."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from proim.accounts.models import User
from proim.agencies.rules import on_behalf_of
from proim.audit.actions import record
from proim.core.bulk import require_recent
from proim.core.clock import today
from proim.core.errors import DomainError
from proim.core.permissions import require
from proim.monitoring.actions.steps import SIGN_OFFS, _as_seen, _step, _undo_sign_offs, _words
from proim.monitoring.formulas import canonical, digest
from proim.monitoring.models import GivenBack, Report, ReportVersion, content_of
from proim.notifications.outbox import notify


@transaction.atomic
def sign(
    report: Report, *, by: User | None, on: date | None = None, version: int | None = None
) -> Report:
    """Sign a validated report as head of the agency, or for its head by delegation: it is delivered.

    ``version`` is the ``report.version`` that the head read. The day of the first signature is the
    day of delivery, also when the office gives the report back later.

    Raises:
        PermissionDenied: ``by`` neither heads the agency nor signs for its head today.
        DomainError: ``by`` validated it: two people must stand by a report; or ``on`` is wrong.
        ChangedError: the text is no longer the one of ``version``.
        TransitionError: it is not validated, or signed already.
    """
    report = require("monitoring.sign", by, report)
    on = on or today()
    _as_seen(report, version)
    if by and report.validated_by_id == by.pk:
        raise DomainError(_("You validated this report yourself: another person must sign it."))
    report.signed_on, report.signed_by = on, by
    report.signed_for = on_behalf_of(by, report.project.agency_id)
    report.delivered_on = report.delivered_on or on
    columns = ["signed_on", "signed_by", "signed_for", "delivered_on", "updated_at"]
    report.save(update_fields=columns)
    _step(report, "sign", on=on)
    changes = {"signed_for": (None, report.signed_for)} if report.signed_for else None
    record("monitoring.sign", report, by=by, on=on, version=report.version, changes=changes)
    notify("monitoring.signed", report, by=by, on=on)
    return report


@transaction.atomic
def unsign(report: Report, *, by: User | None, on: date | None = None) -> Report:
    """Undo a signature of the last half hour: the report waits for the head again.

    As when the office gives a report back, the day of the first signature stays on record.

    Raises:
        PermissionDenied: ``by`` does not head the agency.
        TransitionError: the report has moved on.
        DomainError: somebody else signed, the time is over, or ``on`` is wrong.
    """
    report = require("monitoring.unsign", by, report)
    on = on or today()
    if by and report.signed_by_id not in (None, by.pk):
        raise DomainError(_("Somebody else has signed this report."))
    last = report.stage_changes.order_by("pk").last()
    if last:
        require_recent(last.recorded_at)
    _step(report, "unsign", on=on)
    report.signed_on = report.signed_by = report.signed_for = None
    report.save(update_fields=["signed_on", "signed_by", "signed_for", "updated_at"])
    record("monitoring.unsign", report, by=by, on=on)
    return report


@transaction.atomic
def give_back(report: Report, comment: str, *, by: User | None, on: date | None = None) -> Report:
    """Return a report to its liaison with a comment; it must be validated and signed again.

    Raises:
        PermissionDenied: ``by`` neither heads the agency nor works in the office.
        ValidationError: there is no comment (keyed by ``comment``).
        TransitionError: it is not validated, or published already.
        DomainError: ``on`` lies in the future or before the last step.
    """
    report = require("monitoring.give_back", by, report)
    on, comment, stage = on or today(), _words(comment, "comment"), report.stage
    _step(report, "give_back", on=on)
    _undo_sign_offs(report)
    report.save(update_fields=[*SIGN_OFFS, "updated_at"])
    GivenBack.objects.create(report=report, comment=comment, stage=stage, given_on=on, by=by)
    record("monitoring.give_back", report, by=by, on=on, comment=comment)
    notify("monitoring.returned", report, by=by, on=on, comment=comment)
    return report


@transaction.atomic
def publish(
    report: Report, *, by: User | None, on: date | None = None, version: int | None = None
) -> Report:
    """Publish a signed report: its text becomes a version that nobody can change any more.

    Raises:
        PermissionDenied: ``by`` is not of the office.
        ChangedError: the text is no longer the one of ``version``.
        TransitionError: it is not signed, or published already.
        DomainError: ``on`` lies in the future or before the last step.
    """
    report = require("monitoring.publish", by, report)
    on = on or today()
    _as_seen(report, version)
    number, erratum = report.versions.count() + 1, report.erratum
    report.published_on, report.erratum = report.published_on or on, ""
    report.save(update_fields=["published_on", "erratum", "updated_at"])
    _step(report, "publish", on=on)
    content = canonical(content_of(report, number=number, erratum=erratum, on=on))
    ReportVersion.objects.create(
        report=report,
        number=number,
        content=content,
        sha256=digest(content),
        erratum=erratum,
        published_on=on,
        published_by=by,
    )
    record("monitoring.publish", report, by=by, on=on, number=number, sha256=digest(content))
    notify("monitoring.published", report, by=by, on=on)
    return report


@transaction.atomic
def correct(report: Report, reason: str, *, by: User | None, on: date | None = None) -> Report:
    """Open a correction of a published report; the published version stays until the next one.

    Raises:
        PermissionDenied: ``by`` is neither a liaison of the agency nor of the office.
        ValidationError: there is no reason (keyed by ``reason``).
        TransitionError: it is not published, or a correction is open already.
        DomainError: ``on`` lies in the future or before the last step.
    """
    report = require("monitoring.correct", by, report)
    on, reason = on or today(), _words(reason, "reason")
    _step(report, "correct", on=on)
    _undo_sign_offs(report)
    report.erratum = reason
    report.save(update_fields=[*SIGN_OFFS, "erratum", "updated_at"])
    record("monitoring.correct", report, by=by, on=on, comment=reason)
    return report
