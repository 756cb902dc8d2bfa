from collections.abc import Collection
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from proim.accounts.models import User
from proim.audit.actions import record
from proim.core.errors import DomainError
from proim.core.permissions import Actor, require
from proim.training import codes
from proim.training.models import Block, Enrolment, Presence, Session, Way


@transaction.atomic
def add_block(block: Block, *, by: Actor) -> Block:
    """Add a part of a session at which attendance is noted.

    Raises:
        TransitionError: the session is closed.
        ValidationError: it lies outside the session, or over another block (keyed by field).
    """
    session = Session.objects.select_for_update(of=("self",)).get(pk=block.session_id)
    require("training.add_block", by, session)
    session.require_open()
    block.full_clean()
    if not session.starts_on <= block.day <= session.ends_on:
        raise ValidationError({"day": _("This day does not belong to the session.")})
    over = session.blocks.filter(
        day=block.day, starts_at__lt=block.ends_at, ends_at__gt=block.starts_at
    )
    if over.exists():
        raise ValidationError({"starts_at": _("It lies over another block.")})
    block.save(force_insert=True)
    record("training.add_block", session, by=by, block=block.label)
    return block


@transaction.atomic
def remove_block(block: Block, *, by: Actor) -> None:
    """Remove a block at which nobody's attendance was noted.

    Raises:
        TransitionError: the session is closed.
        DomainError: attendance was noted.
    """
    block = require("training.remove_block", by, block)
    block.session.require_open()
    if block.presences.exists():
        raise DomainError(_("Attendance was noted at this block: it stays."))
    record("training.remove_block", block.session, by=by, block=block.label)
    block.delete()


@transaction.atomic
def note_presence(block: Block, present: Collection[int], *, by: Actor) -> int:
    """Note by the list who was there; return for how many that is news.

    Args:
        block: at which part of the session.
        present: the ids of the enrolments of those who were there; all others were not.
        by: who says so; it stands before what the code noted.

    Raises:
        TransitionError: the session is closed.
    """
    block = require("training.note_presence", by, block)
    block.session.require_open()
    standing = Presence.objects.standing(block.session)
    person = by if isinstance(by, User) else None
    news = []
    for row in block.session.enrolments.active().select_for_update(of=("self",)).order_by("pk"):
        told, is_there = standing.get((block.pk, row.pk)), row.pk in present
        if told is None or told.is_present != is_there:
            news.append(
                Presence(block=block, enrolment=row, is_present=is_there, way=Way.LIST, by=person)
            )
    Presence.objects.bulk_create(news)
    there = sum(row.is_present for row in news)
    record(
        "training.note_presence",
        block.session,
        by=by,
        block=block.label,
        present=there,
        absent=len(news) - there,
    )
    return len(news)


@transaction.atomic
def check_in(block: Block, code: str, *, at: datetime, by: User) -> bool:
    """Note oneself as present with the code that is shown; ``False`` if that was noted before.

    Args:
        block: the part of the session that the code names.
        code: what the QR code holds.
        at: now.
        by: who is there.

    Raises:
        PermissionDenied: the person has no place in the session, or it is closed.
        DomainError: the code is forged or over, or the office noted otherwise.
    """
    block = require("training.check_in", by, block)
    if codes.read(code, at) != block.pk:
        raise DomainError(_("This code is not valid."))
    row = Enrolment.objects.select_for_update(of=("self",)).get(session=block.session_id, person=by)
    last = Presence.objects.filter(block=block, enrolment=row).order_by("pk").last()
    if last and last.is_present:
        return False
    if last and last.way == Way.LIST:
        raise DomainError(_("The office noted otherwise. Speak with the trainer."))
    Presence.objects.create(block=block, enrolment=row, is_present=True, way=Way.CODE, by=by)
    record("training.check_in", row, by=by, block=block.label)
    return True
