"""Telling a notice: whom it concerns now, what it says, and by which way each person hears it."""

import logging
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction
from django.db.models import Model
from django.utils import timezone
from django.utils.translation import override

from proim.accounts.models import User
from proim.core.permissions import may
from proim.notifications.models import Mail, Message, Mode, Notice, Preference
from proim.notifications.slots import Kind, kind_of

log = logging.getLogger(__name__)
LOT = 50  # notices told before their mails go out
WAITS = (1, 5, 15, 60, 180, 720, 1440)  # minutes before the next attempt; the last one repeats


def wait_after(attempts: int) -> timedelta:
    """Return how long to wait after so many attempts."""
    return timedelta(minutes=WAITS[min(attempts, len(WAITS)) - 1])


def tell_due(most: int = LOT) -> int:
    """Tell what waits, the oldest first; one that fails waits and stops no other. Return how many."""
    told = 0
    # Keys first: each notice is locked and told in a transaction of its own.
    for pk in list(Notice.objects.due(timezone.now()).values_list("pk", flat=True)[:most]):
        try:
            told += tell(pk)
        except Exception as error:
            log.exception("A notice could not be told; it is tried again.")
            _postpone(pk, error)
    return told


@transaction.atomic
def tell(pk: int) -> int:
    """Make the messages and mails of one notice; 0 if another worker did it."""
    notice = Notice.objects.select_for_update(of=("self",)).waiting().filter(pk=pk).first()
    if notice is None:
        return 0
    row = row_of(notice)
    kind = kind_of(notice.kind)
    if row is not None and kind.holds(row, notice.data):
        notice.words = words_of(kind, row, notice.data)
        give_out(notice, kind, row)
    notice.told_at, notice.error = timezone.now(), ""
    notice.save(update_fields=["told_at", "words", "error"])
    return 1


def give_out(notice: Notice, kind: Kind, row: Model) -> int:
    """Make a message for each person concerned who has none yet; return how many are new."""
    had = set(notice.messages.values_list("person_id", flat=True))
    people = [p for p in concerned(kind, row, notice.data) if p.pk not in had]
    people = [person for person in people if person.pk != notice.actor_id]
    modes = modes_of(kind, people)
    for person in people:
        mode = modes[person.pk]
        mail = Mail.objects.create(person=person) if mode == Mode.NOW else None
        Message.objects.create(notice=notice, person=person, mode=mode, mail=mail)
    return len(people)


def concerned(kind: Kind, row: Model, data: dict[str, Any]) -> list[User]:
    """Return the people whom ``kind`` concerns today and who may see the record, each once."""
    found: dict[int, User] = {person.pk: person for person in kind.recipients(row, data)}
    return [person for person in found.values() if may_hear(kind, person, row)]


def may_hear(kind: Kind, person: User, row: Model) -> bool:
    """Say whether ``person`` has taken the account, may sign in, and may see the record today."""
    has_account = person.is_active and not person.is_waiting
    return has_account and may(kind.permission, person, row)


def modes_of(kind: Kind, people: Iterable[User]) -> dict[int, str]:
    """Return how each person hears of ``kind``; one query."""
    chosen = Preference.objects.filter(kind=kind.name, person__in=people)
    modes = {person.pk: kind.mode for person in people}
    modes |= dict(chosen.values_list("person_id", "mode"))
    if kind.is_obligatory:
        modes = {pk: Mode.NOW if mode == Mode.INBOX else mode for pk, mode in modes.items()}
    return modes


def row_of(notice: Notice) -> Any:
    """Return the record that a notice speaks of, or ``None`` when it is gone."""
    model = apps.get_model(kind_of(notice.kind).model)
    try:
        return model._base_manager.get(pk=notice.row_id)
    except ObjectDoesNotExist:
        return None


def words_of(kind: Kind, row: Model, data: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Return what the notice says in each language of the platform."""
    said = {}
    for language, _name in settings.LANGUAGES:
        with override(language):
            words = kind.words(row, data)
            said[language] = {
                "subject": " ".join(str(words.subject).split()),
                "lines": [str(line) for line in words.lines],
                "path": words.path,
                "label": str(words.label),
            }
    return said


def _postpone(pk: int, error: Exception) -> None:
    notice = Notice.objects.get(pk=pk)
    notice.attempts += 1
    notice.next_at = timezone.now() + wait_after(notice.attempts)
    notice.error = f"{type(error).__name__}"[:300]
    notice.save(update_fields=["attempts", "next_at", "error"])
