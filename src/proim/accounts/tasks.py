"""Mails, written and sent after the transaction that causes them.

A task finds its data when it runs, so a request neither waits for the mail server nor shows by
its length whether an e-mail is known. A mail that cannot be sent is tried again for some hours.
"""

import logging
from collections.abc import Callable
from datetime import timedelta
from smtplib import SMTPException
from typing import Any

from django.utils import timezone
from django_tasks import task

from proim.accounts import mails
from proim.accounts.models import Invitation, User

log = logging.getLogger(__name__)
WAITS = [1, 5, 15, 60, 180]  # minutes before the second, third, … attempt


@task()
def send_invitation(pk: int, attempt: int = 0) -> None:
    """Send an invitation's link, unless it was accepted or replaced meanwhile."""
    invitation = Invitation.objects.open().select_related("person", "sent_by").filter(pk=pk).first()
    if invitation is not None:
        found = invitation
        try_to_send(lambda: mails.invitation(found), send_invitation, (pk,), attempt)


@task()
def send_reset(email: str, attempt: int = 0) -> None:
    """Send a link for a new password to whoever has an account with this e-mail, if anybody."""
    person = User.objects.settled().filter(email=email.lower()).first()
    if person is not None:
        found = person
        try_to_send(lambda: mails.reset(found), send_reset, (email,), attempt)


@task()
def send_password_notice(pk: int, attempt: int = 0) -> None:
    """Tell a person that the password was changed, so that a stranger's change is noticed."""
    person = User.objects.get(pk=pk)
    try_to_send(lambda: mails.password_notice(person), send_password_notice, (pk,), attempt)


def try_to_send(
    send: Callable[[], None], again: Any, arguments: tuple[Any, ...], attempt: int
) -> None:
    """Send a mail, or let the task ``again`` do it later with its ``arguments``; some hours long."""
    try:
        send()
    except (SMTPException, OSError):
        if attempt == len(WAITS):
            log.exception("A mail could not be sent and is given up: %s", again.name)
            raise  # the task counts as failed: the health page says so
        later = timezone.now() + timedelta(minutes=WAITS[attempt])
        again.using(run_after=later).enqueue(*arguments, attempt + 1)
