"""Files and the state of the platform in a real browser: no barriers, in both languages, on desk and phone."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from proim.agencies.models import Role
from proim.taxonomy import actions as taxonomy
from tests.browser.sizes import BOTH
from tests.builders.files import make_file, pdf
from tests.builders.people import make_agency, make_member, make_office
from tests.builders.projects import make_project

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@pytest.fixture
def project(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"
    taxonomy.load()
    project = make_project(make_agency(name="Secretaría de Obras y Servicios", acronym="SOS"))
    make_file(project, label="Acta de inicio con las firmas de todas las áreas", is_open=True)
    make_file(project, name="programacion-de-actividades-del-proyecto-2011.pdf")
    return project


@BOTH
def test_the_pages_of_files_have_no_barriers(project, open_page, sign_in, sound, width, locale):
    page = open_page(width=width, locale=locale)
    sign_in(page, make_member(Role.LIAISON, project.agency))
    file = project_file(project)
    for name, path in {
        "panel": project.get_absolute_url(),
        "store": reverse("files:store", args=["project", project.code]),
        "history": file.get_absolute_url(),
        "replace": reverse("files:replace", args=[file.code]),
        "withdraw": reverse("files:withdraw", args=[file.code]),
    }.items():
        sound(page, path, f"files-{name}-{locale[:2]}-{width}")


@BOTH
def test_the_health_of_the_platform_has_no_barriers(
    project, open_page, sign_in, sound, width, locale
):
    page = open_page(width=width, locale=locale)
    sign_in(page, make_office(Role.ADMINISTRATOR))
    sound(page, reverse("operation:page"), f"operation-{locale[:2]}-{width}")


@pytest.mark.parametrize("javascript", [True, False])
def test_a_file_is_attached_and_fetched_again(
    project, open_page, sign_in, live_server, tmp_path, javascript
):
    page = open_page(javascript=javascript)
    sign_in(page, make_member(Role.LIAISON, project.agency))
    paper = tmp_path / "Lista de asistencia.pdf"
    paper.write_bytes(pdf("lista"))
    page.goto(live_server.url + project.get_absolute_url())
    page.locator("#files summary").click()
    page.locator("#project_file").set_input_files(paper)
    page.locator("#project_label").fill("Lista de asistencia firmada")
    page.locator("#files form button").click()
    link = page.get_by_role("link", name="Lista de asistencia firmada").first
    with page.expect_download() as download:
        link.click()
    assert download.value.suggested_filename == "Lista de asistencia.pdf"
    assert download.value.path().read_bytes() == pdf("lista")


def test_a_file_that_is_too_large_is_told_before_it_is_sent(
    project, open_page, sign_in, live_server, settings
):
    settings.FILE_LIMIT = 1_000_000
    page = open_page()
    sign_in(page, make_member(Role.LIAISON, project.agency))
    page.goto(live_server.url + reverse("files:store", args=["project", project.code]))
    large = {"name": "plano.pdf", "mimeType": "application/pdf", "buffer": b"a" * 1_000_001}
    box = page.locator("#id_file")
    box.set_input_files(large)
    expect(box).to_have_value("")


def project_file(project):
    from proim.files.models import StoredFile

    return StoredFile.objects.of("project", project).first()
