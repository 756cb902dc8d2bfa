"""What people do with what they are told, and what administrators do with mails that failed."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from proim.accounts.models import User
from proim.audit.actions import record
from proim.core.errors import TransitionError
from proim.core.permissions import require
from proim.notifications import outbox
from proim.notifications.models import Mail, MailState, Message, Mode, Preference
from proim.notifications.slots import KINDS


@transaction.atomic
def read(message: Message, *, by: Any) -> Message:
    """Note when a person opened a message for the first time; the ledger keeps it as proof.

    Raises:
        PermissionDenied: it was told to somebody else.
    """
    message = require("notifications.read", by, message)
    if message.read_at is None:
        message.read_at = timezone.now()
        message.save(update_fields=["read_at"])
        record("notifications.read", message, by=by, notice=message.notice_id)
    return message


@transaction.atomic
def read_all(person: User, *, by: Any) -> int:
    """Mark everything that a person was told as read; return how many messages that were.

    Raises:
        PermissionDenied: ``by`` is somebody else.
    """
    person = require("notifications.read_all", by, person)
    marked = Message.objects.of(person).unread().update(read_at=timezone.now())
    if marked:
        record("notifications.read_all", person, by=by, messages=marked)
    return marked


@transaction.atomic
def prefer(person: User, modes: Mapping[str, str], *, by: Any) -> User:
    """Store how a person wants to be told of each kind named in ``modes``; what is usual needs no row.

    Raises:
        PermissionDenied: ``by`` is somebody else.
        ValidationError: a duty would be told in the inbox only, or there is no such mode (keyed by kind).
    """
    person = require("notifications.prefer", by, person)
    kinds = {kind.name: kind for kind in KINDS if kind.name in modes}
    had = dict(Preference.objects.filter(person=person).values_list("kind", "mode"))
    changes = {}
    for name, kind in kinds.items():
        mode = modes[name]
        if mode not in Mode.values or (kind.is_obligatory and mode == Mode.INBOX):
            raise ValidationError({name: _("This is a duty of your post: it comes by e-mail.")})
        before = had.get(name, kind.mode)
        if mode == before:
            continue
        changes[name] = (before, mode)
        mine = Preference.objects.filter(person=person, kind=name)
        mine.delete()
        if mode != kind.mode:
            Preference.objects.create(person=person, kind=name, mode=mode)
    if changes:
        record("notifications.prefer", person, by=by, changes=changes)
    return person


@transaction.atomic
def retry(mail: Mail, *, by: Any) -> Mail:
    """Send a mail on its way again that failed or waits for its next attempt.

    Raises:
        PermissionDenied: ``by`` is no administrator.
        TransitionError: it is on its way, was sent, or no longer concerns the person.
    """
    mail = require("notifications.retry", by, mail)
    if not mail.can_be_retried:
        raise TransitionError(_("This mail is not waiting. Reload the page."))
    mail.state, mail.next_at, mail.attempts = MailState.QUEUED, timezone.now(), 0
    mail.save(update_fields=["state", "next_at", "attempts"])
    record("notifications.retry", mail, by=by)
    transaction.on_commit(outbox.wake)
    return mail
