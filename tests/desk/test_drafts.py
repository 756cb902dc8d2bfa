"""What is typed and not sent: kept for its writer alone, offered again, never in another's way."""

from datetime import timedelta
from io import StringIO
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from proim.agencies.models import Role
from proim.audit.models import Event
from proim.core.errors import DomainError
from proim.desk import drafts, tasks
from proim.desk.models import Draft
from proim.monitoring import actions as reports
from proim.projects import actions
from proim.projects.models import Project
from proim.taxonomy.models import Catalogue
from tests.builders.desk import make_draft_of
from tests.builders.monitoring import make_report
from tests.builders.people import make_agency, make_member, make_office, make_user
from tests.builders.projects import make_draft, make_project
from tests.builders.taxonomy import make_term
from tests.sent import changed, fields
from tests.threads import all_at_once

pytestmark = pytest.mark.django_db
REGISTER, KEEP = "/projects/register/", "/desk/drafts/"


@pytest.fixture
def agency():
    return make_agency()


@pytest.fixture
def ana(client, agency):
    """Sign a liaison in."""
    person = make_member(Role.LIAISON, agency)
    client.force_login(person)
    return person


def typed_into(client, path, **typed):
    """Type into the form at ``path`` as the script does; return what the server answers."""
    sent = changed(client.get(path), **typed)
    return client.post(KEEP, {**sent, "desk-title": "Una página"}).json()


def test_what_is_typed_is_offered_again_and_gone_once_it_is_sent(client, ana):
    told = typed_into(client, REGISTER, title_es="Ventanilla", problem_es="Filas largas")
    assert "Aún no se envía" in told["told"]

    page = client.get(REGISTER)
    assert "Tiene cambios sin guardar" in page.content.decode()
    assert fields(page)["title_es"] == [""]

    again = client.get(f"{REGISTER}?draft={told['draft']}")
    assert "Continúa con lo que escribió antes" in again.content.decode()
    assert fields(again)["title_es"] == ["Ventanilla"]
    assert fields(again)["problem_es"] == ["Filas largas"]

    assert client.post(REGISTER, changed(again, save="1")).status_code == 302
    assert Project.objects.get().problem_es == "Filas largas"
    assert Draft.objects.count() == 0


def test_a_form_that_is_refused_keeps_its_draft(client, ana):
    told = typed_into(client, REGISTER, title_es="", problem_es="Filas largas")
    again = client.get(f"{REGISTER}?draft={told['draft']}")
    refused = client.post(REGISTER, changed(again, save="1"))
    assert refused.status_code == 200
    assert fields(refused)["desk-draft"] == [told["draft"]]
    assert Draft.objects.count() == 1


def test_keeping_leaves_no_trace_in_the_ledger_and_no_secrets(client, ana):
    before = Event.objects.count()
    told = typed_into(client, REGISTER, title_es="Ventanilla", password="canario")
    assert Event.objects.count() == before
    kept = Draft.objects.get(code=told["draft"])
    assert "canario" not in kept.typed
    assert "csrf" not in kept.typed


def test_nobody_reads_or_discards_what_another_has_typed(client, ana):
    theirs = make_draft_of(make_user(), title_es="Ajeno")
    page = client.get(f"{REGISTER}?draft={theirs.code}").content.decode()
    assert "Ajeno" not in page
    client.post(f"/desk/drafts/{theirs.code}/discard/")
    client.post(KEEP, {"desk-draft": theirs.code, "desk-saves": "1", "desk-path": REGISTER})
    theirs.refresh_from_db()
    assert theirs.saves == 1
    assert "Ajeno" not in client.get("/desk/").content.decode()


def test_two_windows_that_go_on_with_one_draft_do_not_overwrite_each_other(client, ana):
    first = make_draft_of(ana, title_es="Uno")
    page = drafts.Page(REGISTER)
    one = drafts.keep(ana, page, [("title_es", "Dos")], code=first.code, saves=1)
    other = drafts.keep(ana, page, [("title_es", "Tres")], code=first.code, saves=1)
    assert one.code == first.code
    assert other.code != first.code
    assert {draft.data["title_es"] for draft in Draft.objects.all()} == {"Dos", "Tres"}


def test_room_is_bounded_and_the_oldest_gives_way(ana):
    for number in range(drafts.AT_ONE_FORM + 2):
        make_draft_of(ana, title_es=str(number))
    kept = [draft.data["title_es"] for draft in Draft.objects.of(ana).at(REGISTER)]
    assert kept == ["6", "5", "4", "3", "2"]
    with pytest.raises(DomainError, match="largo"):
        make_draft_of(ana, title_es="x" * drafts.LARGEST)
    with pytest.raises(DomainError):
        make_draft_of(ana, "/no/such/page/")


@pytest.mark.parametrize(
    "wrong",
    [
        {"desk-draft": "x"},
        {"desk-saves": "-1"},
        {"desk-path": "//evil.example/"},
        {"title_es": "x" * drafts.LARGEST},
    ],
)
def test_what_cannot_be_kept_is_told(client, ana, wrong):
    sent = {"desk-draft": uuid4(), "desk-saves": "0", "desk-path": REGISTER, **wrong}
    answer = client.post(KEEP, sent)
    assert answer.status_code == 400
    assert answer.json()["told"]
    assert Draft.objects.count() == 0


def test_a_draft_expires(client, ana, settings):
    old, fresh = make_draft_of(ana, title_es="Viejo"), make_draft_of(ana, title_es="Nuevo")
    long_ago = timezone.now() - timedelta(days=settings.DRAFT_DAYS, minutes=1)
    Draft.objects.filter(pk=old.pk).update(saved_at=long_ago)
    assert fields(client.get(f"{REGISTER}?draft={old.code}"))["title_es"] == [""]
    assert tasks.clear_drafts.func() == 1
    assert Draft.objects.get() == fresh
    out = StringIO()
    call_command("clear_drafts", stdout=out)
    assert "0 formularios" in out.getvalue()


def test_the_desk_lists_what_is_unfinished_and_throws_it_away(client, ana):
    draft = make_draft_of(ana, title_es="Ventanilla")
    page = client.get("/desk/").content.decode()
    assert f"{REGISTER}?draft={draft.code}" in page
    answer = client.post(f"/desk/drafts/{draft.code}/discard/", {"next": REGISTER})
    assert answer.url == REGISTER
    assert Draft.objects.count() == 0
    away = client.post(f"/desk/drafts/{draft.code}/discard/", {"next": "https://evil.example/"})
    assert away.url == "/desk/"


# --- with what others do meanwhile ------------------------------------------------------------


def test_a_draft_never_overwrites_unseen_what_another_has_stored_meanwhile(client, ana, agency):
    project = make_draft(agency, problem_es="Antes", objective_es="Antes")
    path = reverse("projects:block", args=[project.code, "why"])
    told = typed_into(client, path, problem_es="De Ana")
    actions.edit(project, {"problem_es": "De Luis", "objective_es": "De Luis"}, by=None)

    again = client.get(f"{path}?draft={told['draft']}")
    assert fields(again)["problem_es"] == ["De Ana"]
    assert fields(again)["objective_es"] == ["De Luis"]  # Ana had not touched it

    asked = client.post(path, changed(again, save="1"))
    assert "Lo que está guardado ahora: De Luis" in asked.content.decode()
    client.post(path, changed(asked, choose_problem_es="mine", save="1"))
    project.refresh_from_db()
    assert (project.problem_es, project.objective_es) == ("De Ana", "De Luis")


def test_rows_of_money_are_kept_too(client, ana, agency):
    source = make_term(Catalogue.FUNDING)
    project = make_draft(agency)
    path = reverse("projects:block", args=[project.code, "resources"])
    rows = {
        "budget_lines_year": ["2011", "", ""],
        "budget_lines_source": [str(source.pk), "", ""],
        "budget_lines_amount": ["1,250", "", ""],
    }
    told = typed_into(client, path, budget_kind="amounts", feasibility_legal="yes", **rows)
    again = client.get(f"{path}?draft={told['draft']}")
    assert fields(again)["budget_lines_amount"][0] == "1,250"
    assert client.post(path, changed(again, save="1")).status_code == 302
    assert project.budget_lines.get().amount == 1250
    assert project.feasibility.get().verdict == "yes"


def test_a_report_and_the_comments_of_a_review_are_kept_too(client, ana, agency):
    report = make_report(make_project(agency))
    path = reverse("monitoring:edit", args=[report.code])
    told = typed_into(client, path, progress="40", rating="green", risks="Lluvias")
    reports.edit(report, {"support": "Un curso"}, by=None)
    again = fields(client.get(f"{path}?draft={told['draft']}"))
    assert (again["progress"], again["rating"], again["risks"]) == (["40"], ["green"], ["Lluvias"])
    assert again["support"] == ["Un curso"]

    client.force_login(make_office())
    waiting = make_project(agency, stage="submitted")
    review = reverse("projects:review", args=[waiting.code])
    told = typed_into(client, review, comment_title_es="Más corto, por favor")
    again = client.get(f"{review}?draft={told['draft']}")
    assert fields(again)["comment_title_es"] == ["Más corto, por favor"]
    sent = reverse("projects:give_back", args=[waiting.code])
    refused = client.post(reverse("projects:accept", args=[waiting.code]), changed(again))
    assert fields(refused)["desk-path"] == [review]
    assert client.post(sent, changed(again)).status_code == 302
    assert not Draft.objects.filter(code=told["draft"]).exists()


@pytest.mark.parametrize(
    "path",
    ["/agencies/add/", "/training/courses/add/"],
)
def test_long_forms_of_the_office_are_kept(client, path):
    client.force_login(make_office())
    name = "name" if "agencies" in path else "title_es"
    told = typed_into(client, path, **{name: "Secretaría de Pruebas"})
    assert fields(client.get(f"{path}?draft={told['draft']}"))[name] == ["Secretaría de Pruebas"]


def test_pages_ask_the_database_as_often_whatever_is_unfinished(client, ana, queries):
    client.get(REGISTER)
    make_draft_of(ana, title_es="1")
    with queries() as one:
        client.get(REGISTER)
    for number in range(3):
        make_draft_of(ana, title_es=str(number))
    with queries() as more:
        client.get(REGISTER)
    assert len(one) == len(more)


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_of_two_windows_that_keep_at_once_nothing_is_lost():
    person = make_user()
    first, page = make_draft_of(person, title_es="Cero"), drafts.Page(REGISTER)
    keeping = [
        lambda text=text: drafts.keep(
            person, page, [("title_es", text)], code=first.code, saves=first.saves
        )
        for text in ("Uno", "Dos", "Tres")
    ]
    done = all_at_once(keeping)
    assert {draft.code for draft in done} == {draft.code for draft in Draft.objects.all()}
    assert {draft.data["title_es"] for draft in Draft.objects.all()} == {"Uno", "Dos", "Tres"}


def test_a_field_that_was_not_on_the_page_is_no_answer(client, ana, agency):
    report = make_report(make_project(agency), stage="draft", risks="Lluvias")
    path = reverse("monitoring:edit", args=[report.code])
    client.post(path, {"progress": "50"})
    report.refresh_from_db()
    assert (report.progress, report.risks) == (50, "Lluvias")
