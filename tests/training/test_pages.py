"""What each reader sees of courses, sessions and certificates."""

from datetime import date, timedelta
from html import unescape

import pytest
from django.urls import reverse

from proim.agencies.models import Role
from proim.audit.models import Event
from proim.training import actions
from proim.training.actions import Achieved
from proim.training.models import Course, Enrolment, Session
from proim.training.workflow import Result
from tests.builders.people import make_member, make_office, make_user
from tests.builders.training import (
    HELD,
    make_certificate,
    make_course,
    make_enrolment,
    make_session,
)
from tests.sent import changed

pytestmark = pytest.mark.django_db
TODAY = date(2011, 3, 1)
COURSES = reverse("training:courses")
CHECK = reverse("training:check")
MINE = reverse("training:mine")


@pytest.fixture(autouse=True)
def _on_a_day(settings, client):
    settings.TODAY = TODAY
    client.cookies["language"] = "en"


def page(client, address, **query):
    response = client.get(address, query)
    assert (address, response.status_code) == (address, 200)
    return unescape(response.content.decode())


def office(client):
    person = make_office()
    client.force_login(person)
    return person


def test_anybody_reads_the_courses_and_the_sessions_that_come(client):
    course = make_course(title_es="Curso de prueba", title_en="Trial course")
    make_session(course, capacity=3)
    make_session(make_course(), on=TODAY - timedelta(1))

    html = page(client, COURSES)
    assert "Trial course" in html
    assert html.count("March 10, 2011") == 2  # among the sessions, and at its course
    assert "February 28" not in html
    assert "Add a course" not in html


def test_a_session_tells_strangers_neither_who_is_in_it_nor_its_link(client):
    session = make_session(link="https://aula.example.org/secreta")
    make_enrolment(make_user(full_name="Ximena Prado"), session)
    for reader in (None, make_user(), make_member(Role.LIAISON)):
        if reader:
            client.force_login(reader)
        html = page(client, session.get_absolute_url())
        assert "Ximena" not in html
        assert "secreta" not in html
        assert "1 of 20 taken" in html
        for name in ("attendance_list", "results", "enrol", "edit_session"):
            address = reverse(f"training:{name}", args=[session.code])
            assert client.get(address).status_code == (404 if reader else 302)


def test_the_office_sees_who_is_in_a_session(client):
    session = make_session(link="https://aula.example.org/secreta")
    make_enrolment(make_user(full_name="Ximena Prado"), session)
    office(client)
    html = page(client, session.get_absolute_url())
    assert "Ximena Prado" in html
    assert "secreta" in html


def test_a_liaison_signs_up_sees_the_link_and_gives_the_place_back(client):
    me = make_member(Role.LIAISON)
    session = make_session(link="https://aula.example.org/secreta")
    client.force_login(me)

    assert "Sign up" in page(client, session.get_absolute_url())
    answer = client.post(reverse("training:join", args=[session.code]), follow=True)
    html = unescape(answer.content.decode())
    assert "You are enrolled." in html
    assert "secreta" in html

    row = Enrolment.objects.get(person=me)
    assert session.course.title in page(client, MINE)
    client.post(reverse("training:withdraw", args=[row.code]))
    row.refresh_from_db()
    assert row.result == Result.WITHDRAWN


@pytest.mark.parametrize("fields", [{"is_open": False}, {"closed_on": HELD}])
def test_no_button_and_no_way_into_a_session_that_is_not_open(client, fields):
    session = make_session(**fields)
    client.force_login(make_member(Role.LIAISON))
    assert "Sign up" not in page(client, session.get_absolute_url())
    assert client.post(reverse("training:join", args=[session.code])).status_code == 403


def test_a_full_session_says_so(client):
    session = make_session(capacity=1)
    make_enrolment(session=session)
    client.force_login(make_member(Role.LIAISON))
    html = page(client, session.get_absolute_url())
    assert "Sign up" not in html
    assert "1 of 1 taken" in html


def test_the_record_of_a_person_is_for_that_person_and_the_office(client):
    row = make_enrolment(make_member(Role.LIAISON))
    for name in ("enrolment", "correct"):
        address = reverse(f"training:{name}", args=[row.code])
        assert client.get(address).status_code == 302
        client.force_login(make_member(Role.LIAISON))
        assert client.get(address).status_code == 404
        client.logout()
    client.force_login(row.person)
    assert client.get(row.get_absolute_url()).status_code == 200
    assert client.get(reverse("training:correct", args=[row.code])).status_code == 404
    client.force_login(make_member(Role.HEAD))
    assert client.post(reverse("training:withdraw", args=[row.code])).status_code == 404


def test_my_training_shows_results_and_certificates(client):
    certificate = make_certificate(make_member(Role.LIAISON))
    client.force_login(certificate.enrolment.person)
    html = page(client, MINE)
    assert "CONST-2011-0001" in html
    assert "passed" in html


# --- certificates --------------------------------------------------------------------------------


def test_anybody_checks_a_folio_and_learns_course_and_day_but_no_name(client):
    certificate = make_certificate(make_user(full_name="Ximena Prado"))
    for typed in ("CONST-2011-0001", "const 2011 1"):
        html = page(client, CHECK, folio=typed)
        assert "The certificate is valid" in html
        assert certificate.enrolment.session.course.title in html
        assert "March 10, 2011" in html
        assert "Ximena" not in html
        assert "XP" not in html


def test_a_revoked_folio_and_one_that_never_was_give_the_same_answer(client):
    row = make_certificate().enrolment
    actions.correct(row, Achieved(Result.FAILED, HELD), reason="Error", on=HELD, by=None)
    revoked = page(client, CHECK, folio="CONST-2011-0001").replace("CONST-2011-0001", "")
    never = page(client, CHECK, folio="CONST-2011-0002").replace("CONST-2011-0002", "")
    assert "There is no valid certificate with this folio" in revoked
    assert strip_tokens(revoked) == strip_tokens(never)


def strip_tokens(html):
    return [line for line in html.splitlines() if "csrf" not in line]


@pytest.mark.parametrize("typed", ["", "x", "CONST-2011-9999", "'; DROP TABLE", "%"])
def test_what_is_no_folio_breaks_nothing(client, typed):
    html = page(client, CHECK, folio=typed)
    assert "The certificate is valid" not in html


def test_the_certificate_is_shown_to_its_holder_and_the_office_while_it_is_valid(client):
    certificate = make_certificate(make_member(Role.LIAISON, full_name="Ximena Prado"))
    address = reverse("training:certificate", args=[certificate.folio])
    assert client.get(address).status_code == 302
    client.force_login(make_member(Role.LIAISON))
    assert client.get(address).status_code == 404
    for reader in (certificate.enrolment.person, make_office()):
        client.force_login(reader)
        html = page(client, address)
        assert "Ximena Prado" in html
        assert f"{CHECK}?folio=CONST-2011-0001" in html
    row = certificate.enrolment
    actions.correct(row, Achieved(Result.FAILED, HELD), reason="Error", on=HELD, by=None)
    assert client.get(address).status_code == 404


# --- the office's forms ---------------------------------------------------------------------------


def test_the_office_adds_a_core_course_and_plans_a_session(client):
    me = office(client)
    given = {
        "key": "PROIM-9",
        "title_es": "Lenguaje claro",
        "objective_es": "Escribir claro",
        "hours": "6.5",
        "modality": "online",
        "provider": "Escuela",
        "least_attendance": "80",
        "is_core": "on",
    }
    html = client.post(reverse("training:add_course"), given).content.decode()
    assert "Say from which day on." in html
    assert 'value="Lenguaje claro"' in html  # nothing typed is lost
    client.post(reverse("training:add_course"), {**given, "since": "2011-01-01"})
    course = Course.objects.with_core(TODAY).get()
    assert course.is_core

    schedule = reverse("training:schedule", args=[course.code])
    days = {"starts_on": "2011-04-04", "ends_on": "2011-04-05", "capacity": "25", "is_open": "on"}
    html = client.post(schedule, days).content.decode()
    assert "Say where" in html
    client.post(schedule, {**days, "link": "aula.example.org/1"})
    session = Session.objects.get()
    assert (session.link, session.capacity) == ("https://aula.example.org/1", 25)
    assert {event.actor_id for event in Event.objects.all()} == {me.pk}


def test_the_office_edits_a_course_and_makes_it_no_longer_core(client):
    course = make_course()
    office(client)
    edit = reverse("training:edit_course", args=[course.code])
    given = {name: getattr(course, name) for name in (
        "key", "title_es", "objective_es", "hours", "modality", "provider", "least_attendance",
    )}  # fmt: skip
    client.post(edit, {**given, "title_en": "A title"})
    course.refresh_from_db()
    assert course.title_en == "A title"

    core = reverse("training:mark_core", args=[course.code])
    client.post(core, {"since": "2011-02-01", "reason": "Otro lo sustituye"})
    assert not Course.objects.with_core(TODAY).get().is_core
    html = client.post(core, {"since": "2011-01-01", "reason": "Otra vez"}).content.decode()
    assert "On that day it is so already." in html


def test_the_office_edits_and_closes_a_session(client):
    session = make_session(on=TODAY)
    office(client)
    edit = reverse("training:edit_session", args=[session.code])
    given = changed(client.get(edit), place="Aula 9", capacity=5)
    given.pop("is_open")  # unticked
    client.post(edit, given)
    session.refresh_from_db()
    assert (session.place, session.is_open) == ("Aula 9", False)

    assert "Close the session" in page(client, session.get_absolute_url())
    client.post(reverse("training:close_session", args=[session.code]))
    session.refresh_from_db()
    assert session.closed_on == TODAY
    answer = client.post(edit, given)
    assert "This session is closed" in answer.content.decode()


def test_forms_of_the_office_are_closed_to_others(client):
    course, session = make_course(), make_session()
    client.force_login(make_member(Role.LIAISON))
    for name, code in (
        ("edit_course", course.code), ("mark_core", course.code), ("schedule", course.code),
        ("edit_session", session.code), ("enrol", session.code), ("results", session.code),
    ):  # fmt: skip
        assert client.get(reverse(f"training:{name}", args=[code])).status_code == 404
    assert client.get(reverse("training:add_course")).status_code == 404
    assert client.post(reverse("training:close_session", args=[session.code])).status_code == 403
