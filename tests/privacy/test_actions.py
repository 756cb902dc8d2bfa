"""Notices, requests, blocking and terms: each works, refuses, and is told to the ledger."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from proim.accounts.models import PrivacyNotice
from proim.agencies.models import Role
from proim.audit.models import Event, verify
from proim.core.clock import today
from proim.core.errors import DomainError, TransitionError
from proim.notifications.models import Message
from proim.privacy import actions, morning
from proim.privacy.kinds import kept
from proim.privacy.models import Term
from proim.privacy.workflow import Stage
from tests.builders.people import PASSWORD, make_member, make_office, make_user
from tests.builders.privacy import make_blocking, make_request

pytestmark = pytest.mark.django_db


def next_notice(**changed):
    last = PrivacyNotice.objects.latest("version")
    told = {name: getattr(last, name) for name in ("short_es", "short_en", "text_es", "text_en")}
    return PrivacyNotice(**{**told, "since": today(), "short_es": "Otro aviso.", **changed})


def test_a_new_notice_is_a_new_row_and_only_an_administrator_publishes_it():
    administrator = make_office(Role.ADMINISTRATOR)
    first = PrivacyNotice.current()
    made = actions.publish_notice(next_notice(), by=administrator)
    assert (made.version, PrivacyNotice.current()) == (2, made)
    assert PrivacyNotice.objects.get(version=1).short_es == first.short_es
    with pytest.raises(PermissionDenied):
        actions.publish_notice(next_notice(short_es="x"), by=make_office())
    with pytest.raises(ValidationError):
        actions.publish_notice(next_notice(), by=administrator)
    with pytest.raises(ValidationError) as refused:
        actions.publish_notice(
            next_notice(short_es="y", since=today() - timedelta(days=1)), by=administrator
        )
    assert "since" in refused.value.message_dict


def test_a_new_notice_is_shown_at_the_next_sign_in_and_lets_through_once_accepted(client):
    person = make_user()
    sign_in = {"login": person.email, "password": PASSWORD}
    mine, page = reverse("privacy:mine"), reverse("privacy:notice")
    client.post(reverse("account_login"), sign_in)
    assert client.get(mine).status_code == 200
    actions.publish_notice(next_notice(), by=None)
    assert client.get(mine).status_code == 200
    client.post(reverse("account_logout"))
    client.post(reverse("account_login"), sign_in)
    assert client.get(mine)["Location"].startswith(page)
    assert client.get(reverse("portal:privacy")).status_code == 200
    assert client.get(page).status_code == 200
    assert client.post(page, {"version": 2}).status_code == 200
    done = client.post(f"{page}?next={mine}", {"version": 2, "read": "on"})
    assert done["Location"] == mine
    assert client.get(mine).status_code == 200
    assert person.acceptances.count() == 2


def test_an_old_version_is_not_accepted_unread():
    person = make_user()
    actions.publish_notice(next_notice(), by=None)
    with pytest.raises(ValidationError):
        actions.accept_notice(person, 1, by=person)


def test_a_request_goes_its_way_in_working_days():
    person, office = make_user(), make_office()
    asked = make_request(person)
    assert asked.folio == f"DP-{today().year}-0001"
    with pytest.raises(PermissionDenied):
        actions.answer(asked, "Sí.", is_granted=True, by=person)
    before = asked.due_on
    extended = actions.extend(asked, "Falta el oficio.", by=office)
    assert extended.due_on > before
    with pytest.raises(DomainError):
        actions.extend(asked, "Otra vez.", by=office)
    with pytest.raises(ValidationError):
        actions.answer(asked, " ", is_granted=True, by=office)
    answered = actions.answer(asked, "Se corrige.", is_granted=True, by=office)
    assert (answered.stage, answered.answered_by) == (Stage.GRANTED, office)
    with pytest.raises(TransitionError):
        actions.answer(asked, "No.", is_granted=False, by=office)
    assert actions.finish(asked, by=office).stage == Stage.DONE
    verbs = [event.verb for event in Event.objects.of(asked).order_by("sequence")]
    assert verbs == [f"privacy.{verb}" for verb in ("ask", "extend", "answer", "finish")]
    assert Message.objects.count() == 0  # told after the commit


def test_the_office_finds_first_what_ends_first_to_answer_or_to_carry_out(settings):
    office, first = make_office(), today()
    granted = make_request()
    settings.TODAY = first + timedelta(days=3)
    later = make_request()
    settings.TODAY = granted.due_on
    granted = actions.answer(granted, "Se corrige.", is_granted=True, by=office)
    assert granted.due_on < later.due_on < granted.effective_due_on
    told = morning.requests(office, today()).items
    assert [item.href for item in told] == [row.get_absolute_url() for row in (later, granted)]


def test_nobody_in_the_office_answers_their_own_request():
    office = make_office()
    with pytest.raises(PermissionDenied):
        actions.answer(make_request(office), "Sí.", is_granted=True, by=office)


def test_blocking_takes_the_name_at_once_and_gives_it_back():
    administrator, person = make_office(Role.ADMINISTRATOR), make_user(full_name="Rosa Nube Alta")
    blocking = make_blocking(person, by=administrator)
    person.refresh_from_db()
    assert "Rosa" not in f"{person} {person.email}"
    assert not person.is_active
    with pytest.raises(ValidationError):
        actions.reveal(blocking, " ", by=administrator)
    held = actions.reveal(blocking, "Requerimiento 12/2011", by=administrator)
    assert held["full_name"] == "Rosa Nube Alta"
    assert Event.objects.of(blocking).first().verb == "privacy.reveal"
    with pytest.raises(DomainError):
        actions.erase(blocking, by=administrator)
    actions.unblock(blocking, "Se opuso a tiempo.", by=administrator)
    person.refresh_from_db()
    assert (person.full_name, person.is_active) == ("Rosa Nube Alta", True)
    assert person.check_password(PASSWORD)


def test_who_holds_a_post_or_is_no_administrator_cannot_be_blocked_or_block():
    with pytest.raises(DomainError):
        make_blocking(make_member(Role.LIAISON))
    with pytest.raises(PermissionDenied):
        make_blocking(by=make_office())


def test_a_lost_word_is_found_unless_its_erasure_was_told():
    make_request(text="Algo")
    event = Event.objects.get(verb="privacy.ask")
    event.sealed.filter(text="Algo").update(text="", salt="", erased_by=event.sequence)
    assert verify().broken is not None


def test_a_term_is_a_new_row_and_what_is_due_is_carried_out():
    administrator = make_office(Role.ADMINISTRATOR)
    draft = Term(kind="message", days=10, ground="Lineamiento 4", since=today())
    actions.set_term(draft, by=administrator)
    assert (kept("message").days, kept("message").ground) == (10, "Lineamiento 4")
    with pytest.raises(ValidationError):
        actions.set_term(Term(kind="none", days=1, ground="x", since=today()), by=administrator)
    with pytest.raises(DomainError):
        actions.purge("message", by=administrator)
    make_blocking(is_due=True)
    with pytest.raises(PermissionDenied):
        actions.purge("account", by=make_office())
    assert actions.purge("account", by=administrator) == 1
    assert verify().broken is None
