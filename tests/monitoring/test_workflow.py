"""The life cycle of a report: closed, and every stage can be reached."""

import pytest

from proim.core.workflow import available
from proim.monitoring.models import Report
from proim.monitoring.workflow import CONTENT, DELIVERED, FLOW, OWED, REQUIRED_FROM, STANDING, Stage
from tests.builders.monitoring import WAYS, make_report

pytestmark = pytest.mark.django_db


def test_no_arrow_leads_out_of_the_table():
    known = set(Stage)
    assert {stage for arrow in FLOW.values() for stage in (*arrow.sources, arrow.target)} <= known


def test_every_stage_is_reached_and_can_be_left():
    assert {arrow.target for arrow in FLOW.values()} == set(Stage) - {Stage.PENDING}
    assert all(available(FLOW, stage) for stage in Stage)


def test_nothing_that_was_published_is_edited_without_opening_a_correction():
    assert available(FLOW, Stage.PUBLISHED) == ["correct"]


def test_only_a_draft_can_be_written():
    assert set(FLOW["edit"].sources) == set(OWED)
    assert not set(OWED) & set(DELIVERED)


def test_every_field_of_the_tables_exists():
    columns = {field.name for field in Report._meta.fields}
    assert set(CONTENT) <= columns
    assert set(STANDING) <= set(CONTENT)
    assert set(REQUIRED_FROM) <= set(CONTENT)


@pytest.mark.parametrize("stage", list(WAYS))
def test_the_builder_reaches_each_stage(stage):
    report = make_report(stage=stage)

    report.refresh_from_db()
    assert report.stage == stage
    assert report.stage_changes.last().stage == stage
