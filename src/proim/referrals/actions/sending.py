from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from proim.audit.actions import record
from proim.core.clock import today
from proim.core.errors import DomainError
from proim.core.permissions import Actor, require
from proim.core.workflow import move
from proim.notifications.outbox import notify
from proim.referrals import formulas, terms
from proim.referrals.models import Choice, FolioCounter, Referral, Seat, Sending, TermKind
from proim.referrals.proposing import Basis, gathered
from proim.referrals.reasons import chosen, in_both, reason
from proim.referrals.subjects import kind_of
from proim.referrals.workflow import FLOW


@dataclass(frozen=True, slots=True)
class Destination:
    """To whom the office sends: the id of a seat; ``note`` is why elsewhere than proposed, if it says so.

    ``seen`` is the id of the seat that the page proposed; 0 where it proposed nobody.
    """

    seat: int
    seen: int
    note: str = ""


@transaction.atomic
def refer(
    subject: Any, request: str, to: Destination, *, by: Actor, on: date | None = None
) -> Referral:
    """Send a project or question to a target and a person.

    What had been proposed, what it was computed from and whether it was accepted are kept.

    Raises:
        PermissionDenied: ``by`` is not of the office.
        ValidationError: nothing is asked, or the person cannot receive it (absent, in conflict of
            interest, no longer there, or the target has it already); keyed by field.
        DomainError: the subject cannot be referred yet, or the proposal is another one by now.
    """
    on = on or today()
    _hold(to)
    subject = require("referrals.refer", by, subject)
    kind = kind_of(subject)
    kind.require_referable(subject)
    if not request.strip():
        raise ValidationError({"request": _("Say what is asked.")})
    basis = gathered(subject, on)
    seat = _destination(basis, to)
    draft = Referral(
        folio=_next_folio(on.year),
        request=request.strip(),
        target=seat.target,
        person=seat.person,
        begun_on=on,
        sent_on=on,
        **{kind.code: subject},
    )
    draft.clean_fields()
    draft.save(force_insert=True)
    sending = _send(draft, basis, to, by=by, on=on)
    record("referrals.refer", draft, by=by, on=on, comment=sending.reason_es, **_told(sending))
    return draft


@transaction.atomic
def re_refer(referral: Referral, to: Destination, *, by: Actor, on: date | None = None) -> Referral:
    """Send a referral on to somebody else: given back, corrected, or attended not as asked.

    What it went through stays: each sending is a row.

    Raises:
        PermissionDenied: ``by`` is not of the office.
        ValidationError: the person cannot receive it (key ``seat``).
        TransitionError: it is closed.
        DomainError: the proposal is another one by now.
    """
    on = on or today()
    _hold(to)
    referral = require("referrals.re_refer", by, referral)
    basis = gathered(referral.subject, on, referral=referral)
    seat = _destination(basis, to)
    cleared: dict[str, Any] = {
        "received_on": None,
        "attended_on": None,
        "answer": "",
        "return_reason": "",
    }
    before = referral.target, referral.person
    move(referral, FLOW, "re_refer", target=seat.target, person=seat.person, sent_on=on, **cleared)
    changes = {"target": (before[0], seat.target), "person": (before[1], seat.person)}
    sending = _send(referral, basis, to, by=by, on=on)
    said = {"comment": sending.reason_es, "changes": changes, **_told(sending)}
    record("referrals.re_refer", referral, by=by, on=on, **said)
    return referral


def _hold(to: Destination) -> None:
    held = Seat.objects.filter(pk=to.seat).select_related("target").first()
    terms.hold_calendars(*([held.target.agency_id] if held else []))


def _destination(basis: Basis, to: Destination) -> Seat:
    """Return the seat to which it goes, if it may go there and the proposal is what was seen."""
    told = basis.of_seat(to.seat)
    if told is None:
        text = _("This person cannot receive it today. Choose another one.")
        raise ValidationError({"seat": text})
    now = basis.proposal.seat if basis.proposal else 0
    if now != to.seen and to.seat == to.seen:
        raise DomainError(_("The proposal has changed meanwhile. Look at it again."))
    return basis.held[to.seat]


def _send(referral: Referral, basis: Basis, to: Destination, *, by: Actor, on: date) -> Sending:
    """Keep the sending with its reason, begin the term, tell the target."""
    told = basis.of_seat(to.seat)
    assert told is not None  # noqa: S101 - ``_destination`` has looked
    sending = _kept(referral, basis, told, to)
    sending.sent_on, sending.by_id = on, by.pk if by else None
    sending.save(force_insert=True)
    referral.due_on = terms.begin(referral, TermKind.ATTEND, on)
    referral.save(update_fields=["due_on"])
    notify("referrals.sent", referral, by=by, on=on)
    return sending


def _told(sending: Sending) -> dict[str, Any]:
    """Return what the ledger keeps of a sending besides the row itself."""
    return {"choice": sending.choice, "target": sending.target.name_es, "number": sending.number}


def _kept(referral: Referral, basis: Basis, told: formulas.Proposal, to: Destination) -> Sending:
    proposal, seat = basis.proposal, basis.held[to.seat]
    other = basis.held[proposal.seat] if proposal else None
    if proposal == told:
        choice = Choice.ACCEPTED
        said = in_both(lambda: reason(told, seat, basis.versions, basis.topics))
    else:
        choice = Choice.CORRECTED if proposal else Choice.BY_HAND
        said = in_both(lambda: chosen(told, seat, basis.topics, instead_of=other, note=to.note))
    return Sending(
        referral=referral,
        number=referral.sendings.count() + 1,
        target=seat.target,
        person=seat.person,
        proposed_target=other.target if other else None,
        proposed_person=other.person if other else None,
        rule=basis.versions[proposal.rule] if proposal and proposal.rule else None,
        choice=choice,
        basis=basis.stored,
        **said,
    )


def _next_folio(year: int) -> str:
    """Return the next folio; the counter's locked row keeps two from having one number."""
    FolioCounter.objects.get_or_create(year=year)
    counter = FolioCounter.objects.select_for_update().get(year=year)
    counter.last += 1
    counter.save(update_fields=["last"])
    return formulas.folio(year, counter.last)
