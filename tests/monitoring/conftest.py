"""What the tests of the reports share: one language, and the people around one project."""

import pytest
from django.utils import translation

from proim.agencies.models import Role
from tests.builders.people import make_member, make_office
from tests.builders.projects import make_project


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def people():
    """Return the project «Bicicletas públicas» and who has to do with its reports."""
    project = make_project(title_es="Bicicletas públicas")
    return {
        "project": project,
        "liaison": make_member(Role.LIAISON, project.agency),
        "head": make_member(Role.HEAD, project.agency),
        "office": make_office(),
        "stranger": make_member(Role.LIAISON),
    }
