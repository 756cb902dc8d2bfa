"""Many people at once: no session holds more than its places, no folio is given twice."""

from threading import Barrier, Thread

import pytest
from django.db import connection

from proim.agencies.models import Role
from proim.audit.models import verify
from proim.core.errors import DomainError
from proim.training import actions
from proim.training.models import Certificate, Enrolment, Outcome
from proim.training.workflow import Result
from tests.builders.people import make_member, make_user
from tests.builders.training import HELD, make_certificate, make_enrolment, make_session

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
CROWD = 8


def at_once(*calls):
    """Run ``calls`` at the same moment; return what each gave, or how it was refused."""
    gate, answers = Barrier(len(calls)), [None] * len(calls)

    def run(place, call):
        gate.wait()
        try:
            answers[place] = call()
        except DomainError as refused:
            answers[place] = refused
        finally:
            connection.close()

    threads = [Thread(target=run, args=pair) for pair in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def test_a_crowd_that_signs_up_for_the_last_places_fills_them_and_no_more():
    session = make_session(capacity=3)
    crowd = [make_member(Role.LIAISON) for _ in range(CROWD)]

    answers = at_once(*[lambda me=me: actions.join(session, on=HELD, by=me) for me in crowd])

    assert sum(answer.result == Result.ENROLLED for answer in answers) == 3
    assert session.count_taken() == 3
    assert session.enrolments.waiting().count() == CROWD - 3
    assert verify().broken is None


def test_one_person_who_presses_twice_is_enrolled_once():
    session, me = make_session(), make_member(Role.LIAISON)

    answers = at_once(*[lambda: actions.join(session, on=HELD, by=me)] * 3)

    assert sum(isinstance(answer, Enrolment) for answer in answers) == 1
    assert Enrolment.objects.count() == 1


def test_the_office_that_enrols_many_while_others_sign_up_keeps_to_the_places():
    session = make_session(capacity=5)
    crowd = [make_member(Role.LIAISON) for _ in range(3)]
    chosen = [make_user() for _ in range(5)]

    at_once(
        lambda: actions.enrol(session, chosen, on=HELD, by=None),
        *[lambda me=me: actions.join(session, on=HELD, by=me) for me in crowd],
    )

    assert session.count_taken() == 5


def test_places_given_back_at_once_go_to_as_many_who_wait(settings):
    settings.TODAY = HELD
    session = make_session(capacity=4)
    rows = [make_enrolment(session=session) for _ in range(CROWD)]

    at_once(*[lambda row=row: actions.withdraw(row, by=None) for row in rows[:3]])

    assert session.count_taken() == 4
    assert list(session.enrolments.waiting()) == [rows[-1]]


def test_certificates_issued_at_once_have_folios_without_gap_or_double():
    enrolments = [make_enrolment() for _ in range(CROWD)]

    at_once(
        *[
            lambda row=row: actions.certify(row, completed_on=HELD, on=HELD, by=None)
            for row in enrolments
        ]
    )

    folios = list(Certificate.objects.values_list("folio", flat=True))
    assert folios == [f"CONST-2011-{number:04}" for number in range(1, CROWD + 1)]


def test_of_two_results_at_once_one_wins():
    enrolment = make_enrolment()

    answers = at_once(
        lambda: actions.certify(enrolment, completed_on=HELD, on=HELD, by=None),
        lambda: actions.fail(enrolment, completed_on=HELD, on=HELD, by=None),
    )

    assert sum(isinstance(answer, DomainError) for answer in answers) == 1
    enrolment.refresh_from_db()
    assert Certificate.objects.count() == (enrolment.result == Result.PASSED)
    assert Outcome.objects.get().result == enrolment.result


def test_a_session_that_closes_while_results_are_entered_holds_all_or_refuses():
    session = make_session()
    enrolment = make_enrolment(session=session)
    make_certificate()  # the year's counter exists

    at_once(
        lambda: actions.attend(enrolment, 90, by=None),
        lambda: actions.close_session(session, on=HELD, by=None),
    )

    session.refresh_from_db()
    enrolment.refresh_from_db()
    assert not (session.closed_on and enrolment.result == Result.ENROLLED)
