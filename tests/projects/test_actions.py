"""The verbs of registration and editing: each works, refuses, and leaves its event."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from proim.agencies.models import Role
from proim.audit.models import Event
from proim.core.dates import PartialDate
from proim.core.errors import DomainError, TransitionError
from proim.core.seen import ConflictError
from proim.projects import actions
from proim.projects.models import Classification, Project, StageChange
from proim.projects.models.answers import marks, stored
from proim.projects.workflow import REQUIRED_FROM, Stage
from proim.taxonomy.models import Catalogue
from tests.builders.people import make_agency, make_member, make_office
from tests.builders.projects import BEGUN, answers, make_draft, make_project
from tests.builders.taxonomy import make_term

pytestmark = pytest.mark.django_db
LATER = date(2011, 2, 1)


def events(project, verb):
    return [event for event in Event.objects.of(project) if event.verb == f"projects.{verb}"]


def last(project, verb):
    return events(project, verb)[0].data


# --- register --------------------------------------------------------------------------------


def test_register_begins_a_draft_with_a_title_alone():
    agency = make_agency()
    ana = make_member(Role.LIAISON, agency)
    project = actions.register(agency, {"title_es": "  Ventanilla  "}, by=ana, on=BEGUN)
    project.refresh_from_db()
    assert (project.title_es, project.stage, project.agency) == ("Ventanilla", "draft", agency)
    assert (project.created_on, project.folio) == (BEGUN, None)
    assert [c.stage for c in StageChange.objects.all()] == ["draft"]
    event = events(project, "register")[0]
    assert event.actor_id == ana.pk
    assert event.data["changes"]["title_es"] == [None, "Ventanilla"]


def test_register_stores_every_kind_of_answer():
    components = [make_term(Catalogue.ICT_COMPONENT, code) for code in ("web", "data")]
    project = make_draft(ict_use="core", ict_components=components)
    stored_now = Project.objects.get(pk=project.pk)
    assert set(stored_now.ict_components.all()) == set(components)
    assert str(stored_now.ends) == "2012"
    assert (stored_now.ends_on, stored_now.ends_precision) == (date(2012, 12, 31), "year")
    assert stored_now.is_knowledge_management is False
    assert stored_now.classifications.get().since == BEGUN


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"title_es": " "}, "title_es"),
        ({"title_es": "x" * 201}, "title_es"),
        ({"title_es": "Bien", "scope": "galactic"}, "scope"),
        ({"title_es": "Bien", "lead_name": "x" * 151}, "lead_name"),
    ],
)
def test_register_refuses_impossible_values_at_their_field(values, field):
    with pytest.raises(ValidationError) as refused:
        actions.register(make_agency(), values, by=None, on=BEGUN)
    assert list(refused.value.message_dict) == [field]
    assert not Project.objects.exists()
    assert not Event.objects.filter(verb__startswith="projects.").exists()


def test_register_refuses_terms_of_another_catalogue():
    strange = make_term(Catalogue.FUNDING, "federal")
    for name in ("subtopics", "strategy"):
        value = [strange] if name == "subtopics" else strange
        with pytest.raises(ValidationError) as refused:
            make_draft(**{name: value})
        assert list(refused.value.message_dict) == [name]


def test_register_is_for_liaisons_of_the_agency_and_knows_its_fields():
    with pytest.raises(PermissionDenied):
        actions.register(make_agency(), answers(), by=make_member(Role.LIAISON), on=BEGUN)
    with pytest.raises(KeyError):
        make_draft(stage="registered")


def test_nothing_happens_in_the_future():
    with pytest.raises(DomainError):
        make_draft(on=date(2200, 1, 1))
    project = make_draft()
    for verb in (actions.submit, actions.withdraw):
        with pytest.raises(DomainError):
            verb(project, by=None, on=date(2200, 1, 1))


# --- edit ------------------------------------------------------------------------------------


def test_edit_writes_named_fields_only_and_tells_before_and_after():
    agency = make_agency()
    ana = make_member(Role.LIAISON, agency)
    project = make_draft(agency, lead_name="Julia", problem_es="Antes")
    Project.objects.filter(pk=project.pk).update(lead_name="Otra mano")
    actions.edit(project, {"problem_es": "Ahora\r\nmismo "}, by=ana)
    project = Project.objects.get(pk=project.pk)
    assert (project.problem_es, project.lead_name) == ("Ahora\nmismo", "Otra mano")
    assert last(project, "edit")["changes"] == {"problem_es": ["Antes", "Ahora\nmismo"]}
    assert events(project, "edit")[0].actor_id == ana.pk
    assert project.version == 3  # the builder's first answers, and this


def test_edit_tells_terms_dates_money_and_feasibility_in_words():
    source = make_term(Catalogue.FUNDING, "local", label_es="Recursos locales")
    district = make_term(Catalogue.DEMARCATION, "09-003", label_es="Coyoacán")
    project = make_draft()
    values = {
        "demarcations": [district],
        "ends": PartialDate.month(2012, 6),
        "budget_kind": "amounts",
        "budget_lines": [(2011, source, Decimal("1500000.50"))],
        "feasibility": {"legal": ("conditions", "Falta un convenio")},
        "impact_level": 4,
        "is_knowledge_management": True,
    }
    actions.edit(project, values, by=None, on=LATER)
    changes = last(project, "edit")["changes"]
    assert changes["demarcations"] == [[], [{"id": district.pk, "label": "Coyoacán"}]]
    assert changes["ends_on"] == ["2012", "2012-06"]
    assert changes["budget_lines"] == [[], ["2011 · Recursos locales: 1500000.50"]]
    assert changes["feasibility"] == [[], ["legal · conditions · Falta un convenio"]]
    for name, value in values.items():
        assert stored(Project.objects.get(pk=project.pk), name) == value


def test_edit_of_nothing_new_leaves_no_event():
    project = make_draft()
    values = {name: stored(project, name) for name in REQUIRED_FROM}
    actions.edit(project, values, by=None)
    assert not events(project, "edit")
    assert Project.objects.get(pk=project.pk).version == project.version


def test_edit_of_the_strategy_in_a_draft_is_dated():
    project, other = make_draft(), make_term(Catalogue.STRATEGY, "E4")
    actions.edit(project, {"strategy": other}, by=None, on=LATER)
    assert list(Classification.objects.values_list("strategy__code", "since")) == [
        ("E1", BEGUN),
        ("E4", LATER),
    ]


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"title_es": ""}, "title_es"),
        ({"ends": PartialDate.year(2009)}, "__all__"),
        ({"publication": "reserved"}, "__all__"),
        ({"budget_lines": [(2011, "source", Decimal(-1))]}, "budget_lines"),
        (
            {"budget_lines": [(2011, "source", Decimal(1)), (2011, "source", Decimal(2))]},
            "budget_lines",
        ),
        (
            {"budget_kind": "none_allocated", "budget_lines": [(2011, "source", Decimal(1))]},
            "budget_lines",
        ),
        ({"feasibility": {"legal": ("perhaps", "")}}, "feasibility"),
        ({"ict_use": "none", "ict_components": "component"}, "ict_components"),
    ],
)
def test_edit_refuses_impossible_values_and_changes_nothing(values, field):
    source = make_term(Catalogue.FUNDING, "local")
    if "budget_lines" in values:
        lines = [(year, source, amount) for year, _, amount in values["budget_lines"]]
        values = {"budget_kind": "amounts", **values, "budget_lines": lines}
    if "ict_components" in values:
        values = {**values, "ict_components": [make_term(Catalogue.ICT_COMPONENT, "web")]}
    project = make_draft()
    with pytest.raises(ValidationError) as refused:
        actions.edit(project, {**values, "problem_es": "Otro"}, by=None)
    assert field in getattr(refused.value, "error_dict", {"__all__"})
    assert Project.objects.get(pk=project.pk).problem_es == project.problem_es
    assert not events(project, "edit")


def test_an_agency_is_not_its_own_partner():
    project = make_draft()
    with pytest.raises(ValidationError):
        actions.edit(project, {"partner_agencies": [project.agency]}, by=None)
    actions.edit(project, {"partner_agencies": [make_agency()]}, by=None)
    assert project.partner_agencies.count() == 1


def test_edit_is_for_liaisons_while_the_record_is_open():
    agency = make_agency()
    project = make_project(agency, stage=Stage.SUBMITTED)
    for stranger in (make_member(Role.LIAISON), make_member(Role.HEAD, agency), make_office()):
        with pytest.raises(PermissionDenied):
            actions.edit(project, {"problem_es": "Otro"}, by=stranger)
    with pytest.raises(TransitionError):
        actions.edit(project, {"problem_es": "Otro"}, by=make_member(Role.LIAISON, agency))


def test_a_returned_project_opens_the_commented_fields_alone():
    project = make_project(stage=Stage.RETURNED, comments={"ict_use": "¿Ninguno?"})
    component = make_term(Catalogue.ICT_COMPONENT, "web")
    with pytest.raises(ValidationError) as refused:
        actions.edit(project, {"problem_es": "Otro", "short_name": "Otro"}, by=None)
    assert set(refused.value.message_dict) == {"problem_es", "short_name"}
    actions.edit(project, {"ict_use": "support", "ict_components": [component]}, by=None)
    assert Project.objects.get(pk=project.pk).ict_use == "support"


def test_a_field_closes_again_when_its_comment_was_answered():
    project = make_project(stage=Stage.RETURNED, comments={"problem_es": "Falta."})
    actions.submit(project, by=None, on=BEGUN)
    actions.give_back(project, {"objective_es": "Y esto."}, by=None, on=BEGUN)
    with pytest.raises(ValidationError):
        actions.edit(project, {"problem_es": "Otro"}, by=None)
    actions.edit(project, {"objective_es": "Otro"}, by=None)


def test_two_people_who_edit_different_fields_both_survive():
    project = make_draft()
    hers, his = marks(project, "problem_es"), marks(project, "objective_es")
    actions.edit(project, {"problem_es": "De ella"}, by=None, seen=hers)
    actions.edit(project, {"objective_es": "De él"}, by=None, seen=his)
    project = Project.objects.get(pk=project.pk)
    assert (project.problem_es, project.objective_es) == ("De ella", "De él")


def test_of_two_people_who_edit_one_field_the_second_is_asked():
    project = make_draft()
    same = marks(project, "problem_es", "subtopics", "short_name")
    actions.edit(project, {"problem_es": "De ella"}, by=None, seen=same)
    with pytest.raises(ConflictError) as asked:
        actions.edit(project, {"problem_es": "De él", "short_name": "Corto"}, by=None, seen=same)
    assert asked.value.fields == ("problem_es",)
    assert Project.objects.get(pk=project.pk).short_name == ""
    actions.edit(project, {"problem_es": "De ella"}, by=None, seen=same)  # the same answer twice


# --- complete --------------------------------------------------------------------------------


def test_complete_writes_optional_fields_of_a_registered_project():
    agency = make_agency()
    ana = make_member(Role.LIAISON, agency)
    project = make_project(agency, stage=Stage.EXECUTING)
    actions.complete(project, {"deliverables_es": "Un manual", "title_en": "Counter"}, by=ana)
    changes = last(project, "complete")["changes"]
    assert changes["deliverables_es"] == ["", "Un manual"]


def test_complete_leaves_what_was_accepted_as_it_is():
    project = make_project()
    with pytest.raises(ValidationError) as refused:
        actions.complete(project, {"problem_es": "Otro", "unit": "Dirección"}, by=None)
    assert list(refused.value.message_dict) == ["problem_es"]
    actions.complete(project, {"problem_es": project.problem_es, "unit": "Dirección"}, by=None)
    assert Project.objects.get(pk=project.pk).unit == "Dirección"


@pytest.mark.parametrize("stage", [Stage.DRAFT, Stage.SUBMITTED, Stage.CLOSING, Stage.CANCELLED])
def test_complete_has_its_stages(stage):
    with pytest.raises(TransitionError):
        actions.complete(make_project(stage=stage), {"unit": "Dirección"}, by=None)


def test_complete_is_for_liaisons_and_asks_at_conflicts():
    agency = make_agency()
    project = make_project(agency)
    with pytest.raises(PermissionDenied):
        actions.complete(project, {"unit": "X"}, by=make_office())
    old = marks(project, "unit")
    actions.complete(project, {"unit": "Una"}, by=None, seen=old)
    with pytest.raises(ConflictError):
        actions.complete(project, {"unit": "Otra"}, by=None, seen=old)
