"""Screens: attaching with and without errors, fetching under a policy that trusts nothing, the history."""

import pytest
from django.urls import reverse

from proim.agencies.models import Appointment, Role
from proim.files import actions, vault
from proim.files.models import StoredFile
from proim.monitoring import actions as reports
from tests.builders.files import make_file, pdf, picture, upload
from tests.builders.monitoring import make_report, said
from tests.builders.people import make_agency, make_appointment, make_member, make_office
from tests.builders.projects import make_project

pytestmark = pytest.mark.django_db


@pytest.fixture
def project():
    return make_project()


@pytest.fixture
def liaison(client, project):
    person = make_member(Role.LIAISON, project.agency)
    client.force_login(person)
    return person


def add(owner, kind="project"):
    return reverse("files:store", args=[kind, owner.code])


def fetch(file):
    return reverse("files:fetch", args=[file.code])


def content_of(answer) -> bytes:
    return b"".join(answer.streaming_content)


def test_a_liaison_attaches_a_file_on_the_page_of_the_project(client, project, liaison):
    page = client.get(project.get_absolute_url()).content.decode()
    assert 'enctype="multipart/form-data"' in page
    assert add(project) in page
    answer = client.post(add(project), {"file": upload("acta.pdf"), "label": "Acta de inicio"})
    assert answer["Location"] == project.get_absolute_url()
    file = StoredFile.objects.get()
    assert file.newest.by == liaison
    page = client.get(project.get_absolute_url()).content.decode()
    assert "Acta de inicio" in page
    assert fetch(file) in page


def test_a_refused_file_is_told_at_the_form_and_nothing_typed_is_lost(client, project, liaison):
    bad = upload("acta.pdf", b"MZ" + b"\0" * 64)
    answer = client.post(add(project), {"file": bad, "label": "Acta de inicio"})
    html = answer.content.decode()
    assert answer.status_code == 200
    assert "no es PDF" in html
    assert "Acta de inicio" in html
    assert not StoredFile.objects.exists()
    html = client.post(add(project), {"label": "Acta"}).content.decode()
    assert "field__error" in html


def test_a_file_is_handed_out_only_as_an_attachment_that_trusts_nothing(client, project, liaison):
    file = make_file(project, name='acta "1"\r\n<b>.pdf', content=pdf("x"))
    answer = client.get(fetch(file))
    assert content_of(answer) == pdf("x")
    assert answer["Content-Disposition"].startswith("attachment; filename")
    assert "\n" not in answer["Content-Disposition"]
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Security-Policy"].startswith("default-src 'none'")
    assert "sandbox" in answer["Content-Security-Policy"]
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["Cross-Origin-Resource-Policy"] == "same-origin"
    for dest in ("iframe", "image", "script", "embed"):
        assert client.get(fetch(file), headers={"Sec-Fetch-Dest": dest}).status_code == 403


def test_each_fetch_asks_anew_who_may_read(client, project, liaison):
    file = make_file(project)
    assert content_of(client.get(fetch(file)))
    Appointment.objects.filter(person=liaison).update(valid_to="2010-12-01")
    assert client.get(fetch(file)).status_code == 404


def test_an_open_file_is_read_by_anybody_and_a_closed_one_is_not_even_named(client, project):
    opened = make_file(project, label="Plan público", is_open=True)
    closed = make_file(project, label="Nómina")
    page = client.get(project.get_absolute_url()).content.decode()
    assert "Plan público" in page
    assert "Nómina" not in page
    answer = client.get(fetch(opened))
    assert content_of(answer)
    assert answer["Cache-Control"] == "no-cache"
    assert client.get(fetch(closed)).status_code == 404
    actions.withdraw(opened, why="Se repite.", by=None)
    assert client.get(fetch(opened)).status_code == 404


def test_the_open_files_of_a_project_that_is_not_public_are_not_read(client):
    project = make_project(publication="reserved", reserved_ground="Artículo 183")
    assert client.get(fetch(make_file(project, is_open=True))).status_code == 404


def test_versions_and_withdrawn_files_stand_in_the_history(client, project, liaison):
    file = make_file(project, label="Acta")
    replace = reverse("files:replace", args=[file.code])
    assert "Acta" in client.get(replace).content.decode()
    done = client.post(replace, {"file": upload("acta-2.pdf"), "label": "Acta"})
    assert done["Location"] == project.get_absolute_url()
    withdraw = reverse("files:withdraw", args=[file.code])
    assert "field__error" in client.post(withdraw, {"why": ""}).content.decode()
    assert client.post(withdraw, {"why": "Tenía un error."}).status_code == 302
    html = client.get(file.get_absolute_url()).content.decode()
    for told in ("2. acta-2.pdf", "1. acta.pdf", "Tenía un error.", file.newest.grouped_hash):
        assert told in html
    first = reverse("files:version", args=[file.code, 1])
    assert content_of(client.get(first))
    assert client.get(reverse("files:version", args=[file.code, 9])).status_code == 404
    head = make_member(Role.HEAD, project.agency)
    client.force_login(head)  # reads what happened; the withdrawn content is for its editors
    assert client.get(file.get_absolute_url()).status_code == 200
    assert client.get(first).status_code == 404


def test_content_that_got_lost_is_no_failure_of_the_page(client, project, liaison, caplog):
    file = make_file(project)
    vault.discard(file.newest.key)
    assert client.get(fetch(file)).status_code == 404
    assert "is missing" in caplog.text


def test_the_panel_costs_the_same_queries_however_many_files(client, project, liaison, queries):
    make_file(project, by=liaison)
    with queries() as one:
        client.get(project.get_absolute_url())
    for _ in range(5):
        make_file(project, by=liaison)
    with queries() as six:
        client.get(project.get_absolute_url())
    assert len(six) == len(one)


def test_a_declared_length_above_the_limit_is_refused_before_the_body_is_read(
    client, liaison, project
):
    answer = client.post(add(project), {}, headers={"Content-Length": str(2 * 10**9)})
    assert answer.status_code == 413
    assert "25 MB" in answer.content.decode()


def test_evidence_comes_with_a_report_while_it_is_written(client):
    report = make_report()
    client.force_login(make_member(Role.LIAISON, report.project.agency))
    answer = client.post(add(report, "report"), {"file": upload("lista.jpg", picture())})
    assert answer["Location"] == report.get_absolute_url()
    assert "lista.jpg" in client.get(report.get_absolute_url()).content.decode()
    day = report.period.due_on
    reports.validate(reports.edit(report, said(), by=None, on=day), by=None, on=day)
    html = client.post(add(report, "report"), {"file": upload()}).content.decode()
    assert "mientras se escribe" in html
    assert StoredFile.objects.count() == 1


def test_the_letter_comes_with_the_appointment_in_one_step(client):
    agency = make_agency()
    client.force_login(make_office())
    typed = {
        "role": "liaison",
        "email": "eva@example.gob.mx",
        "full_name": "Eva Luna",
        "functional_area": "other",
        "letter": "SP/7/2011",
        "valid_from": "2011-01-10",
    }
    page = reverse("agencies:appoint", args=[agency.code])
    bad = upload("oficio.pdf", b"MZ" + b"\0" * 64)
    html = client.post(page, {**typed, "letter_file": bad}).content.decode()
    assert "no es PDF" in html
    assert "id_letter_file_error" in html
    assert not Appointment.objects.filter(agency=agency).exists()
    done = client.post(page, {**typed, "letter_file": upload("oficio.jpg", picture())})
    assert done.status_code == 302
    file = StoredFile.objects.get()
    assert str(file) == "SP/7/2011"
    assert fetch(file) in client.get(agency.get_absolute_url()).content.decode()
    client.force_login(make_member(Role.HEAD))  # of another agency
    assert fetch(file) not in client.get(agency.get_absolute_url()).content.decode()
    assert client.get(fetch(file)).status_code == 404


def test_a_letter_is_a_page_or_a_picture(client):
    held = make_appointment(Role.LIAISON, make_agency())
    client.force_login(make_office())
    html = client.post(add(held, "letter"), {"file": upload("a.csv", b"a")}).content.decode()
    assert "PDF, JPG, PNG, WEBP" in html
    assert client.post(add(held, "letter"), {"file": upload()}).status_code == 302
