"""The calendars on screen, the notices, the terms and the absences."""

from datetime import date

import pytest
from django.urls import reverse
from icalendar import Calendar as File

from proim.accounts.models import User
from proim.agencies import actions
from proim.agencies.models import Absence, Audience, Notice, NoticeKind, Programme, Role, levels
from proim.projects import actions as projects
from proim.projects.models import ProjectTermMove
from proim.projects.workflow import Stage
from tests.builders.notices import draft_notice, make_absence, make_notice, pairs
from tests.builders.people import make_agency, make_member, make_office
from tests.builders.projects import make_project

pytestmark = pytest.mark.django_db

TYPED = {
    "kind": "suspended",
    "days": "14/04/2011 - 15/04/2011",
    "reason": "Fumigación del edificio",
    "gazette": "1073",
    "gazette_on": "2011-04-06",
    "gazette_page": "12",
}


@pytest.fixture(autouse=True)
def _on_a_day(settings):
    settings.TODAY = date(2011, 4, 7)


@pytest.fixture
def agency():
    return make_agency(name="Secretaría del Agua", acronym="SAG")


@pytest.fixture
def bea(client):
    person = make_office()
    client.force_login(person)
    return person


def text(response, status=200):
    assert response.status_code == status
    return response.content.decode()


def at(name, *arguments):
    return reverse(f"agencies:{name}", args=arguments)


# --- what everybody reads ---------------------------------------------------------------------


def test_the_year_of_an_agency_tells_its_days_and_their_source(client, agency):
    notice = make_notice(agency, "2011-04-18 - 2011-04-22", reason="Semana Santa", gazette="1012")
    make_notice(None, "2011-12-19 - 2011-12-30", kind=NoticeKind.SUSPENDED)
    page = client.get(at("days", agency.code), {"year": "2011"})
    words = text(page)
    for said in (
        "Semana Santa",
        "Gaceta núm. 1012",
        "Día de la Constitución",
        "Plazos suspendidos",
    ):
        assert said in words
    assert notice.get_absolute_url() in words
    # 260 weekdays less 7 February, 21 March, 16 September, 21 November, less 5 and 10 by notice
    assert page.context["working"] == 241
    assert "Semana Santa" not in text(client.get(at("city_days"), {"year": "2011"}))
    assert client.get(at("days", agency.code), {"year": "x"}).context["year"] == 2011


def test_the_year_goes_along_as_a_calendar_file(client, agency):
    make_notice(agency, "2011-04-18 - 2011-04-25", reason="Semana Santa; lunes, también")
    response = client.get(at("days_ics", agency.code), {"year": "2011"})
    assert response["Content-Type"].startswith("text/calendar")
    events = list(File.from_ical(response.content).walk("VEVENT"))
    found = {(row["dtstart"].dt, row["dtend"].dt): str(row["summary"]) for row in events}
    assert len(events) == len({str(row["uid"]) for row in events}) == 5
    week = found[date(2011, 4, 18), date(2011, 4, 26)]
    assert week == "Día inhábil: Semana Santa; lunes, también"
    assert b"\r\n" in response.content
    assert text(client.get(at("city_days_ics"), {"year": "2011"})).count("BEGIN:VEVENT") == 4


def test_a_term_is_counted_day_by_day_with_the_reason_of_each_skipped_day(client, agency):
    make_notice(agency, "2011-04-14", reason="Fumigación")
    said = {"after": "2011-04-12", "until": "2011-04-18"}
    page = client.get(at("count", agency.code), said)
    days = page.context["days"]
    assert [(one.day.day, one.number) for one in days] == [
        (13, 1),
        (14, 0),
        (15, 2),
        (16, 0),
        (17, 0),
        (18, 3),
    ]
    assert [bool(one.notice) for one in days] == [False, True, False, False, False, False]
    assert "fin de semana" in text(page)
    assert client.get(at("city_count"), said).context["total"] == 4


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"after": "2011-04-12"},
        {"after": "2011-04-12", "until": "2011-04-12"},
        {"after": "1911-04-12", "until": "2011-04-12"},
        {"after": "x", "until": "2011-04-12"},
    ],
)
def test_an_address_that_names_no_term_is_no_page(client, said):
    assert client.get(at("city_count"), said).status_code == 404


def test_a_holiday_of_the_law_is_named(client):
    page = client.get(at("city_count"), {"after": "2011-09-15", "until": "2011-09-19"})
    assert "Día de la Independencia (Ley Federal del Trabajo, art. 74)" in text(page)
    page = client.get(at("city_count"), {"after": "2024-09-30", "until": "2024-10-02"})
    assert "transmisión del Poder Ejecutivo Federal" in text(page)


def test_a_page_of_the_year_costs_the_same_with_many_notices(client, agency, queries):
    make_notice(agency, "2011-04-18")
    client.get(at("days", agency.code))
    with queries() as first:
        client.get(at("days", agency.code))
    for day in range(1, 9):
        make_notice(agency, f"2011-06-0{day}")
        make_notice(None, f"2011-07-0{day}")
    with queries() as second:
        client.get(at("days", agency.code))
    assert len(first) == len(second)


# --- who records ----------------------------------------------------------------------------------


def test_the_office_records_a_notice_and_a_running_term_moves(client, bea, agency):
    project = make_project(agency, stage=Stage.RETURNED, on=date(2011, 4, 4))
    answer = client.post(at("declare_notice", agency.code), TYPED, follow=True)
    notice = Notice.objects.get()
    assert pairs(notice) == [(date(2011, 4, 14), date(2011, 4, 15))]
    assert (notice.gazette_page, notice.status) == ("12", "in_force")
    assert "Fumigación del edificio" in text(answer)
    move = ProjectTermMove.objects.get()
    assert (move.moved_from.day, move.moved_to.day) == (18, 20)
    page = text(client.get(reverse("projects:detail", args=[project.code])))
    for said in ("día 3 de 10", "Se recorrió del 18 de abril", notice.get_absolute_url()):
        assert said in page


def test_a_notice_for_everybody_is_recorded_on_its_own_page(client, bea):
    client.post(at("declare_city_notice"), TYPED)
    assert Notice.objects.get().agency is None


def test_nothing_typed_is_lost_and_the_wrong_line_is_named(client, bea, agency):
    typed = {**TYPED, "days": "14/04/2011\n31/04/2011"}
    page = text(client.post(at("declare_notice", agency.code), typed))
    assert "Renglón 2, «31/04/2011»" in page
    assert "Fumigación del edificio" in page
    typed = {**TYPED, "gazette": "", "gazette_on": "2011-04-08"}
    page = text(client.post(at("declare_notice", agency.code), typed))
    assert "14/04/2011 - 15/04/2011" in page
    assert not Notice.objects.exists()


def test_a_liaison_proposes_and_the_office_decides(client, agency):
    ana, bea = make_member(Role.LIAISON, agency), make_office()
    client.force_login(ana)
    calendar = text(client.get(at("days", agency.code)))
    assert at("propose_notice", agency.code) in calendar
    client.post(at("propose_notice", agency.code), TYPED)
    notice = Notice.objects.get()
    assert notice.status == "proposed"
    assert "todavía no recorre ningún plazo" in text(client.get(notice.get_absolute_url()))

    client.force_login(bea)
    listed = client.get(at("notices"), {"status": "proposed"})
    assert list(listed.context["page"]) == [notice]
    assert at("confirm_notice", notice.code) in text(client.get(notice.get_absolute_url()))
    client.post(at("confirm_notice", notice.code))
    notice.refresh_from_db()
    assert notice.status == "in_force"


def test_the_office_refuses_withdraws_and_corrects_with_a_reason(client, bea, agency):
    proposed = actions.propose_notice(draft_notice(agency), [(date(2011, 4, 14),) * 2], by=None)
    client.post(at("refuse_notice", proposed.code), {"reason": "No está en esa Gaceta."})
    assert "No está en esa Gaceta." in text(client.get(proposed.get_absolute_url()))
    notice = make_notice(agency, "2011-04-18 - 2011-04-22", reason="Semana Santa")
    page = text(client.get(at("correct_notice", notice.code)))
    assert "2011-04-18 - 2011-04-22" in page
    client.post(at("correct_notice", notice.code), {**TYPED, "days": "21/04/2011"})
    right = Notice.objects.get(corrects=notice)
    assert right.get_absolute_url() in text(client.get(notice.get_absolute_url()))
    assert "ya no vale" in text(client.get(notice.get_absolute_url()))
    assert text(client.post(at("withdraw_notice", right.code), {"reason": ""}))
    client.post(at("withdraw_notice", right.code), {"reason": "Se revocó."})
    right.refresh_from_db()
    assert right.status == "withdrawn"


def test_notices_are_found_by_words_year_and_agency(client, bea, agency):
    mine = make_notice(agency, "2011-04-18", reason="Semana Santa")
    other = make_notice(None, "2010-12-20", reason="Fin de año", on=date(2010, 12, 1))
    found = {
        "agua": [mine],
        "fin de": [other],
    }
    for words, rows in found.items():
        assert list(client.get(at("notices"), {"text": words}).context["page"]) == rows
    assert list(client.get(at("notices"), {"year": "2010"}).context["page"]) == [other]


def test_the_list_of_notices_costs_the_same_for_many(client, bea, agency, queries):
    make_notice(agency, "2011-04-18")
    client.get(at("notices"))
    with queries() as first:
        client.get(at("notices"))
    for day in range(1, 9):
        make_notice(make_agency(), f"2011-06-0{day}")
    with queries() as second:
        client.get(at("notices"))
    assert len(first) == len(second)


# --- terms, levels, absences ----------------------------------------------------------------------


def test_terms_show_who_owes_what_and_who_was_told(client, bea, agency, settings, queries):
    settings.TODAY = date(2011, 4, 26)
    make_notice(agency, "2011-04-14")
    make_project(agency, stage=Stage.RETURNED, on=date(2011, 4, 4), title_es="Cisternas")
    make_project(stage=Stage.SUBMITTED, on=date(2011, 4, 25))
    page = client.get(at("terms"))
    words = text(page)
    for said in ("Cisternas", "5 días hábiles de atraso", "enlaces, titular", "día 1 de 5"):
        assert said in words
    late = client.get(at("terms"), {"show": "head"})
    assert [line.owed.title for line in late.context["lines"]] == ["Cisternas"]
    assert client.get(at("terms"), {"show": "office"}).context["lines"] == []
    assert len(client.get(at("terms"), {"text": "agua"}).context["lines"]) == 1
    with queries() as first:
        client.get(at("terms"))
    for _ in range(5):
        make_project(make_agency(), stage=Stage.RETURNED, on=date(2011, 4, 4))
    with queries() as second:
        client.get(at("terms"))
    assert len(first) == len(second)


def test_an_agency_reads_what_it_owes(client, agency):
    client.force_login(make_member(Role.HEAD, agency))
    make_project(agency, stage=Stage.RETURNED, on=date(2011, 4, 4), title_es="Cisternas")
    make_project(make_agency(), stage=Stage.RETURNED, on=date(2011, 4, 4), title_es="Parques")
    words = text(client.get(at("terms")))
    assert "Cisternas" in words
    assert "Parques" not in words


def test_the_office_says_who_is_told_when(client, bea):
    typed = {"liaison": "1", "head": "3", "office": "10", "administrator": "0"}
    assert client.post(at("set_escalation"), typed).status_code == 302
    found = levels(date(2011, 4, 7))
    assert (found[Audience.HEAD], found[Audience.ADMINISTRATOR]) == (3, 0)
    assert "después de 3 días hábiles" in text(client.get(at("set_escalation")))
    assert text(client.post(at("set_escalation"), {**typed, "head": "-1"}))


def test_an_absence_puts_the_cases_into_the_queue_of_the_substitute(client, bea):
    carlos = make_office()
    User.objects.filter(pk=carlos.pk).update(full_name="Carlos Mora")
    project = make_project(stage=Stage.SUBMITTED, on=date(2011, 4, 4))
    projects.take(project, by=bea, on=date(2011, 4, 5))
    typed = {
        "person": bea.pk,
        "substitute": carlos.pk,
        "valid_from": "2011-04-07",
        "valid_to": "2011-04-15",
    }
    page = client.post(at("record_absence"), typed, follow=True)
    assert "Carlos Mora" in text(page)
    client.force_login(carlos)
    queue = reverse("projects:review_queue")
    mine = client.get(queue, {"show": "mine"})
    assert [line.project for line in mine.context["lines"]] == [project]
    assert "ausente: suple Carlos Mora" in text(mine)
    assert "usted suple a" in text(client.get(reverse("portal:work")))
    absence = Absence.objects.get()
    client.post(at("end_absence", absence.code))
    assert client.get(queue, {"show": "mine"}).context["lines"] == []
    assert "antes de lo avisado" in text(client.get(at("absences")))


def test_an_absence_without_its_end_is_asked_again(client, bea):
    page = text(client.post(at("record_absence"), {"person": bea.pk, "reason": "Vacaciones"}))
    assert "Vacaciones" in page
    assert not Absence.objects.exists()


def test_absences_cost_the_same_for_many(client, bea, queries):
    carlos = make_office()
    make_absence(bea, carlos, date(2011, 4, 1), date(2011, 4, 2))
    client.get(at("absences"))
    with queries() as first:
        client.get(at("absences"))
    for day in range(3, 9):
        make_absence(bea, carlos, date(2011, 5, day), date(2011, 5, day))
    with queries() as second:
        client.get(at("absences"))
    assert len(first) == len(second)


def test_the_pages_are_complete_in_english_too(client, bea, agency):
    notice = make_notice(agency, "2011-04-18")
    client.post(reverse("set_language"), {"language": "en"})
    for address in (
        at("days", agency.code),
        at("notices"),
        at("terms"),
        at("absences"),
        at("set_escalation"),
        at("declare_notice", agency.code),
        notice.get_absolute_url(),
    ):
        assert 'lang="en"' in text(client.get(address))
    assert "Gazette no." in text(client.get(notice.get_absolute_url()))
    assert Programme.get().owner is not None
