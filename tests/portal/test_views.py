"""The doors: what anybody finds at home, and what waits for each person."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from proim.agencies.models import Role
from proim.auditing import actions as auditing
from proim.change_groups import actions as change_groups
from proim.change_groups.formulas import STATEMENTS
from proim.projects.workflow import Stage
from tests.builders.auditing import make_auditor
from tests.builders.change_groups import (
    MET,
    make_group,
    make_group_member,
    make_planned,
    make_pulse,
)
from tests.builders.monitoring import make_report
from tests.builders.people import make_agency, make_member, make_office, make_user
from tests.builders.privacy import make_request
from tests.builders.projects import make_draft, make_project

pytestmark = pytest.mark.django_db
HOME, WORK = "portal:home", "portal:work"
DAY = timedelta(days=1)


def page(client, name, **headers):
    answer = client.get(reverse(name), **headers)
    assert answer.status_code == 200
    return answer.content.decode()


def titles(answer, role):
    return {block.code: [item.title for item in block.items] for block in answer.context[role]}


def costs_the_same(client, queries, person, more):
    """Hold that the work page of ``person`` asks as many queries after five times ``more`` as after one."""
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


def blocks_of(client):
    return {block.code: block for block in client.get(reverse(WORK)).context["member"]}


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


def test_a_member_finds_the_open_pulse_until_it_is_answered(client, settings):
    settings.TODAY = MET
    pulse = make_pulse(make_group())
    make_pulse(make_group())  # of another public entity
    member = make_group_member(pulse.group).person
    client.force_login(member)
    (item,) = blocks_of(client)["pulses"].items
    assert item.href == reverse("change_groups:answer_pulse", args=[pulse.code])
    assert "16 de marzo de 2011" in item.note
    assert client.get(item.href).status_code == 200
    change_groups.answer_pulse(pulse, dict.fromkeys(STATEMENTS, 4), on=MET, by=member)
    assert "pulses" not in blocks_of(client)


def test_a_pulse_waits_for_every_post_of_the_entity_and_only_on_its_days(client, settings):
    group = make_group()
    pulse = make_pulse(group)
    client.force_login(make_member(Role.ALTERNATE, group.agency))
    for day, is_shown in ((pulse.opens_on - DAY, False), (pulse.opens_on, True),
                          (pulse.closes_on, True), (pulse.closes_on + DAY, False)):  # fmt: skip
        settings.TODAY = day
        assert ("pulses" in blocks_of(client)) is is_shown, day
    settings.TODAY = MET
    change_groups.dissolve(group, "Fusión", on=MET, by=None)
    assert "pulses" not in blocks_of(client)


def test_a_member_finds_the_own_actions_of_the_plan_and_which_are_overdue(client, settings):
    settings.TODAY = MET
    group = make_group()
    owner, other = make_group_member(group), make_group_member(group)
    days = {"starts_on": date(2011, 2, 21), "owner": owner}
    make_planned(group, text="Vencida", due_on=date(2011, 3, 3), **days)
    make_planned(group, text="En curso", due_on=date(2011, 3, 31), **days)
    done = make_planned(group, text="Hecha", due_on=date(2011, 3, 1), **days)
    dropped = make_planned(group, text="Retirada", due_on=date(2011, 3, 2), **days)
    make_planned(group, text="Ajena", owner=other)
    change_groups.finish(done, "Se hizo.", on=MET, by=None)
    change_groups.drop(dropped, "Sin presupuesto.", on=MET, by=None)
    client.force_login(owner.person)
    late, running = blocks_of(client)["planned"].items
    assert (late.title, running.title) == ("Vencida", "En curso")
    assert (late.term.text, late.term.tone) == ("5 días hábiles de atraso", "danger")
    assert running.term.tone != "danger"
    assert "31 de marzo de 2011" in running.note
    change_groups.dissolve(group, "Fusión", on=MET, by=None)
    assert "planned" not in blocks_of(client)


def test_an_auditor_finds_what_the_office_answered(client):
    auditor = make_auditor()
    project = make_project(stage=Stage.EXECUTING, on=date(2011, 2, 1))
    client.force_login(auditor)
    assert "Mis auditorías" in page(client, WORK)
    assert "Hoy no tiene un cargo" not in page(client, WORK)
    made = auditing.observe(project, "Sin soporte", "Falta el soporte.", by=auditor)
    assert titles(client.get(reverse(WORK)), "auditor") == {}
    auditing.answer(made, "Se anexa.", by=make_office())
    assert titles(client.get(reverse(WORK)), "auditor") == {"answered": ["Sin soporte"]}


def test_ten_times_the_work_of_a_group_costs_as_many_queries(client, queries, settings):
    settings.TODAY = MET
    person = make_user()

    def more():
        group = make_group()
        make_planned(group, owner=make_group_member(group, person))
        make_pulse(group)

    costs_the_same(client, queries, person, more)
    assert len(blocks_of(client)["planned"].items) == 5


@pytest.mark.parametrize("role", [Role.OFFICE, Role.LIAISON, Role.HEAD])
def test_ten_times_the_work_costs_as_many_queries(client, queries, role):
    agency = make_agency()
    person = make_office() if role == Role.OFFICE else make_member(role, agency)

    def more():
        make_project(agency, stage=Stage.SUBMITTED)
        make_project(agency, stage=Stage.RETURNED)
        make_report(make_project(agency))
        make_draft(agency)

    costs_the_same(client, queries, person, more)


def test_the_office_finds_what_auditors_and_people_wait_for(client, queries):
    auditor, agency = make_auditor(types=["DEP"]), make_agency(type="DEP")

    def more():
        project = make_project(agency)
        auditing.observe(project, f"Sin fuente {project.pk}", "Se solicita la fuente.", by=auditor)
        make_request(make_user())

    costs_the_same(client, queries, make_office(), more)
    found = {block.code: block for block in client.get(reverse(WORK)).context["office"]}
    assert (found["observations"].count, found["requests"].count) == (5, 5)
    assert found["observations"].items[0].title.startswith("Sin fuente")
    asked = found["requests"].items[0]
    assert "DP-" in asked.note
    assert asked.running.days == 20
    client.force_login(make_member(Role.LIAISON))
    assert "observations" not in titles(client.get(reverse(WORK)), "liaison")


def test_robots_are_told_where_the_map_is(client):
    text = client.get(reverse("portal:robots")).content.decode()
    assert "Sitemap: http://testserver/sitemap.xml" in text
