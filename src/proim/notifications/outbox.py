"""Putting a notice into the outbox: called by actions of higher apps, inside their transaction."""

from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Model
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from proim.accounts.models import User
from proim.audit.models import target_of
from proim.core.clock import is_history, today
from proim.notifications.models import Mail, MailState, Notice
from proim.notifications.models.notice import new_key
from proim.notifications.slots import kind_of
from proim.notifications.tasks import deliver


def notify(
    kind: str,
    row: Model,
    *,
    by: Any = None,
    on: date | None = None,
    key: str = "",
    **data: Any,
) -> None:
    """Write that people are to be told, in the caller's transaction; it is told after the commit.

    Args:
        kind: the name of a declared ``Kind``.
        row: the record that it speaks of.
        by: who did it: is not told what they know.
        on: the day of the change. What is recorded as of an earlier day is history, no news, and
            nobody is told.
        key: the same key twice is one notice: reminders give one.
        data: what the words need beside the record, as JSON-able values without secrets.

    Raises:
        LookupError: no app has declared ``kind``.
    """
    kind_of(kind)
    if is_history() or (on is not None and on < today()):
        return
    key = f"{kind}:{key}" if key else new_key()
    notice = Notice(kind=kind, target=target_of(row), key=key, data=data)
    if isinstance(by, User):
        notice.actor_id = by.pk
    Notice.objects.bulk_create([notice], ignore_conflicts=True)
    transaction.on_commit(wake)


def wake() -> None:
    """Ask the background worker to deliver, unless it is asked already."""
    # Ready now: one that was put back for later must not keep the mails of today waiting.
    asked = DBTaskResult.objects.ready().filter(task_path=deliver.module_path)
    if not asked.exists():
        deliver.enqueue()


def wake_if_due() -> None:
    """Ask for a delivery if something waits: the clock's second chance after any accident."""
    now = timezone.now()
    on_its_way = Mail.objects.filter(state=MailState.SENDING)
    if Notice.objects.due(now).exists() or Mail.objects.due(now).exists() or on_its_way.exists():
        wake()
