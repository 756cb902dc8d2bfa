"""A mandate opens some agencies in a period, and nothing else: every list, page, file and export."""

import hashlib
import io
import zipfile
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from proim.accounts.models import User
from proim.agencies import actions as agencies
from proim.agencies.models import Mandate, Role
from proim.agencies.rules import is_auditor
from proim.audit.models import Event
from proim.auditing import actions
from proim.auditing.formulas import drawn
from proim.auditing.models import Observation, Sample
from proim.core.clock import today
from proim.core.errors import TransitionError
from proim.identity.slots import is_obliged
from proim.monitoring.models import Report
from proim.monitoring.workflow import Stage as ReportStage
from proim.projects.models import Project, Publication
from proim.projects.workflow import Stage
from tests.builders.auditing import make_auditor, make_mandate
from tests.builders.files import make_file
from tests.builders.monitoring import make_report
from tests.builders.people import make_agency, make_member, make_office, make_user
from tests.builders.projects import make_draft, make_project

pytestmark = pytest.mark.django_db
RESERVED = {"publication": Publication.RESERVED, "reserved_ground": "Artículo 183"}


class Case:
    """An agency in scope and one of another type, each with a reserved project, a report and a file."""

    def __init__(self) -> None:
        self.inside, self.outside = make_agency(), make_agency(type="OPD")
        self.mine = make_project(self.inside, **RESERVED)
        self.other = make_project(self.outside, **RESERVED)
        self.draft = make_draft(self.inside)
        self.file, self.foreign = make_file(self.mine), make_file(self.other)
        facts = {"stage": ReportStage.SIGNED, "quarter": "2011-Q2"}
        self.report, self.far = make_report(self.mine, **facts), make_report(self.other, **facts)
        self.auditor = make_auditor()


@pytest.fixture
def case():
    return Case()


def statuses(client, *paths) -> list[int]:
    found = []
    for path in paths:
        response = client.get(path)
        if response.streaming:
            b"".join(response.streaming_content)
        found.append(response.status_code)
    return found


def test_pages_files_and_reports_of_the_mandate_open_and_no_others(client, case):
    client.force_login(case.auditor)
    for project, file, report, status in (
        (case.mine, case.file, case.report, 200),
        (case.other, case.foreign, case.far, 404),
    ):
        paths = [
            reverse("projects:detail", args=[project.code]),
            reverse("projects:history", args=[project.code]),
            reverse("projects:record", args=[project.code]),
            reverse("files:fetch", args=[file.code]),
            reverse("files:history", args=[file.code]),
            reverse("monitoring:detail", args=[report.code]),
            reverse("monitoring:history", args=[report.code]),
        ]
        assert statuses(client, *paths) == [status] * len(paths)
    assert statuses(client, reverse("projects:detail", args=[case.draft.code])) == [404]


def test_lists_exports_and_feeds_hold_the_scope(client, case):
    client.force_login(case.auditor)
    key = case.inside.key
    for path in (
        "/projects/",
        "/auditing/projects/",
        f"/sheets/projects/export.csv?place={key}",
        f"/sheets/projects/export.xlsx?place={key}",
        "/projects/feed/",
        "/indicators/",
    ):
        response = client.get(path)
        body = b"".join(response) if response.streaming else response.content
        assert case.other.title_es.encode() not in body, path
        assert case.other.folio.encode() not in body, path
    assert case.mine.folio in client.get("/auditing/projects/").content.decode()


def test_the_export_of_another_agency_is_refused(client, case):
    client.force_login(case.auditor)
    path = reverse("sheets:export", args=["projects", "csv"])
    mine = client.get(path, {"place": case.inside.key})
    assert mine.status_code == 200
    found = client.get(path, {"place": case.outside.key})
    body = b"".join(found) if found.streaming else found.content
    assert case.other.folio.encode() not in body


def test_nothing_is_editable(client, case):
    client.force_login(case.auditor)
    for route, row in (
        ("projects:edit", case.mine),
        ("projects:accept", case.mine),
        ("projects:suspend", case.mine),
        ("monitoring:give_back", case.report),
        ("monitoring:edit", case.report),
        ("files:withdraw", case.file),
        ("files:replace", case.file),
    ):
        response = client.post(reverse(route, args=[row.code]), {"reason": "x"})
        assert response.status_code in {403, 404, 405}, route
    assert statuses(client, "/accounts/people/", "/projects/review/") == [404, 403]


def test_the_period_holds_for_projects_and_reports():
    agency = make_agency()
    early = make_project(agency, **RESERVED)
    Project.objects.filter(pk=early.pk).update(submitted_on=date(2011, 2, 1))
    late = make_project(agency, **RESERVED)
    Project.objects.filter(pk=late.pk).update(submitted_on=date(2011, 7, 1))
    over = make_project(agency, **RESERVED)
    Project.objects.filter(pk=over.pk).update(submitted_on=date(2010, 12, 1))
    over.stage_changes.create(since=date(2010, 12, 31), stage=Stage.CANCELLED)
    reports = [
        make_report(early, stage=ReportStage.SIGNED, quarter=quarter)
        for quarter in ("2011-Q1", "2011-Q2", "2011-Q3")
    ]
    auditor = make_auditor(covers_from=date(2011, 1, 1), covers_to=date(2011, 6, 30))
    assert set(Project.objects.permitted("projects.history", auditor)) == {early}
    assert set(Report.objects.permitted("monitoring.history", auditor)) == set(reports[:2])


def test_drafts_of_reports_are_not_read_before_the_agency_stands_by_them(case):
    draft = make_report(make_project(case.inside), stage=ReportStage.DRAFT, quarter="2011-Q1")
    assert draft not in Report.objects.permitted("monitoring.view", case.auditor)


def test_named_agencies_narrow_the_types():
    one, other, foreign = make_agency(), make_agency(), make_agency(type="OPD")
    mandate = make_mandate(only=[one, foreign])
    assert mandate.agency_ids() == {one.pk}
    assert other.pk in make_mandate().agency_ids()


def test_the_type_is_that_of_the_end_of_the_period():
    agency = make_agency(type="DES", since=date(2010, 1, 1))
    agency.versions.create(since=date(2012, 1, 1), name=agency.name, acronym="X", type="OPD")
    agency.type = "OPD"
    agency.save()
    then = make_mandate(types=["DES"], covers_from=date(2011, 1, 1), covers_to=date(2011, 12, 31))
    now = make_mandate(types=["OPD"], covers_from=date(2011, 1, 1), covers_to=date(2011, 12, 31))
    assert (agency.pk in then.agency_ids(), agency.pk in now.agency_ids()) == (True, False)


@pytest.mark.parametrize(("shift", "opens"), [(-1, False), (0, True), (30, True), (31, False)])
def test_the_access_begins_and_ends_with_its_days(settings, case, shift, opens):
    first = date(2026, 5, 1)
    Mandate.objects.update(valid_from=first, valid_to=first + timedelta(days=30))
    settings.TODAY = first + timedelta(days=shift)
    assert is_auditor(User.objects.get(pk=case.auditor.pk)) is opens


def test_who_holds_a_post_audits_nothing():
    office = make_office()
    make_mandate(office)
    assert not is_auditor(office)
    liaison = make_member(Role.LIAISON, make_agency(type="OPD"))
    make_mandate(liaison)
    foreign = make_project(make_agency(), **RESERVED)
    assert not Project.objects.permitted("projects.view", liaison).filter(pk=foreign.pk).exists()


def test_an_auditor_needs_a_second_factor(case, client, settings):
    settings.SECOND_FACTOR = "required"
    assert is_obliged(case.auditor)
    client.force_login(case.auditor)
    assert client.get("/auditing/")["Location"] == "/identity/"


# --- giving and ending a mandate -------------------------------------------------------------------


def draft(**fields) -> Mandate:
    day = today()
    return Mandate(
        **{
            "person": make_user(),
            "body": "Contraloría",
            "types": ["DEP"],
            "covers_from": date(2011, 1, 1),
            "covers_to": date(2011, 6, 30),
            "valid_from": day,
            "valid_to": day + timedelta(days=30),
            "letter": "CG/1",
            "letter_on": day,
        }
        | fields
    )


def test_only_administrators_give_and_end_a_mandate():
    for by in (make_office(), make_member(Role.LIAISON), make_auditor()):
        with pytest.raises(PermissionDenied):
            agencies.grant_mandate(draft(), by=by)
    administrator = make_office(Role.ADMINISTRATOR)
    made = agencies.grant_mandate(draft(), by=administrator)
    assert is_auditor(made.person)
    with pytest.raises(PermissionDenied):
        agencies.end_mandate(made, reason="x", by=make_office())
    agencies.end_mandate(made, reason="Concluyó", by=administrator)
    assert not is_auditor(User.objects.get(pk=made.person.pk))
    with pytest.raises(ValidationError):
        agencies.end_mandate(made, reason="Otra vez", by=administrator)


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("types", {"types": []}),
        ("types", {"types": ["X"]}),
        ("valid_to", {"valid_to": today() + timedelta(days=367)}),
        ("valid_to", {"valid_to": today() - timedelta(days=1)}),
        ("covers_to", {"covers_to": date(2010, 1, 1)}),
        ("letter_on", {"letter_on": today() + timedelta(days=1)}),
    ],
)
def test_a_mandate_that_is_not_as_it_must_be_is_refused(field, wrong):
    with pytest.raises(ValidationError) as refused:
        agencies.grant_mandate(draft(**wrong), by=make_office(Role.ADMINISTRATOR))
    assert field in refused.value.error_dict


def test_whoever_holds_a_post_gets_no_mandate():
    with pytest.raises(ValidationError):
        agencies.grant_mandate(
            draft(person=make_member(Role.LIAISON)), by=make_office(Role.ADMINISTRATOR)
        )


def test_an_administrator_lets_a_new_auditor_in_by_screen(client):
    client.force_login(make_office(Role.ADMINISTRATOR))
    day = today()
    typed = {
        "email": "auditora@example.gob.mx",
        "body": "Auditoría Superior",
        "letter": "AS/7",
        "letter_on": day.isoformat(),
        "types": ["DEP", "OPD"],
        "covers_from": "2011-01-01",
        "covers_to": "2011-06-30",
        "valid_from": day.isoformat(),
        "valid_to": (day + timedelta(days=60)).isoformat(),
    }
    path = reverse("auditing:grant")
    assert "escriba el nombre de la persona" in client.post(path, typed).content.decode()
    assert client.post(path, typed | {"full_name": "Lucía Prado"}).status_code == 302
    made = Mandate.objects.get()
    assert (made.person.full_name, made.types) == ("Lucía Prado", ["DEP", "OPD"])
    assert made.person.invitations.unanswered().exists()
    assert "Lucía Prado" in client.get("/auditing/").content.decode()
    end = reverse("auditing:end", args=[made.code])
    assert client.post(end, {"reason": "Terminó antes"}).status_code == 302
    assert "terminado" in client.get("/auditing/").content.decode()


# --- sample ----------------------------------------------------------------------------------------


def test_a_sample_is_drawn_from_the_scope_and_can_be_drawn_again(client, case):
    projects = [make_project(case.inside) for _project in range(5)]
    folios = [case.mine.folio, *(project.folio for project in projects)]
    client.force_login(case.auditor)
    mandate = Mandate.objects.get()
    path = reverse("auditing:draw", args=[mandate.code])
    page = client.get(client.post(path, {"size": 3, "seed": "Acta 7"})["Location"]).content.decode()
    sample = Sample.objects.get()
    assert sample.keys == drawn("Acta 7", folios, 3)
    assert sample.population == 6
    assert all(folio in page for folio in sample.keys)
    event = Event.objects.order_by("sequence").last()
    assert event.verb == "auditing.draw"
    assert event.data["seed"] == "Acta 7"
    sheet = client.get(reverse("auditing:sample_csv", args=[sample.code])).content.decode()
    assert sheet.splitlines()[1].split(",")[1] == sample.keys[0]


def test_nobody_draws_by_another_persons_mandate(client, case):
    mandate = Mandate.objects.get()
    client.force_login(make_auditor())
    assert client.get(reverse("auditing:draw", args=[mandate.code])).status_code == 404
    with pytest.raises(PermissionDenied):
        actions.draw(mandate, 1, "", by=make_auditor())


# --- dossier ---------------------------------------------------------------------------------------


def dossier(client, project) -> zipfile.ZipFile:
    response = client.post(reverse("auditing:export", args=[project.code]))
    assert response.status_code == 200
    return zipfile.ZipFile(io.BytesIO(b"".join(response.streaming_content)))


def test_a_dossier_verifies_part_by_part_and_its_sums_stand_in_the_ledger(client, case):
    client.force_login(case.auditor)
    archive = dossier(client, case.mine)
    sums = archive.read("SHA256SUMS").decode()
    said = dict(reversed(line.split("  ", 1)) for line in sums.splitlines())
    assert set(archive.namelist()) == {*said, "SHA256SUMS", "LEEME.txt"}
    for path, digest in said.items():
        assert hashlib.sha256(archive.read(path)).hexdigest() == digest, path
    event = Event.objects.order_by("sequence").last()
    assert event.verb == "auditing.export"
    assert event.data["index"] == hashlib.sha256(sums.encode()).hexdigest()
    kept = {version.sha256 for version in case.file.versions.all()}
    assert kept <= set(said.values())
    assert "informes/2011-Q2/informe.json" in said
    assert case.mine.folio in archive.read("manifiesto.json").decode()
    assert case.other.folio.encode() not in b"".join(map(archive.read, archive.namelist()))


def test_a_dossier_outside_the_mandate_is_not_found(client, case):
    before = Event.objects.count()
    for person in (case.auditor, make_member(Role.LIAISON, case.outside), make_user()):
        client.force_login(person)
        for project in (case.other, case.draft):
            path = reverse("auditing:export", args=[project.code])
            assert client.post(path).status_code == 404
    assert Event.objects.count() == before


def test_a_dossier_costs_the_same_queries_whatever_the_number_of_files(
    client, case, django_assert_max_num_queries
):
    for _file in range(3):
        make_file(case.mine)
    client.force_login(case.auditor)
    with django_assert_max_num_queries(45):
        dossier(client, case.mine)


# --- observations ----------------------------------------------------------------------------------


def test_an_observation_is_answered_insisted_on_and_concluded(client, case):
    office = make_office()
    client.force_login(case.auditor)
    path = reverse("auditing:observe", args=[case.mine.code])
    assert client.post(path, {"subject": "Sin evidencia", "text": " "}).status_code == 200
    client.post(path, {"subject": "Sin evidencia", "text": "Falta el acta."})
    found = Observation.objects.get()
    actions.answer(found, "Se agrega.", by=office)
    actions.insist(found, "No está.", by=case.auditor)
    with pytest.raises(TransitionError):
        actions.conclude(found, "Ya.", by=case.auditor)
    client.force_login(office)
    answered = client.post(reverse("auditing:answer", args=[found.code]), {"text": "Ya está."})
    assert answered.status_code == 302
    actions.conclude(found, "Solventada.", by=case.auditor)
    page = client.get(found.get_absolute_url()).content.decode()
    assert [word.verb for word in found.words.all()] == [
        "observe",
        "answer",
        "insist",
        "answer",
        "conclude",
    ]
    assert "Solventada." in page
    assert "Sin evidencia" in client.get(case.mine.get_absolute_url()).content.decode()


def test_an_auditor_observes_only_within_the_mandate_and_answers_nothing(client, case):
    with pytest.raises(PermissionDenied):
        actions.observe(case.other, "x", "y", by=case.auditor)
    found = actions.observe(case.mine, "x", "y", by=case.auditor)
    with pytest.raises(PermissionDenied):
        actions.answer(found, "z", by=case.auditor)
    client.force_login(make_auditor())
    assert client.get(found.get_absolute_url()).status_code == 404


def test_agencies_do_not_see_audits(client, case):
    client.force_login(make_member(Role.LIAISON, case.inside))
    assert statuses(client, "/auditing/", "/auditing/projects/") == [404, 404]
    page = client.get(case.mine.get_absolute_url()).content.decode()
    assert "Descargar el expediente" not in page
