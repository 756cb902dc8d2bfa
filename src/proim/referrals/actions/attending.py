from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from proim.audit.actions import record
from proim.core.clock import today
from proim.core.permissions import Actor, require
from proim.core.workflow import move
from proim.notifications.outbox import notify
from proim.referrals import terms
from proim.referrals.models import Referral, Return, TermKind
from proim.referrals.workflow import FLOW, Stage


@transaction.atomic
def receive(referral: Referral, *, by: Actor, on: date | None = None) -> Referral:
    """Acknowledge receipt. Raises ``TransitionError`` if it was received already."""
    referral, on = require("referrals.receive", by, referral), on or today()
    move(referral, FLOW, "receive", received_on=on)
    record("referrals.receive", referral, by=by, on=on)
    return referral


@transaction.atomic
def accept(referral: Referral, *, by: Actor, on: date | None = None) -> Referral:
    """Take it on; who had not acknowledged receipt does so by that."""
    referral, on = require("referrals.accept", by, referral), on or today()
    move(referral, FLOW, "accept", received_on=referral.received_on or on)
    record("referrals.accept", referral, by=by, on=on)
    return referral


@transaction.atomic
def give_back(referral: Referral, reason: str, *, by: Actor, on: date | None = None) -> Referral:
    """Give it back to the office with a reason; the office then has a term to decide.

    Raises:
        PermissionDenied: ``by`` does not receive for the target, or is in conflict of interest.
        ValidationError: no reason (key ``reason``).
        TransitionError: it is not with the target.
    """
    on = on or today()
    terms.hold_calendars()
    referral = require("referrals.give_back", by, referral)
    reason = _required(reason, "reason", _("Say why you give it back."))
    move(referral, FLOW, "give_back", return_reason=reason)
    Return.objects.create(
        referral=referral,
        target=referral.target,
        reason=reason,
        returned_on=on,
        by_id=by.pk if by else None,
    )
    _owe_decision(referral, on)
    record("referrals.give_back", referral, by=by, on=on, comment=reason)
    notify("referrals.returned", referral, by=by, on=on)
    return referral


@transaction.atomic
def attend(referral: Referral, answer: str, *, by: Actor, on: date | None = None) -> Referral:
    """Answer what is asked; the office then closes it.

    Raises:
        PermissionDenied: ``by`` does not receive for the target, or is in conflict of interest.
        ValidationError: no answer (key ``answer``).
        TransitionError: it was not received, or is no longer with the target.
    """
    on = on or today()
    terms.hold_calendars()
    referral = require("referrals.attend", by, referral)
    answer = _required(answer, "answer", _("Write the answer."))
    move(referral, FLOW, "attend", answer=answer, attended_on=on)
    _owe_decision(referral, on)
    record("referrals.attend", referral, by=by, on=on, changes={"answer": ("", answer)})
    notify("referrals.attended", referral, by=by, on=on)
    return referral


@transaction.atomic
def close(referral: Referral, comment: str = "", *, by: Actor, on: date | None = None) -> Referral:
    """End the case. One that came back without an answer ends with a comment on why.

    Raises:
        PermissionDenied: ``by`` is not of the office.
        ValidationError: it has no answer and nothing is said (key ``comment``).
        TransitionError: it is with the target, or closed.
    """
    referral, on = require("referrals.close", by, referral), on or today()
    if referral.stage == Stage.RETURNED:
        comment = _required(comment, "comment", _("Say why it ends without an answer."))
    terms.end(referral, on)
    move(referral, FLOW, "close", closed_on=on, due_on=None)
    record("referrals.close", referral, by=by, on=on, comment=comment.strip())
    notify("referrals.closed", referral, by=by, on=on)
    return referral


def _required(text: str, field: str, message: str) -> str:
    if not text.strip():
        raise ValidationError({field: message})
    return text.strip()


def _owe_decision(referral: Referral, on: date) -> None:
    referral.due_on = terms.begin(referral, TermKind.DECIDE, on)
    referral.save(update_fields=["due_on"])
