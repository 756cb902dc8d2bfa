"""The verbs between agency and office: submit, take, give back, accept, withdraw."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from proim.agencies.models import Role
from proim.audit.models import Event
from proim.core.errors import DomainError, TransitionError
from proim.projects import actions
from proim.projects.models import FolioCounter, Observation, Project
from proim.projects.workflow import REQUIRED_FROM, Stage
from proim.taxonomy.models import Catalogue
from tests.builders.people import make_agency, make_member, make_office
from tests.builders.projects import BEGUN, make_draft, make_project
from tests.builders.taxonomy import make_term

pytestmark = pytest.mark.django_db
FRIDAY = date(2011, 1, 28)
EMPTY = {
    "lead_name": "", "lead_post": "", "lead_area": "", "strategy": None, "subtopics": [],
    "scope": "", "is_knowledge_management": None, "ict_use": "", "problem_es": "",
    "objective_es": "", "population_es": "", "starts": None, "ends": None,
}  # fmt: skip


def last(project, verb):
    return next(event for event in Event.objects.of(project) if event.verb == f"projects.{verb}")


# --- submit ----------------------------------------------------------------------------------


def test_submit_sends_a_draft_and_sets_the_office_its_term():
    agency = make_agency()
    ana = make_member(Role.LIAISON, agency)
    project = actions.submit(make_draft(agency), by=ana, on=FRIDAY)
    project.refresh_from_db()
    assert (project.stage, project.submitted_on) == ("submitted", FRIDAY)
    # five working days: the Monday for 5 February lies after them
    assert project.review_due_on == date(2011, 2, 4)
    assert project.stage_changes.last().since == FRIDAY
    event = last(project, "submit")
    assert (event.actor_id, event.data["due"]) == (ana.pk, "2011-02-04")


def test_submit_names_each_missing_field_and_changes_nothing():
    project = make_draft(**EMPTY)
    with pytest.raises(ValidationError) as refused:
        actions.submit(project, by=None)
    needed = set(REQUIRED_FROM) - {"title_es", "ict_components"}
    assert set(refused.value.message_dict) == needed
    assert Project.objects.get().stage == Stage.DRAFT
    assert Event.objects.first().verb == "projects.register"


def test_submit_asks_for_components_of_a_project_that_uses_ict():
    with pytest.raises(ValidationError) as refused:
        actions.submit(make_draft(ict_use="support"), by=None)
    assert set(refused.value.message_dict) == {"ict_components"}
    component = make_term(Catalogue.ICT_COMPONENT, "web")
    actions.submit(make_draft(ict_use="support", ict_components=[component]), by=None)


def test_submit_answers_the_open_comments():
    project = make_project(stage=Stage.RETURNED)
    assert project.answer_due_on is not None
    actions.submit(project, by=None, on=FRIDAY)
    project.refresh_from_db()
    assert project.observations.get().answered_on == FRIDAY
    assert (project.answer_due_on, project.reviewer) == (None, None)


def test_submit_is_for_liaisons_and_happens_once():
    agency = make_agency()
    project = make_draft(agency)
    for stranger in (make_member(Role.LIAISON), make_member(Role.HEAD, agency), make_office()):
        with pytest.raises(PermissionDenied):
            actions.submit(project, by=stranger)
    actions.submit(project, by=make_member(Role.LIAISON, agency), on=FRIDAY)
    with pytest.raises(TransitionError):
        actions.submit(project, by=None, on=FRIDAY)


def test_no_step_lies_before_the_last_one():
    project = make_project(stage=Stage.SUBMITTED, on=FRIDAY)
    for verb in (actions.take, actions.accept):
        with pytest.raises(DomainError):
            verb(project, by=None, on=BEGUN)
    assert Project.objects.get().folio is None


# --- take, give back -------------------------------------------------------------------------


def test_take_marks_who_reviews_and_anybody_of_the_office_goes_on():
    project, bea, leo = make_project(stage=Stage.SUBMITTED), make_office(), make_office()
    actions.take(project, by=bea)
    project.refresh_from_db()
    assert (project.stage, project.reviewer) == ("under_review", bea)
    with pytest.raises(TransitionError):
        actions.take(project, by=leo)
    actions.accept(project, by=leo)
    project.refresh_from_db()
    assert project.reviewer == bea
    assert last(project, "accept").actor_id == leo.pk


def test_give_back_keeps_a_comment_at_each_field_by_rounds():
    project, bea = make_project(stage=Stage.SUBMITTED), make_office()
    comments = {"problem_es": " ¿A cuántas personas? ", "title_es": "Muy largo", "unit": "  "}
    actions.give_back(project, comments, by=bea, on=FRIDAY)
    project.refresh_from_db()
    assert (project.stage, project.review_due_on) == ("returned", None)
    assert project.answer_due_on == date(2011, 2, 14)  # ten working days, 7 February is a holiday
    told = Observation.objects.values_list("field", "comment", "round", "by", "made_on")
    assert list(told) == [
        ("title_es", "Muy largo", 1, bea.pk, FRIDAY),
        ("problem_es", "¿A cuántas personas?", 1, bea.pk, FRIDAY),
    ]
    assert last(project, "give_back").data["comments"]["title_es"] == "Muy largo"
    actions.submit(project, by=None, on=FRIDAY)
    actions.give_back(project, {"title_es": "Sigue largo"}, by=bea, on=FRIDAY)
    assert project.observations.last().round == 2


@pytest.mark.parametrize(
    "comments", [{}, {"title_es": " "}, {"stage": "x"}, {"title_es": "x", "y": "z"}]
)
def test_give_back_needs_a_comment_at_a_field(comments):
    project = make_project(stage=Stage.SUBMITTED)
    with pytest.raises(ValidationError):
        actions.give_back(project, comments, by=None)
    assert Project.objects.get().stage == Stage.SUBMITTED
    assert not Observation.objects.exists()


@pytest.mark.parametrize("verb", ["take", "accept", "give_back"])
def test_review_is_for_the_office(verb):
    agency = make_agency()
    project = make_project(agency, stage=Stage.SUBMITTED)
    more = {"comments": {"title_es": "x"}} if verb == "give_back" else {}
    for stranger in (make_member(Role.LIAISON, agency), make_member(Role.HEAD, agency)):
        with pytest.raises(PermissionDenied):
            getattr(actions, verb)(project, by=stranger, **more)


# --- accept ----------------------------------------------------------------------------------


def test_accept_gives_a_folio_of_its_year_and_the_project_counts_from_then():
    project = make_project(stage=Stage.SUBMITTED)
    actions.accept(project, by=None, on=FRIDAY)
    project.refresh_from_db()
    assert (project.folio, project.registered_on) == ("PROIM-2011-0001", FRIDAY)
    assert project.stage == Stage.REGISTERED
    assert last(project, "accept").data["folio"] == project.folio
    assert not Project.objects.counted(BEGUN).exists()
    assert Project.objects.counted(FRIDAY).get() == project


def test_folios_run_by_year_without_gaps():
    days = (date(2010, 12, 1), date(2010, 12, 1), date(2011, 3, 1), date(2010, 12, 2))
    folios = [make_project(on=day).folio for day in days]
    assert folios == ["PROIM-2010-0001", "PROIM-2010-0002", "PROIM-2011-0001", "PROIM-2010-0003"]


def test_accept_refuses_what_became_incomplete_and_spends_no_folio():
    project = make_project(stage=Stage.SUBMITTED)
    Project.objects.filter(pk=project.pk).update(problem_es="")
    with pytest.raises(ValidationError):
        actions.accept(project, by=None)
    assert not FolioCounter.objects.exists()


def test_a_refused_acceptance_gives_its_folio_back():
    done = make_project()
    with pytest.raises(TransitionError):
        actions.accept(done, by=None)
    assert make_project().folio == "PROIM-2011-0002"


# --- withdraw --------------------------------------------------------------------------------


def test_a_draft_is_withdrawn_without_reason_and_what_was_sent_with_one():
    agency = make_agency()
    ana = make_member(Role.LIAISON, agency)
    draft, sent = make_draft(agency), make_project(agency, stage=Stage.SUBMITTED)
    actions.withdraw(draft, by=ana)
    with pytest.raises(ValidationError) as refused:
        actions.withdraw(sent, reason=" ", by=ana)
    assert list(refused.value.message_dict) == ["reason"]
    actions.withdraw(sent, reason=" Se repite. ", by=ana)
    sent.refresh_from_db()
    assert (sent.stage, sent.review_due_on) == ("withdrawn", None)
    assert last(sent, "withdraw").data["comment"] == "Se repite."
    assert sent.stage_changes.last().reason == "Se repite."
    with pytest.raises(PermissionDenied):
        actions.withdraw(make_draft(agency), by=make_office())
