"""The doors: what anybody finds at home, and what waits for each person."""

from datetime import date

import pytest
from django.urls import reverse

from proim.agencies.models import Role
from proim.projects.workflow import Stage
from tests.builders.monitoring import make_report
from tests.builders.people import make_agency, make_member, make_office, make_user
from tests.builders.projects import make_draft, make_project

pytestmark = pytest.mark.django_db
HOME, WORK = "portal:home", "portal:work"


def page(client, name, **headers):
    answer = client.get(reverse(name), **headers)
    assert answer.status_code == 200
    return answer.content.decode()


def titles(answer, role):
    return {block.code: [item.title for item in block.items] for block in answer.context[role]}


def test_anybody_finds_the_newest_public_projects_and_the_figures(client):
    make_project(title_es="Citas por internet")
    make_project(title_es="Reservado", publication="internal")
    make_draft(title_es="Borrador")
    html = page(client, HOME)
    assert "Citas por internet" in html
    assert "Reservado" not in html
    assert "Borrador" not in html
    assert reverse("indicators:table") in html


@pytest.mark.parametrize("name", [HOME, "portal:about", "portal:accessibility", "portal:privacy"])
@pytest.mark.parametrize("language", ["es", "en"])
def test_public_pages_answer_in_both_languages(client, name, language):
    html = page(client, name, headers={"Accept-Language": language})
    assert f'<html lang="{language}' in html


def test_what_waits_needs_a_person(client):
    assert client.get(reverse(WORK)).status_code == 302


def test_a_person_without_a_post_is_told_so(client):
    client.force_login(make_user())
    assert "Hoy no tiene un cargo" in page(client, WORK)


def test_the_office_finds_submissions_by_due_date_and_empty_blocks_are_hidden(client):
    make_project(title_es="Segundo", stage=Stage.SUBMITTED, on=date(2011, 2, 1))
    make_project(title_es="Primero", stage=Stage.UNDER_REVIEW, on=date(2011, 1, 10))
    client.force_login(make_office())
    found = titles(client.get(reverse(WORK)), "office")
    assert found["review"] == ["Primero", "Segundo"]
    assert "publish" not in found
    assert "invited" not in found


def test_the_office_sees_which_agencies_have_no_principal_liaison(client):
    make_member(Role.LIAISON, make_agency(name="Con enlace"))
    make_agency(name="Sin enlace")
    client.force_login(make_office())
    assert titles(client.get(reverse(WORK)), "office")["vacant"] == ["Sin enlace"]


def test_a_liaison_finds_what_she_owes_and_nothing_of_others(client):
    agency = make_agency()
    make_project(agency, title_es="Devuelto", stage=Stage.RETURNED)
    make_draft(agency, title_es="Borrador propio")
    make_project(title_es="Devuelto ajeno", stage=Stage.RETURNED)
    report = make_report(make_project(agency, title_es="Con informe"))
    client.force_login(make_member(Role.LIAISON, agency))
    found = titles(client.get(reverse(WORK)), "liaison")
    assert found == {
        "returned": ["Devuelto"],
        "reports": [report.project.title_es],
        "drafts": ["Borrador propio"],
    }


def test_the_office_sees_who_still_lacks_the_core_course(client):
    make_member(Role.LIAISON, full_name="Rosa Enlace")
    make_member(Role.HEAD, full_name="Jorge Titular")
    client.force_login(make_office())
    assert titles(client.get(reverse(WORK)), "office")["untrained"] == ["Rosa Enlace"]


def test_a_liaison_reads_the_own_appointment_and_training(client):
    agency = make_agency(name="Secretaría de Cultura")
    client.force_login(make_member(Role.ALTERNATE, agency))
    html = page(client, WORK)
    assert "Mi designación y capacitación" in html
    assert "Secretaría de Cultura" in html
    assert "oficio SP/1/2010" in html
    assert "sin capacitar" in html


def test_a_head_reads_the_agency_on_one_page(client):
    agency = make_agency(name="Secretaría de Cultura")
    make_project(agency, title_es="Museos en línea", stage=Stage.EXECUTING)
    make_project(title_es="Ajeno")
    make_member(Role.LIAISON, agency, full_name="Rosa Enlace")
    client.force_login(make_member(Role.HEAD, agency))
    html = page(client, WORK)
    assert "Museos en línea" in html
    assert "Rosa Enlace" in html
    assert "sin capacitar" in html
    assert "Ajeno" not in html


def test_a_head_is_warned_of_a_vacancy(client):
    client.force_login(make_member(Role.HEAD, make_agency()))
    assert "Sin enlace titular" in page(client, WORK)


@pytest.mark.parametrize("role", [Role.OFFICE, Role.LIAISON, Role.HEAD])
def test_ten_times_the_work_costs_as_many_queries(client, queries, role):
    agency = make_agency()
    person = make_office() if role == Role.OFFICE else make_member(role, agency)

    def more():
        make_project(agency, stage=Stage.SUBMITTED)
        make_project(agency, stage=Stage.RETURNED)
        make_report(make_project(agency))
        make_draft(agency)

    more()
    client.force_login(person)
    client.get(reverse(WORK))
    with queries() as few:
        client.get(reverse(WORK))
    for _ in range(4):
        more()
    with queries() as many:
        client.get(reverse(WORK))
    assert len(many) == len(few)


def test_robots_are_told_where_the_map_is(client):
    text = client.get(reverse("portal:robots")).content.decode()
    assert "Sitemap: http://testserver/sitemap.xml" in text
