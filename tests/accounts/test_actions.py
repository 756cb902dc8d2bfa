from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from proim.accounts import actions
from proim.accounts.models import Acceptance, Invitation, Session, User
from proim.agencies.models import Role
from proim.audit.models import Event
from proim.core.errors import DomainError
from tests.builders.accounts import make_waiting
from tests.builders.people import PASSWORD, make_agency, make_member, make_office, make_user

pytestmark = pytest.mark.django_db
NEW = "nube-lápiz-tranvía-07"


def last_event() -> Event:
    return Event.objects.first()


def test_the_office_adds_a_person_without_a_password():
    office = make_office()
    person = actions.create("Ana@Example.gob.mx ", "Ana Ruiz", post="Directora", by=office)
    assert person.email == "ana@example.gob.mx"
    assert not person.has_usable_password()
    assert last_event().verb == "accounts.create"
    assert last_event().data["changes"]["full_name"] == ["", "Ana Ruiz"]


def test_two_people_cannot_have_one_e_mail_whatever_the_case():
    office = make_office()
    actions.create("ana@example.gob.mx", "Ana Ruiz", by=office)
    with pytest.raises(ValidationError) as refused:
        actions.create("ANA@example.gob.mx", "Otra Ana", by=office)
    assert "email" in refused.value.error_dict


def test_only_the_office_adds_and_invites():
    liaison = make_member(Role.LIAISON)
    with pytest.raises(PermissionDenied):
        actions.create("b@example.gob.mx", "Berta", by=liaison)
    with pytest.raises(PermissionDenied):
        actions.invite(make_waiting(), by=liaison)


def test_a_new_invitation_replaces_the_old_one():
    office, person = make_office(), make_waiting()
    first = actions.invite(person, by=office)
    second = actions.invite(person, by=office)
    assert list(Invitation.objects.open()) == [second]
    first.refresh_from_db()
    assert first.revoked_at is not None


def test_whoever_has_access_or_is_disabled_is_not_invited():
    office = make_office()
    with pytest.raises(DomainError):
        actions.invite(make_user(), by=office)
    with pytest.raises(DomainError):
        actions.invite(make_waiting(is_active=False), by=office)
    assert not Invitation.objects.exists()


def test_accepting_stores_password_notice_and_date():
    person = make_waiting()
    actions.invite(person, by=None)
    actions.accept(person, NEW, by=person)
    person.refresh_from_db()
    assert person.check_password(NEW)
    accepted = Acceptance.objects.get(person=person)
    assert accepted.notice == "1"
    assert not Invitation.objects.unanswered().exists()
    assert NEW not in last_event().body


def test_what_was_accepted_names_the_roles_held_that_day():
    person = make_member(Role.LIAISON, make_agency(name="Secretaría de Salud"), password=None)
    actions.invite(person, by=None)
    actions.accept(person, NEW, by=person)
    assert "Secretaría de Salud" in Acceptance.objects.get(person=person).roles


def test_an_invitation_is_accepted_once_and_only_in_time():
    person = make_waiting()
    with pytest.raises(PermissionDenied):
        actions.accept(person, NEW, by=person)
    invitation = actions.invite(person, by=None)
    Invitation.objects.filter(pk=invitation.pk).update(
        expires_at=timezone.now() - timedelta(seconds=1)
    )
    with pytest.raises(PermissionDenied):
        actions.accept(person, NEW, by=person)
    actions.invite(person, by=None)
    actions.accept(person, NEW, by=person)
    with pytest.raises(PermissionDenied):
        actions.accept(person, NEW, by=person)


def test_nobody_accepts_for_another():
    person = make_waiting()
    actions.invite(person, by=None)
    with pytest.raises(PermissionDenied):
        actions.accept(person, NEW, by=make_user())


@pytest.mark.parametrize("password", ["corta", "password1234", "Persona Larga"])
def test_a_weak_password_is_refused_at_its_field(password):
    person = make_waiting(full_name="Persona Larga")
    actions.invite(person, by=None)
    with pytest.raises(ValidationError) as refused:
        actions.accept(person, password, by=person)
    assert "password1" in refused.value.error_dict
    assert Invitation.objects.open().exists()


def test_a_new_password_ends_the_sessions():
    person = make_user()
    Session.objects.create(session_key="x", expire_date=timezone.now(), person=person)
    actions.set_password(person, NEW, by=person)
    assert not person.sessions.exists()
    with pytest.raises(PermissionDenied):
        actions.set_password(person, NEW, by=make_user())


def test_editing_a_profile_records_old_and_new_and_nothing_if_nothing_changed():
    person = make_user(post="Enlace")
    before = Event.objects.count()
    actions.edit_profile(person, {"post": "Enlace"}, by=person)
    assert Event.objects.count() == before
    actions.edit_profile(person, {"post": "Directora", "email": "x@example.org"}, by=person)
    assert last_event().data["changes"] == {"post": ["Enlace", "Directora"]}
    person.refresh_from_db()
    assert person.email != "x@example.org"


def test_a_profile_is_edited_by_its_owner_or_the_office():
    person = make_user()
    actions.edit_profile(person, {"post": "Una"}, by=make_office())
    with pytest.raises(PermissionDenied):
        actions.edit_profile(person, {"post": "Dos"}, by=make_member(Role.HEAD))


def test_a_wrong_value_leaves_the_profile_as_it_was():
    person = make_user(full_name="Ana")
    with pytest.raises(ValidationError):
        actions.edit_profile(person, {"full_name": "", "post": "x"}, by=person)
    person.refresh_from_db()
    assert (person.full_name, person.post) == ("Ana", "")


def test_the_e_mail_is_changed_by_an_administrator_only():
    person = make_user()
    for other in (person, make_office()):
        with pytest.raises(PermissionDenied):
            actions.change_email(person, "nuevo@example.gob.mx", by=other)
    administrator = make_office(Role.ADMINISTRATOR)
    actions.change_email(person, "Nuevo@example.gob.mx", by=administrator)
    person.refresh_from_db()
    assert person.email == "nuevo@example.gob.mx"
    with pytest.raises(ValidationError):
        actions.change_email(person, "nuevo@example.gob.mx", by=administrator)


def test_changing_the_e_mail_ends_sessions_and_invitations():
    person = make_waiting()
    actions.invite(person, by=None)
    Session.objects.create(session_key="x", expire_date=timezone.now(), person=person)
    actions.change_email(person, "nuevo@example.gob.mx", by=None)
    assert not person.sessions.exists()
    assert not Invitation.objects.open().exists()


def test_disabling_ends_sessions_and_invitations_and_keeps_the_person():
    office, person = make_office(), make_waiting()
    actions.invite(person, by=office)
    Session.objects.create(session_key="x", expire_date=timezone.now(), person=person)
    actions.disable(person, by=office)
    person.refresh_from_db()
    assert not person.is_active
    assert not person.sessions.exists()
    assert not Invitation.objects.open().exists()
    with pytest.raises(DomainError):
        actions.disable(person, by=office)
    actions.enable(person, by=office)
    with pytest.raises(DomainError):
        actions.enable(person, by=office)


def test_nobody_disables_themselves_and_the_office_no_administrator():
    office, administrator = make_office(), make_office(Role.ADMINISTRATOR)
    with pytest.raises(DomainError):
        actions.disable(office, by=office)
    with pytest.raises(PermissionDenied):
        actions.disable(administrator, by=office)
    actions.disable(office, by=administrator)
    assert not User.objects.get(pk=office.pk).is_active


def test_somebody_disabled_may_do_nothing():
    person = make_user(is_active=False)
    with pytest.raises(PermissionDenied):
        actions.edit_profile(person, {"post": "x"}, by=person)


def test_ending_sessions_keeps_the_one_at_hand():
    person = make_user()
    later = timezone.now() + timedelta(hours=1)
    for key in ("here", "there", "elsewhere"):
        Session.objects.create(session_key=key, expire_date=later, person=person)
    Session.objects.create(session_key="other", expire_date=later, person=make_user())
    assert actions.end_sessions(person, keep="here", by=person) == 2
    assert set(Session.objects.values_list("pk", flat=True)) == {"here", "other"}


def test_the_system_itself_may_add_and_invite():
    person = actions.create("c@example.org", "Carla Núñez", by=None)
    assert actions.invite(person, by=None).sent_by is None
    assert make_user(password=PASSWORD).check_password(PASSWORD)
