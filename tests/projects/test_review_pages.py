"""The office's queue and review on the screens: what waits, what is checked, what was decided."""

from datetime import date, timedelta

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils import timezone

from proim.agencies.models import Role
from proim.audit.models import Event
from proim.core.dates import PartialDate
from proim.core.errors import DomainError
from proim.projects import actions
from proim.projects.checks import checks, similar
from proim.projects.models import Project
from proim.projects.workflow import Stage
from proim.taxonomy.models import Catalogue
from tests.builders.people import make_agency, make_member, make_office
from tests.builders.projects import make_draft, make_project
from tests.builders.taxonomy import make_term
from tests.sent import changed, fields

pytestmark = pytest.mark.django_db
QUEUE = "/projects/review/"
BULK = "/projects/review/bulk/"


@pytest.fixture
def bea(client):
    """Sign one of the office in."""
    person = make_office()
    client.force_login(person)
    return person


def at(name, project):
    return reverse(f"projects:{name}", args=[project.code])


def waiting(client, **query):
    page = client.get(QUEUE, query)
    return [line.project for line in page.context["lines"]]


def said(response):
    return [str(message) for message in get_messages(response.wsgi_request)]


# --- the queue -------------------------------------------------------------------------------


def test_the_queue_shows_what_waits_the_most_urgent_first(client, bea):
    late = make_project(stage=Stage.SUBMITTED, on=date(2011, 3, 1))
    urgent = make_project(stage=Stage.UNDER_REVIEW, on=date(2011, 2, 1))
    for stage in (Stage.DRAFT, Stage.RETURNED, Stage.REGISTERED, Stage.WITHDRAWN):
        make_project(stage=stage)
    assert waiting(client) == [urgent, late]


def test_each_line_counts_working_days(client, bea, settings):
    settings.TODAY = date(2011, 3, 7)
    make_project(stage=Stage.SUBMITTED, on=date(2011, 2, 24))
    make_project(stage=Stage.SUBMITTED, on=date(2011, 2, 28))
    make_project(stage=Stage.SUBMITTED, on=date(2011, 3, 1))
    page = client.get(QUEUE)
    terms = [line.term for line in page.context["lines"]]
    assert [(term.number, term.days, term.overdue) for term in terms] == [
        (5, 5, 2),
        (5, 5, 0),
        (4, 5, 0),
    ]
    text = page.content.decode()
    for words in ("2 días hábiles de atraso", "vence hoy", "queda 1 día hábil", "día 4 de 5"):
        assert words in text


def test_the_queue_is_narrowed_in_the_address(client, bea):
    taken = make_project(stage=Stage.SUBMITTED)
    actions.take(taken, by=bea)
    other = make_project(stage=Stage.UNDER_REVIEW)
    fresh = make_project(make_agency(type="DEL"), stage=Stage.SUBMITTED, title_es="Bicicletas")
    returned = make_project(stage=Stage.RETURNED)
    assert waiting(client, show="new") == [fresh]
    assert waiting(client, show="mine") == [taken]
    assert waiting(client, show="agency") == [returned]
    assert set(waiting(client, show="late")) == {taken, other, fresh}
    assert waiting(client, type="DEL") == [fresh]
    assert waiting(client, text="bicicleta") == [fresh]
    assert len(waiting(client, show="nonsense", type="?")) == 3


def test_the_queue_costs_the_same_however_much_waits(client, bea, queries):
    make_project(stage=Stage.UNDER_REVIEW)
    with queries() as one:
        client.get(QUEUE)
    for _ in range(9):
        actions.take(make_project(stage=Stage.SUBMITTED), by=bea)
    with queries() as ten:
        client.get(QUEUE)
    assert len(ten) == len(one)


def test_htmx_gets_the_lines_alone(htmx):
    htmx.force_login(make_office())
    assert htmx.get(QUEUE).content.decode().lstrip().startswith('<section id="results"')


def test_the_queue_is_for_the_office(client):
    agency = make_agency()
    for role in (Role.LIAISON, Role.HEAD):
        client.force_login(make_member(role, agency))
        assert client.get(QUEUE).status_code == 403
        assert client.post(BULK, {"verb": "accept"}).status_code == 403


# --- many at once ----------------------------------------------------------------------------


def by_project(page):
    return {one.row: one for one in page.context["results"]}


def test_each_chosen_project_is_foretold_and_has_its_own_result(client, bea):
    good, done = make_project(stage=Stage.SUBMITTED), make_project()
    gap = make_project(stage=Stage.SUBMITTED)
    Project.objects.filter(pk=gap.pk).update(problem_es="")
    sent = {"verb": "accept", "code": [good.code, gap.code, done.code]}
    events = Event.objects.count()

    before = by_project(client.post(BULK, sent))
    assert [before[one].is_done for one in (good, gap, done)] == [True, False, False]
    assert "Llene primero este campo." in before[gap].told
    good.refresh_from_db()
    assert (good.stage, good.folio, Event.objects.count()) == (Stage.SUBMITTED, None, events)

    results = by_project(client.post(BULK, {**sent, "confirm": "1"}))
    assert [results[one].is_done for one in (good, gap, done)] == [True, False, False]
    good.refresh_from_db()
    assert good.folio in results[good].told
    assert "Llene primero este campo." in results[gap].told
    gap.refresh_from_db()
    assert gap.folio is None


def test_many_are_taken_at_once_and_put_back(client, bea):
    chosen = [make_project(stage=Stage.SUBMITTED) for _ in range(3)]
    codes = [one.code for one in chosen]
    page = client.post(BULK, {"verb": "take", "code": codes, "confirm": "1"})
    assert len(page.context["possible"]) == 3
    assert set(Project.objects.filter(reviewer=bea)) == set(chosen)

    actions.give_back(chosen[0], {"title_es": "Largo"}, by=bea)  # has moved on
    undone = by_project(client.post(BULK, {"verb": "untake", "code": codes, "confirm": "1"}))
    assert [undone[one].is_done for one in chosen] == [False, True, True]
    assert set(Project.objects.filter(reviewer=bea)) == {chosen[0]}
    verbs = [event.verb for event in Event.objects.of(chosen[1])]
    assert verbs[:2] == ["projects.untake", "projects.take"]  # both stay in the ledger
    assert list(chosen[1].stage_changes.values_list("stage", flat=True))[-3:] == [
        Stage.SUBMITTED,
        Stage.UNDER_REVIEW,
        Stage.SUBMITTED,
    ]


def test_one_that_was_taken_by_mistake_goes_back(client, bea):
    project = make_project(stage=Stage.SUBMITTED)
    client.post(f"/projects/{project.code}/take/")
    client.post(f"/projects/{project.code}/untake/")
    project.refresh_from_db()
    assert (project.stage, project.reviewer) == (Stage.SUBMITTED, None)


def test_what_others_took_or_was_taken_long_ago_stays_taken(client, bea):
    project = make_project(stage=Stage.SUBMITTED)
    actions.take(project, by=make_office())
    answer = client.post(f"/projects/{project.code}/untake/")
    assert said(answer) == ["Otra persona ya tomó este proyecto."]
    mine = make_project(stage=Stage.SUBMITTED)
    actions.take(mine, by=bea)
    long_ago = timezone.now() - timedelta(minutes=31)
    mine.stage_changes.filter(stage=Stage.UNDER_REVIEW).update(recorded_at=long_ago)
    with pytest.raises(DomainError, match="30"):
        actions.untake(mine, by=bea)


@pytest.mark.parametrize(
    "sent", [{"verb": "accept"}, {"verb": "accept", "code": ["x"]}, {"verb": "cancel"}, {}]
)
def test_a_choice_of_nothing_does_nothing(client, bea, sent):
    project = make_project(stage=Stage.SUBMITTED)
    answer = client.post(
        BULK, {"code": [project.code], **sent} if "verb" in sent and "code" in sent else sent
    )
    assert (answer.url, said(answer)) == (QUEUE, ["Elija al menos un proyecto."])


def test_drafts_are_not_reached_in_bulk(client, bea):
    draft = make_draft()
    page = client.post(BULK, {"verb": "accept", "code": [draft.code]})
    assert page.context["results"] == []


# --- one review ------------------------------------------------------------------------------


def test_a_review_shows_the_record_the_checks_and_a_box_at_each_field(client, bea):
    project = make_project(stage=Stage.SUBMITTED)
    page = client.get(at("review", project))
    text = page.content.decode()
    assert "La gente hace cuatro filas" in text
    assert 'name="comment_problem_es"' in text
    assert 'name="comment_legal_ground"' in text
    assert len(page.context["checks"]) == 5


def test_taking_shows_who_reviews_and_others_may_go_on(client, bea):
    project = make_project(stage=Stage.SUBMITTED)
    client.post(at("take", project))
    again = client.post(at("take", project))
    assert len(said(again)) == 2
    client.force_login(make_office())
    page = client.get(at("review", project))
    assert f"{bea} tomó este proyecto" in page.content.decode()
    client.post(at("accept", project), fields(page))
    project.refresh_from_db()
    assert project.stage == "registered"


def test_a_return_needs_a_comment_and_keeps_what_was_written(client, bea):
    project = make_project(stage=Stage.SUBMITTED)
    page = client.get(at("review", project))
    refused = client.post(at("give_back", project), fields(page))
    assert refused.context["form"].non_field_errors() == [
        "Escriba una observación en al menos un campo."
    ]
    long = client.post(at("give_back", project), changed(page, comment_title_es="x" * 2001))
    assert fields(long)["comment_title_es"] == ["x" * 2001]
    done = client.post(at("give_back", project), changed(page, comment_title_es="Más corto"))
    assert (done.url, said(done)) == (QUEUE, ["Devuelto con 1 observación."])
    assert project.observations.get().comment == "Más corto"


def test_a_project_is_not_accepted_over_written_comments(client, bea):
    project = make_project(stage=Stage.SUBMITTED)
    page = client.get(at("review", project))
    refused = client.post(at("accept", project), changed(page, comment_title_es="Más corto"))
    assert refused.context["form"].non_field_errors()
    assert fields(refused)["comment_title_es"] == ["Más corto"]
    accepted = client.post(at("accept", project), changed(refused, comment_title_es=""))
    assert accepted.url == at("receipt", project)


def test_comments_survive_when_another_decides_meanwhile(client, bea):
    project = make_project(stage=Stage.SUBMITTED)
    page = client.get(at("review", project))
    actions.accept(project, by=None)
    late = client.post(at("give_back", project), changed(page, comment_title_es="Más corto"))
    assert late.context["form"].non_field_errors()
    assert "Más corto" in late.content.decode()


def test_a_review_is_for_the_office(client):
    agency = make_agency()
    project = make_project(agency, stage=Stage.SUBMITTED)
    client.force_login(make_member(Role.LIAISON, agency))
    assert client.get(at("review", project)).status_code == 403
    for verb in ("take", "give_back", "accept"):
        assert client.post(at(verb, project)).status_code == 403


# --- what is checked -------------------------------------------------------------------------


def wrong(project):
    return [place for place, one in enumerate(checks(project, [])) if not one.is_right]


def test_a_sound_project_passes_every_check():
    strategy = make_term(Catalogue.STRATEGY, "E1")
    topic = make_term(Catalogue.SUBTOPIC, "E1-x", parent=strategy)
    dates = {"starts": PartialDate.year(2026), "ends": PartialDate.year(2030)}
    assert wrong(make_draft(subtopics=[topic], **dates)) == []


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"problem_es": ""}, 0),
        ({"starts": None}, 1),
        ({"ends": PartialDate.year(2011)}, 1),
        ({"ends": PartialDate.year(2100)}, 1),
    ],
)
def test_each_check_finds_its_fault(changes, place):
    changes = {"ends": PartialDate.year(2020), **changes}
    project = make_draft(**changes)
    project.submitted_on = date(2012, 1, 1)
    assert place in wrong(project)


def test_electronic_government_needs_ict_that_enables_it():
    electronic = make_term(Catalogue.STRATEGY, "E4")
    weak = make_draft(strategy=electronic, ict_use="none")
    strong = make_draft(strategy=electronic, ict_use="enabling")
    assert (2 in wrong(weak), 2 in wrong(strong)) == (True, False)


def test_sub_topics_belong_to_a_strategy_of_the_project():
    electronic = make_term(Catalogue.STRATEGY, "E4")
    topic = make_term(Catalogue.SUBTOPIC, "E4-data", parent=electronic)
    assert 3 in wrong(make_draft(subtopics=[topic]))
    assert 3 not in wrong(make_draft(subtopics=[topic], secondary_strategies=[electronic]))


def test_titles_alike_are_found_in_the_register():
    bea = make_office()
    project = make_project(title_es="«Ventanilla» única de licencias.", stage=Stage.SUBMITTED)
    same = make_project(title_es="Ventanilla Única para Licencias")
    near = make_project(title_es="Ventanilla única de trámites")
    make_project(title_es="Archivo digital de licencias")
    make_draft(title_es="Ventanilla única de licencias")
    make_project(title_es="Ventanilla única de licencias", stage=Stage.WITHDRAWN)
    found = similar(project, bea)
    assert [(one.project, one.percent) for one in found] == [(same, 100), (near, 67)]
    assert 4 in [n for n, one in enumerate(checks(project, found)) if not one.is_right]
    assert similar(make_draft(title_es="El de la"), bea) == []
