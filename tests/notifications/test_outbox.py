"""From the change to the mail: who is told, what they may see, and that each is told once."""

from datetime import timedelta

import pytest
from django.core import mail as sent
from django.db import transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from proim.core.clock import today
from proim.notifications import digests, outbox, posting, tasks, telling
from proim.notifications.models import Mail, MailState, Message, Mode, Notice
from proim.notifications.slots import Appointment
from tests.builders.notifications import (
    KIND,
    choose,
    end_posts,
    make_kind,
    make_liaison_of,
    states,
)
from tests.builders.people import make_agency, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def kind(monkeypatch):
    return make_kind(monkeypatch)


def test_a_notice_becomes_a_message_and_a_mail_in_the_language_of_the_person(kind):
    agency = make_agency(acronym="SIM")
    ana = make_liaison_of(agency, language="en")
    outbox.notify(KIND, agency, line="2 <b>reports</b>")
    tasks.deliver.call()
    [letter] = sent.outbox
    message = Message.objects.get()
    assert (letter.to, letter.subject) == ([ana.email], "PROIM: SIM: Sample notice")
    assert letter.extra_headers["Message-ID"] == message.mail.message_id
    assert "/notifications/preferences/" in letter.body
    assert "2 <b>reports</b>" in letter.body
    html = letter.alternatives[0][0]
    assert "2 &lt;b&gt;reports&lt;/b&gt;" in html
    assert states() == [MailState.SENT]


def test_delivering_again_sends_nothing_twice(kind):
    agency = make_agency()
    make_liaison_of(agency)
    outbox.notify(KIND, agency)
    for _ in range(3):
        tasks.deliver.call()
    assert len(sent.outbox) == 1


def test_a_change_that_is_rolled_back_tells_nobody(kind):
    agency = make_agency()
    make_liaison_of(agency)
    with transaction.atomic():
        outbox.notify(KIND, agency)
        transaction.set_rollback(True)
    tasks.deliver.call()
    assert sent.outbox == []


def test_the_worker_is_asked_once_after_the_commit(kind, django_capture_on_commit_callbacks):
    agency = make_agency()
    with django_capture_on_commit_callbacks(execute=True):
        outbox.notify(KIND, agency)
        outbox.notify(KIND, agency)
        assert DBTaskResult.objects.count() == 0
    assert DBTaskResult.objects.count() == 1


def test_the_clock_asks_again_when_something_was_left_waiting(kind):
    outbox.wake_if_due()
    assert DBTaskResult.objects.count() == 0
    outbox.notify(KIND, make_agency())
    outbox.wake_if_due()
    assert DBTaskResult.objects.count() == 1


def test_the_same_key_is_told_once(kind):
    agency = make_agency()
    make_liaison_of(agency)
    for _ in range(2):
        outbox.notify(KIND, agency, key=f"{agency.pk}:-5")
        tasks.deliver.call()
    assert Notice.objects.count() == len(sent.outbox) == 1


def test_what_is_recorded_as_of_an_earlier_day_is_no_news(kind):
    outbox.notify(KIND, make_agency(), on=today() - timedelta(days=1))
    assert Notice.objects.count() == 0


def test_who_did_it_is_not_told(kind):
    agency = make_agency()
    outbox.notify(KIND, agency, by=make_liaison_of(agency))
    tasks.deliver.call()
    assert sent.outbox == []


def test_an_undeclared_kind_is_an_error():
    with pytest.raises(LookupError):
        outbox.notify("nobody.declared", make_agency())


def test_recipients_who_may_not_see_the_record_are_not_told(monkeypatch):
    stranger = make_user()
    make_kind(monkeypatch, recipients=lambda agency, data: [stranger])
    outbox.notify(KIND, make_agency())
    tasks.deliver.call()
    assert Message.objects.count() == 0


def test_who_loses_the_post_before_the_mail_goes_out_gets_none_and_the_successor_does(kind):
    agency = make_agency()
    former = make_liaison_of(agency)
    outbox.notify(KIND, agency)
    telling.tell_due()
    end_posts(former)
    successor = make_liaison_of(agency, since=today())
    posting.send_due()
    assert [letter.to for letter in sent.outbox] == [[successor.email]]
    assert states() == [MailState.DROPPED, MailState.SENT]


def test_a_disabled_person_gets_nothing(kind):
    agency = make_agency()
    make_liaison_of(agency, is_active=False)
    outbox.notify(KIND, agency)
    tasks.deliver.call()
    assert Message.objects.count() == 0


def test_a_reminder_of_what_was_done_meanwhile_is_dropped(monkeypatch):
    done = []
    make_kind(monkeypatch, holds=lambda agency, data: not done)
    agency = make_agency()
    make_liaison_of(agency)
    outbox.notify(KIND, agency)
    telling.tell_due()
    done.append(True)
    posting.send_due()
    assert (sent.outbox, states()) == ([], [MailState.DROPPED])


def test_a_summary_gathers_what_waits_and_only_what_the_person_may_still_see(kind):
    agency, other = make_agency(), make_agency()
    ana = make_liaison_of(agency)
    make_liaison_of(other)
    choose(ana)
    for _ in range(2):
        outbox.notify(KIND, agency)
    tasks.deliver.call()
    assert sent.outbox == []
    for _ in range(2):
        tasks.digest.call()
    [letter] = sent.outbox
    assert letter.body.count(f"{agency.acronym}: Aviso de prueba") == 2
    assert "2 avisos" in letter.subject


def test_a_summary_of_things_that_no_longer_concern_the_person_is_not_sent(kind):
    agency = make_agency()
    ana = make_liaison_of(agency)
    choose(ana)
    outbox.notify(KIND, agency)
    tasks.deliver.call()
    digests.gather()
    end_posts(ana)
    posting.send_due()
    assert (sent.outbox, states()) == ([], [MailState.DROPPED])


def test_inbox_only_writes_no_mail_unless_it_is_a_duty(monkeypatch):
    make_kind(monkeypatch)
    agency = make_agency()
    choose(make_liaison_of(agency), Mode.INBOX)
    outbox.notify(KIND, agency)
    tasks.deliver.call()
    assert (Message.objects.count(), Mail.objects.count()) == (1, 0)
    make_kind(monkeypatch, is_obligatory=True)
    outbox.notify(KIND, agency)
    tasks.deliver.call()
    assert len(sent.outbox) == 1


def test_a_date_comes_as_a_calendar_file(monkeypatch):
    date = Appointment("report-1", "Vence el informe", today(), today(), place="Sala 1")
    make_kind(monkeypatch, appointment=lambda agency, data: date)
    agency = make_agency()
    make_liaison_of(agency)
    outbox.notify(KIND, agency)
    tasks.deliver.call()
    [(name, content, form)] = sent.outbox[0].attachments
    assert (name, form) == ("fecha.ics", "text/calendar")
    assert f"DTSTART;VALUE=DATE:{today():%Y%m%d}" in content
    assert "SUMMARY:Vence el informe" in content


def test_a_notice_that_cannot_be_told_waits_and_stops_no_other(monkeypatch, caplog):
    def broken(agency, data):
        raise ValueError(agency)

    make_kind(monkeypatch, "agencies.broken", words=broken)
    make_kind(monkeypatch)
    agency = make_agency()
    make_liaison_of(agency)
    outbox.notify("agencies.broken", agency)
    outbox.notify(KIND, agency)
    tasks.deliver.call()
    assert len(sent.outbox) == 1
    waiting = Notice.objects.waiting().get()
    assert (waiting.attempts, waiting.error) == (1, "ValueError")
    assert waiting.next_at > timezone.now()
    assert "could not be told" in caplog.text


def test_a_record_that_is_gone_is_told_to_nobody(kind):
    agency = make_agency(in_scope=False)
    outbox.notify(KIND, agency)
    Notice.objects.update(target="agencies.agency:999999")
    tasks.deliver.call()
    assert not Notice.objects.waiting().exists()
