from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from proim.agencies.models import Appointment, Role
from proim.audit.models import Event
from proim.core.errors import DomainError, TransitionError
from proim.training import actions
from proim.training.actions import Said
from proim.training.models import Enrolment
from proim.training.workflow import Result
from tests.builders.people import make_agency, make_member, make_office, make_user
from tests.builders.training import HELD, make_enrolment, make_session

pytestmark = pytest.mark.django_db
BEFORE = date(2011, 3, 1)


def test_several_people_are_enrolled_at_once_with_a_result_for_each():
    session = make_session(capacity=2)
    ana, bruno, carla = (make_user(full_name=name) for name in ("Ana", "Bruno", "Carla"))
    make_enrolment(ana, session)

    answers = actions.enrol(session, [ana, bruno, carla, bruno], on=BEFORE, by=make_office())

    assert [(answer.person, answer.said) for answer in answers] == [
        (ana, Said.ALREADY),
        (bruno, Said.DONE),
        (carla, Said.WAITING),
    ]
    assert set(session.enrolments.active().values_list("person", flat=True)) == {ana.pk, bruno.pk}
    assert [row.person for row in session.enrolments.waiting()] == [carla]
    assert Event.objects.filter(verb="training.enrol").count() == 3


def test_agency_and_role_are_those_of_the_first_day_of_the_session():
    agency = make_agency()
    person = make_member(Role.ALTERNATE, agency, since=BEFORE)
    Appointment.objects.update(valid_to=HELD)
    held = make_enrolment(person, make_session(on=HELD))
    after = make_enrolment(person, make_session(on=date(2011, 3, 11)))

    assert (held.agency, held.role) == (agency, Role.ALTERNATE)
    assert (after.agency, after.role) == (None, "")


def test_of_two_posts_the_principal_one_is_told():
    person, other = make_member(Role.ALTERNATE), make_agency()
    Appointment.objects.create(person=person, agency=other, role=Role.LIAISON, valid_from=BEFORE)

    assert make_enrolment(person).agency == other


def test_heads_are_no_liaisons():
    assert make_enrolment(make_member(Role.HEAD)).agency is None


def test_a_liaison_signs_up_for_an_open_session():
    session, ana = make_session(), make_member(Role.LIAISON)

    enrolment = actions.join(session, on=BEFORE, by=ana)

    assert (enrolment.person, enrolment.result) == (ana, Result.ENROLLED)
    assert enrolment.agency is not None
    event = Event.objects.of(enrolment).get()
    assert (event.verb, event.actor_id) == ("training.join", ana.pk)


def test_a_person_who_is_no_liaison_does_not_sign_up():
    for person in (make_user(), make_member(Role.HEAD), make_office()):
        with pytest.raises(PermissionDenied):
            actions.join(make_session(), on=BEFORE, by=person)


def test_nobody_signs_up_twice_or_too_late():
    ana = make_member(Role.LIAISON)
    session = make_session(capacity=1)
    with pytest.raises(DomainError):
        actions.join(session, on=date(2011, 3, 11), by=ana)
    actions.join(session, on=HELD, by=ana)
    with pytest.raises(DomainError):
        actions.join(session, on=HELD, by=ana)
    assert Enrolment.objects.get().person == ana


def test_a_place_given_back_is_free_again_and_can_be_taken_again():
    ana, bruno = make_member(Role.LIAISON), make_member(Role.LIAISON)
    session = make_session(capacity=1)
    enrolment = actions.join(session, on=BEFORE, by=ana)

    actions.withdraw(enrolment, by=ana)
    actions.join(session, on=BEFORE, by=bruno)
    assert session.count_taken() == 1

    actions.withdraw(Enrolment.objects.get(person=bruno), by=make_office())
    again = actions.join(session, on=BEFORE, by=ana)
    assert (again.pk, again.result) == (enrolment.pk, Result.ENROLLED)
    assert Enrolment.objects.count() == 2


def test_a_place_is_given_back_by_its_person_or_the_office_and_before_the_result():
    enrolment = make_enrolment(make_member(Role.LIAISON))
    with pytest.raises(PermissionDenied):
        actions.withdraw(enrolment, by=make_member(Role.LIAISON))
    actions.attend(enrolment, 80, by=None)
    with pytest.raises(TransitionError):
        actions.withdraw(enrolment, by=enrolment.person)
