import re

from django.core import mail
from django.core.management import call_command

from proim.accounts.models import Invitation, User
from tests.builders.people import make_user


def make_waiting(**fields) -> User:
    """Build a person who has not yet taken the account: there is no password."""
    return make_user(**{"password": None, **fields})


def run_tasks() -> list:
    """Do the work that waits in the background; return the mails that are out by then."""
    options = {"batch": True, "interval": 0, "startup_delay": False, "reload": False}
    call_command("db_worker", queue_name="*", verbosity=0, **options)
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
