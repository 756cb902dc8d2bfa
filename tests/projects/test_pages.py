"""Every page of the register opens for those who may, in both languages, and for nobody else."""

import pytest
from django.urls import reverse

from proim.agencies.models import Role
from proim.projects.workflow import BLOCKS, Stage
from tests.builders.people import make_agency, make_member, make_office
from tests.builders.projects import WAYS, make_project

pytestmark = pytest.mark.django_db
CASE_PAGES = ["detail", "record", "history", "acknowledgement"]


@pytest.mark.parametrize("language", ["es-mx", "en"])
@pytest.mark.parametrize("stage", WAYS)
def test_the_pages_of_a_project_open_in_every_stage(client, stage, language):
    agency = make_agency()
    project = make_project(agency, stage=stage)
    client.cookies["language"] = language
    pages = [reverse(f"projects:{name}", args=[project.code]) for name in CASE_PAGES[:3]]
    if project.submitted_on:
        pages.append(reverse("projects:acknowledgement", args=[project.code]))
    if project.folio:
        pages.append(reverse("projects:receipt", args=[project.code]))
    for person in (make_member(Role.LIAISON, agency), make_member(Role.HEAD, agency)):
        client.force_login(person)
        for page in pages:
            assert client.get(page).status_code == 200, page


@pytest.mark.parametrize("name", BLOCKS)
def test_each_block_opens_for_the_liaison(client, name):
    agency = make_agency()
    client.force_login(make_member(Role.LIAISON, agency))
    for stage in (Stage.DRAFT, Stage.RETURNED, Stage.REGISTERED, Stage.CLOSING):
        project = make_project(agency, stage=stage)
        assert client.get(reverse("projects:block", args=[project.code, name])).status_code == 200


def test_the_pages_of_the_office_open(client):
    client.force_login(make_office())
    project = make_project(stage=Stage.SUBMITTED)
    assert client.get(reverse("projects:review_queue")).status_code == 200
    assert client.get(reverse("projects:review", args=[project.code])).status_code == 200
    project = make_project()
    for verb in ("suspend", "cancel", "merge", "reclassify"):
        assert client.get(reverse(f"projects:{verb}", args=[project.code])).status_code == 200


def test_the_pages_of_the_liaison_open(client):
    agency = make_agency()
    client.force_login(make_member(Role.LIAISON, agency))
    draft, returned = (
        make_project(agency, stage=Stage.DRAFT),
        make_project(agency, stage=Stage.RETURNED),
    )
    pages = [reverse("projects:mine"), reverse("projects:register")]
    pages += [reverse(f"projects:{name}", args=[draft.code]) for name in ("edit", "withdraw")]
    pages.append(reverse("projects:edit", args=[returned.code]))
    for page in pages:
        assert client.get(page).status_code == 200, page
