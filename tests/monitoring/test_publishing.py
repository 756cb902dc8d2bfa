"""Publishing and correcting: a version never changes, on any database."""

import json
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, connection, transaction

from proim.agencies.models import Role
from proim.audit.models import Event, verify
from proim.core.errors import TransitionError
from proim.monitoring import actions
from proim.monitoring.formulas import digest
from proim.monitoring.models import Report, ReportVersion
from proim.monitoring.workflow import Stage
from proim.projects.models import Project
from tests.builders.monitoring import make_report
from tests.builders.people import make_member, make_office

pytestmark = pytest.mark.django_db

PUBLISHED_ON = date(2011, 5, 12)


def published():
    report = make_report(stage=Stage.SIGNED)
    return actions.publish(report, by=make_office(), on=PUBLISHED_ON)


def corrected(report, **answers):
    actions.correct(report, "La cifra era de otro proyecto.", by=None, on=date(2011, 6, 1))
    actions.edit(report, answers or {"progress": 30}, by=None)
    actions.validate(report, by=None, on=date(2011, 6, 2))
    actions.sign(report, by=None, on=date(2011, 6, 3))
    return actions.publish(report, by=None, on=date(2011, 6, 6))


def test_a_version_holds_all_that_its_page_says():
    report = published()

    version = ReportVersion.objects.get()
    assert (version.number, version.published_on, version.erratum) == (1, PUBLISHED_ON, "")
    assert version.sha256 == digest(version.content)
    assert version.is_intact
    told = version.told
    assert told["said"] == report.said
    assert told["project"]["folio"] == report.project.folio
    assert told["project"]["agency"] == report.project.agency.name
    assert (told["quarter"], told["signed"]["on"]) == ("2011-Q1", "2011-04-14")
    assert json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":")) == (
        version.content
    )


def test_the_ledger_keeps_the_hash_of_what_was_published():
    published()

    event = Event.objects.get(verb="monitoring.publish")
    assert event.data["sha256"] == ReportVersion.objects.get().sha256
    assert verify().broken is None


def test_a_version_keeps_the_names_of_its_day():
    published()
    Project.objects.update(title_es="Otro título")

    assert "Otro título" not in ReportVersion.objects.get().content


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE monitoring_reportversion SET content = '{}'",
        "UPDATE monitoring_reportversion SET published_on = '2012-01-01'",
        "DELETE FROM monitoring_reportversion",
    ],
)
def test_the_database_refuses_to_change_a_published_version(statement):
    published()
    before = ReportVersion.objects.values().get()

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        connection.cursor().execute(statement)

    assert ReportVersion.objects.values().get() == before


def test_a_correction_makes_a_second_version_and_the_first_stays():
    report = published()
    first = ReportVersion.objects.values().get()

    corrected(report)

    one, two = ReportVersion.objects.order_by("number")
    assert ReportVersion.objects.values().get(pk=one.pk) == first
    assert (two.number, two.erratum) == (2, "La cifra era de otro proyecto.")
    assert (one.told["said"]["progress"], two.told["said"]["progress"]) == (35, 30)
    assert one.sha256 != two.sha256
    report.refresh_from_db()
    assert (report.stage, report.erratum) == (Stage.PUBLISHED, "")
    assert report.published_on == PUBLISHED_ON  # first published
    assert report.delivered_on == date(2011, 4, 14)  # first signed


def test_while_a_correction_is_written_the_published_text_is_what_the_agency_stands_by():
    report = published()
    actions.correct(report, "Cifra equivocada.", by=None)
    actions.edit(report, {"progress": 5}, by=None)

    assert report.stated()["progress"] == 35
    later = make_report(report.project, quarter="2011-Q2")
    assert later.previous().stated()["progress"] == 35


def test_a_correction_needs_a_reason_and_the_same_sign_offs():
    report = published()
    with pytest.raises(ValidationError) as refused:
        actions.correct(report, " ", by=None)
    assert set(refused.value.message_dict) == {"reason"}

    actions.correct(report, "Cifra equivocada.", by=None)

    report.refresh_from_db()
    assert (report.stage, report.validated_on, report.signed_on) == (Stage.DRAFT, None, None)
    for verb in (actions.sign, actions.publish, actions.take_back):
        with pytest.raises(TransitionError):
            verb(report, by=None)
    with pytest.raises(TransitionError):
        actions.correct(report, "Otra vez.", by=None)
    assert ReportVersion.objects.count() == 1


def test_who_may_publish_and_correct():
    report = make_report(stage=Stage.SIGNED)
    agency = report.project.agency
    liaison, head = make_member(Role.LIAISON, agency), make_member(Role.HEAD, agency)
    for person in (liaison, head, make_member(Role.LIAISON)):
        with pytest.raises(PermissionDenied):
            actions.publish(report, by=person)
    actions.publish(report, by=None)
    for person in (head, make_member(Role.LIAISON)):
        with pytest.raises(PermissionDenied):
            actions.correct(report, "Cifra equivocada.", by=person)

    actions.correct(report, "Cifra equivocada.", by=liaison)
    assert Report.objects.get().erratum == "Cifra equivocada."


def test_the_office_publishes_only_the_text_that_it_read():
    report = make_report(stage=Stage.SIGNED)

    with pytest.raises(actions.ChangedError):
        actions.publish(report, by=None, version=report.version - 1)
    assert not ReportVersion.objects.exists()


def test_only_what_is_signed_is_published():
    for stage in (Stage.PENDING, Stage.DRAFT, Stage.VALIDATED):
        with pytest.raises(TransitionError):
            actions.publish(make_report(stage=stage), by=None)
