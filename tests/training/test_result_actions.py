from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, connection, transaction

from proim.agencies.models import Role
from proim.audit.models import Event
from proim.core.errors import TransitionError
from proim.training import actions
from proim.training.actions import Achieved
from proim.training.models import Certificate, Outcome
from proim.training.workflow import Result
from tests.builders.people import make_member, make_office
from tests.builders.training import HELD, make_certificate, make_enrolment, make_session

pytestmark = pytest.mark.django_db
LATER = date(2011, 3, 20)


def test_attendance_is_noted_and_nothing_attended_is_absent():
    enrolment = make_enrolment()

    actions.attend(enrolment, 80, by=make_office())
    enrolment.refresh_from_db()
    assert (enrolment.result, enrolment.attendance) == (Result.ATTENDED, 80)
    assert enrolment.completed_on == HELD

    actions.attend(enrolment, 0, by=None)
    enrolment.refresh_from_db()
    assert (enrolment.result, enrolment.completed_on) == (Result.ABSENT, None)
    assert [row.result for row in enrolment.outcomes.all()] == [Result.ATTENDED, Result.ABSENT]


def test_more_than_the_whole_is_no_attendance():
    enrolment = make_enrolment()
    with pytest.raises(ValidationError):
        actions.attend(enrolment, 101, by=None)
    enrolment.refresh_from_db()
    assert (enrolment.result, Outcome.objects.count()) == (Result.ENROLLED, 0)


def test_who_passes_receives_a_certificate_with_the_next_folio_of_the_year():
    enrolment = make_enrolment()

    first = actions.certify(enrolment, completed_on=HELD, on=LATER, grade=Decimal("9.5"), by=None)
    second = make_certificate()
    next_year = make_certificate(on=date(2012, 1, 9))

    folios = [first.folio, second.folio, next_year.folio]
    assert folios == ["CONST-2011-0001", "CONST-2011-0002", "CONST-2012-0001"]
    enrolment.refresh_from_db()
    assert (enrolment.result, enrolment.grade) == (Result.PASSED, Decimal("9.5"))
    assert Event.objects.of(enrolment).first().data["folio"] == "CONST-2011-0001"


@pytest.mark.parametrize(
    ("completed_on", "on"), [(date(2011, 3, 9), LATER), (date(2011, 3, 21), LATER)]
)
def test_nobody_passes_before_the_session_or_in_the_future(completed_on, on):
    enrolment = make_enrolment()
    with pytest.raises(ValidationError) as refused:
        actions.certify(enrolment, completed_on=completed_on, on=on, by=None)
    assert set(refused.value.message_dict) == {"completed_on"}
    assert not Certificate.objects.exists()
    assert not Outcome.objects.exists()


def test_who_fails_receives_no_certificate():
    enrolment = make_enrolment()
    actions.fail(enrolment, completed_on=HELD, on=LATER, grade=Decimal(5), by=None)
    enrolment.refresh_from_db()
    assert (enrolment.result, Certificate.objects.count()) == (Result.FAILED, 0)


def test_a_final_result_is_not_given_twice():
    enrolment = make_certificate().enrolment
    for verb in (
        lambda: actions.certify(enrolment, completed_on=HELD, on=LATER, by=None),
        lambda: actions.fail(enrolment, completed_on=HELD, on=LATER, by=None),
        lambda: actions.attend(enrolment, 50, by=None),
    ):
        with pytest.raises(TransitionError):
            verb()
    assert Certificate.objects.count() == 1


def test_a_correction_keeps_the_old_result_and_revokes_the_certificate():
    certificate = make_certificate()
    enrolment = certificate.enrolment
    wrong = Achieved(Result.FAILED, HELD)

    actions.correct(enrolment, wrong, reason="Se confundió el acta", on=LATER, by=make_office())

    certificate.refresh_from_db()
    assert certificate.revoked_on == LATER
    assert [row.result for row in enrolment.outcomes.all()] == [Result.PASSED, Result.FAILED]
    event = Event.objects.of(enrolment).first()
    assert event.data["changes"] == {"result": ["passed", "failed"]}
    assert event.data["comment"] == "Se confundió el acta"


def test_who_turns_out_to_have_passed_receives_a_certificate_also_in_a_closed_session():
    session = make_session()
    enrolment = make_enrolment(session=session)
    actions.fail(enrolment, completed_on=HELD, on=HELD, by=None)
    actions.close_session(session, on=HELD, by=None)

    right = Achieved(Result.PASSED, HELD, 100, Decimal("8.0"))
    actions.correct(enrolment, right, reason="Revisión del examen", on=LATER, by=None)

    assert Certificate.objects.get().issued_on == LATER
    enrolment.refresh_from_db()
    assert (enrolment.result, enrolment.grade) == (Result.PASSED, Decimal("8.0"))


def test_a_corrected_day_keeps_the_certificate():
    certificate = make_certificate()
    right = Achieved(Result.PASSED, LATER)
    actions.correct(certificate.enrolment, right, reason="Otra fecha", on=LATER, by=None)
    assert Certificate.objects.get().revoked_on is None
    certificate.enrolment.refresh_from_db()
    assert certificate.enrolment.completed_on == LATER


@pytest.mark.parametrize(
    ("right", "reason"),
    [
        (Achieved(Result.FAILED, HELD), " "),
        (Achieved(Result.PASSED, HELD), "Nada cambia"),
        (Achieved(Result.PASSED, None), "Sin fecha"),
        (Achieved(Result.PASSED, date(2011, 3, 1)), "Antes de la sesión"),
    ],
)
def test_a_correction_without_reason_change_or_possible_day_is_refused(right, reason):
    enrolment = make_certificate().enrolment
    with pytest.raises(ValidationError):
        actions.correct(enrolment, right, reason=reason, on=LATER, by=None)
    assert Outcome.objects.count() == 1
    assert Certificate.objects.get().revoked_on is None


def test_there_is_nothing_to_correct_before_there_is_a_result():
    with pytest.raises(TransitionError):
        actions.correct(
            make_enrolment(), Achieved(Result.PASSED, HELD), reason="x", on=LATER, by=None
        )


def test_only_the_office_gives_results():
    enrolment = make_enrolment(make_member(Role.LIAISON))
    me = enrolment.person
    for verb in (
        lambda: actions.attend(enrolment, 100, by=me),
        lambda: actions.certify(enrolment, completed_on=HELD, on=HELD, by=me),
        lambda: actions.fail(enrolment, completed_on=HELD, on=HELD, by=me),
        lambda: actions.correct(
            enrolment, Achieved(Result.PASSED, HELD), reason="x", on=HELD, by=me
        ),
    ):
        with pytest.raises(PermissionDenied):
            verb()
    assert not Outcome.objects.exists()


@pytest.mark.parametrize(
    "statement", ["UPDATE training_outcome SET result = 'failed'", "DELETE FROM training_outcome"]
)
def test_the_database_itself_refuses_to_change_an_outcome(statement):
    make_certificate()
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        connection.cursor().execute(statement)
    assert Outcome.objects.get().result == Result.PASSED
