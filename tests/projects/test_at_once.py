"""Several people at the same moment: one wins, nothing is half done."""

from datetime import date

import pytest

from proim.audit.models import Event
from proim.core.errors import TransitionError
from proim.projects import actions
from proim.projects.models import Project
from proim.projects.models.answers import marks
from proim.projects.workflow import Stage
from tests.builders.notices import make_notice
from tests.builders.people import make_agency, make_office
from tests.builders.projects import BEGUN, make_draft, make_project
from tests.threads import all_at_once

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
FRIDAY = date(2011, 1, 28)


def test_of_many_who_submit_at_once_one_wins():
    project = make_draft()
    outcomes = all_at_once([lambda: actions.submit(project, by=None)] * 4)
    assert sorted(type(one).__name__ for one in outcomes) == ["Project"] + ["TransitionError"] * 3
    assert [event.verb for event in Event.objects.of(project)].count("projects.submit") == 1
    assert project.stage_changes.count() == 2


def test_of_accept_and_give_back_at_once_one_wins_and_nothing_is_half_done():
    project, bea = make_project(stage=Stage.SUBMITTED), make_office()
    outcomes = all_at_once(
        [
            lambda: actions.accept(project, by=bea),
            lambda: actions.give_back(project, {"title_es": "Largo"}, by=bea),
            lambda: actions.take(project, by=bea),
        ]
    )
    project.refresh_from_db()
    decided = {"registered": (True, 0), "returned": (False, 1)}[project.stage]
    assert (project.folio is not None, project.observations.count()) == decided
    assert any(isinstance(one, TransitionError) for one in outcomes)
    verbs = [event.verb for event in Event.objects.of(project)]
    assert len({"projects.accept", "projects.give_back"} & set(verbs)) == 1


def test_of_submit_and_edit_at_once_both_hold_or_the_edit_is_refused():
    project = make_draft(problem_es="Antes")
    _sent, edited = all_at_once(
        [
            lambda: actions.submit(project, by=None),
            lambda: actions.edit(project, {"problem_es": "Después"}, by=None),
        ]
    )
    project.refresh_from_db()
    refused = isinstance(edited, TransitionError)
    assert (project.stage, project.problem_es) == ("submitted", "Antes" if refused else "Después")


def test_of_two_edits_of_one_field_at_once_one_is_asked():
    project = make_draft(problem_es="Antes")
    before = marks(project, "problem_es")
    outcomes = all_at_once(
        [
            lambda: actions.edit(project, {"problem_es": "Uno"}, by=None, seen=before),
            lambda: actions.edit(project, {"problem_es": "Dos"}, by=None, seen=before),
        ]
    )
    names = sorted(type(one).__name__ for one in outcomes)
    assert names == ["ConflictError", "Project"]


def test_folios_have_no_gap_and_no_double_under_eight_threads():
    waiting = [make_project(stage=Stage.SUBMITTED) for _ in range(8)]
    accepting = [lambda one=one: actions.accept(one, by=None, on=FRIDAY) for one in waiting]
    refused = [
        lambda: actions.accept(waiting[0], by=None, on=BEGUN)
    ]  # before the last step, or late
    all_at_once([*accepting, *refused])
    folios = sorted(Project.objects.values_list("folio", flat=True))
    assert folios == [f"PROIM-2011-{number:04}" for number in range(1, 9)]


def test_a_notice_and_a_return_at_once_never_miss_each_other():
    """Whichever comes first, the term ends on the day that the calendar with the notice says."""
    agency, bea = make_agency(), make_office()
    sent = [make_project(agency, stage=Stage.SUBMITTED, on=FRIDAY) for _ in range(3)]
    calls = [
        lambda project=project: actions.give_back(project, {"title_es": "?"}, by=bea, on=FRIDAY)
        for project in sent
    ]
    outcomes = all_at_once([*calls, lambda: make_notice(agency, "2011-02-01", on=FRIDAY)])
    assert [one for one in outcomes if isinstance(one, Exception)] == []
    # 31 January, 2 to 4, 8 to 11, 14 and 15 February; 7 February is the law's day of rest.
    due = set(Project.objects.values_list("answer_due_on", flat=True))
    assert due == {date(2011, 2, 15)}


def test_of_a_notice_and_an_answer_at_once_the_answer_stays_answered():
    agency = make_agency()
    project = make_project(agency, stage=Stage.RETURNED, on=FRIDAY)
    outcomes = all_at_once(
        [
            lambda: actions.submit(project, by=None, on=FRIDAY),
            lambda: make_notice(agency, "2011-02-01", on=FRIDAY),
            lambda: make_notice(None, "2011-02-02", on=FRIDAY),
        ]
    )
    assert [one for one in outcomes if isinstance(one, Exception)] == []
    project.refresh_from_db()
    assert project.answer_due_on is None
    assert project.review_due_on == project.terms.get(met_on__isnull=True).due_on
    assert project.terms.get(kind="answer").due_on == date(2011, 2, 16)
