"""Work about courses that comes back by the calendar, or is too long for a request."""

from django.utils.translation import override
from django_tasks import task

from proim.accounts.models import User
from proim.documents.issuing import issued
from proim.training import reminders
from proim.training.certificates import papers_of
from proim.training.models import Session
from proim.training.papers import CERTIFICATE


@task()
def remind() -> None:
    """Remind of courses that begin, and of certificates that expire."""
    reminders.remind()
    reminders.remind_of_expiry()


@task(queue_name="slow")
def press_certificates(session: int, person: int, language: str) -> None:
    """Make the PDF of each certificate of a session that has none, in the name of who asked."""
    by = User.objects.get(pk=person)
    with override(language):
        papers = papers_of(Session.objects.get(pk=session), language)
        ready = {folio for folio, _document in papers.ready}
        for certificate in papers.certificates:
            if certificate.folio not in ready:
                issued(CERTIFICATE, certificate, by=by)
