"""The life cycle as a table is closed, and every walk through it keeps what must always hold."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase as HypothesisTestCase
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from proim.audit.models import Event, verify
from proim.core.errors import TransitionError
from proim.projects import actions
from proim.projects.models import Project
from proim.projects.workflow import (
    ACTIVE,
    BLOCKS,
    COUNTED,
    EXTRA,
    FIELDS,
    FLOW,
    MAIN_LINE,
    OPENS,
    REQUIRED_FROM,
    UNREGISTERED,
    Stage,
    opened,
)
from tests.builders.projects import BEGUN, make_draft, make_project

WITHOUT_A_WAY_IN = {Stage.DRAFT, Stage.ASSESSED}  # begun by registering; given by an assessment
ENDS = {Stage.ASSURING, Stage.ASSESSED, Stage.CANCELLED, Stage.MERGED, Stage.WITHDRAWN}


def test_every_stage_is_reached_and_only_ends_lead_nowhere():
    assert set(Stage) - {arrow.target for arrow in FLOW.values()} == WITHOUT_A_WAY_IN
    left = {source for arrow in FLOW.values() for source in arrow.sources}
    assert set(Stage) - left == ENDS


def test_every_transition_is_an_action():
    assert {name for name in FLOW if not callable(getattr(actions, name, None))} == set()


def test_stages_are_either_unregistered_counted_or_merged():
    assert {*UNREGISTERED, *COUNTED, Stage.MERGED} == set(Stage)
    assert not set(UNREGISTERED) & set(COUNTED)
    assert set(ACTIVE) < set(COUNTED)
    assert set(MAIN_LINE) < set(COUNTED)


def test_what_is_required_counted_or_opened_is_a_field_of_one_block():
    assert len(FIELDS) == len(set(FIELDS)) == sum(map(len, BLOCKS.values()))
    assert {*REQUIRED_FROM, *EXTRA, *OPENS}.union(*OPENS.values()) <= set(FIELDS)


def test_a_comment_reopens_its_field_and_what_hangs_on_it():
    assert opened(["problem_es"]) == {"problem_es"}
    assert opened(["ict_use", "problem_es"]) == {"ict_use", "ict_components", "problem_es"}
    assert opened([]) == set()


@pytest.mark.django_db
@pytest.mark.parametrize("name", FLOW)
@pytest.mark.parametrize("stage", [stage for stage in Stage if stage != Stage.ASSESSED])
def test_an_action_moves_from_its_sources_and_from_nowhere_else(name, stage):
    project = make_project(stage=stage)
    if stage in FLOW[name].sources:
        take_step(project, name, BEGUN)
        project.refresh_from_db()
        assert project.stage == FLOW[name].target
    else:
        if name == "merge":
            survivor()
        before = Event.objects.count()
        with pytest.raises(TransitionError):
            take_step(project, name, BEGUN)
        project.refresh_from_db()
        assert project.stage == stage
        assert Event.objects.count() == before


def take_step(project, name, on):
    more = {
        "give_back": {"comments": {"problem_es": "Falta el dato."}},
        "withdraw": {"reason": "Se repite."},
        "suspend": {"reason": "Sin recursos."},
        "cancel": {"reason": "Cambió la ley."},
    }.get(name, {})
    if name == "merge":
        more = {"into": survivor(), "reason": "Son el mismo."}
    return getattr(actions, name)(project, by=None, on=on, **more)


def survivor():
    """Return one registered project that takes in all the others of a test."""
    found = Project.objects.filter(short_name="survivor").first()
    if found is None:
        found = make_project(short_name="survivor")
    return found


class Life(RuleBasedStateMachine):
    """Any sequence of steps: allowed ones move, others are refused, and nothing is half done."""

    def __init__(self):
        super().__init__()
        self.day = BEGUN
        self.project = make_draft()
        self.stage = Stage.DRAFT
        self.folio = None
        self.survivor = survivor()

    @rule(name=st.sampled_from(sorted(FLOW)), days=st.integers(0, 40))
    def step(self, name, days):
        self.day += timedelta(days=days)
        if self.stage in FLOW[name].sources:
            project = take_step(self.project, name, self.day)
            self.stage = FLOW[name].target
            self.folio = self.folio or project.folio
        else:
            with pytest.raises(TransitionError):
                take_step(self.project, name, self.day)

    @precondition(lambda self: self.stage in {Stage.DRAFT, Stage.RETURNED})
    @rule(text=st.sampled_from(["Faltan datos.", "Se tarda tres semanas.", "Hay cuatro filas."]))
    def edit(self, text):
        if self.stage == Stage.DRAFT or self.project.observations.filter(field="problem_es"):
            actions.edit(self.project, {"problem_es": text}, by=None, on=self.day)

    @invariant()
    def what_is_stored_agrees(self):
        project = Project.objects.get(pk=self.project.pk)
        assert project.stage == self.stage
        assert project.folio == self.folio
        assert (project.folio is not None) == (self.stage not in UNREGISTERED)
        assert project.stage_changes.last().stage == self.stage
        days = [change.since for change in project.stage_changes.all()]
        assert days == sorted(days)
        open_comments = project.observations.filter(answered_on__isnull=True).exists()
        assert open_comments == (self.stage == Stage.RETURNED) or self.stage == Stage.WITHDRAWN
        counted = Project.objects.counted(self.day).filter(pk=project.pk).exists()
        assert counted == (self.stage in COUNTED)

    def teardown(self):
        assert verify().broken is None


class TestLife(HypothesisTestCase):
    """Runs the machine inside the transaction of a test."""

    def test_any_life(self):
        quiet = settings(
            max_examples=25,
            stateful_step_count=25,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        )
        run_state_machine_as_test(Life, settings=quiet)
