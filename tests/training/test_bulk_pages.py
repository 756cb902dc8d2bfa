"""The two screens that do many people at once, the printed list, and what they cost."""

import re
from datetime import date, timedelta
from html import unescape

import pytest
from django.urls import reverse
from django.utils import timezone

from proim.agencies.models import Role
from proim.training import actions
from proim.training.models import Certificate, Enrolment
from proim.training.workflow import Result
from tests.builders.people import make_agency, make_member, make_office, make_user
from tests.builders.training import (
    HELD,
    make_certificate,
    make_course,
    make_enrolment,
    make_session,
)

pytestmark = pytest.mark.django_db
TODAY = date(2011, 3, 15)
CONFIRM = {"confirm": "1"}


@pytest.fixture(autouse=True)
def _office(settings, client):
    settings.TODAY = TODAY
    client.cookies["language"] = "en"
    client.force_login(make_office())


def page(client, address, **query):
    response = client.get(address, query)
    assert response.status_code == 200
    return unescape(response.content.decode())


def enrol_address(session):
    return reverse("training:enrol", args=[session.code])


def names(html):
    return re.findall(r"<label for=\"row-\d+\">([^<]+)</label>", html)


def make_choices(session):
    borough = make_agency(name="Delegación Sur", type="DEL")
    ana = make_member(Role.LIAISON, borough, full_name="Ana Vela")
    bruno = make_member(Role.ALTERNATE, full_name="Bruno Díaz")
    carla = make_member(Role.LIAISON, full_name="Carla Luna")
    make_certificate(carla)
    make_member(Role.HEAD, full_name="Héctor Titular")
    make_member(Role.LIAISON, full_name="Futura Enlace", since=date(2011, 4, 1))
    make_enrolment(make_member(Role.LIAISON, full_name="Inés Inscrita"), session)
    return ana, bruno, carla


def test_filters_narrow_the_list_to_choose_from(client):
    session = make_session()
    make_choices(session)
    address = enrol_address(session)
    every = {"Ana Vela", "Bruno Díaz", "Carla Luna"}
    for query, found in (
        ({}, every),
        ({"untrained": "on"}, {"Ana Vela", "Bruno Díaz"}),
        ({"type": "DEL"}, {"Ana Vela"}),
        ({"role": "alternate"}, {"Bruno Díaz"}),
        ({"text": "luna"}, {"Carla Luna"}),
        ({"text": "delegación sur"}, {"Ana Vela"}),
        ({"text": "nadie"}, set()),
        ({"type": "wrong", "role": "head"}, every),
    ):
        assert (query, set(names(page(client, address, **query)))) == (query, found)


def test_untrained_means_of_a_course_that_is_core(client):
    session = make_session()
    make_certificate(
        make_member(Role.LIAISON, full_name="Dora Sol"), course=make_course(is_core=False)
    )
    assert names(page(client, enrol_address(session), untrained="on")) == ["Dora Sol"]


def test_what_enrolling_would_do_is_told_before_it_is_done(client):
    session = make_session(capacity=3)
    people = make_choices(session)
    chosen = {"people": [str(person.code) for person in people]}

    html = unescape(client.post(enrol_address(session), chosen).content.decode())

    assert "Nothing is done yet. It is possible with 3 of 3." in html
    assert html.count("on the waiting list</span>") == 1
    assert session.enrolments.count() == 1

    html = unescape(client.post(enrol_address(session), chosen | CONFIRM).content.decode())

    assert "3 people were enrolled or wait." in html
    assert session.count_taken() == 3
    assert session.enrolments.waiting().count() == 1


def test_enrolments_of_many_are_taken_back_for_half_an_hour(client):
    session = make_session()
    ana, bruno, _carla = make_choices(session)
    chosen = {"people": [str(person.code) for person in (ana, bruno)]}
    html = client.post(enrol_address(session), chosen | CONFIRM).content.decode()
    codes = re.findall(r'name="enrolment" value="([^"]+)"', html)
    assert len(codes) == 2
    session.enrolments.filter(person=bruno).update(queued_at=timezone.now() - timedelta(hours=1))

    undo = reverse("training:unenrol", args=[session.code])
    html = unescape(client.post(undo, {"enrolment": codes}, follow=True).content.decode())

    assert "1 enrolment was taken back." in html
    assert "Bruno Díaz: This can be undone for 30 minutes only." in html
    assert {row.person.full_name for row in session.enrolments.active()} == {
        "Bruno Díaz",
        "Inés Inscrita",
    }


def test_with_a_place_left_who_waits_can_be_given_it_after_the_first_day(client):
    session = make_session(capacity=1)
    row = make_enrolment(session=session)
    ana = make_member(Role.LIAISON, full_name="Ana Vela")
    make_enrolment(ana, session)
    assert names(page(client, enrol_address(session))) == []

    actions.withdraw(row, by=None)  # the session has begun: nobody moves up by themselves

    assert names(page(client, enrol_address(session))) == ["Ana Vela"]
    client.post(enrol_address(session), {"people": [str(ana.code)]} | CONFIRM)
    assert session.enrolments.get(person=ana).result == Result.ENROLLED


def test_everybody_whom_the_filters_leave_is_enrolled_at_once(client):
    session = make_session()
    ana, bruno, _carla = make_choices(session)
    address = enrol_address(session) + "?untrained=on"
    html = client.post(address, {"everybody": "on"}).content.decode()
    codes = re.findall(r'name="people" value="([^"]+)"', html)
    client.post(enrol_address(session), {"people": codes} | CONFIRM)
    assert set(session.enrolments.exclude(person__full_name="Inés Inscrita").values_list(
        "person", flat=True
    )) == {ana.pk, bruno.pk}  # fmt: skip


def test_nobody_chosen_or_nobody_to_be_chosen_is_told(client):
    session = make_session()
    make_choices(session)
    html = client.post(enrol_address(session), {}).content.decode()
    assert "Choose at least one person." in html
    outsider = make_user()
    client.post(enrol_address(session), {"people": [str(outsider.code)]} | CONFIRM)
    assert not Enrolment.objects.filter(person=outsider).exists()


def test_htmx_gets_the_list_alone(htmx):
    session = make_session()
    make_choices(session)
    html = htmx.get(enrol_address(session)).content.decode()
    assert html.lstrip().startswith('<section id="results"')


# --- attendance and results ----------------------------------------------------------------------


def results_address(session):
    return reverse("training:results", args=[session.code])


def rows_of(session, **typed):
    """Return what the screen posts: ``rows_of(session, Ana=("100", "9", "passed"))``."""
    data = {"completed_on": HELD.isoformat(), "rest": ""}
    for row in session.enrolments.select_related("person"):
        given = typed.get(row.person.full_name, ("", "", ""))
        for name, value in zip(("attendance", "grade", "result"), given, strict=True):
            data[f"{row.pk}-{name}"] = value
    return data


def stored(session):
    rows = session.enrolments.values_list("person__full_name", "result", "attendance")
    return {name: (result, attendance) for name, result, attendance in rows}


@pytest.fixture
def session():
    session = make_session()
    for name in ("Ana", "Bruno", "Carla", "Dora"):
        make_enrolment(make_user(full_name=name), session)
    return session


def test_attendance_and_results_of_all_people_on_one_screen(client, session):
    typed = {
        "Ana": ("95", "9.5", "passed"),
        "Bruno": ("", "5", "failed"),
        "Carla": ("", "", "absent"),
        "Dora": ("60", "", "attended"),
    }
    answer = client.post(results_address(session), rows_of(session, **typed), follow=True)

    assert "4 rows were stored." in answer.content.decode()
    assert stored(session) == {
        "Ana": (Result.PASSED, 95),
        "Bruno": (Result.FAILED, None),
        "Carla": (Result.ABSENT, 0),
        "Dora": (Result.ATTENDED, 60),
    }
    assert Certificate.objects.get().enrolment.person.full_name == "Ana"
    html = page(client, results_address(session))
    assert "Result of Ana" not in html
    assert "Result of Dora" in html


def test_all_who_were_left_empty_get_the_result_chosen_for_them(client, session):
    data = {**rows_of(session, Carla=("", "", "absent")), "rest": "passed"}
    client.post(results_address(session), data)
    assert [result for result, _ in stored(session).values()].count(Result.PASSED) == 3
    assert stored(session)["Carla"] == (Result.ABSENT, 0)
    assert Certificate.objects.count() == 3


def test_wrong_rows_stay_with_what_was_typed_and_right_ones_are_stored(client, session):
    typed = {
        "Ana": ("100", "10", "passed"),
        "Bruno": ("130", "", "passed"),
        "Carla": ("50", "", "absent"),
        "Dora": ("0", "", "passed"),
    }
    html = client.post(results_address(session), rows_of(session, **typed)).content.decode()

    assert "1 row was stored." in html
    assert 'value="130"' in html
    assert "leave it empty" in html
    assert "With 0 per cent" in html
    assert "Result of Ana" not in html
    assert stored(session)["Bruno"] == (Result.ENROLLED, None)

    mended = rows_of(session, Bruno=("90", "", "passed"))
    dora = Enrolment.objects.get(person__full_name="Dora")
    carla = Enrolment.objects.get(person__full_name="Carla")
    kept = {k: v for k, v in mended.items() if not k.startswith((f"{dora.pk}-", f"{carla.pk}-"))}
    client.post(results_address(session), {**kept, "rest": "attended"})
    assert stored(session)["Bruno"] == (Result.PASSED, 90)
    assert stored(session)["Dora"] == (Result.ENROLLED, None)


def test_a_day_before_the_session_is_refused_in_each_row(client, session):
    data = {**rows_of(session, Ana=("100", "", "passed")), "completed_on": "2011-03-01"}
    html = client.post(results_address(session), data).content.decode()
    assert "This lies before the session." in html
    assert stored(session)["Ana"] == (Result.ENROLLED, None)


def test_the_screen_sent_twice_stores_once(client, session):
    data = rows_of(session, Ana=("100", "", "passed"))
    client.post(results_address(session), data)
    client.post(results_address(session), data)
    assert Certificate.objects.count() == 1


def test_a_result_is_corrected_with_a_reason_and_the_history_shows_both(client, session):
    client.post(results_address(session), rows_of(session, Ana=("100", "9", "passed")))
    row = Enrolment.objects.get(person__full_name="Ana")
    correct = reverse("training:correct", args=[row.code])
    given = {"result": "failed", "completed_on": "2011-03-10", "attendance": "100", "grade": "5"}
    assert "This field is required" in client.post(correct, given).content.decode()

    answer = client.post(correct, {**given, "reason": "Acta equivocada"}, follow=True)

    html = unescape(answer.content.decode())
    assert "Acta equivocada" in html
    assert "passed" in html
    row.refresh_from_db()
    assert row.result == Result.FAILED
    assert "no valid certificate" in page(client, reverse("training:check"), folio="CONST-2011-1")


def test_the_attendance_list_has_everybody_but_those_who_withdrew(client, session):
    actions.withdraw(Enrolment.objects.get(person__full_name="Dora"), by=None)
    html = page(client, reverse("training:attendance_list", args=[session.code]))
    assert [name for name in ("Ana", "Bruno", "Carla", "Dora") if f">{name}<" in html] == [
        "Ana", "Bruno", "Carla",
    ]  # fmt: skip
    assert html.count('<td class="signature"></td>') == 3


# --- cost ----------------------------------------------------------------------------------------


def test_pages_cost_the_same_queries_however_many_rows(client, queries):
    course = make_course()
    session = make_session(course)

    def more(number):
        for _ in range(number):
            make_session(course, on=date(2011, 5, 5))
            make_course()
            make_member(Role.LIAISON)
            make_enrolment(make_member(Role.LIAISON), session)

    addresses = [
        reverse("training:courses"),
        course.get_absolute_url(),
        session.get_absolute_url(),
        enrol_address(session),
        results_address(session),
        reverse("training:attendance_list", args=[session.code]),
        reverse("training:mine"),
    ]

    def cost(address):
        with queries() as seen:
            assert client.get(address).status_code == 200
        return len(seen)

    more(2)
    few = {address: cost(address) for address in addresses}
    more(8)
    assert {address: cost(address) for address in addresses} == few
    assert max(few.values()) <= 18


def test_my_training_costs_the_same_queries_however_many_courses(client, queries):
    me = make_member(Role.LIAISON)
    client.force_login(me)

    def cost():
        with queries() as seen:
            client.get(reverse("training:mine"))
        return len(seen)

    make_certificate(me)
    few = cost()
    for _ in range(5):
        make_certificate(me)
    assert cost() == few
