from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from proim.agencies.models import Role
from proim.audit.models import Event
from proim.core.errors import DomainError, TransitionError
from proim.training import actions
from proim.training.models import CoreMark, Course, Session
from tests.builders.people import START, make_agency, make_member, make_office, make_user
from tests.builders.training import HELD, make_course, make_enrolment, make_session

pytestmark = pytest.mark.django_db


def new_course(**fields):
    given = {"key": "PROIM-X", "title_es": "Redacción clara", "objective_es": "Escribir claro."}
    more = {"hours": "4", "modality": "online", "provider": "Escuela de Administración"}
    return Course(**{**given, **more, **fields})


def test_a_new_core_course_is_core_from_its_day_on_and_not_before():
    course = actions.add_course(new_course(), is_core=True, since=HELD, by=make_office())

    assert Course.objects.with_core(HELD).get().is_core
    assert not Course.objects.with_core(date(2011, 3, 9)).get().is_core
    event = Event.objects.of(course).get()
    assert (event.verb, event.data["is_core"]) == ("training.add_course", True)


def test_a_course_without_title_or_with_a_taken_key_is_refused_at_the_field():
    taken = make_course()
    with pytest.raises(ValidationError) as refused:
        actions.add_course(
            new_course(key=taken.key, title_es=""), is_core=False, since=HELD, by=None
        )
    assert set(refused.value.message_dict) == {"key", "title_es"}
    assert Course.objects.count() == 1


def test_only_the_office_adds_courses():
    with pytest.raises(PermissionDenied):
        actions.add_course(new_course(), is_core=False, since=HELD, by=make_member(Role.LIAISON))
    assert not Course.objects.exists()


def test_an_edit_of_one_field_leaves_what_others_wrote_in_another():
    course = make_course()
    mine, yours = Course.objects.get(), Course.objects.get()
    mine.title_es, yours.provider = "Nuevo título", "Otra escuela"

    actions.edit_course(mine, ["title_es"], by=None)
    actions.edit_course(yours, ["provider"], by=None)

    course.refresh_from_db()
    assert (course.title_es, course.provider) == ("Nuevo título", "Otra escuela")
    last = Event.objects.of(course).first()
    assert last.data["changes"]["provider"][1] == "Otra escuela"


def test_core_or_not_is_a_dated_fact():
    course = make_course(since=START)
    actions.mark_core(course, is_core=False, since=HELD, reason="Se sustituye", by=None)

    assert Course.objects.with_core(date(2011, 3, 9)).get().is_core
    assert not Course.objects.with_core(HELD).get().is_core
    assert Event.objects.of(course).get().data["comment"] == "Se sustituye"
    with pytest.raises(DomainError):
        actions.mark_core(course, is_core=False, since=HELD, by=None)
    assert CoreMark.objects.count() == 2


def test_a_session_is_planned_for_a_course():
    course, office = make_course(), make_office()
    given = Session(course=course, starts_on=HELD, ends_on=HELD, place="Aula 2", capacity=30)

    session = actions.schedule(given, by=office)

    assert Session.objects.get() == session
    assert Event.objects.of(session).get().verb == "training.schedule"


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"ends_on": date(2011, 3, 9)}, "__all__"),
        ({"place": ""}, "__all__"),
        ({"capacity": 0}, "capacity"),
        ({"capacity": 301}, "capacity"),
    ],
)
def test_an_impossible_session_is_refused(fields, wrong):
    given = {"starts_on": HELD, "ends_on": HELD, "place": "Aula 2", "capacity": 30}
    with pytest.raises(ValidationError) as refused:
        actions.schedule(Session(course=make_course(), **{**given, **fields}), by=None)
    assert wrong in refused.value.message_dict
    assert not Session.objects.exists()


def test_a_session_cannot_have_fewer_places_than_people():
    session = make_session()
    make_enrolment(session=session)
    make_enrolment(session=session)
    session.capacity = 1
    with pytest.raises(ValidationError) as refused:
        actions.edit_session(session, ["capacity"], by=None)
    assert set(refused.value.message_dict) == {"capacity"}


def test_a_new_first_day_looks_the_appointments_up_again():
    session, agency = make_session(on=HELD), make_agency()
    late = make_member(Role.LIAISON, agency, since=date(2011, 4, 1))
    enrolment = make_enrolment(late, session)
    assert (enrolment.agency, enrolment.role) == (None, "")

    session.starts_on = session.ends_on = date(2011, 4, 5)
    actions.edit_session(session, ["starts_on", "ends_on"], by=None)

    enrolment.refresh_from_db()
    assert (enrolment.agency, enrolment.role) == (agency, Role.LIAISON)


def test_a_session_closes_when_it_has_ended_and_everybody_has_a_result():
    session = make_session()
    enrolment = make_enrolment(make_user(), session)
    with pytest.raises(DomainError, match=r"1 |una"):
        actions.close_session(session, on=HELD, by=None)
    actions.attend(enrolment, 0, by=None)
    with pytest.raises(DomainError):
        actions.close_session(session, on=date(2011, 3, 9), by=None)

    actions.close_session(session, on=HELD, by=make_office())

    session.refresh_from_db()
    assert session.closed_on == HELD
    for verb in (
        lambda: actions.close_session(session, on=HELD, by=None),
        lambda: actions.enrol(session, [make_user()], on=HELD, by=None),
        lambda: actions.edit_session(session, ["place"], by=None),
        lambda: actions.attend(enrolment, 50, by=None),
    ):
        with pytest.raises(TransitionError):
            verb()
