"""Handing a post over: opened when a liaison officer leaves, prepared, signed by who leaves and who follows."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from proim.accounts.models import User
from proim.agencies.deadlines import calendar_of
from proim.agencies.formulas import end_of
from proim.agencies.handovers import CHECKLIST, TERM, digest, freeze, open_in
from proim.agencies.models import LIAISONS, Appointment, Handover, HandoverItem
from proim.agencies.workflow import HANDOVER_FLOW, IN_HAND, HandoverStatus
from proim.audit.actions import record
from proim.core.clock import today
from proim.core.errors import DomainError
from proim.core.permissions import require
from proim.core.workflow import move
from proim.desk import actions as desk
from proim.notifications.outbox import notify

LONGEST = 4000  # characters of a note


@transaction.atomic
def open_handover(appointment: Appointment, *, by: User | None) -> Handover:
    """Begin the hand-over of a liaison's post, before or after its end.

    Raises:
        PermissionDenied: ``by`` is not of the office, does not head the agency and does not hold the post.
        DomainError: it was begun already.
    """
    appointment = require("agencies.open_handover", by, appointment)
    if appointment.handovers.current().exists():
        raise DomainError(_("This hand-over was begun already."))
    day = today()
    due = end_of(max(appointment.valid_to or day, day), TERM, calendar_of(appointment.agency_id))
    done = Handover.objects.create(leaving=appointment, opened_on=day, due_on=due)
    lines = [HandoverItem(handover=done, position=n, code=code) for n, code in enumerate(CHECKLIST)]
    HandoverItem.objects.bulk_create(lines)
    changes = {"leaving": (None, appointment), "due_on": (None, due)}
    record("agencies.open_handover", done, by=by, changes=changes)
    notify("agencies.handover_opened", done, by=by)
    return done


def _name_successor(appointed: Appointment, *, by: User | None) -> None:
    """Let whoever is appointed to a post receive what was left in it; part of ``appoint``."""
    if appointed.role not in LIAISONS:
        return
    waiting = Handover.objects.filter(
        leaving__agency=appointed.agency_id,
        leaving__role=appointed.role,
        successor__isnull=True,
        leaving__valid_to__lt=appointed.valid_from,
        status__in=IN_HAND,
    ).exclude(leaving__person=appointed.person_id)
    for row in waiting.select_for_update(of=("self",)).order_by("pk"):
        row.successor = appointed
        row.save(update_fields=["successor"])
        changes = {"successor": (None, appointed)}
        record("agencies.name_successor", row, by=by, changes=changes)
        if row.status == HandoverStatus.DELIVERED:
            notify("agencies.handover_delivered", row, by=by)


def _withdraw_handover(appointment: Appointment, *, by: User | None) -> None:
    """End the hand-over of a post whose holder stays after all; part of ``reopen_appointment``.

    What the one who leaves had signed stays in it as it was. A hand-over that both signed took place.
    """
    for row in appointment.handovers.waiting().select_for_update():
        changes = {"status": (row.status, HandoverStatus.WITHDRAWN)}
        move(row, HANDOVER_FLOW, "withdraw_handover", field="status")
        record("agencies.withdraw_handover", row, by=by, changes=changes)


@transaction.atomic
def prepare_handover(
    handover: Handover,
    lines: Mapping[str, tuple[bool, str]],
    *,
    note: str,
    given: Mapping[str, list[str]] | None = None,
    by: User | None,
) -> Handover:
    """Store the checklist (code -> ticked, note), the note to the successor, and what is given along.

    ``given`` names the unfinished forms (``drafts``) and kept views (``views``) of who leaves, by code; only
    they themselves give them, and they pass on when the successor signs.

    Raises:
        PermissionDenied: ``by`` neither leaves nor heads the agency.
        DomainError: it was signed already, or withdrawn.
        ValidationError: the note is too long (key ``note``).
    """
    handover = require("agencies.prepare_handover", by, handover)
    _require_open(handover)
    if len(note) > LONGEST:
        raise ValidationError({"note": _("Write at most %s characters.") % LONGEST})
    changes: dict[str, tuple[Any, Any]] = {}
    for item in handover.items.all():
        is_done, text = lines.get(item.code, (item.is_done, item.note))
        if (is_done, text) != (item.is_done, item.note):
            changes[item.code] = (item.is_done, is_done)
            item.is_done, item.note = is_done, text.strip()
            item.full_clean()
            item.save(update_fields=["is_done", "note"])
    if note.strip() != handover.note:
        changes["note"] = (handover.note, note.strip())
        handover.note = note.strip()
    if given is not None and by and by.pk == handover.leaving.person_id:
        handover.given = {kind: sorted(codes) for kind, codes in given.items() if codes}
    handover.save(update_fields=["note", "given"])
    if changes:
        record("agencies.prepare_handover", handover, by=by, changes=changes)
    return handover


def _require_open(handover: Handover) -> None:
    if handover.status == HandoverStatus.WITHDRAWN:
        raise DomainError(_("It was withdrawn: the person stays in the post."))
    if handover.status != HandoverStatus.OPEN:
        raise DomainError(_("It was signed already: reopen it to change it."))


@transaction.atomic
def deliver_handover(handover: Handover, *, by: User | None, on: date | None = None) -> Handover:
    """Sign as who leaves, or as head in their place: what is open is frozen as it stands.

    Raises:
        PermissionDenied: ``by`` neither leaves nor heads the agency.
        ValidationError: a line of the checklist is neither ticked nor explained (keyed by its code).
        TransitionError: it was signed already.
    """
    handover = require("agencies.deliver_handover", by, handover)
    on = on or today()
    items = list(handover.items.all())
    missing = [item.code for item in items if not item.is_done and not item.note]
    if missing:
        text = _("Tick it, or write why it is not done.")
        raise ValidationError(dict.fromkeys(missing, text))
    frozen = freeze(open_in(handover.leaving, on))
    lines = [[item.code, item.is_done, item.note] for item in items]
    sha256 = digest([str(handover.code), frozen, lines, handover.note])
    told = {"frozen": frozen, "sha256": sha256, "delivered_on": on, "delivered_by": by}
    move(handover, HANDOVER_FLOW, "deliver_handover", field="status", **told)
    changes = {"delivered_on": (None, on), "sha256": (None, sha256)}
    record("agencies.deliver_handover", handover, by=by, on=on, changes=changes)
    notify("agencies.handover_delivered", handover, by=by, on=on)
    return handover


@transaction.atomic
def reopen_handover(handover: Handover, *, by: User | None) -> Handover:
    """Take the signature of who leaves back, as long as nobody has received it.

    Raises:
        PermissionDenied: ``by`` neither leaves nor heads the agency.
        TransitionError: it is not signed, or was received.
    """
    handover = require("agencies.reopen_handover", by, handover)
    before = handover.sha256
    told: dict[str, Any] = {"frozen": [], "sha256": "", "delivered_on": None, "delivered_by": None}
    move(handover, HANDOVER_FLOW, "reopen_handover", field="status", **told)
    record("agencies.reopen_handover", handover, by=by, changes={"sha256": (before, None)})
    return handover


@transaction.atomic
def receive_handover(
    handover: Handover, *, remark: str = "", by: User | None, on: date | None = None
) -> Handover:
    """Sign as who follows: with that the post is handed over, with what was given along.

    Raises:
        PermissionDenied: ``by`` is not the successor in office.
        DomainError: ``by`` signed for who leaves: two people must stand by it.
        ValidationError: the remark is too long (key ``remark``).
        TransitionError: it is not signed by who leaves, or was received.
    """
    handover = require("agencies.receive_handover", by, handover)
    on = on or today()
    if by and handover.delivered_by_id == by.pk:
        raise DomainError(_("You signed it for who leaves: another person must receive it."))
    if len(remark) > LONGEST:
        raise ValidationError({"remark": _("Write at most %s characters.") % LONGEST})
    told = {"received_on": on, "received_by": by, "remark": remark.strip()}
    move(handover, HANDOVER_FLOW, "receive_handover", field="status", **told)
    changes = {"received_on": (None, on), "sha256": (None, handover.sha256)}
    record("agencies.receive_handover", handover, by=by, on=on, changes=changes, comment=remark)
    if handover.given and handover.successor:
        desk.pass_on(handover.leaving.person, handover.given, to=handover.successor.person, by=None)
    notify("agencies.handover_received", handover, by=by, on=on)
    return handover
