"""Registering, editing, correcting and sending on the screens, without script: nothing typed is lost."""

from unittest.mock import patch

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from proim.agencies.models import Role
from proim.core.errors import DomainError
from proim.projects import actions
from proim.projects.models import Project
from proim.projects.workflow import Stage
from proim.taxonomy.models import Catalogue
from tests.builders.people import make_agency, make_member, make_office
from tests.builders.projects import make_draft, make_project
from tests.builders.taxonomy import make_term
from tests.sent import changed, fields

pytestmark = pytest.mark.django_db
REGISTER = "/projects/register/"


@pytest.fixture
def agency():
    return make_agency(name="Secretaría de Cultura")


@pytest.fixture
def ana(client, agency):
    """Sign the liaison of the agency in."""
    person = make_member(Role.LIAISON, agency)
    client.force_login(person)
    return person


def edit(project):
    return reverse("projects:edit", args=[project.code])


def whole(**other):
    strategy = make_term(Catalogue.STRATEGY, "E1")
    topic = make_term(Catalogue.SUBTOPIC, "E1-processes", parent=strategy)
    return {
        "title_es": "Ventanilla única",
        "problem_es": "Cuatro filas\r\npor trámite",
        "objective_es": "Una visita",
        "population_es": "Comercios",
        "lead_name": "Julia Ortega",
        "lead_post": "Directora",
        "lead_area": "planning",
        "strategy": strategy.pk,
        "subtopics": [topic.pk],
        "scope": "institutional",
        "is_knowledge_management": "no",
        "ict_use": "none",
        "starts": "03/01/2011",
        "ends": "2012",
        **other,
    }


def said(response):
    return [str(message) for message in get_messages(response.wsgi_request)]


# --- registering -------------------------------------------------------------------------------


def test_a_title_is_enough_for_a_draft_of_the_liaisons_agency(client, ana, agency):
    page = client.get(REGISTER)
    assert "agency" not in page.context["form"].fields
    answer = client.post(REGISTER, changed(page, title_es="Ventanilla única", save="1"))
    project = Project.objects.get()
    assert answer.url == project.get_absolute_url()
    assert (project.agency, project.title_es, project.stage) == (
        agency,
        "Ventanilla única",
        "draft",
    )


def test_a_whole_registration_is_stored_and_sent_at_once(client, ana):
    client.post(REGISTER, {**whole(), "send": "1"})
    project = Project.objects.get()
    assert (project.stage, project.problem_es) == ("submitted", "Cuatro filas\npor trámite")
    assert (str(project.starts), str(project.ends)) == ("3 de enero de 2011", "2012")
    assert project.is_knowledge_management is False


def test_what_is_missing_is_said_at_its_field_and_nothing_typed_is_lost(client, ana):
    typed = whole(problem_es="", starts="treinta de mayo", ict_use="core")
    answer = client.post(REGISTER, {**typed, "send": "1"})
    assert set(answer.context["form"].errors) == {"problem_es", "starts", "ict_components"}
    assert not Project.objects.exists()
    kept = fields(answer)
    for name, value in typed.items():
        wanted = [str(one) for one in value] if isinstance(value, list) else [str(value)]
        assert [one.replace("\n", "\r\n") for one in kept[name]] == wanted, name
    assert answer.content.decode().count("id_problem_es_error") >= 1


def test_a_draft_without_title_is_refused_and_impossible_dates_too(client, ana):
    answer = client.post(REGISTER, whole(title_es="", save="1"))
    assert set(answer.context["form"].errors) == {"title_es"}
    answer = client.post(REGISTER, whole(ends="2009", save="1"))
    assert set(answer.context["form"].errors) == {"ends"}


def test_a_liaison_of_two_agencies_chooses_one(client, agency):
    second, stranger = make_agency(), make_agency()
    person = make_member(Role.LIAISON, agency)
    person.appointments.create(agency=second, role=Role.ALTERNATE, valid_from="2010-11-17")
    client.force_login(person)
    assert "agency" in client.get(REGISTER).context["form"].fields
    refused = client.post(REGISTER, {"title_es": "X", "agency": stranger.pk, "save": "1"})
    assert set(refused.context["form"].errors) == {"agency"}
    client.post(REGISTER, {"title_es": "X", "agency": second.pk, "save": "1"})
    assert Project.objects.get().agency == second


def test_strategies_show_their_definitions_and_sub_topics_their_strategy(client, ana):
    make_term(Catalogue.STRATEGY, "E2", definition_es="Orientado a la ciudadanía.")
    whole()
    page = client.get(REGISTER).content.decode()
    assert "Orientado a la ciudadanía." in page
    assert 'role="group" aria-labelledby="id_subtopics_group_1"' in page
    assert "(opcional)" not in page


@pytest.mark.parametrize("role", [Role.HEAD, None])
def test_registering_is_for_liaisons(client, agency, role):
    client.force_login(make_member(role, agency) if role else make_office())
    assert client.get(REGISTER).status_code == 403


# --- editing ---------------------------------------------------------------------------------


def test_a_draft_is_edited_and_sent_from_one_form(client, ana, agency):
    project = make_draft(agency, problem_es="")
    page = client.get(edit(project))
    answer = client.post(edit(project), changed(page, send="1"))
    assert set(answer.context["form"].errors) == {"problem_es"}
    answer = client.post(edit(project), changed(answer, problem_es="Cuatro filas", send="1"))
    assert answer.status_code == 302
    project.refresh_from_db()
    assert (project.stage, project.problem_es) == ("submitted", "Cuatro filas")


def test_two_people_who_edit_different_fields_both_survive(client, ana, agency):
    project = make_draft(agency)
    hers, his = client.get(edit(project)), client.get(edit(project))
    client.post(edit(project), changed(hers, problem_es="De ella", save="1"))
    client.post(edit(project), changed(his, objective_es="De él", save="1"))
    project.refresh_from_db()
    assert (project.problem_es, project.objective_es) == ("De ella", "De él")


@pytest.mark.parametrize(("choice", "left"), [("mine", "De él"), ("theirs", "De ella")])
def test_of_two_people_who_edit_one_field_the_second_chooses(client, ana, agency, choice, left):
    project = make_draft(agency, problem_es="Antes")
    hers, his = client.get(edit(project)), client.get(edit(project))
    client.post(edit(project), changed(hers, problem_es="De ella", save="1"))
    asked = client.post(edit(project), changed(his, problem_es="De él", unit="", save="1"))
    assert "De ella" in asked.content.decode()
    assert fields(asked)["problem_es"] == ["De él"]
    unchosen = client.post(edit(project), changed(asked, save="1"))
    assert "choose_problem_es" in unchosen.context["form"].errors
    assert (
        client.post(edit(project), changed(unchosen, choose_problem_es=choice)).status_code == 302
    )
    project.refresh_from_db()
    assert project.problem_es == left


def test_a_third_change_during_the_choice_asks_again(client, ana, agency):
    project = make_draft(agency, problem_es="Antes")
    page = client.get(edit(project))
    actions.edit(project, {"problem_es": "Segundo"}, by=None)
    asked = client.post(edit(project), changed(page, problem_es="Mío"))
    actions.edit(project, {"problem_es": "Tercero"}, by=None)
    again = client.post(edit(project), changed(asked, choose_problem_es="mine"))
    assert "Tercero" in again.content.decode()
    project.refresh_from_db()
    assert project.problem_es == "Tercero"


def test_a_damaged_state_asks_nothing_and_breaks_nothing(client, ana, agency):
    project = make_draft(agency)
    for state in ("", "{}", "[1]", '{"seen": {"title_es": 1}, "asked": "x"}', "\x00"):
        page = client.get(edit(project))
        answer = client.post(edit(project), changed(page, problem_es="Otro", state=state))
        assert answer.status_code in (200, 302)


def test_what_was_typed_stays_when_somebody_sends_the_project_meanwhile(client, ana, agency):
    project = make_draft(agency)
    page = client.get(edit(project))
    actions.submit(project, by=None)
    answer = client.post(edit(project), changed(page, problem_es="Lo que escribí", save="1"))
    assert answer.context["form"].non_field_errors()
    assert fields(answer)["problem_es"] == ["Lo que escribí"]
    assert client.get(edit(project)).url == project.get_absolute_url()


def test_the_send_button_of_the_page_says_what_is_missing(client, ana, agency):
    project = make_draft(agency, problem_es="", starts=None)
    answer = client.post(reverse("projects:submit", args=[project.code]))
    assert answer.url == edit(project)
    assert said(answer) == ["Antes de enviarlo, falta llenar: Problema, Inicio."]
    ready = make_draft(agency)
    answer = client.post(reverse("projects:submit", args=[ready.code]))
    assert answer.url == ready.get_absolute_url()
    again = client.post(reverse("projects:submit", args=[ready.code]))
    assert said(again)[-1].startswith("Este registro ya avanzó")


# --- correcting ------------------------------------------------------------------------------


def test_a_returned_project_opens_the_commented_fields_alone(client, ana, agency):
    comments = {"problem_es": "¿A cuántas personas?", "feasibility": "Falta la legal."}
    project = make_project(agency, stage=Stage.RETURNED, comments=comments)
    page = client.get(edit(project))
    assert set(page.context["form"].fields) == {"problem_es", "feasibility", "state"}
    for comment in comments.values():
        assert comment in page.content.decode()
    sent = changed(page, problem_es="A 12,000", feasibility_legal="yes", title_es="Otro", send="1")
    client.post(edit(project), sent)
    project.refresh_from_db()
    assert (project.stage, project.problem_es) == ("submitted", "A 12,000")
    assert project.title_es != "Otro"
    assert project.feasibility.get().verdict == "yes"


def test_a_correction_is_saved_and_sent_later(client, ana, agency):
    project = make_project(agency, stage=Stage.RETURNED)
    client.post(edit(project), changed(client.get(edit(project)), problem_es="Medio", save="1"))
    project.refresh_from_db()
    assert (project.stage, project.problem_es) == ("returned", "Medio")
    client.post(edit(project), changed(client.get(edit(project)), problem_es="", save="1"))
    answer = client.post(edit(project), changed(client.get(edit(project)), send="1"))
    assert set(answer.context["form"].errors) == {"problem_es"}


def test_more_rows_are_asked_for_in_a_correction_too(client, ana, agency):
    project = make_project(agency, stage=Stage.RETURNED, comments={"budget_kind": "¿Cuánto?"})
    typed = {"budget_kind": "amounts", "budget_lines_amount": ["5", "", ""], "more_rows": "1"}
    answer = client.post(edit(project), changed(client.get(edit(project)), **typed))
    assert fields(answer)["budget_lines_amount"] == ["5", "", "", ""]
    assert not answer.context["form"].errors


def test_what_the_register_refuses_comes_back_as_typed(client, ana):
    page = client.get(REGISTER)
    refusal = DomainError("No por ahora.")
    with patch.object(actions, "register", side_effect=refusal):
        answer = client.post(REGISTER, changed(page, title_es="Ventanilla", save="1"))
    assert answer.context["form"].non_field_errors() == ["No por ahora."]
    assert fields(answer)["title_es"] == ["Ventanilla"]


def test_a_page_from_before_the_return_loses_nothing(client, ana, agency):
    project = make_draft(agency)
    page = client.get(edit(project))
    actions.submit(project, by=None)
    actions.give_back(project, {"problem_es": "Falta."}, by=None)
    answer = client.post(
        edit(project), changed(page, problem_es="Bien", lead_name="Otra", save="1")
    )
    assert set(answer.context["form"].errors) == {"lead_name"}
    assert fields(answer)["problem_es"] == ["Bien"]


# --- my projects ------------------------------------------------------------------------------


def test_my_projects_show_the_own_agency_with_what_is_owed_first(client, ana, agency):
    kept = [
        make_project(agency),
        make_draft(agency),
        make_project(agency, stage=Stage.RETURNED),
    ]
    make_project()
    page = client.get(reverse("projects:mine"))
    assert list(page.context["page"]) == [kept[2], kept[1], kept[0]]
    some = client.get(reverse("projects:mine"), {"stage": "draft", "text": "VENTANILLA"})
    assert list(some.context["page"]) == [kept[1]]
    assert not client.get(reverse("projects:mine"), {"text": "bicicletas"}).context["page"]


def test_a_head_sees_them_and_registers_nothing(client, agency):
    client.force_login(make_member(Role.HEAD, agency))
    make_draft(agency)
    page = client.get(reverse("projects:mine"))
    assert len(page.context["page"]) == 1
    assert REGISTER not in page.content.decode()


def test_my_projects_cost_the_same_however_many(client, ana, agency, queries):
    make_project(agency)
    with queries() as one:
        client.get(reverse("projects:mine"))
    for _ in range(9):
        make_project(agency)
    with queries() as ten:
        client.get(reverse("projects:mine"))
    assert len(ten) == len(one)


def test_htmx_gets_the_results_alone(htmx, agency):
    htmx.force_login(make_member(Role.LIAISON, agency))
    answer = htmx.get(reverse("projects:mine")).content.decode()
    assert answer.lstrip().startswith('<section id="results"')
