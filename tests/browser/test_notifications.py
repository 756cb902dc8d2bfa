"""The messages in a real browser: no barriers, on a phone and a desk, in both languages."""

import pytest
from django.urls import reverse

from proim.agencies.models import Role
from proim.agencies.reminders import remind_of_vacancies
from proim.notifications import tasks
from proim.notifications.models import Mail, MailState, Message
from tests.browser.sizes import BOTH
from tests.builders.people import make_agency, make_member, make_office

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@pytest.fixture
def visit(live_server, axe, fits, shot):
    """Open an address, look for barriers, keep a picture: ``visit(page, path, name)``."""

    def visited(page, path: str, name: str) -> None:
        page.goto(live_server.url + path)
        assert axe(page) == [], path
        assert fits(page), path
        shot(page, name)

    return visited


@BOTH
def test_the_messages_have_no_barriers(open_page, visit, sign_in, width, locale):
    head = make_member(Role.HEAD, make_agency(acronym="SEDESA"))
    administrator = make_office(Role.ADMINISTRATOR)
    remind_of_vacancies()
    tasks.deliver.call()
    Mail.objects.filter(person=head).update(state=MailState.FAILED, sent_at=None, error="550 x")
    message = Message.objects.filter(person=head).get()
    pages = {
        head: [
            reverse("notifications:inbox"),
            message.get_absolute_url(),
            reverse("notifications:preferences"),
        ],
        administrator: [reverse("notifications:view_outbox")],
    }
    for person, paths in pages.items():
        page = open_page(width, locale=locale)
        sign_in(page, person)
        for number, path in enumerate(paths):
            visit(page, path, f"messages-{person.pk == head.pk}-{number}-{locale}-{width}")
