"""A head's signature delegated: who may receive it, from when to when, and how it ends."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from proim.accounts.models import User
from proim.agencies import actions
from proim.agencies.models import Appointment, Role
from proim.agencies.recipients import heads, liaisons, signers, speakers
from proim.agencies.rules import agencies_as
from proim.audit.models import Event
from proim.notifications.models import Notice
from tests.builders.people import make_agency, make_appointment, make_member, make_office, make_user

pytestmark = pytest.mark.django_db
TODAY, FIRST, LAST = date(2011, 4, 1), date(2011, 4, 4), date(2011, 4, 15)


@pytest.fixture(autouse=True)
def _on_a_day(settings):
    settings.TODAY = TODAY


@pytest.fixture
def agency():
    return make_agency()


@pytest.fixture
def head(agency):
    return make_member(Role.HEAD, agency, full_name="Evangelina Leyva")


@pytest.fixture
def deputy(agency, head):
    """Return somebody of the agency who may be given the signature."""
    return make_member(Role.ALTERNATE, agency)


def draft(agency, person, **fields):
    told = {"valid_from": FIRST, "valid_to": LAST, "letter": "SP/7/2011", "letter_on": TODAY}
    return Appointment(agency=agency, person=person, **{**told, **fields})


def test_a_head_delegates_from_a_day_to_a_day_by_letter(agency, head, deputy):
    done = actions.delegate(draft(agency, deputy), by=head)
    done.refresh_from_db()
    assert (done.role, done.on_behalf_of.person) == (Role.DELEGATE, head)
    assert (done.valid_from, done.valid_to, done.appointed_by) == (FIRST, LAST, "Evangelina Leyva")
    event = Event.objects.of(done).get()
    assert (event.verb, event.actor_id) == ("agencies.delegate", head.pk)
    assert event.data["changes"]["letter"] == [None, "SP/7/2011"]
    assert Notice.objects.filter(kind="agencies.appointed").count() == 1


def test_the_office_delegates_on_the_heads_letter_also_to_somebody_new(agency, head):
    new = User(email="nueva@example.gob.mx", full_name="Nueva Persona")
    done = actions.delegate(draft(agency, new), by=make_office())
    assert done.person.pk is not None
    assert done.person.invitations.exists()


@pytest.mark.parametrize("role", [Role.LIAISON, Role.ALTERNATE])
def test_nobody_else_delegates(agency, head, deputy, role):
    for person in (make_member(role, agency), make_member(Role.HEAD), deputy):
        with pytest.raises(PermissionDenied):
            actions.delegate(draft(agency, deputy), by=person)


def test_who_signs_by_delegation_does_not_delegate_further(agency, head, deputy):
    actions.delegate(draft(agency, deputy, valid_from=TODAY), by=head)
    other = make_member(Role.ALTERNATE, agency)
    with pytest.raises(PermissionDenied):
        actions.delegate(draft(agency, other), by=deputy)


@pytest.mark.parametrize(
    ("fields", "where"),
    [
        ({"valid_to": None}, "valid_to"),
        ({"valid_to": FIRST - timedelta(days=1)}, "valid_to"),
        ({"valid_to": FIRST + timedelta(days=367)}, "valid_to"),
        ({"valid_from": TODAY - timedelta(days=1)}, "valid_from"),
        ({"letter": " "}, "letter"),
        ({"letter_on": TODAY + timedelta(days=1)}, "letter_on"),
    ],
)
def test_delegating_refuses_what_is_not_as_it_must_be(agency, head, deputy, fields, where):
    with pytest.raises(ValidationError) as refused:
        actions.delegate(draft(agency, deputy, **fields), by=head)
    assert list(refused.value.message_dict) == [where]
    assert not Appointment.objects.filter(role=Role.DELEGATE).exists()


def test_nobody_delegates_for_longer_than_they_hold_the_post(agency):
    head = make_user()
    make_appointment(Role.HEAD, agency, head, valid_to=LAST - timedelta(days=1))
    deputy = make_member(Role.ALTERNATE, agency)
    with pytest.raises(ValidationError) as refused:
        actions.delegate(draft(agency, deputy), by=head)
    assert list(refused.value.message_dict) == ["valid_to"]
    actions.delegate(draft(agency, deputy, valid_to=LAST - timedelta(days=1)), by=head)


def test_a_vacant_post_delegates_nothing():
    agency = make_agency()
    with pytest.raises(ValidationError) as refused:
        actions.delegate(draft(agency, make_member(Role.LIAISON, agency)), by=make_office())
    assert list(refused.value.message_dict) == ["valid_from"]


def test_a_head_chooses_among_people_of_the_agency_and_learns_nothing_of_others(agency, head):
    known, unknown = make_user(), User(email="nadie@example.gob.mx")
    said = []
    for person in (known, unknown):
        with pytest.raises(ValidationError) as refused:
            actions.delegate(draft(agency, person), by=head)
        said.append(refused.value.message_dict)
    assert said[0] == said[1]
    assert list(said[0]) == ["email"]


def test_neither_the_head_nor_a_disabled_account_nor_twice_the_same(agency, head, deputy):
    with pytest.raises(ValidationError, match="sin delegación"):
        actions.delegate(draft(agency, head), by=head)
    gone = make_member(Role.ALTERNATE, agency, is_active=False)
    with pytest.raises(ValidationError, match="deshabilitada"):
        actions.delegate(draft(agency, gone), by=head)
    actions.delegate(draft(agency, deputy), by=head)
    with pytest.raises(ValidationError, match="ya firma"):
        actions.delegate(draft(agency, deputy, valid_from=LAST, valid_to=LAST), by=head)
    later = LAST + timedelta(days=1)
    actions.delegate(draft(agency, deputy, valid_from=later, valid_to=later), by=head)


def test_it_ends_when_the_head_leaves_and_what_had_not_begun_never_begins(
    agency, head, deputy, settings
):
    running = actions.delegate(draft(agency, deputy, valid_from=TODAY), by=head)
    other = make_member(Role.ALTERNATE, agency)
    ahead = actions.delegate(draft(agency, other, valid_from=LAST), by=head)
    post = Appointment.objects.get(person=head)
    actions.end_appointment(post, on=FIRST, reason="Renuncia", by=make_office())
    running.refresh_from_db()
    assert running.valid_to == FIRST
    assert signers(agency.pk) == [head, deputy]
    settings.TODAY = (
        LAST  # the first day of the other delegation, on which no head stands behind it
    )
    assert signers(agency.pk) == []
    assert not agencies_as(User.objects.get(pk=ahead.person_id), Role.DELEGATE)


def test_a_head_takes_the_own_delegation_back_and_nothing_else(agency, head, deputy):
    held = actions.delegate(draft(agency, deputy, valid_from=TODAY), by=head)
    for person in (deputy, make_member(Role.HEAD)):
        with pytest.raises(PermissionDenied):
            actions.end_appointment(held, on=TODAY, reason="No", by=person)
    post = Appointment.objects.get(person=deputy, role=Role.ALTERNATE)
    with pytest.raises(PermissionDenied):
        actions.end_appointment(post, on=TODAY, reason="No", by=head)
    actions.end_appointment(held, on=TODAY, reason="Regresé antes", by=head)
    held.refresh_from_db()
    assert held.valid_to == TODAY
    assert Event.objects.filter(verb="agencies.end_appointment", actor_id=head.pk).count() == 1


def test_mails_for_the_head_reach_who_signs_for_the_head(agency, head, deputy, settings):
    actions.delegate(draft(agency, deputy), by=head)
    assert (heads(agency.pk), signers(agency.pk)) == ([head], [head])
    settings.TODAY = LAST
    assert heads(agency.pk) == [head]
    assert signers(agency.pk) == [head, deputy]
    assert liaisons(agency.pk) == [deputy]
    assert set(speakers(agency.pk)) == {head, deputy}


def test_by_screen_a_head_delegates_sees_it_coming_and_ends_it(
    client, agency, head, deputy, settings
):
    client.force_login(head)
    page = reverse("agencies:delegate", args=[agency.code])
    typed = {"email": deputy.email, "valid_from": FIRST, "valid_to": LAST, "letter": "SP/7/2011"}
    wrong = client.post(page, {**typed, "valid_to": ""})
    assert wrong.context["form"].errors["valid_to"]
    assert client.post(page, typed).status_code == 302
    held = Appointment.objects.get(role=Role.DELEGATE)
    end = reverse("agencies:end_appointment", args=[held.code])
    text = client.get(agency.get_absolute_url()).content.decode()
    assert "Con designación posterior" in text
    assert end in text
    settings.TODAY = FIRST
    assert client.post(end, {"on": FIRST, "reason": "Regresé"}).status_code == 302
    settings.TODAY = FIRST + timedelta(days=1)
    assert signers(agency.pk) == [head]
