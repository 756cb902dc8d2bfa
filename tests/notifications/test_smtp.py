"""Against a mail server that refuses, is away, hangs up, or is killed for at the worst moment."""

import subprocess
from datetime import timedelta

import pytest
from django.utils import timezone

from proim.core.health import State
from proim.notifications import carriers, health, journal, outbox, posting, tasks, telling
from proim.notifications.letters import letter
from proim.notifications.models import Mail, MailState, WorkerSign
from tests.builders.notifications import KIND, make_kind, make_liaison_of, states
from tests.builders.people import make_agency
from tests.mailbox import mail_server

pytestmark = pytest.mark.django_db


@pytest.fixture
def smtp(settings, tmp_path):
    settings.DATA = tmp_path  # journals of its own
    with mail_server() as box:
        settings.EMAIL_BACKEND = carriers.SMTP
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", box.port
        settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
        yield box


@pytest.fixture
def waiting(monkeypatch):
    """Three mails that wait to be sent."""
    make_kind(monkeypatch)
    agency = make_agency(acronym="ÑÚ")
    make_liaison_of(agency)
    for _ in range(3):
        outbox.notify(KIND, agency, line=".\nUna línea que empieza con punto")
    telling.tell_due()
    return list(Mail.objects.order_by("pk"))


def later():
    Mail.objects.update(next_at=timezone.now())


def test_mails_go_out_by_smtp_whole_and_with_their_names(smtp, waiting):
    assert posting.send_due() == 3
    assert smtp.ids == [mail.message_id for mail in waiting]
    text = smtp.letters[0].get_payload(0).get_payload(decode=True).decode()
    assert "Una línea que empieza con punto" in text
    assert list(journal.folder().glob("*.journal")) == []


def test_a_refusal_for_now_is_tried_again_later(smtp, waiting):
    smtp.answers = ["451 Try again later"]
    assert posting.send_due() == 2
    refused = Mail.objects.get(state=MailState.QUEUED)
    assert (refused.attempts, refused.error) == (1, "451 Try again later")
    assert refused.next_at > timezone.now()
    later()
    posting.send_due()
    assert states() == [MailState.SENT] * 3


def test_a_refusal_for_ever_fails_at_once_and_stops_no_other(smtp, waiting):
    smtp.answers = ["554 No such mailbox"]
    assert posting.send_due() == 2
    assert sorted(states()) == [MailState.FAILED, MailState.SENT, MailState.SENT]
    assert health.mail().state == State.ATTENTION


def test_without_a_mail_server_everything_waits_and_one_knock_a_minute_is_enough(
    settings, smtp, waiting
):
    settings.EMAIL_PORT = 1
    assert posting.send_due() == 0
    assert states() == [MailState.QUEUED] * 3
    assert {mail.attempts for mail in Mail.objects.all()} == {0}
    assert not Mail.objects.due(timezone.now()).exists()
    Mail.objects.update(at=timezone.now() - timedelta(hours=1))
    assert health.mail().state == State.BAD
    settings.EMAIL_PORT = smtp.port
    later()
    assert posting.send_due() == 3
    assert health.mail().state == State.GOOD


def test_a_server_that_takes_a_mail_and_hangs_up_gets_it_again_under_the_same_name(smtp, waiting):
    smtp.hangs_up = 1
    posting.send_due()
    later()
    posting.send_due()
    # The one doubt that SMTP leaves (decision 13): never a second name.
    assert len(smtp.ids) == 4
    assert set(smtp.ids) == {mail.message_id for mail in waiting}


def test_a_mail_that_was_taken_is_not_sent_again_when_the_worker_dies_before_it_says_so(
    smtp, waiting
):
    with journal.opened() as book, carriers.carrier(book) as way:
        lot = posting.claim(book.run)
        way.carry(lot[0].pk, letter(lot[0]))  # … and the worker is killed here
    assert states() == [MailState.SENDING] * 3
    posting.send_due()
    assert states() == [MailState.SENT] * 3
    assert smtp.ids == [mail.message_id for mail in waiting]


def test_mails_of_a_run_that_still_lives_are_left_alone(smtp, waiting):
    with journal.opened() as book:
        posting.claim(book.run)
        posting.send_due()
        assert states() == [MailState.SENDING] * 3
    posting.send_due()
    assert len(smtp.ids) == 3


def test_two_workers_share_what_waits(smtp, waiting, monkeypatch):
    monkeypatch.setattr(posting, "LOT", 2)
    with journal.opened() as one, journal.opened() as two:
        first, second = posting.claim(one.run), posting.claim(two.run)
    assert [mail.pk for mail in (*first, *second)] == [mail.pk for mail in waiting]


def test_mails_of_a_machine_that_is_gone_go_out_after_an_hour(smtp, waiting, caplog):
    mine = Mail.objects.all()
    mine.update(state=MailState.SENDING, run="elsewhere/1", claimed_at=timezone.now())
    posting.send_due()
    assert smtp.ids == []
    mine.update(claimed_at=timezone.now() - timedelta(hours=2))
    posting.send_due()
    assert len(smtp.ids) == 3
    assert "another machine" in caplog.text


def test_the_sending_process_finishes_what_it_began_when_the_worker_is_gone(smtp, waiting):
    """As a kill leaves it: its input ends in the middle of a line, nobody reads its answers."""
    with journal.opened() as book:
        way = carriers.carrier(book)
        postman = way.__enter__()
        mail = posting.claim(book.run)[0]
        postman.process.stdout.close()
        data = {"key": mail.pk, "from": "a@example.org", "to": "b@example.org", "data": "QQ=="}
        postman.tell(data)
        postman.process.stdin.write('{"key": 99')
        postman.process.stdin.close()
        assert postman.process.wait(20) == 0
        run = book.run
        assert journal.taken(run) is None  # the worker's end of the lock is still held
    assert journal.taken(run) == {mail.pk}
    assert len(smtp.letters) == 1


def test_a_sending_process_that_dies_leaves_the_rest_waiting(smtp, waiting, monkeypatch):
    monkeypatch.setattr(carriers, "PROGRAM", ["true"])
    assert posting.send_due() == 0
    assert states() == [MailState.QUEUED] * 3


def test_a_mail_that_cannot_be_written_is_given_up_in_the_end(smtp, waiting, monkeypatch, caplog):
    def broken(mail):
        raise ValueError

    monkeypatch.setattr(posting, "letter", broken)
    for _ in range(posting.ATTEMPTS):
        later()
        posting.send_due()
    assert states() == [MailState.FAILED] * 3
    assert "could not be written" in caplog.text


def test_old_journals_of_runs_that_never_claimed_are_swept(smtp, monkeypatch):
    stale = journal.folder() / "0.journal"
    stale.touch()
    tasks.forget.call()
    assert stale.exists()
    monkeypatch.setattr(journal, "DAY_SECONDS", -1)
    tasks.forget.call()
    assert not stale.exists()


def test_the_background_is_bad_without_a_worker_and_good_with_one():
    assert health.work().state == State.BAD
    WorkerSign.objects.create(worker="one", seen_at=timezone.now())
    assert health.work().state == State.GOOD


def test_the_program_needs_nothing_of_the_house():
    done = subprocess.run(
        carriers.PROGRAM, input="", capture_output=True, text=True, check=False, timeout=20
    )
    assert "JSONDecodeError" in done.stderr  # it began, and found no options
