"""Each verb on a report: it works, each refusal, what the ledger says of it."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from proim.agencies.models import Role
from proim.audit.models import Event
from proim.core.errors import DomainError, TransitionError
from proim.core.seen import ConflictError, marks
from proim.monitoring import actions
from proim.monitoring.models import GivenBack, Report
from proim.monitoring.workflow import CONTENT, Stage
from tests.builders.monitoring import make_report, said
from tests.builders.people import make_member, make_office
from tests.builders.projects import make_project

pytestmark = pytest.mark.django_db

DUE = date(2011, 4, 14)


def staff(report):
    agency = report.project.agency
    return make_member(Role.LIAISON, agency), make_member(Role.HEAD, agency)


def last_event():
    return Event.objects.first()


# --- writing -----------------------------------------------------------------------------------


def test_the_first_edit_makes_a_draft_and_leaves_a_trace():
    report = make_report()
    liaison, _ = staff(report)

    actions.edit(report, said(progress=20), by=liaison, on=DUE)

    report.refresh_from_db()
    assert (report.stage, report.progress, report.version) == (Stage.DRAFT, 20, 2)
    assert report.stage_changes.last().since == DUE
    event = last_event()
    assert (event.verb, event.actor_id) == ("monitoring.edit", liaison.pk)
    assert event.data["changes"]["progress"] == [None, 20]


def test_an_edit_touches_only_the_answers_that_it_names():
    report = make_report(stage=Stage.DRAFT, risks="Lluvias")

    actions.edit(report, {"progress": 40}, by=None)

    report.refresh_from_db()
    assert (report.progress, report.risks) == (40, "Lluvias")
    assert set(last_event().data["changes"]) == {"progress"}


def test_an_edit_that_changes_nothing_leaves_no_trace():
    report = make_report(stage=Stage.DRAFT)
    before = Event.objects.count()

    actions.edit(report, said(), by=None)

    report.refresh_from_db()
    assert Event.objects.count() == before
    assert report.version == 2


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"progress": 101}, "progress"),
        ({"progress": -1}, "progress"),
        ({"rating": "blue"}, "rating"),
    ],
)
def test_an_impossible_answer_is_refused_at_its_field(wrong, field):
    report = make_report()

    with pytest.raises(ValidationError) as refused:
        actions.edit(report, said(**wrong), by=None, on=DUE)

    assert field in str(refused.value)
    assert Report.objects.get().stage == Stage.PENDING


def test_what_is_no_answer_of_a_report_is_a_bug():
    with pytest.raises(KeyError):
        actions.edit(make_report(), {"stage": Stage.PUBLISHED}, by=None, on=DUE)


def test_an_edit_of_a_text_that_has_changed_meanwhile_is_refused():
    report = make_report(stage=Stage.DRAFT)
    seen = marks(CONTENT, report.said.__getitem__)
    actions.edit(report, {"progress": 50, "risks": "Lluvias"}, by=None, seen=seen)

    with pytest.raises(ConflictError) as asked:
        actions.edit(report, {"progress": 60, "support": "Un curso"}, by=None, seen=seen)
    assert asked.value.fields == ("progress",)
    assert Report.objects.get().progress == 50

    actions.edit(report, {"support": "Un curso"}, by=None, seen=seen)
    stored = Report.objects.get()
    assert (stored.progress, stored.risks, stored.support) == (50, "Lluvias", "Un curso")


@pytest.mark.parametrize("stage", [Stage.VALIDATED, Stage.SIGNED, Stage.PUBLISHED])
def test_nobody_edits_what_somebody_stands_by(stage):
    report = make_report(stage=stage)

    with pytest.raises(TransitionError):
        actions.edit(report, {"progress": 99}, by=None)


def test_strangers_do_not_write():
    report = make_report()

    for stranger in (make_member(Role.LIAISON), make_office(), staff(report)[1]):
        with pytest.raises(PermissionDenied):
            actions.edit(report, said(), by=stranger, on=DUE)


def test_steps_go_forward_in_time_and_not_into_the_future():
    report = make_report(stage=Stage.DRAFT)

    with pytest.raises(DomainError, match="last step"):
        actions.validate(report, by=None, on=DUE - timedelta(days=1))
    with pytest.raises(DomainError, match="future"):
        actions.validate(report, by=None, on=date(2199, 1, 1))


# --- no change -----------------------------------------------------------------------------------


def two_quarters(**answers):
    """Return the report of a quarter whose forerunner was published with ``answers``."""
    project = make_project()
    make_report(project, stage=Stage.PUBLISHED, **answers)
    return make_report(project, quarter="2011-Q2")


def test_no_change_carries_over_what_still_holds_and_is_validated():
    report = two_quarters(progress=45, rating="amber", rationale="Falta la compra.")
    liaison, _ = staff(report)

    actions.state_no_change(report, by=liaison, on=date(2011, 7, 5))

    report.refresh_from_db()
    assert report.is_no_change
    assert (report.stage, report.validated_by) == (Stage.VALIDATED, liaison)
    assert (report.progress, report.rating, report.rationale) == (45, "amber", "Falta la compra.")
    assert (report.achievements, report.deviations) == ("", "")
    assert report.prefilled_from.period.quarter == "2011-Q1"
    assert last_event().verb == "monitoring.state_no_change"
    assert last_event().data["changes"]["is_no_change"] == [False, True]


def test_a_first_report_cannot_state_that_nothing_changed():
    report = make_report()

    with pytest.raises(DomainError, match="first report"):
        actions.state_no_change(report, by=None, on=DUE)
    assert Report.objects.get().stage == Stage.PENDING


def test_no_change_replaces_what_was_typed_before():
    report = two_quarters(progress=45)
    actions.edit(report, said(progress=70), by=None, on=date(2011, 7, 5))

    actions.state_no_change(report, by=None, on=date(2011, 7, 5))

    assert Report.objects.get(pk=report.pk).progress == 45


def test_whoever_edits_a_report_without_change_takes_the_statement_back():
    report = two_quarters()
    actions.state_no_change(report, by=None, on=date(2011, 7, 5))
    actions.take_back(report, by=None, on=date(2011, 7, 5))

    actions.edit(report, {"progress": 80}, by=None)

    assert not Report.objects.get(pk=report.pk).is_no_change
    assert last_event().data["changes"]["is_no_change"] == [True, False]


def test_a_correction_is_never_without_change():
    project = make_project()
    make_report(project, stage=Stage.PUBLISHED)
    report = make_report(project, quarter="2011-Q2", stage=Stage.PUBLISHED)
    actions.correct(report, "Cifra equivocada.", by=None)

    with pytest.raises(DomainError, match="correction"):
        actions.state_no_change(report, by=None)


# --- validating and taking back ------------------------------------------------------------------


def test_validate_names_each_missing_answer_and_changes_nothing():
    report = make_report(stage=Stage.DRAFT, progress=None, rating="", achievements="")

    with pytest.raises(ValidationError) as refused:
        actions.validate(report, by=None)

    assert set(refused.value.message_dict) == {"progress", "rating", "achievements"}
    assert Report.objects.get().stage == Stage.DRAFT


@pytest.mark.parametrize("rating", ["amber", "red"])
def test_amber_and_red_need_a_reason(rating):
    report = make_report(stage=Stage.DRAFT, rating=rating)

    with pytest.raises(ValidationError) as refused:
        actions.validate(report, by=None)
    assert set(refused.value.message_dict) == {"rationale"}

    with pytest.raises(IntegrityError), transaction.atomic():
        Report.objects.update(stage=Stage.VALIDATED)


def test_no_data_and_no_progress_are_answers():
    report = make_report(stage=Stage.VALIDATED, rating="no_data", progress=0)

    assert report.progress == 0


def test_what_nobody_wrote_is_not_validated():
    with pytest.raises(TransitionError):
        actions.validate(make_report(), by=None, on=DUE)


def test_a_liaison_takes_a_validation_back_until_the_head_signs():
    report = make_report(stage=Stage.VALIDATED)
    liaison, head = staff(report)

    actions.take_back(report, by=liaison)
    report.refresh_from_db()
    assert (report.stage, report.validated_on, report.validated_by) == (Stage.DRAFT, None, None)

    actions.validate(report, by=liaison)
    actions.sign(report, by=head)
    with pytest.raises(TransitionError):
        actions.take_back(report, by=liaison)


# --- signing and giving back -----------------------------------------------------------------


def test_sign_delivers_the_report():
    report = make_report(stage=Stage.VALIDATED)
    _, head = staff(report)

    actions.sign(report, by=head, on=DUE, version=report.version)

    report.refresh_from_db()
    assert (report.stage, report.signed_by) == (Stage.SIGNED, head)
    assert (report.signed_on, report.delivered_on) == (DUE, DUE)
    assert last_event().verb == "monitoring.sign"


def test_nobody_signs_what_he_validated_himself():
    report = make_report()
    both = make_member(Role.LIAISON, report.project.agency)
    both.appointments.create(
        agency=report.project.agency, role=Role.HEAD, valid_from=date(2010, 11, 17)
    )
    actions.edit(report, said(), by=both, on=DUE)
    actions.validate(report, by=both, on=DUE)

    with pytest.raises(DomainError, match="another person"):
        actions.sign(report, by=both, on=DUE)

    assert Report.objects.get().stage == Stage.VALIDATED


def test_the_head_signs_only_the_text_that_was_read():
    report = make_report(stage=Stage.VALIDATED)
    read = report.version
    actions.take_back(report, by=None)
    actions.edit(report, {"progress": 90}, by=None)
    actions.validate(report, by=None)

    with pytest.raises(actions.ChangedError):
        actions.sign(report, by=None, version=read)


def test_the_head_of_another_agency_does_not_sign():
    report = make_report(stage=Stage.VALIDATED)

    with pytest.raises(PermissionDenied):
        actions.sign(report, by=make_member(Role.HEAD))


def test_give_back_needs_a_comment_and_undoes_the_sign_offs():
    report = make_report(stage=Stage.SIGNED)
    office = make_office()
    with pytest.raises(ValidationError) as refused:
        actions.give_back(report, "  ", by=office)
    assert set(refused.value.message_dict) == {"comment"}

    actions.give_back(report, " Diga a cuántas personas se capacitó. ", by=office)

    report.refresh_from_db()
    assert (report.stage, report.validated_by, report.signed_on) == (Stage.DRAFT, None, None)
    assert report.delivered_on == DUE  # the first delivery is a fact
    given = GivenBack.objects.get()
    assert (given.comment, given.stage, given.by) == (
        "Diga a cuántas personas se capacitó.",
        Stage.SIGNED,
        office,
    )
    assert last_event().data["comment"] == given.comment


def test_a_draft_is_not_given_back():
    with pytest.raises(TransitionError):
        actions.give_back(make_report(stage=Stage.DRAFT), "Falta todo.", by=None)


# --- a signature undone ------------------------------------------------------------------------


def test_a_signature_given_by_mistake_is_undone_and_stays_in_the_history():
    report = make_report(stage=Stage.VALIDATED)
    head = make_member(Role.HEAD, report.project.agency)
    actions.sign(report, by=head)
    actions.unsign(report, by=head)
    stored = Report.objects.get()
    assert (stored.stage, stored.signed_on, stored.signed_by) == (Stage.VALIDATED, None, None)
    stages = list(stored.stage_changes.values_list("stage", flat=True))
    assert stages[-3:] == [Stage.VALIDATED, Stage.SIGNED, Stage.VALIDATED]
    actions.sign(stored, by=head)


def test_a_signature_is_undone_by_its_signer_soon_and_before_anybody_goes_on():
    report = make_report(stage=Stage.VALIDATED)
    head = make_member(Role.HEAD, report.project.agency)
    actions.sign(report, by=None)
    with pytest.raises(PermissionDenied):
        actions.unsign(report, by=make_member(Role.HEAD))
    actions.unsign(report, by=head)  # the system signed: its head may undo it
    actions.sign(report, by=head)
    long_ago = timezone.now() - timedelta(minutes=31)
    report.stage_changes.filter(stage=Stage.SIGNED).update(recorded_at=long_ago)
    with pytest.raises(DomainError, match="30"):
        actions.unsign(report, by=head)
    actions.publish(report, by=None)
    with pytest.raises(DomainError):
        actions.unsign(report, by=head)
