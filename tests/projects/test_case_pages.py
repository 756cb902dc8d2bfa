"""The page of a project for everybody, its case for agency and office, its history and receipts."""

import pytest
from django.contrib.messages import get_messages
from django.template import engines
from django.urls import reverse

from proim.agencies.models import Role
from proim.audit.models import Event
from proim.core.clock import today
from proim.projects import actions
from proim.projects.models import Project
from proim.projects.slots import PROJECT_BLOCKS, ProjectBlock
from proim.projects.story import steps
from proim.projects.workflow import Stage
from proim.taxonomy.models import Catalogue
from tests.builders.people import make_agency, make_member, make_office
from tests.builders.projects import make_draft, make_project
from tests.builders.taxonomy import make_term

pytestmark = pytest.mark.django_db
PAGES = ("detail", "edit", "record", "history", "receipt", "acknowledgement", "review", "withdraw")
VERBS = ("submit", "take", "give_back", "accept", "plan", "execute", "close", "assure", "suspend",
         "cancel", "merge", "reclassify", "withdraw", "edit")  # fmt: skip
SECRETS = {
    "lead_name": "Julia Secreta Prado",
    "lead_contact": "julia@example.gob.mx",
    "initial_risks_es": "El sindicato se opone",
    "dependencies_es": "Depende de la licitación",
    "human_resources_es": "Dos personas del área jurídica",
    "cause_es": "Nadie coordina a las áreas",
    "baseline_value": "22 días",
}


def at(name, project, *more):
    return reverse(f"projects:{name}", args=[project.code, *more])


def said(response):
    return [str(message) for message in get_messages(response.wsgi_request)]


# --- who sees what ---------------------------------------------------------------------------


def test_the_public_page_tells_the_essentials_and_nothing_internal(client):
    project = make_project(**SECRETS)
    page = client.get(at("detail", project)).content.decode()
    for shown in ("La gente hace cuatro filas", "Resolver cada licencia", "2012", project.folio,
                  project.agency.name, "Directora de Planeación", "E1 es"):  # fmt: skip
        assert shown in page
    for hidden in (*SECRETS.values(), "Expediente", "Historial"):
        assert hidden not in page


def test_signed_in_strangers_see_the_lead_by_name_and_no_more(client):
    project = make_project(**SECRETS)
    client.force_login(make_member(Role.LIAISON))
    page = client.get(at("detail", project)).content.decode()
    assert SECRETS["lead_name"] in page
    for name, hidden in SECRETS.items():
        assert name == "lead_name" or hidden not in page


def test_agency_and_office_see_the_whole_record(client):
    agency = make_agency()
    project = make_project(agency, **SECRETS)
    for person in (
        make_member(Role.LIAISON, agency),
        make_member(Role.HEAD, agency),
        make_office(),
    ):
        client.force_login(person)
        page = client.get(at("detail", project)).content.decode()
        for shown in SECRETS.values():
            assert shown in page


@pytest.mark.parametrize("stage", [Stage.DRAFT, Stage.SUBMITTED, Stage.RETURNED, Stage.REGISTERED])
def test_for_a_stranger_the_case_does_not_exist(client, stage):
    project = make_project(stage=stage, publication="internal")
    for stranger in (make_member(Role.LIAISON), make_member(Role.HEAD)):
        client.force_login(stranger)
        assert [client.get(at(name, project)).status_code for name in PAGES] == [404] * len(PAGES)
        assert client.get(at("block", project, "why")).status_code == 404
        assert [client.post(at(verb, project)).status_code for verb in VERBS] == [404] * len(VERBS)
    client.logout()
    assert client.get(at("detail", project)).status_code == 404


def test_of_a_public_project_strangers_see_the_page_alone(client):
    project = make_project()
    client.force_login(make_member(Role.LIAISON))
    codes = {name: client.get(at(name, project)).status_code for name in PAGES}
    assert codes == {**dict.fromkeys(PAGES, 404), "detail": 200}


def test_the_office_does_not_see_drafts(client):
    draft = make_draft()
    withdrawn = make_draft()
    actions.withdraw(withdrawn, by=None)
    client.force_login(make_office())
    for project in (draft, withdrawn):
        for name in ("detail", "history", "record", "review"):
            assert client.get(at(name, project)).status_code == 404


def test_buttons_agree_with_rights_and_stage(client):
    agency = make_agency()
    ana, bea = make_member(Role.LIAISON, agency), make_office()
    draft, running = make_draft(agency), make_project(agency, stage=Stage.EXECUTING)
    expected = {
        (ana, draft): ["submit", "withdraw"],
        (ana, running): ["close"],
        (bea, running): ["close", "suspend", "merge", "reclassify", "cancel"],
        (make_member(Role.HEAD, agency), running): [],
    }
    for (person, project), verbs in expected.items():
        client.force_login(person)
        found = client.get(at("detail", project)).context["case"]["buttons"]
        assert [button.url for button in found] == [at(verb, project) for verb in verbs]


def test_a_draft_says_what_is_missing_and_what_is_like_it(client):
    agency = make_agency()
    other = make_project(title_es="Ventanilla única de licencias")
    client.force_login(make_member(Role.LIAISON, agency))
    draft = make_draft(agency, title_es="Ventanilla única para licencias", problem_es="")
    case = client.get(at("detail", draft)).context["case"]
    assert case["missing"] == ["Problema"]
    assert [one.project for one in case["similar"]] == [other]


# --- language --------------------------------------------------------------------------------


def test_english_readers_see_english_where_there_is_any(client):
    client.cookies["language"] = "en"
    both = make_project(title_en="One stop shop", problem_en="Four queues")
    page = client.get(at("detail", both)).content.decode()
    assert "One stop shop" in page
    assert '<p lang="en">Four queues</p>' in page
    assert '<p lang="es">Resolver cada licencia en una sola visita.</p>' in page


# --- stages ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("stage", "states"),
    [
        (Stage.DRAFT, "current todo todo todo"),
        (Stage.SUBMITTED, "done current todo todo"),
        (Stage.RETURNED, "done done current todo"),
        (Stage.WITHDRAWN, "done done current todo"),
        (Stage.REGISTERED, "current todo todo todo todo todo"),
        (Stage.EXECUTING, "done skipped current todo todo todo"),
        (Stage.ASSURING, "done skipped done done current todo"),
        (Stage.SUSPENDED, "done todo todo todo todo todo"),
        (Stage.MERGED, "done todo todo todo todo todo"),
    ],
)
def test_the_steps_of_a_life(stage, states):
    assert [step.state for step in steps(make_project(stage=stage))] == states.split()


def test_a_merged_project_leads_to_the_one_that_goes_on(client):
    survivor = make_project(title_es="El que permanece")
    merged = make_project(stage=Stage.MERGED, into=survivor)
    page = client.get(at("detail", merged)).content.decode()
    assert survivor.get_absolute_url() in page
    assert survivor.folio in page


# --- what higher apps show -------------------------------------------------------------------


def _badge(number):
    return {"text": number, "tone": "neutral", "icon_name": ""}


def test_a_higher_app_shows_its_part_or_nothing(client, monkeypatch):
    project = make_project()
    shown = ProjectBlock("ui/badge.html", lambda _request, project: _badge(len(project.moves)))
    silent = ProjectBlock("ui/badge.html", lambda _request, _project: None)
    monkeypatch.setattr(PROJECT_BLOCKS, "_items", [shown, silent])
    page = client.get(at("detail", project))
    assert len(page.context["parts"]) == 1
    rendered = engines["django"].get_template("ui/badge.html").render(_badge(len(project.moves)))
    assert rendered.strip() in page.content.decode()


# --- cost ------------------------------------------------------------------------------------


def test_a_page_costs_the_same_whatever_the_project_holds(client, queries):
    agency = make_agency()
    ana = make_member(Role.LIAISON, agency)
    plain = make_project(agency, stage=Stage.RETURNED)
    rich = make_project(
        agency,
        stage=Stage.RETURNED,
        comments={"problem_es": "Falta", "title_es": "Largo", "unit": "¿Cuál?"},
        subtopics=[make_term(Catalogue.SUBTOPIC, f"E1-{n}") for n in range(9)],
        partner_agencies=[make_agency() for _ in range(9)],
    )
    for name in ("detail", "history"):
        counts = []
        for project in (plain, rich):
            client.force_login(ana)
            with queries() as seen:
                client.get(at(name, project))
            counts.append(len(seen))
        assert counts[0] == counts[1], name
    client.logout()
    public = make_project()
    with queries() as seen:
        client.get(at("detail", public))
    assert (
        len(seen) <= 8
    )  # the project's own five, and one of each app that tells anybody something


# --- history and receipts --------------------------------------------------------------------


def test_the_history_tells_everything_that_happened(client):
    agency = make_agency()
    ana, bea = make_member(Role.LIAISON, agency), make_office()
    project = make_draft(agency)
    actions.submit(project, by=ana)
    actions.give_back(project, {"problem_es": "¿A cuántas personas?"}, by=bea)
    actions.edit(project, {"problem_es": "A doce mil"}, by=ana)
    actions.submit(project, by=ana)
    actions.accept(project, by=bea)
    actions.suspend(project, reason="Sin recursos este año.", by=bea)
    client.force_login(ana)
    page = client.get(at("history", project))
    assert [entry.verb.partition(".")[2] for entry in page.context["entries"]] == [
        "suspend", "accept", "submit", "edit", "give_back", "submit", "register",
    ]  # fmt: skip
    text = page.content.decode()
    for shown in (
        "¿A cuántas personas?",
        "A doce mil",
        "Sin recursos este año.",
        str(bea),
        str(ana),
    ):
        assert shown in text


def test_the_receipt_is_the_entry_of_the_ledger(client):
    agency = make_agency()
    project = make_project(agency, stage=Stage.SUBMITTED)
    bea = make_office()
    client.force_login(make_member(Role.LIAISON, agency))
    assert client.get(at("receipt", project)).status_code == 404
    actions.accept(project, by=bea)
    event = Event.objects.of(project).get(verb="projects.accept")
    page = client.get(at("receipt", project)).content.decode()
    project.refresh_from_db()
    for shown in (project.folio, project.title_es, agency.name, str(bea), str(event.sequence)):
        assert shown in page
    assert event.hash in page.replace(" ", "")


def test_what_was_sent_has_its_acknowledgement_with_the_day_of_the_answer(client):
    agency = make_agency()
    client.force_login(make_member(Role.LIAISON, agency))
    draft = make_draft(agency)
    assert client.get(at("acknowledgement", draft)).status_code == 404
    actions.submit(draft, by=None)
    page = client.get(at("acknowledgement", draft)).content.decode()
    assert "Acuse de recibo" in page
    assert "La oficina responde a más tardar el" in page
    assert Event.objects.of(draft).first().hash in page.replace(" ", "")


# --- steps -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("verb", "before", "after"),
    [
        ("plan", Stage.REGISTERED, "planning"),
        ("execute", Stage.PLANNING, "executing"),
        ("close", Stage.EXECUTING, "closing"),
        ("assure", Stage.CLOSING, "assuring"),
    ],
)
def test_a_button_leads_a_project_forward_once(client, verb, before, after):
    agency = make_agency()
    project = make_project(agency, stage=before)
    client.force_login(make_member(Role.LIAISON, agency))
    for messages in (1, 2):
        answer = client.post(at(verb, project))
        assert answer.url == project.get_absolute_url()
        assert len(said(answer)) == messages
    project.refresh_from_db()
    assert project.stage == after
    assert client.get(at(verb, project)).status_code == 405


@pytest.mark.parametrize(("verb", "after"), [("suspend", "suspended"), ("cancel", "cancelled")])
def test_a_step_off_the_line_asks_for_its_reason(client, verb, after):
    project = make_project()
    client.force_login(make_office())
    refused = client.post(at(verb, project), {"reason": " ", "on": today().isoformat()})
    assert set(refused.context["form"].errors) == {"reason"}
    early = client.post(at(verb, project), {"reason": "Sin recursos", "on": "2010-01-01"})
    assert early.context["form"].non_field_errors()
    client.post(at(verb, project), {"reason": "Sin recursos", "on": today().isoformat()})
    project.refresh_from_db()
    assert project.stage == after


def test_a_project_is_merged_by_the_folio_of_the_other(client):
    one, other = make_project(), make_project()
    client.force_login(make_office())
    typed = {"reason": "Son el mismo", "on": today().isoformat()}
    for folio in ("PROIM-1900-0001", one.folio):
        refused = client.post(at("merge", one), {**typed, "into": folio})
        assert set(refused.context["form"].errors) == {"into"}
    client.post(at("merge", one), {**typed, "into": f" {other.folio.lower()} "})
    assert Project.objects.get(pk=one.pk).merged_into == other


def test_the_strategy_is_changed_with_a_reason(client):
    project, electronic = make_project(), make_term(Catalogue.STRATEGY, "E4")
    client.force_login(make_office())
    typed = {"reason": "Es un sistema", "on": today().isoformat()}
    same = client.post(at("reclassify", project), {**typed, "strategy": project.strategy_id})
    assert set(same.context["form"].errors) == {"strategy"}
    client.post(at("reclassify", project), {**typed, "strategy": electronic.pk})
    assert Project.objects.get(pk=project.pk).strategy == electronic


def test_a_liaison_withdraws_with_a_reason_what_was_sent(client):
    agency = make_agency()
    client.force_login(make_member(Role.LIAISON, agency))
    sent, draft = make_project(agency, stage=Stage.SUBMITTED), make_draft(agency)
    refused = client.post(at("withdraw", sent), {"reason": ""})
    assert set(refused.context["form"].errors) == {"reason"}
    client.post(at("withdraw", sent), {"reason": "Se repite"})
    client.post(at("withdraw", draft), {"reason": ""})
    assert set(Project.objects.values_list("stage", flat=True)) == {"withdrawn"}
