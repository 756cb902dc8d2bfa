"""The whole permission matrix of reports and their calendar, as a table a lawyer can read."""

from contextlib import nullcontext

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied

from proim.agencies.models import Programme, Role
from proim.core.permissions import require
from proim.monitoring.models import Period, Report
from proim.monitoring.workflow import Stage
from proim.projects.models import Project, Publication
from tests.builders.monitoring import make_period, make_report
from tests.builders.people import make_agency, make_member, make_office
from tests.builders.projects import make_project

pytestmark = pytest.mark.django_db

PENDING, DRAFT, VALIDATED, SIGNED, PUBLISHED = Stage
LIAISON, OFFICE = {"liaison", "alternate"}, {"office", "administrator"}
AGENCY = {*LIAISON, "head"}
EVERYBODY = {*AGENCY, *OFFICE, "anybody", "stranger"}

#   permission          stage      who may
MATRIX = [
    ("view", PENDING, AGENCY),
    ("view", DRAFT, AGENCY),
    ("view", VALIDATED, AGENCY | OFFICE),
    ("view", SIGNED, AGENCY | OFFICE),
    ("view", PUBLISHED, EVERYBODY),
    ("read_draft", PENDING, AGENCY),
    ("read_draft", DRAFT, AGENCY),
    ("read_draft", VALIDATED, AGENCY | OFFICE),
    ("read_draft", SIGNED, AGENCY | OFFICE),
    ("read_draft", PUBLISHED, AGENCY | OFFICE),
    ("history", PENDING, AGENCY),
    ("history", DRAFT, AGENCY),
    ("history", VALIDATED, AGENCY | OFFICE),
    ("history", SIGNED, AGENCY | OFFICE),
    ("history", PUBLISHED, AGENCY | OFFICE),
    ("edit", DRAFT, LIAISON),
    ("attach", DRAFT, LIAISON),
    ("state_no_change", PENDING, LIAISON),
    ("validate", DRAFT, LIAISON),
    ("take_back", VALIDATED, LIAISON),
    ("sign", VALIDATED, {"head"}),
    ("unsign", SIGNED, {"head"}),
    ("give_back", VALIDATED, {"head"} | OFFICE),
    ("give_back", SIGNED, {"head"} | OFFICE),
    ("publish", SIGNED, OFFICE),
    ("correct", PUBLISHED, LIAISON | OFFICE),
]


def cast(agency):
    return {
        "liaison": make_member(Role.LIAISON, agency),
        "alternate": make_member(Role.ALTERNATE, agency),
        "head": make_member(Role.HEAD, agency),
        "office": make_office(),
        "administrator": make_office(Role.ADMINISTRATOR),
        "stranger": make_member(Role.LIAISON),
        "anybody": AnonymousUser(),
    }


def assert_only(allowed, permission, row, actors):
    verb = permission.partition(".")[2]
    for name, actor in actors.items():
        may = name in allowed
        rows = type(row).objects.filter(pk=row.pk)
        assert rows.permitted(permission, actor).exists() == may, (permission, name)
        flagged = rows.with_permissions(actor, permission).get()
        assert getattr(flagged, f"may_{verb}") == may
        with nullcontext() if may else pytest.raises(PermissionDenied):
            assert require(permission, actor, row) == row


@pytest.mark.parametrize(("verb", "stage", "allowed"), MATRIX)
def test_reports(verb, stage, allowed):
    report = make_report(stage=stage)

    assert_only(allowed, f"monitoring.{verb}", report, cast(report.project.agency))


@pytest.mark.parametrize("publication", [Publication.INTERNAL, Publication.RESERVED])
def test_the_reports_of_a_project_that_is_not_public_are_not_public_either(publication):
    report = make_report(stage=PUBLISHED)
    Project.objects.update(publication=publication, reserved_ground="Ley, art. 37")

    assert_only(AGENCY | OFFICE, "monitoring.view", report, cast(report.project.agency))


def test_the_public_keeps_the_published_version_while_a_correction_is_written():
    report = make_report(stage=PUBLISHED)
    Report.objects.update(stage=DRAFT)
    actors = cast(report.project.agency)

    assert_only(EVERYBODY, "monitoring.view", report, actors)
    assert_only(AGENCY, "monitoring.read_draft", report, actors)
    assert_only(AGENCY | OFFICE, "monitoring.history", report, actors)


def test_the_calendar():
    period = make_period(opened=False)
    actors = cast(make_agency())

    assert_only(EVERYBODY, "monitoring.view_period", period, actors)
    assert_only(OFFICE, "monitoring.schedule", Programme.get(), actors)
    assert_only(OFFICE, "monitoring.reschedule", period, actors)
    assert_only(OFFICE, "monitoring.open_period", period, actors)
    assert Period.objects.count() == 1


def test_rights_end_with_the_appointment():
    report = make_report(stage=VALIDATED)
    head = make_member(Role.HEAD, report.project.agency)
    head.appointments.update(valid_to=report.period.opens_on)

    assert not Report.objects.permitted("monitoring.sign", head).exists()
    assert not Report.objects.permitted("monitoring.view", head).exists()


def test_one_agencys_people_see_nothing_of_another():
    make_report(make_project(), stage=DRAFT)
    stranger = make_member(Role.HEAD)

    assert not Report.objects.permitted("monitoring.view", stranger).exists()
