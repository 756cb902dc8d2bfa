"""Settling a session, its certificates in one file, and certificates that expire."""

import io
import zipfile
from datetime import date
from html import unescape

import pytest
from django.urls import reverse

from proim.core.errors import DomainError, TransitionError
from proim.documents.models import Document
from proim.notifications import tasks as notifications
from proim.notifications.models import Message
from proim.training import actions, tasks
from proim.training.actions import Achieved
from proim.training.certificates import papers_of
from proim.training.models import Certificate, Enrolment, Outcome
from proim.training.reminders import remind_of_expiry
from proim.training.standing import basis
from proim.training.workflow import Result
from tests.builders.people import make_office, make_user
from tests.builders.training import (
    HELD,
    make_certificate,
    make_course,
    make_enrolment,
    make_session,
)

pytestmark = pytest.mark.django_db
AFTER = date(2011, 3, 15)


@pytest.fixture(autouse=True)
def _today(settings):
    settings.TODAY = AFTER


@pytest.fixture
def office(client):
    client.cookies["language"] = "en"
    person = make_office()
    client.force_login(person)
    client.person = person
    return client


@pytest.fixture
def session():
    """Build a session of five days: Ana was there always, Bruno four, Carla three, Dora never."""
    session = make_session(ends_on=date(2011, 3, 14))
    people = {"Ana": 5, "Bruno": 4, "Carla": 3, "Dora": 0}
    rows = {name: make_enrolment(make_user(full_name=name), session) for name in people}
    for number, day in enumerate(session.days):
        there = {row.pk for name, row in rows.items() if people[name] > number}
        actions.note_presence(session, day, there, by=None)
    make_enrolment(make_user(full_name="Elsa"), session)  # came later: nothing is noted of her
    return session


def results(session):
    return dict(session.enrolments.values_list("person__full_name", "result"))


def post(client, name, session, **data):
    response = client.post(reverse(f"training:{name}", args=[session.code]), data, follow=True)
    assert response.status_code == 200
    return unescape(response.content.decode())


# --- settling ------------------------------------------------------------------------------------


def test_settling_is_foretold_and_then_done_by_the_attendance_of_the_days(office, session):
    html = post(office, "settle", session)
    assert "Nothing is done yet. It is possible with 5 of 5." in html
    assert set(results(session).values()) == {Result.ENROLLED}
    assert not Certificate.objects.exists()

    html = post(office, "settle", session, confirm="1")

    assert "5 of 5 have their result." in html
    assert results(session) == {
        "Ana": Result.PASSED,
        "Bruno": Result.PASSED,  # 80 per cent is enough
        "Carla": Result.FAILED,
        "Dora": Result.ABSENT,
        "Elsa": Result.ABSENT,
    }
    assert Certificate.objects.count() == 2
    assert Enrolment.objects.get(person__full_name="Bruno").attendance == 80
    html = post(office, "settle", session, confirm="1")
    assert Certificate.objects.count() == 2


def test_the_attendance_that_a_course_asks_for_decides(session):
    session.course.least_attendance = 60
    session.course.save()
    known = basis(session)
    for row in session.enrolments.select_related("session__course"):
        actions.settle(row, known, on=AFTER, by=None)
    assert results(session)["Carla"] == Result.PASSED


def test_what_was_noted_on_the_screen_of_results_stands_before_the_days(session):
    carla = Enrolment.objects.get(person__full_name="Carla")
    actions.attend(carla, 95, by=None)
    assert basis(session).attendance[carla.pk] == 95


def test_without_a_list_before_the_end_or_after_a_result_nothing_is_settled(session, settings):
    bare = make_enrolment(session=make_session())
    with pytest.raises(DomainError, match="asistencia"):
        actions.settle(bare, basis(bare.session), on=AFTER, by=None)
    ana = Enrolment.objects.get(person__full_name="Ana")
    known = basis(session)
    with pytest.raises(DomainError):
        actions.settle(ana, known, on=HELD, by=None)
    actions.settle(ana, known, on=AFTER, by=None)
    with pytest.raises(TransitionError):
        actions.settle(ana, known, on=AFTER, by=None)
    assert Outcome.objects.filter(enrolment=ana).count() == 2  # attended, passed


# --- documents -----------------------------------------------------------------------------------


def test_the_certificates_of_a_session_are_made_and_handed_over_in_one_file(office):
    session = make_session()
    for _ in range(2):
        row = make_enrolment(session=session)
        actions.certify(row, completed_on=HELD, on=AFTER, by=None)
    assert "0 of 2 certificates have their document" in unescape(
        office.get(session.get_absolute_url()).content.decode()
    )
    assert "2 documents are being made." in post(office, "make_papers", session)

    tasks.press_certificates.call(session.pk, office.person.pk, "en")

    assert papers_of(session, "en").missing == 0
    assert papers_of(session, "es-mx").missing == 2
    assert "All certificates have their document." in post(office, "make_papers", session)
    answer = office.get(reverse("training:papers_zip", args=[session.code]))
    book = zipfile.ZipFile(io.BytesIO(answer.content))
    assert book.namelist() == ["CONST-2011-0001.pdf", "CONST-2011-0002.pdf"]
    assert {book.read(name)[:5] for name in book.namelist()} == {b"%PDF-"}
    tasks.press_certificates.call(session.pk, office.person.pk, "en")
    assert Document.objects.count() == 2


def test_a_revoked_certificate_is_in_no_file(office):
    certificate = make_certificate()
    session = certificate.enrolment.session
    actions.correct(
        certificate.enrolment, Achieved(Result.FAILED, HELD), reason="x", on=AFTER, by=None
    )
    assert papers_of(session, "es-mx").certificates == []
    answer = office.get(reverse("training:papers_zip", args=[session.code]))
    assert zipfile.ZipFile(io.BytesIO(answer.content)).namelist() == []


# --- expiry --------------------------------------------------------------------------------------


def expiring(person=None, *, on=HELD, course=None, months=24):
    return make_certificate(person, on=on, course=course or make_course(valid_months=months))


def told():
    notifications.deliver.call()
    messages = Message.objects.filter(notice__kind="training.expires").order_by("pk")
    return [message.person for message in messages]


def test_a_certificate_holds_as_long_as_its_course_says_from_the_completion_on():
    assert expiring().expires_on == date(2013, 3, 10)
    assert make_certificate().expires_on is None


def test_a_corrected_day_of_completion_is_another_last_day():
    certificate = expiring()
    row = certificate.enrolment
    right = Achieved(Result.PASSED, date(2011, 3, 12))
    actions.correct(row, right, reason="Acta", on=AFTER, by=None)
    certificate.refresh_from_db()
    assert certificate.expires_on == date(2013, 3, 12)


def test_the_holder_is_told_thirty_days_before_and_once(settings):
    certificate = expiring()
    for day, count in (
        (date(2013, 2, 7), 0),
        (date(2013, 2, 8), 1),
        (date(2013, 2, 9), 1),
        (date(2013, 3, 10), 1),
        (date(2013, 3, 11), 0),
    ):
        settings.TODAY = day
        assert (day, remind_of_expiry()) == (day, count)
    assert told() == [certificate.enrolment.person]


def test_who_renewed_or_whose_certificate_was_revoked_is_not_told(settings):
    course = make_course(valid_months=24)
    renewed, revoked, other = (expiring(course=course) for _ in range(3))
    settings.TODAY = date(2013, 2, 20)
    make_certificate(renewed.enrolment.person, on=date(2013, 2, 15), course=course)
    make_certificate(other.enrolment.person, on=date(2013, 2, 15))  # of another course
    actions.correct(
        revoked.enrolment, Achieved(Result.FAILED, HELD), reason="x", on=settings.TODAY, by=None
    )
    assert remind_of_expiry() == 1
    assert told() == [other.enrolment.person]


def test_anybody_reads_that_a_certificate_is_genuine_and_has_expired(client, settings):
    certificate = expiring()
    client.cookies["language"] = "en"

    def said():
        return client.get(reverse("training:check"), {"folio": certificate.folio}).content.decode()

    settings.TODAY = date(2013, 3, 10)
    assert "The certificate is valid" in said()
    assert "March 10, 2013" in said()
    settings.TODAY = date(2013, 3, 11)
    assert "The certificate is genuine and has expired" in said()
    assert "The certificate is valid" not in said()
    assert certificate.enrolment.person.full_name not in said()


def test_the_holder_sees_that_it_has_expired(client, settings):
    certificate = expiring()
    client.cookies["language"] = "en"
    client.force_login(certificate.enrolment.person)
    settings.TODAY = date(2013, 3, 11)
    for address in (
        reverse("training:mine"),
        certificate.enrolment.get_absolute_url(),
        reverse("training:certificate", args=[certificate.folio]),
    ):
        assert "expired" in client.get(address).content.decode()
