import re

from django.core import mail
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from proim.accounts.models import Invitation, User
from tests.builders.people import make_user

WORKER = Worker(
    queue_names=["*"],
    interval=0,
    batch=True,
    backend_name="default",
    startup_delay=False,
    max_tasks=None,
    worker_id="test",
    excluded_queue_names=[],
)


def make_waiting(**fields) -> User:
    """Build a person who has not yet taken the account: there is no password."""
    return make_user(**{"password": None, **fields})


def run_tasks(*, may_fail: bool = False) -> list:
    """Do the work that waits in the background; return the mails that are out by then."""
    while waiting := DBTaskResult.objects.ready().first():
        waiting.claim("test")
        WORKER.run_task(waiting)  # not the command: that one closes the test's connection
        waiting.refresh_from_db()
        assert may_fail or not waiting.traceback, waiting.traceback
    return mail.outbox


def link_in(message) -> str:
    """Return the path of the link in a mail, after making sure that its host is ours."""
    found = re.search(r"http://127\.0\.0\.1:8000(/accounts/\S+)", message.body)
    assert found, message.body
    return found[1]


def open_invitation(client, invitation: Invitation) -> str:
    """Follow the mailed link of an invitation; return where it leads."""
    run_tasks()
    return client.get(link_in(_mail_to(invitation.person.email)), follow=True).request["PATH_INFO"]


def _mail_to(email: str):
    return next(message for message in reversed(mail.outbox) if message.to == [email])
