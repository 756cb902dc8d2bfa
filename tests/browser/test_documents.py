"""Verifying a document in a real browser, and getting one without script."""

import hashlib

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from proim.agencies.models import Role
from proim.documents import actions
from proim.projects import actions as projects
from tests.browser.sizes import BOTH
from tests.builders.documents import make_document
from tests.builders.people import make_agency, make_member, make_office
from tests.builders.projects import make_project
from tests.builders.training import make_certificate

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@pytest.fixture(autouse=True)
def _own_storage(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@BOTH
def test_the_pages_of_documents_have_no_barriers(open_page, sound, sign_in, locale, width):
    office = make_office()
    project = make_project()
    superseded = make_document("project_sheet", project)
    projects.plan(project, by=None)
    withdrawn = make_document("project_sheet", project)
    actions.withdraw(withdrawn, "Se emitió por error.", by=None)
    valid = make_document("certificate", make_certificate())
    page = open_page(width, locale=locale)
    addresses = {
        "check": reverse("documents:check"),
        "unknown": reverse("documents:verify", args=["CED-2011-00000000"]),
        "superseded": superseded.get_absolute_url(),
        "withdrawn": withdrawn.get_absolute_url(),
        "valid": valid.get_absolute_url(),
    }
    for name, address in addresses.items():
        sound(page, address, f"documents-{name}-{locale}-{width}")
    sign_in(page, office)
    for name, address in {
        "valid-office": valid.get_absolute_url(),
        "withdraw": reverse("documents:withdraw", args=[valid.folio]),
        "project": project.get_absolute_url(),
        "agency": project.agency.get_absolute_url(),
    }.items():
        sound(page, address, f"documents-{name}-{locale}-{width}")


def test_without_script_a_liaison_downloads_and_anybody_compares(
    open_page, live_server, sign_in, tmp_path
):
    agency = make_agency()
    project = make_project(agency)
    page = open_page(javascript=False)
    sign_in(page, make_member(Role.LIAISON, agency))
    page.goto(live_server.url + reverse("projects:receipt", args=[project.code]))
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Descargar el PDF").click()
    received = tmp_path / "acuse.pdf"
    waiting.value.save_as(received)
    folio = waiting.value.suggested_filename.removesuffix(".pdf")

    anybody = open_page(360, javascript=False)
    anybody.goto(live_server.url + reverse("documents:check"))
    anybody.get_by_label("Folio del documento").fill(folio.lower())
    anybody.get_by_role("button", name="Verificar").press("Enter")
    expect(anybody.get_by_text("auténtico y está vigente")).to_be_visible()
    anybody.get_by_label("El PDF que recibió").set_input_files(received)
    anybody.get_by_role("button", name="Comparar").click()
    expect(anybody.get_by_text("El archivo es el que se emitió")).to_be_visible()
    changed = received.read_bytes()[:-1] + b" "
    assert hashlib.sha256(changed).digest() != hashlib.sha256(received.read_bytes()).digest()
    received.write_bytes(changed)
    anybody.get_by_label("El PDF que recibió").set_input_files(received)
    anybody.get_by_role("button", name="Comparar").click()
    expect(anybody.get_by_text("El archivo no es el que se emitió")).to_be_visible()
