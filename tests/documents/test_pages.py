from io import BytesIO

import pytest
from django.core.files.storage import FileSystemStorage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from proim.agencies.models import Role
from proim.documents import actions, limits, press
from proim.documents.models import Document
from proim.projects import actions as projects
from proim.projects.models import Publication
from tests.builders.documents import make_document, make_row, text_of
from tests.builders.monitoring import make_report
from tests.builders.people import make_agency, make_member, make_office, make_user
from tests.builders.projects import make_project
from tests.builders.training import make_certificate

pytestmark = pytest.mark.django_db


def pdf_of(data: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile("documento.pdf", data, "application/pdf")


def body(response) -> str:
    return " ".join(response.content.decode().split())


def test_one_press_issues_and_downloads(client):
    agency = make_agency()
    project = make_project(agency)
    client.force_login(make_member(Role.LIAISON, agency))
    page = client.get(project.get_absolute_url())
    address = reverse("documents:issue", args=["project_sheet", project.code])
    assert address in page.content.decode()
    response = client.post(address, follow=True)
    document = Document.objects.get()
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == f'attachment; filename="{document.folio}.pdf"'
    assert response.content == document.bytes()


def test_it_is_issued_in_the_language_of_the_page(client):
    client.force_login(make_office())
    client.cookies["language"] = "en"
    project = make_project()
    response = client.post(
        reverse("documents:issue", args=["project_receipt", project.code]), follow=True
    )
    assert "Receipt of registration" in text_of(response.content)


@pytest.mark.parametrize(
    "key",
    [
        "project_sheet",
        "project_signatures",
        "project_receipt",
        "agency_sheet",
        "attendance_list",
        "minutes",
    ],
)
def test_a_stranger_finds_no_document(client, key):
    row = make_row(key)
    address = reverse("documents:issue", args=[key, row.code])
    document = make_document(key, row)
    for person in (None, make_user(), make_member(Role.LIAISON)):
        if person:
            client.force_login(person)
        assert client.post(address).status_code == 404
        assert client.get(reverse("documents:file", args=[document.folio])).status_code == 404
    assert Document.objects.count() == 1


def test_a_certificate_is_for_its_holder_and_the_office(client):
    office, certificate = make_office(), make_certificate()
    address = reverse("documents:issue", args=["certificate", certificate.folio])
    client.force_login(make_user())
    assert client.post(address).status_code == 404
    client.force_login(certificate.enrolment.person)
    assert client.post(address, follow=True).status_code == 200
    client.force_login(office)
    assert client.post(address, follow=True).status_code == 200
    assert Document.objects.count() == 1


def test_a_published_report_is_for_anybody_and_a_reserved_one_is_not(client):
    secret = {"publication": Publication.RESERVED, "reserved_ground": "Artículo 183"}
    for project, status in ((make_project(), 200), (make_project(**secret), 404)):
        report = make_report(project, stage="published")
        address = reverse("documents:issue", args=["quarterly_report", report.code])
        assert client.post(address, follow=True).status_code == status


@pytest.mark.parametrize(
    "address",
    [
        "/documents/of/nothing/x/pdf/",
        "/documents/of/report_text/x/pdf/",
        "/documents/of/project_sheet/x/pdf/",
    ],
)
def test_what_is_no_kind_or_no_record_is_not_found(client, address):
    client.force_login(make_office())
    assert client.post(address).status_code == 404


def test_the_text_to_be_edited_is_a_docx_for_those_who_read_the_record(client):
    agency = make_agency()
    project = make_project(agency)
    address = reverse("documents:text", args=["project_sheet", project.code])
    client.force_login(make_user())
    assert client.get(address).status_code == 404
    client.force_login(make_member(Role.LIAISON, agency))
    response = client.get(address)
    assert response["Content-Disposition"].endswith('.docx"')
    assert response.content.startswith(b"PK")
    assert not Document.objects.exists()


def test_only_some_kinds_are_texts_to_be_edited(client):
    client.force_login(make_office())
    address = reverse("documents:text", args=["project_receipt", make_project().code])
    assert client.get(address).status_code == 404


def test_anybody_verifies_a_folio_and_reads_no_name(client):
    certificate = make_certificate(make_user(full_name="Nadia Quiroz Ávila"))
    document = make_document("certificate", certificate)
    shown = body(client.get(document.get_absolute_url()))
    for told in (
        "auténtico y está vigente",
        document.folio,
        "Constancia de un curso",
        certificate.folio,
    ):
        assert told in shown
    assert "Nadia" not in shown
    assert reverse("documents:file", args=[document.folio]) not in shown


def test_a_folio_of_a_project_shows_nothing_of_the_project(client):
    project = make_project(title_es="Expediente delicado")
    shown = body(client.get(make_document("project_sheet", project).get_absolute_url()))
    assert "Expediente delicado" not in shown
    assert project.folio not in shown


def test_the_page_speaks_english(client):
    client.cookies["language"] = "en"
    shown = body(client.get(make_document("project_sheet").get_absolute_url()))
    assert "This document is genuine and in force" in shown


def test_a_folio_is_found_however_it_is_typed(client):
    document = make_document("project_sheet")
    typed = document.folio.lower().replace("-", " ")
    response = client.get(reverse("documents:check"), {"folio": typed}, follow=True)
    assert response.status_code == 200
    assert document.folio in response.content.decode()


@pytest.mark.parametrize("typed", ["CED-2011-00000000", "no hay", "%00", "<script>"])
def test_an_unknown_folio_is_told_and_asked_again(client, typed):
    response = client.get(reverse("documents:verify", args=[typed]))
    assert response.status_code == 404
    assert "No hay ningún documento con este folio" in response.content.decode()


def test_the_same_bytes_are_accepted_and_one_changed_byte_is_refused(client):
    document = make_document("project_sheet")
    data = document.bytes()
    address = document.get_absolute_url()
    assert "Todos los bytes coinciden" in body(client.post(address, {"file": pdf_of(data)}))
    for place in (0, len(data) // 2, len(data) - 1):
        changed = data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :]
        assert "no es el que se emitió" in body(client.post(address, {"file": pdf_of(changed)}))
    for changed in (data + b"\n", data[:-1]):
        assert "no es el que se emitió" in body(client.post(address, {"file": pdf_of(changed)}))


def test_a_pasted_hash_is_compared(client):
    document = make_document("project_sheet")
    address = document.get_absolute_url()
    assert "Todos los bytes" in body(client.post(address, {"sha256": document.sha256.upper()}))
    assert "no es el que se emitió" in body(client.post(address, {"sha256": "0" * 64}))
    assert "64 signos" in body(client.post(address, {"sha256": "abc"}))
    assert "Elija el archivo" in body(client.post(address, {"sha256": ""}))


def test_a_file_without_its_folio_is_found_by_its_bytes(client):
    document = make_document("project_sheet")
    address = reverse("documents:check")
    assert document.folio in body(client.post(address, {"file": pdf_of(document.bytes())}))
    assert "no se emitió aquí" in body(client.post(address, {"file": pdf_of(b"%PDF-1.7 x")}))


def test_a_file_larger_than_any_document_is_refused(client, monkeypatch):
    monkeypatch.setattr("proim.documents.forms.LARGEST", 10)
    response = client.post(reverse("documents:check"), {"file": pdf_of(b"%PDF-1.7 more")})
    assert "más grande que cualquier documento" in body(response)


def test_a_superseded_document_leads_to_the_one_in_force(client):
    project = make_project()
    first = make_document("project_sheet", project)
    projects.plan(project, by=None)
    second = make_document("project_sheet", project)
    shown = body(client.get(first.get_absolute_url()))
    assert "lo sustituye una versión más reciente" in shown
    assert second.get_absolute_url() in shown
    assert "Todos los bytes" in body(
        client.post(first.get_absolute_url(), {"file": pdf_of(first.bytes())})
    )


def test_the_office_withdraws_on_the_page_and_the_reason_stays_inside(client):
    document = make_document("project_sheet")
    address = reverse("documents:withdraw", args=[document.folio])
    client.force_login(make_user())
    assert client.get(address).status_code == 403
    client.force_login(make_office())
    assert client.get(document.get_absolute_url()).content.decode().count(address) == 1
    client.post(address, {"reason": "Contiene un dato reservado."})
    client.logout()
    shown = body(client.get(document.get_absolute_url()))
    assert "ya no es válido" in shown
    assert "dato reservado" not in shown


def test_withdrawing_twice_is_told(client):
    document = make_document("project_sheet")
    actions.withdraw(document, "Error.", by=None)
    client.force_login(make_office())
    response = client.post(reverse("documents:withdraw", args=[document.folio]), {"reason": "x"})
    assert response.status_code == 200
    assert "Este registro ya avanzó" in body(response)


def test_too_many_guesses_are_stopped(client, monkeypatch):
    monkeypatch.setitem(limits.RATES, "verify", "2/5m/ip")
    monkeypatch.setitem(limits.RATES, "compare", "1/5m/ip")
    monkeypatch.setitem(limits.RATES, "issue", "1/5m/ip")
    address = reverse("documents:verify", args=["CED-2011-00000000"])
    assert [client.get(address).status_code for _ in range(3)] == [404, 404, 429]
    check = reverse("documents:check")
    assert [client.post(check, {"sha256": "0" * 64}).status_code for _ in range(2)] == [200, 429]
    report = make_report(stage="published")
    issue = reverse("documents:issue", args=["quarterly_report", report.code])
    assert [client.post(issue).status_code for _ in range(2)] == [302, 429]


def test_if_it_cannot_be_made_nothing_is_issued_and_the_reason_is_told(client, monkeypatch):
    monkeypatch.setattr(press, "WAIT", 0.01)
    client.force_login(make_office())
    project = make_project()
    response = client.post(
        reverse("documents:issue", args=["project_sheet", project.code]), follow=True
    )
    assert "no pudo elaborarse" in body(response)
    assert not Document.objects.exists()
    response = client.get(
        reverse("documents:text", args=["project_sheet", project.code]), follow=True
    )
    assert "no pudo elaborarse" in body(response)


def test_a_full_disk_is_told_and_nothing_is_issued(client, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(FileSystemStorage, "_save", full)
    client.force_login(make_office())
    address = reverse("documents:issue", args=["project_sheet", make_project().code])
    assert "no tiene espacio" in body(client.post(address, follow=True))
    assert not Document.objects.exists()


def test_a_damaged_file_is_not_handed_out(client):
    document = make_document("project_sheet")
    document.file.storage.delete(document.file.name)
    document.file.storage.save(document.file.name, BytesIO(b"%PDF- something else"))
    client.force_login(make_office())
    response = client.get(reverse("documents:file", args=[document.folio]), follow=True)
    assert "dañado" in body(response)


def test_the_page_costs_the_same_queries_for_every_version(client, queries):
    project = make_project()
    first = make_document("project_sheet", project)
    client.get(first.get_absolute_url())
    with queries() as before:
        client.get(first.get_absolute_url())
    projects.plan(project, by=None)
    make_document("project_sheet", project)
    projects.execute(project, by=None)
    last = make_document("project_sheet", project)
    with queries() as after:
        client.get(last.get_absolute_url())
    assert len(after) == len(before)
