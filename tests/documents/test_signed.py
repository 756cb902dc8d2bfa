"""Pages signed by hand: who brings them, what they are, and what anybody may know of them."""

import pytest
from django.urls import reverse

from proim.agencies.models import Role
from proim.documents import signed
from proim.files.models import Allowance, StoredFile
from proim.projects import actions as projects
from proim.training.models import Session
from tests.builders.documents import make_document
from tests.builders.files import make_file, pdf, picture, upload
from tests.builders.people import make_agency, make_member, make_office, make_user
from tests.builders.projects import make_project

pytestmark = pytest.mark.django_db


@pytest.fixture
def project():
    return make_project(make_agency())


@pytest.fixture
def sheet(project):
    return make_document("project_signatures", project)


def address(document) -> str:
    return reverse("files:store", args=["signed", document.code])


@pytest.mark.parametrize(("name", "content"), [("firmas.pdf", pdf()), ("foto.jpg", picture())])
def test_the_liaison_brings_a_scan_or_a_photograph(client, project, sheet, name, content):
    client.force_login(make_member(Role.LIAISON, project.agency))
    assert "firmadas a mano" in client.get(sheet.get_absolute_url()).content.decode()
    response = client.post(address(sheet), {"file": upload(name, content)})
    assert response.status_code == 302
    assert response["Location"] == sheet.get_absolute_url()
    assert StoredFile.objects.of("signed", sheet).count() == 1
    assert Allowance.objects.get().key == f"agency:{project.agency_id}"
    sheet.refresh_from_db()
    assert sheet.bytes() is not None


def test_anybody_learns_that_it_is_signed_and_nobody_else_reads_the_pages(client, project, sheet):
    client.force_login(make_member(Role.LIAISON, project.agency))
    file = make_file(sheet, kind="signed", name="firmas-de-ximena.pdf")
    fetch = reverse("files:fetch", args=[file.code])
    assert b"".join(client.get(fetch).streaming_content)
    for person in (None, make_user(), make_member(Role.LIAISON)):
        client.logout()
        if person:
            client.force_login(person)
        shown = client.get(sheet.get_absolute_url()).content.decode()
        assert "se conservan las páginas firmadas" in shown
        assert "firmas-de-ximena" not in shown
        assert client.get(fetch).status_code in (302, 404)


@pytest.mark.parametrize("name", ["firmas.docx", "firmas.svg", "firmas.txt"])
def test_other_files_are_refused(client, project, sheet, name):
    client.force_login(make_office())
    response = client.post(address(sheet), {"file": upload(name, b"x")})
    assert response.status_code == 200
    assert not StoredFile.objects.exists()


def test_a_stranger_and_the_head_bring_nothing(client, project, sheet):
    client.force_login(make_member(Role.LIAISON))
    assert client.post(address(sheet), {"file": upload()}).status_code == 404
    client.force_login(make_member(Role.HEAD, project.agency))
    assert client.post(address(sheet), {"file": upload()}).status_code == 403
    assert not StoredFile.objects.exists()


def test_a_document_that_nobody_signs_takes_no_pages(client, project):
    document = make_document("project_receipt", project)
    office = make_office()
    assert signed.pages(office, document) is None
    client.force_login(office)
    assert client.post(address(document), {"file": upload()}).status_code in (403, 404)


def test_a_superseded_document_takes_no_pages_and_keeps_what_it_has(client, project, sheet):
    make_file(sheet, kind="signed")
    projects.plan(project, by=None)
    make_document("project_signatures", project)
    sheet.refresh_from_db()
    office = make_office()
    panel = signed.pages(office, sheet)
    assert len(panel.files) == 1
    assert panel.form is None
    assert "ya no es válido" in panel.refusal
    assert signed.is_signed(sheet)


def test_the_minutes_are_signed_for_the_office():
    document = make_document("minutes")
    make_file(document, kind="signed")
    assert {one.key for one in Allowance.objects.all()} == {"office"}


def test_the_pages_of_project_and_session_lead_to_what_was_issued(client, project, sheet):
    minutes = make_document("minutes")
    client.force_login(make_office())
    session = Session.objects.get(pk=minutes.owner)
    for page, document in ((project, sheet), (session, minutes)):
        shown = client.get(page.get_absolute_url()).content.decode()
        assert document.get_absolute_url() in shown
