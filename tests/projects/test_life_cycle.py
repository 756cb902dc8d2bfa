"""The life of a registered project: forward, off to a side, into another, into another strategy."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from proim.agencies.models import Role
from proim.audit.models import Event
from proim.core.errors import DomainError, TransitionError
from proim.projects import actions
from proim.projects.models import Project
from proim.projects.workflow import Stage
from proim.taxonomy.models import Catalogue
from tests.builders.people import make_agency, make_member, make_office
from tests.builders.projects import BEGUN, make_draft, make_project
from tests.builders.taxonomy import make_term

pytestmark = pytest.mark.django_db
MARCH, APRIL, MAY = date(2011, 3, 1), date(2011, 4, 1), date(2011, 5, 1)
FORWARD = [
    ("plan", Stage.REGISTERED, Stage.PLANNING),
    ("execute", Stage.PLANNING, Stage.EXECUTING),
    ("close", Stage.EXECUTING, Stage.CLOSING),
    ("assure", Stage.CLOSING, Stage.ASSURING),
]
OFFICE_VERBS = ["suspend", "cancel", "merge", "reclassify"]


def verbs(project):
    return [event.verb for event in Event.objects.of(project)]


@pytest.mark.parametrize(("verb", "before", "after"), FORWARD)
def test_liaison_and_office_lead_a_project_forward(verb, before, after):
    agency = make_agency()
    for person in (make_member(Role.LIAISON, agency), make_office()):
        project = make_project(agency, stage=before)
        getattr(actions, verb)(project, by=person, on=MARCH)
        project.refresh_from_db()
        change = project.stage_changes.last()
        assert (project.stage, change.stage, change.since) == (after, after, MARCH)
        event = Event.objects.of(project).first()
        assert (event.verb, event.actor_id) == (f"projects.{verb}", person.pk)


@pytest.mark.parametrize(("verb", "before"), [line[:2] for line in FORWARD])
def test_nobody_else_leads_it_forward(verb, before):
    agency = make_agency()
    project = make_project(agency, stage=before)
    for stranger in (make_member(Role.HEAD, agency), make_member(Role.LIAISON)):
        with pytest.raises(PermissionDenied):
            getattr(actions, verb)(project, by=stranger, on=MARCH)
    with pytest.raises(DomainError):
        getattr(actions, verb)(project, by=None, on=date(2010, 1, 1))
    with pytest.raises(TransitionError):
        getattr(actions, verb)(make_draft(agency), by=None, on=MARCH)


@pytest.mark.parametrize(("verb", "after"), [("suspend", "suspended"), ("cancel", "cancelled")])
def test_the_office_suspends_and_cancels_with_a_reason(verb, after):
    project, bea = make_project(stage=Stage.EXECUTING), make_office()
    act = getattr(actions, verb)
    with pytest.raises(ValidationError) as refused:
        act(project, reason=" ", by=bea, on=MARCH)
    assert list(refused.value.message_dict) == ["reason"]
    act(project, reason=" Sin recursos. ", by=bea, on=MARCH)
    project.refresh_from_db()
    assert (project.stage, project.stage_changes.last().reason) == (after, "Sin recursos.")
    assert Event.objects.of(project).first().data["comment"] == "Sin recursos."
    assert Project.objects.counted(MARCH).get() == project


def test_a_suspended_project_is_resumed():
    project = make_project(stage=Stage.SUSPENDED)
    actions.execute(project, by=None, on=MARCH)
    assert Project.objects.get().stage == Stage.EXECUTING


@pytest.mark.parametrize("verb", OFFICE_VERBS)
def test_only_the_office_takes_a_project_off_the_line(verb):
    agency = make_agency()
    project = make_project(agency)
    more = {"reason": "Porque sí."}
    if verb == "merge":
        more["into"] = make_project(agency)
    if verb == "reclassify":
        more["strategy"] = make_term(Catalogue.STRATEGY, "E4")
    for stranger in (make_member(Role.LIAISON, agency), make_member(Role.HEAD, agency)):
        with pytest.raises(PermissionDenied):
            getattr(actions, verb)(project, by=stranger, on=MARCH, **more)
    with pytest.raises(ValidationError):
        getattr(actions, verb)(project, by=None, on=MARCH, **{**more, "reason": ""})


# --- merge -----------------------------------------------------------------------------------


def test_a_merged_project_keeps_its_folio_points_to_the_other_and_counts_once():
    one, other, bea = make_project(), make_project(), make_office()
    actions.merge(one, other, reason="Son el mismo.", by=bea, on=MARCH)
    one.refresh_from_db()
    assert (one.stage, one.merged_into, bool(one.folio)) == ("merged", other, True)
    assert list(other.merged_from.all()) == [one]
    assert Project.objects.counted(MARCH).get() == other
    assert Project.objects.counted(BEGUN).count() == 2
    for project, field, far in ((one, "merged_into", other), (other, "merged_from", one)):
        event = Event.objects.of(project).first()
        assert (event.verb, event.actor_id) == ("projects.merge", bea.pk)
        assert event.data["changes"][field][1]["label"] == f"{far.folio} · {far.title_es}"


@pytest.mark.parametrize("stage", [Stage.DRAFT, Stage.SUBMITTED, Stage.WITHDRAWN, Stage.MERGED])
def test_a_project_is_merged_into_a_registered_one_alone(stage):
    project = make_project()
    with pytest.raises(ValidationError) as refused:
        actions.merge(project, make_project(stage=stage), reason="Son el mismo.", by=None, on=MARCH)
    assert list(refused.value.message_dict) == ["into"]
    project.refresh_from_db()
    assert (project.stage, project.merged_into) == (Stage.REGISTERED, None)


def test_a_project_is_not_merged_into_itself():
    project = make_project()
    with pytest.raises(ValidationError):
        actions.merge(project, project, reason="Son el mismo.", by=None)


def test_a_project_past_its_work_is_not_merged_and_nothing_is_half_done():
    project, other = make_project(stage=Stage.CLOSING), make_project()
    with pytest.raises(TransitionError):
        actions.merge(project, other, reason="Son el mismo.", by=None)
    project.refresh_from_db()
    assert project.merged_into is None
    assert "projects.merge" not in verbs(project) + verbs(other)


# --- reclassify ------------------------------------------------------------------------------


def test_a_reclassified_project_counts_in_each_strategy_in_its_time():
    project, electronic = make_project(), make_term(Catalogue.STRATEGY, "E4")
    actions.reclassify(project, electronic, reason="Es un sistema.", by=None, on=APRIL)
    project.refresh_from_db()
    assert project.strategy == electronic
    then = {
        day: Project.objects.as_of(day).get().strategy_then for day in (BEGUN, MARCH, APRIL, MAY)
    }
    assert then[BEGUN] == then[MARCH] != electronic.pk
    assert then[APRIL] == then[MAY] == electronic.pk
    changes = Event.objects.of(project).first().data["changes"]["strategy"]
    assert [side["label"] for side in changes] == ["E1 es", "E4 es"]


def test_reclassify_refuses_what_changes_nothing_or_comes_too_early():
    project, electronic = make_project(on=MARCH), make_term(Catalogue.STRATEGY, "E4")
    topic = make_term(Catalogue.SUBTOPIC, "E4-data", parent=electronic)
    for strategy in (project.strategy, topic):
        with pytest.raises(ValidationError) as refused:
            actions.reclassify(project, strategy, reason="Porque sí.", by=None)
        assert list(refused.value.message_dict) == ["strategy"]
    with pytest.raises(ValidationError):
        actions.reclassify(project, electronic, reason="x" * 251, by=None)
    for day in (BEGUN, date(2200, 1, 1)):
        with pytest.raises(DomainError):
            actions.reclassify(project, electronic, reason="Porque sí.", by=None, on=day)
    for stage in (Stage.DRAFT, Stage.SUBMITTED, Stage.MERGED):
        with pytest.raises(TransitionError):
            actions.reclassify(make_project(stage=stage), electronic, reason="Sí.", by=None)


# --- counting --------------------------------------------------------------------------------


def test_a_cancelled_draft_and_a_test_record_change_no_total():
    make_draft()
    actions.withdraw(make_draft(), by=None)
    tested = make_project()
    Project.objects.filter(pk=tested.pk).update(is_test=True)
    assert not Project.objects.counted(MAY).exists()


def test_what_was_recorded_later_is_not_known_earlier():
    project = make_project()
    moment = project.stage_changes.last().recorded_at
    actions.cancel(project, reason="Cambió la ley.", by=None, on=MARCH)
    known = Project.objects.as_of(MAY, moment).get()
    assert (known.stage_then, Project.objects.as_of(MAY).get().stage_then) == (
        "registered",
        "cancelled",
    )
