"""Mails about proofs: a change that a person did not make must be noticed by that person."""

from django_tasks import task

from proim.accounts.models import User
from proim.accounts.tasks import try_to_send
from proim.identity import mails


@task()
def send_notice(pk: int, kind: str, attempt: int = 0) -> None:
    """Tell a person of what changed: ``kind`` is a key of ``mails.SUBJECTS``."""
    person = User.objects.get(pk=pk)
    try_to_send(lambda: mails.notice(person, kind), send_notice, (pk, kind), attempt)
