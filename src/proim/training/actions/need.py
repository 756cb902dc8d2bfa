from collections.abc import Iterable
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from proim.accounts.models import User
from proim.audit.actions import record
from proim.core.errors import DomainError
from proim.core.permissions import Actor, require
from proim.core.workflow import move
from proim.notifications.outbox import notify
from proim.training.models import Need, Session
from proim.training.workflow import NEEDS, NeedStage


@transaction.atomic
def raise_need(draft: Need, *, on: date, by: Actor) -> Need:
    """Store a need of training of its public entity; the office hears of it.

    Raises:
        ValidationError: a field is missing or wrong (keyed by field).
        PermissionDenied: ``by`` does not speak for the public entity.
    """
    draft.agency = require("training.raise_need", by, draft.agency)
    draft.raised_on, draft.raised_by = on, by if isinstance(by, User) else None
    draft.full_clean()
    draft.save(force_insert=True)
    record("training.raise_need", draft, by=by, agency=draft.agency)
    notify("training.need_raised", draft, on=on)
    return draft


@transaction.atomic
def withdraw_need(need: Need, *, by: Actor) -> Need:
    """Take a need back that the office has not answered yet.

    Raises:
        TransitionError: it was answered already.
    """
    need = require("training.withdraw_need", by, need)
    move(need, NEEDS, "withdraw")
    record("training.withdraw_need", need, by=by)
    return need


@transaction.atomic
def gather(session: Session, needs: Iterable[Need], *, by: Actor) -> list[Need]:
    """Let a session answer several needs, all or none: they are why it is held.

    Those who raised them are told.

    Raises:
        TransitionError: a need was answered already, or the session is closed.
    """
    session = Session.objects.select_for_update(of=("self",)).get(pk=session.pk)
    session.require_open()
    gathered = []
    for chosen in needs:
        need = require("training.gather", by, chosen)
        move(need, NEEDS, "gather", session=session)
        record("training.gather", need, by=by, session=session)
        notify("training.need_planned", need, key=f"{need.pk}:{session.pk}")
        gathered.append(need)
    return gathered


@transaction.atomic
def release_need(need: Need, *, by: Actor) -> Need:
    """Take a need out of its session again: it waits as before.

    Raises:
        TransitionError: it is in no session.
        DomainError: the session was held already.
    """
    need = require("training.release_need", by, need)
    if need.session and need.session.closed_on:
        raise DomainError(_("That session is closed: the need was met by it."))
    before = need.session
    move(need, NEEDS, "release", session=None)
    record("training.release_need", need, by=by, session=before)
    return need


@transaction.atomic
def decline_need(need: Need, answer: str, *, by: Actor) -> Need:
    """Answer that the need is not taken up, and why. Who raised it is told.

    Raises:
        TransitionError: it was answered already.
        ValidationError: no reason.
    """
    need = require("training.decline_need", by, need)
    if not answer.strip():
        raise ValidationError({"answer": _("Say why.")})
    move(need, NEEDS, "decline", answer=answer.strip())
    record("training.decline_need", need, by=by, comment=answer)
    notify("training.need_declined", need, key=f"{need.pk}:{NeedStage.DECLINED}")
    return need
