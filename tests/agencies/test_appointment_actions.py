"""Who speaks for an agency: appointed by letter, one principal at a time, vacant in between."""

from datetime import date, timedelta

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError

from proim.accounts.models import User
from proim.agencies import actions
from proim.agencies.models import Appointment, FunctionalArea, Programme, Role, vacant
from proim.audit.models import Event
from proim.core.clock import today
from tests.builders.people import (
    START,
    make_agency,
    make_appointment,
    make_member,
    make_office,
    make_user,
)

pytestmark = pytest.mark.django_db
MARCH = date(2011, 3, 1)


def draft(agency, person=None, **fields):
    defaults = {"role": Role.LIAISON, "valid_from": MARCH, "letter": "SE/012/2011"}
    return Appointment(agency=agency, person=person or make_user(), **{**defaults, **fields})


def test_appointing_stores_letter_and_dates_and_leaves_an_event():
    agency, person, office = make_agency(), make_user(), make_office()
    done = actions.appoint(
        draft(agency, person, letter_on=date(2011, 2, 25), functional_area=FunctionalArea.ICT),
        by=office,
    )
    assert agency not in vacant(MARCH)
    assert agency in vacant(MARCH - timedelta(days=1))
    event = Event.objects.of(done).get()
    assert (event.verb, event.actor_id) == ("agencies.appoint", office.pk)
    assert event.data["changes"]["letter"] == [None, "SE/012/2011"]


def test_a_new_person_gets_an_account_and_an_invitation():
    agency, office = make_agency(), make_office()
    newcomer = User(email="Nueva@Example.gob.mx", full_name="Nueva Persona", post="Directora")
    done = actions.appoint(draft(agency, newcomer), by=office)
    person = User.objects.get(email="nueva@example.gob.mx")
    assert (done.person, person.post) == (person, "Directora")
    assert person.invitations.count() == 1
    assert [event.verb for event in Event.objects.of(person).order_by("sequence")] == [
        "accounts.create",
        "accounts.invite",
    ]
    assert len(mail.outbox) <= 1  # sent after the commit, by the worker


def test_nothing_is_half_done_when_the_post_is_taken():
    agency = make_agency()
    make_member(Role.LIAISON, agency)
    newcomer = User(email="nueva@example.gob.mx", full_name="Nueva Persona")
    with pytest.raises(ValidationError):
        actions.appoint(draft(agency, newcomer), by=None)
    assert not User.objects.filter(email="nueva@example.gob.mx").exists()


def test_a_second_principal_is_refused_by_name_or_takes_over():
    agency = make_agency()
    former = make_appointment(Role.LIAISON, agency, make_user(full_name="Ana Ficticia"))
    with pytest.raises(ValidationError) as refused:
        actions.appoint(draft(agency), by=None)
    assert "Ana Ficticia" in refused.value.message_dict["end_former"][0]
    actions.appoint(draft(agency), end_former=True, by=None)
    former.refresh_from_db()
    assert former.valid_to == MARCH - timedelta(days=1)
    assert former.end_reason == "SE/012/2011"
    assert [e.verb for e in Event.objects.of(former)] == ["agencies.end_appointment"]
    for day in (MARCH - timedelta(days=1), MARCH):
        assert agency.appointments.on(day).count() == 1


def test_who_came_later_is_not_ended_by_who_came_before():
    agency = make_agency()
    make_appointment(Role.LIAISON, agency, valid_from=date(2011, 5, 1))
    with pytest.raises(ValidationError) as refused:
        actions.appoint(draft(agency), end_former=True, by=None)
    assert list(refused.value.message_dict) == ["valid_from"]
    actions.appoint(draft(agency, valid_to=date(2011, 4, 30)), by=None)


def test_a_past_appointment_does_not_overlap_another_past_one():
    agency = make_agency()
    make_appointment(Role.HEAD, agency, valid_from=START, valid_to=date(2011, 3, 31))
    past = {"role": Role.HEAD, "valid_to": date(2011, 6, 30)}
    with pytest.raises(ValidationError) as refused:
        actions.appoint(draft(agency, **past), end_former=True, by=None)
    assert list(refused.value.message_dict) == ["valid_from"]
    actions.appoint(draft(agency, **past, valid_from=date(2011, 4, 1)), by=None)


def test_alternates_may_be_several_but_each_person_once():
    agency, person = make_agency(), make_user()
    actions.appoint(draft(agency, person, role=Role.ALTERNATE), by=None)
    actions.appoint(draft(agency, role=Role.ALTERNATE), by=None)
    for role in (Role.ALTERNATE, Role.LIAISON):
        with pytest.raises(ValidationError) as refused:
            actions.appoint(draft(agency, person, role=role), by=None)
        assert list(refused.value.message_dict) == ["person"]


def test_a_head_may_be_its_own_liaison_and_one_person_may_serve_two_agencies():
    agency, person = make_agency(), make_user()
    actions.appoint(draft(agency, person, role=Role.HEAD, letter=""), by=None)
    actions.appoint(draft(agency, person), by=None)
    actions.appoint(draft(make_agency(), person), by=None)
    assert person.appointments.count() == 3


@pytest.mark.parametrize(
    ("fields", "where"),
    [
        ({"letter": " "}, "letter"),
        ({"letter_on": date(2199, 1, 1)}, "letter_on"),
        ({"valid_to": date(2011, 2, 28)}, "valid_to"),
        ({"valid_from": date(2199, 1, 1)}, "valid_from"),
        ({"role": "king"}, "role"),
        ({"functional_area": "astrology"}, "functional_area"),
    ],
)
def test_appointing_refuses(fields, where):
    with pytest.raises(ValidationError) as refused:
        actions.appoint(draft(make_agency(), **fields), by=None)
    assert list(refused.value.message_dict) == [where]
    assert not Appointment.objects.exists()


def test_a_letter_may_come_before_the_day_on_which_it_takes_effect():
    agency = make_agency()
    former = make_appointment(Role.LIAISON, agency)
    soon = today() + timedelta(days=10)
    actions.appoint(draft(agency, valid_from=soon), end_former=True, by=None)
    former.refresh_from_db()
    assert former.valid_to == soon - timedelta(days=1)
    assert agency not in vacant(today())
    with pytest.raises(ValidationError, match="90 días"):
        actions.appoint(draft(make_agency(), valid_from=today() + timedelta(days=91)), by=None)


def test_a_disabled_account_is_not_appointed():
    with pytest.raises(ValidationError, match="deshabilitada"):
        actions.appoint(draft(make_agency(), make_user(is_active=False)), by=None)


def test_an_ended_agency_appoints_nobody_beyond_its_end():
    agency = make_agency()
    actions.wind_up(agency, since=date(2011, 6, 1), ground="Decreto", by=None)
    for last in (None, date(2011, 6, 1)):
        with pytest.raises(ValidationError, match="ya no existe"):
            actions.appoint(draft(agency, valid_to=last), by=None)
    actions.appoint(draft(agency, valid_to=date(2011, 5, 31)), by=None)


def test_the_programmes_staff_belong_to_its_agency_and_are_appointed_by_administrators():
    administrator, office = make_office(Role.ADMINISTRATOR), make_office()
    owner = Programme.get().owner
    with pytest.raises(PermissionDenied):
        actions.appoint(draft(owner, role=Role.OFFICE), by=office)
    with pytest.raises(ValidationError) as refused:
        actions.appoint(draft(make_agency(), role=Role.OFFICE), by=administrator)
    assert list(refused.value.message_dict) == ["role"]
    done = actions.appoint(draft(owner, role=Role.OFFICE, letter=""), by=administrator)
    with pytest.raises(PermissionDenied):
        actions.end_appointment(done, on=MARCH, reason="Renuncia", by=office)


def test_liaisons_and_heads_do_not_appoint():
    agency = make_agency()
    for role in (Role.LIAISON, Role.HEAD):
        person = make_member(role, agency)
        with pytest.raises(PermissionDenied):
            actions.appoint(draft(agency, role=Role.ALTERNATE), by=person)
        with pytest.raises(PermissionDenied):
            actions.end_appointment(person.appointments.get(), on=MARCH, reason="x", by=person)


def test_ending_leaves_the_post_vacant_from_the_next_day_on():
    agency, office = make_agency(), make_office()
    held = make_appointment(Role.LIAISON, agency)
    actions.end_appointment(held, on=MARCH, reason=" Renuncia ", by=office)
    held.refresh_from_db()
    assert (held.valid_to, held.end_reason) == (MARCH, "Renuncia")
    assert held.end_recorded_at is not None
    assert agency not in vacant(MARCH)
    assert agency in vacant(MARCH + timedelta(days=1))
    assert Event.objects.of(held).get().data["changes"] == {"valid_to": [None, "2011-03-01"]}


@pytest.mark.parametrize(
    ("on", "reason", "where"),
    [(START - timedelta(days=1), "Renuncia", "on"), (MARCH, " ", "reason")],
)
def test_ending_refuses(on, reason, where):
    held = make_appointment(Role.LIAISON, make_agency())
    with pytest.raises(ValidationError) as refused:
        actions.end_appointment(held, on=on, reason=reason, by=None)
    assert list(refused.value.message_dict) == [where]


def test_what_is_over_does_not_end_again_but_a_coming_end_may_move():
    agency = make_agency()
    over = make_appointment(Role.LIAISON, agency, valid_to=MARCH)
    with pytest.raises(ValidationError, match="ya terminó"):
        actions.end_appointment(over, on=START, reason="Renuncia", by=None)
    coming = make_appointment(Role.HEAD, agency, valid_to=today() + timedelta(days=30))
    done = actions.end_appointment(coming, on=today(), reason="Renuncia", by=None)
    assert done.valid_to == today()


def test_the_platform_never_loses_its_last_administrator():
    first = make_office(Role.ADMINISTRATOR)
    held = first.appointments.get()
    with pytest.raises(ValidationError, match="No quedaría nadie"):
        actions.end_appointment(held, on=today(), reason="Renuncia", by=first)
    make_office(Role.ADMINISTRATOR)
    actions.end_appointment(held, on=today(), reason="Renuncia", by=first)


def test_as_known_before_the_end_was_recorded_the_person_still_held_the_post():
    agency = make_agency()
    held = make_appointment(Role.LIAISON, agency)
    known = held.recorded_at
    actions.end_appointment(held, on=MARCH, reason="Renuncia", by=None)
    later = date(2011, 6, 30)
    assert not agency.appointments.on(later).exists()
    assert agency.appointments.on(later, known_at=known).exists()
