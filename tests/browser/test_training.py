"""Training in a real browser: every page without barriers, and the office's work by keyboard."""

from datetime import date, time

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from proim.agencies.models import Role
from proim.training import actions
from proim.training.actions import Achieved
from proim.training.codes import between, of_now
from proim.training.models import Certificate, Enrolment
from proim.training.workflow import Result
from tests.builders.people import make_member, make_office, make_user
from tests.builders.training import (
    HELD,
    answers_of,
    make_certificate,
    make_course,
    make_enrolment,
    make_exam,
    make_need,
    make_session,
)

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
TODAY = date(2011, 3, 12)
PEOPLE = ("Ana Vela Ortiz", "Bruno Díaz Peña", "Carla Luna Rey", "Dora Sol Mena")


@pytest.fixture(autouse=True)
def _on_a_day(settings):
    settings.TODAY = TODAY


@pytest.fixture
def world():
    """Build a course with a held and a coming session, results of each kind, and its people."""
    course = make_course(
        title_es="Registro y seguimiento de proyectos de modernización",
        title_en="Registering and following modernization projects",
        competencies_es="Redactar un objetivo.\nMedir un avance.",
    )
    make_course(is_core=False, title_es="Lenguaje claro para trámites")
    held = make_session(course, timetable="10:00 a 14:00 h", trainer="Rocío Mar Ibáñez")
    coming = make_session(course, on=date(2011, 4, 5), capacity=3, link="https://aula.example.org")
    people = [make_member(Role.LIAISON, full_name=name) for name in PEOPLE]
    rows = [make_enrolment(person, held) for person in people]
    actions.certify(rows[0], completed_on=HELD, on=TODAY, by=None)
    actions.attend(rows[1], 80, by=None)
    actions.correct(
        rows[0],
        Achieved(Result.PASSED, HELD, 100),
        reason="Faltaba la asistencia",
        on=TODAY,
        by=None,
    )
    make_enrolment(people[0], coming)
    now, exam = make_session(course, on=TODAY), make_exam(course, attempts=2)
    taking = make_enrolment(people[0], now)
    actions.hand_in(taking, exam, answers_of(exam, 1), on=TODAY, by=people[0])
    full = make_session(course, on=date(2011, 4, 9), capacity=1)
    for person in (people[1], people[0]):
        make_enrolment(person, full)
    agency = people[2].appointments.get().agency
    need = make_need(agency, people[2], course=course, wanted_by=date(2011, 6, 30))
    actions.gather(coming, [make_need(topic="Lenguaje claro en formatos")], by=None)
    return {
        "need": need,
        "now": now,
        "taking": taking,
        "exam": exam,
        "full": full,
        "office": make_office(),
        "liaison": people[0],
        "course": course,
        "held": held,
        "coming": coming,
        "row": rows[0],
    }


def addresses(world, reader):
    """Return the pages of a reader, by the name of the picture."""
    course, held, coming, row = (world[key] for key in ("course", "held", "coming", "row"))
    folio = Certificate.objects.get(enrolment=row).folio
    check = reverse("training:check")
    public = {
        "courses": reverse("training:courses"),
        "course": course.get_absolute_url(),
        "session": coming.get_absolute_url(),
        "check": check,
        "check-valid": f"{check}?folio={folio}",
        "check-none": f"{check}?folio=CONST-2011-9999",
    }
    if reader == "liaison":
        public = {
            "session-own": coming.get_absolute_url(),
            "waiting": world["full"].get_absolute_url(),
            "taking": world["taking"].get_absolute_url(),
            "hand-in": reverse("training:hand_in", args=[world["taking"].code, "after"]),
            "check-in": of_now(world["now"]).path,
            "opine": reverse("training:opine", args=[world["taking"].code]),
            "check-in-over": between(world["now"], HELD, time(9), time(10)).path,
            "mine": reverse("training:mine"),
            "certificate": reverse("training:certificate", args=[folio]),
            "enrolment": row.get_absolute_url(),
        }
    if reader == "office":
        paper = reverse("training:print_code", args=[world["now"].code])
        forms = dict.fromkeys(("edit_course", "mark_core", "schedule"), course)
        forms |= dict.fromkeys(("edit_session", "enrol", "results", "attendance_list"), held)
        public = {
            "session-office": held.get_absolute_url(),
            "course-office": course.get_absolute_url(),
            "add": reverse("training:add_course"),
            "presence": reverse("training:presence", args=[held.code]),
            "note-presence": reverse("training:note_presence", args=[held.code, 1]),
            "code": reverse("training:show_code", args=[world["now"].code]),
            "code-none": reverse("training:show_code", args=[held.code]),
            "code-ask": paper,
            "code-paper": f"{paper}?day=1&first=09:00&last=09:30",
            "needs": reverse("training:needs"),
            "need-raise": reverse("training:raise_need"),
            "need": world["need"].get_absolute_url(),
            "need-decline": reverse("training:decline_need", args=[world["need"].code]),
            "test": world["exam"].get_absolute_url(),
            "question": reverse("training:add_question", args=[world["exam"].code]),
            "correct": reverse("training:correct", args=[row.code]),
            **{name: reverse(f"training:{name}", args=[on.code]) for name, on in forms.items()},
        }
    return public


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("locale", ["es-MX", "en"])
def test_every_page_has_no_barriers(open_page, sound, sign_in, world, locale, width):
    for reader in ("anonymous", "liaison", "office"):
        page = open_page(width, locale=locale)
        if reader != "anonymous":
            sign_in(page, world[reader])
        for name, address in addresses(world, reader).items():
            sound(page, address, f"training-{name}-{locale}-{width}")


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("locale", ["es-MX", "en"])
def test_what_is_told_before_and_after_has_no_barriers(
    open_page, sound, sign_in, world, locale, width
):
    """Enrolling many and settling: the page that asks, and the one that tells."""
    page, held = open_page(width, locale=locale), world["held"]
    sign_in(page, world["office"])
    make_member(Role.LIAISON, full_name="Elsa Mora Gil")
    actions.note_presence(held, HELD, {row.pk for row in held.enrolments.all()[2:3]}, by=None)
    address = reverse("training:enrol", args=[world["full"].code])
    sound(page, address, f"training-enrol-{locale}-{width}")
    page.get_by_label("Elsa Mora Gil").check()
    for name in ("enrol-asked", "enrol-done"):
        page.locator("main form[method=post] button.button--primary").click()
        sound(page, None, f"training-{name}-{locale}-{width}")
    sound(page, held.get_absolute_url(), f"training-session-held-{locale}-{width}")
    page.locator("form[action$='/settle/'] button").click()
    sound(page, None, f"training-settle-asked-{locale}-{width}")
    page.locator("main button[name=confirm]").click()
    sound(page, None, f"training-settle-done-{locale}-{width}")


def test_forms_with_errors_have_no_barriers(phone, live_server, sound, sign_in, world):
    sign_in(phone, world["office"])
    make_member(Role.LIAISON)
    for name, row in (("results", "held"), ("schedule", "course"), ("enrol", "held")):
        phone.goto(live_server.url + reverse(f"training:{name}", args=[world[row].code]))
        if name == "results":
            phone.get_by_label("Asistencia de Carla Luna Rey").fill("130")
        phone.locator("main form[method=post] button").last.click()
        expect(phone.locator(".field__error, .errors").first).to_be_visible()
        sound(phone, None, f"training-{name}-errors")


def test_the_office_enrols_and_enters_results_by_keyboard_without_script(
    open_page, live_server, sign_in, world
):
    page = open_page(javascript=False, locale="en")
    sign_in(page, world["office"])
    make_member(Role.LIAISON, full_name="Elsa Mora Gil")
    page.goto(live_server.url + world["held"].get_absolute_url())
    page.get_by_role("link", name="Enrol people").press("Enter")
    page.get_by_label("Elsa Mora Gil").press("Space")
    page.get_by_role("button", name="See what will be done").press("Enter")
    expect(page.get_by_text("Nothing is done yet. It is possible with 1 of 1.")).to_be_visible()
    page.get_by_role("button", name="Enrol these people").press("Enter")
    expect(page.get_by_text("1 person was enrolled or waits.")).to_be_visible()
    page.get_by_role("link", name="Back to the session").press("Enter")

    page.get_by_role("link", name="Attendance and results").press("Enter")
    page.get_by_label("Attendance of Elsa Mora Gil").type("90")
    page.get_by_label("Grade of Elsa Mora Gil").type("8.5")
    page.get_by_label("Result of Elsa Mora Gil").select_option("passed")
    page.get_by_label("Those without a result below").select_option("absent")
    page.get_by_role("button", name="Save").press("Enter")
    expect(page.get_by_text("3 rows were stored.")).to_be_visible()
    assert Enrolment.objects.get(person__full_name="Elsa Mora Gil").result == Result.PASSED

    page.get_by_role("button", name="Close the session").press("Enter")
    expect(page.get_by_text("The session is closed.")).to_be_visible()


def test_filters_narrow_the_people_to_choose_from_as_one_types(page, live_server, sign_in, world):
    sign_in(page, world["office"])
    make_certificate(make_member(Role.LIAISON, full_name="Elsa Mora Gil"))
    make_member(Role.LIAISON, full_name="Fidel Rey Cruz")
    make_user(full_name="Nadie")
    page.goto(live_server.url + reverse("training:enrol", args=[world["held"].code]))
    page.get_by_label("Nombre o ente público").press_sequentially("fidel")
    expect(page.get_by_text("Elsa Mora Gil")).to_have_count(0)
    expect(page.get_by_label("Fidel Rey Cruz")).to_be_visible()
    expect(page.get_by_label("Nombre o ente público")).to_be_focused()
