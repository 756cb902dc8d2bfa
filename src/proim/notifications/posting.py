"""Sending mails, each once: claimed by a conditional update, noted in the journal, then settled.

What a killed worker leaves behind is settled by the next one from the journal (decision 13).
"""

import logging
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from proim.notifications import journal
from proim.notifications.carriers import Answer, Carrier, carrier
from proim.notifications.letters import letter
from proim.notifications.models import Mail, MailState
from proim.notifications.telling import wait_after

log = logging.getLogger(__name__)
LOT = 20  # mails claimed at once: two commits for all of them
DOWN = timedelta(minutes=1)  # until the next knock at a mail server that does not answer
ATTEMPTS = 10  # about a week
ELSEWHERE = timedelta(hours=1)  # the journal of another machine cannot be read: see decision 13


def send_due() -> int:
    """Settle what earlier runs left, then send what is due; return how many were sent."""
    settle_the_dead()
    if not Mail.objects.due(timezone.now()).exists():
        return 0
    sent = 0
    with journal.opened() as book:
        run = book.run
        with carrier(book) as way:
            while lot := claim(run):
                answers = _carry(lot, way)
                _settle(lot, answers)
                sent += sum(answer.result == "sent" for answer in answers.values())
                if any(answer.result in ("down", "unknown") for answer in answers.values()):
                    break
    settle_the_dead(run)
    return sent


def claim(run: str) -> list[Mail]:
    """Mark the next mails as being sent by ``run`` and return those that nobody else had taken."""
    now = timezone.now()
    next_ones = list(Mail.objects.due(now).values_list("pk", flat=True)[:LOT])
    mine = Mail.objects.filter(pk__in=next_ones, state=MailState.QUEUED)
    mine.update(state=MailState.SENDING, run=run, claimed_at=now)
    claimed = Mail.objects.filter(pk__in=next_ones, state=MailState.SENDING, run=run)
    return list(claimed.select_related("person").order_by("pk"))


def settle_the_dead(only: str = "") -> None:
    """Bring the mails of ended runs to where the journals say: taken is sent, the rest waits again."""
    sending = Mail.objects.filter(state=MailState.SENDING)
    if only:
        sending = sending.filter(run=only)
    for run in list(sending.order_by().values_list("run", flat=True).distinct()):
        if not journal.is_here(run):
            _release(run, claimed_before=timezone.now() - ELSEWHERE)
            continue
        taken = journal.taken(run)
        if taken is None:
            continue  # somebody of that run still lives
        mine = Mail.objects.filter(state=MailState.SENDING, run=run)
        mine.filter(pk__in=taken).update(state=MailState.SENT, sent_at=timezone.now(), error="")
        mine.exclude(pk__in=taken).update(state=MailState.QUEUED, run="")
        journal.close(run)
    if only:
        journal.close(only)


def _release(run: str, *, claimed_before: datetime) -> None:
    stale = Mail.objects.filter(state=MailState.SENDING, run=run, claimed_at__lt=claimed_before)
    if stale.update(state=MailState.QUEUED, run=""):
        log.warning("Mails of a worker on another machine, silent for an hour, are sent again.")


def _carry(lot: list[Mail], way: Carrier) -> dict[int, Answer]:
    """Write and hand over the mails of a lot; without a mail server the rest is left."""
    answers: dict[int, Answer] = {}
    for mail in lot:
        try:
            message = letter(mail)
        except Exception:
            log.exception("A mail could not be written; it is tried again.")
            answers[mail.pk] = Answer("later", "could not be written")
            continue
        if message is None:
            answers[mail.pk] = Answer("dropped")
            continue
        answers[mail.pk] = way.carry(mail.pk, message)
        if answers[mail.pk].result in ("down", "unknown"):
            break
    return answers


def _settle(lot: list[Mail], answers: dict[int, Answer]) -> None:
    """Write what became of each mail of a lot. What got no answer is decided by the journal."""
    now = timezone.now()
    mine = Mail.objects.filter(state=MailState.SENDING, run=lot[0].run)
    sent = [pk for pk, answer in answers.items() if answer.result == "sent"]
    mine.filter(pk__in=sent).update(state=MailState.SENT, sent_at=now, error="")
    is_down = any(answer.result == "down" for answer in answers.values())
    for mail in lot:
        answer = answers.get(mail.pk, Answer("down" if is_down else "unknown"))
        if answer.result in ("sent", "unknown"):
            continue
        said: dict[str, Any] = {"run": "", "error": answer.error, "state": MailState.QUEUED}
        if answer.result == "dropped":
            said["state"] = MailState.DROPPED
        elif answer.result == "down":
            said["next_at"] = now + DOWN
        elif answer.result == "never" or mail.attempts + 1 >= ATTEMPTS:
            said |= {"state": MailState.FAILED, "attempts": mail.attempts + 1}
        else:
            said |= {"attempts": mail.attempts + 1, "next_at": now + wait_after(mail.attempts + 1)}
        mine.filter(pk=mail.pk).update(**said)
