"""The whole permission matrix of projects, as a table a lawyer can read."""

from contextlib import nullcontext

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied

from proim.agencies.models import Agency, Role
from proim.core.permissions import may, names, require
from proim.projects.models import Project
from proim.projects.workflow import Stage
from tests.builders.people import make_agency, make_member, make_office
from tests.builders.projects import make_project

pytestmark = pytest.mark.django_db
D, S, U, R, W, G, E = (
    Stage.DRAFT, Stage.SUBMITTED, Stage.UNDER_REVIEW, Stage.RETURNED, Stage.WITHDRAWN,
    Stage.REGISTERED, Stage.EXECUTING,
)  # fmt: skip
ALL = (D, S, U, R, W, G, E)
SENT = (S, U, R, W, G, E)
# Who: anybody, liaison, alternate, head, office, administrator, liaison of another agency.
#    permission            stages     any    lia    alt    head   off    adm    other
MATRIX = [
    ("projects.view",       (D,),     "no",  "yes", "yes", "yes", "no",  "no",  "no"),
    ("projects.view",   (S, U, R, W), "no",  "yes", "yes", "yes", "yes", "yes", "no"),
    ("projects.view",      (G, E),    "yes", "yes", "yes", "yes", "yes", "yes", "yes"),
    ("projects.history",    (D,),     "no",  "yes", "yes", "yes", "no",  "no",  "no"),
    ("projects.history",    SENT,     "no",  "yes", "yes", "yes", "yes", "yes", "no"),
    ("projects.edit",       ALL,      "no",  "yes", "yes", "no",  "no",  "no",  "no"),
    ("projects.complete",   ALL,      "no",  "yes", "yes", "no",  "no",  "no",  "no"),
    ("projects.attach",     (D,),     "no",  "yes", "yes", "no",  "no",  "no",  "no"),
    ("projects.attach",     SENT,     "no",  "yes", "yes", "no",  "yes", "yes", "no"),
    ("projects.submit",     ALL,      "no",  "yes", "yes", "no",  "no",  "no",  "no"),
    ("projects.withdraw",   ALL,      "no",  "yes", "yes", "no",  "no",  "no",  "no"),
    ("projects.take",       (D,),     "no",  "no",  "no",  "no",  "no",  "no",  "no"),
    ("projects.take",       SENT,     "no",  "no",  "no",  "no",  "yes", "yes", "no"),
    ("projects.give_back",  (D,),     "no",  "no",  "no",  "no",  "no",  "no",  "no"),
    ("projects.give_back",  SENT,     "no",  "no",  "no",  "no",  "yes", "yes", "no"),
    ("projects.accept",     (D,),     "no",  "no",  "no",  "no",  "no",  "no",  "no"),
    ("projects.untake",     SENT,     "no",  "no",  "no",  "no",  "yes", "yes", "no"),
    ("projects.accept",     SENT,     "no",  "no",  "no",  "no",  "yes", "yes", "no"),
    ("projects.transfer",   (G, E),   "no",  "no",  "no",  "no",  "yes", "yes", "no"),
    ("projects.reclassify", (G, E),   "no",  "no",  "no",  "no",  "yes", "yes", "no"),
    ("projects.suspend",    (G, E),   "no",  "no",  "no",  "no",  "yes", "yes", "no"),
    ("projects.cancel",     (G, E),   "no",  "no",  "no",  "no",  "yes", "yes", "no"),
    ("projects.merge",      (G, E),   "no",  "no",  "no",  "no",  "yes", "yes", "no"),
    ("projects.plan",       (G, E),   "no",  "yes", "yes", "no",  "yes", "yes", "no"),
    ("projects.execute",    (G, E),   "no",  "yes", "yes", "no",  "yes", "yes", "no"),
    ("projects.close",      (G, E),   "no",  "yes", "yes", "no",  "yes", "yes", "no"),
    ("projects.assure",     (G, E),   "no",  "yes", "yes", "no",  "yes", "yes", "no"),
]  # fmt: skip
ROWS = [(line[0], stage, line[2:]) for line in MATRIX for stage in line[1]]


def people(agency):
    """Return one person of each kind, in the order of the matrix."""
    return [
        AnonymousUser(),
        make_member(Role.LIAISON, agency),
        make_member(Role.ALTERNATE, agency),
        make_member(Role.HEAD, agency),
        make_office(),
        make_office(Role.ADMINISTRATOR),
        make_member(Role.LIAISON),
    ]


@pytest.mark.parametrize(("permission", "stage", "expected"), ROWS)
def test_matrix(permission, stage, expected):
    agency = make_agency()
    project = make_project(agency, stage=stage)
    for actor, answer in zip(people(agency), expected, strict=True):
        listed = Project.objects.permitted(permission, actor).filter(pk=project.pk).exists()
        flagged = Project.objects.with_permissions(actor, permission).get(pk=project.pk)
        assert listed == (answer == "yes"), actor
        assert getattr(flagged, f"may_{permission.split('.')[1]}") == listed
        refusal = nullcontext() if listed else pytest.raises(PermissionDenied)
        with refusal:
            assert require(permission, actor, project) == project


def test_the_matrix_names_every_permission_of_projects():
    told = {line[0] for line in MATRIX} | {"projects.register"}
    assert told == {name for name in names() if name.startswith("projects.")}


def test_liaisons_register_for_their_own_open_agency():
    agency, other = make_agency(), make_agency()
    allowed = ["no", "yes", "yes", "no", "no", "no", "no"]
    for actor, answer in zip(people(agency), allowed, strict=True):
        assert may("projects.register", actor, agency) == (answer == "yes"), actor
    liaison = make_member(Role.LIAISON, other)
    Agency.objects.filter(pk=other.pk).update(closed_on="2011-01-01")
    assert not may("projects.register", liaison, other)


@pytest.mark.parametrize("publication", ["internal", "reserved"])
def test_what_is_not_public_is_seen_by_agency_and_office_alone(publication):
    agency = make_agency()
    project = make_project(agency, publication=publication, reserved_ground="Art. 37 LTAIPDF")
    seen = ["no", "yes", "yes", "yes", "yes", "yes", "no"]
    for actor, answer in zip(people(agency), seen, strict=True):
        assert may("projects.view", actor, project) == (answer == "yes"), actor


def test_test_records_are_not_public():
    project = make_project()
    Project.objects.filter(pk=project.pk).update(is_test=True)
    assert not may("projects.view", AnonymousUser(), project)


def test_a_liaison_whose_appointment_ended_has_no_rights(settings):
    agency = make_agency()
    liaison = make_member(Role.LIAISON, agency)
    project = make_project(agency, stage=Stage.DRAFT)
    liaison.appointments.update(valid_to="2011-02-01")
    assert not may("projects.edit", liaison, project)
