"""Handing a post over: who prepares, signs and receives it, what stays as it was signed, and when it is withdrawn."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from proim.accounts.models import User
from proim.agencies import actions, letters
from proim.agencies.handovers import CHECKLIST
from proim.agencies.models import Appointment, Handover, HandoverItem, Role
from proim.agencies.workflow import HandoverStatus
from proim.audit.models import Event
from proim.core.errors import DomainError, TransitionError
from proim.desk.models import Draft, SavedView
from proim.notifications.models import Notice
from proim.notifications.slots import kind_of
from tests.builders.desk import make_draft_of, make_view
from tests.builders.people import make_agency, make_appointment, make_member, make_office
from tests.builders.projects import make_draft

pytestmark = pytest.mark.django_db
TODAY, LAST = date(2011, 4, 1), date(2011, 3, 31)
DONE = dict.fromkeys(CHECKLIST, (True, ""))


@pytest.fixture(autouse=True)
def _on_a_day(settings):
    settings.TODAY = TODAY


@pytest.fixture
def agency():
    return make_agency()


@pytest.fixture
def head(agency):
    return make_member(Role.HEAD, agency)


@pytest.fixture
def post(agency):
    """Return the post of a liaison officer who leaves."""
    person = make_member(Role.LIAISON, agency, full_name="Rosalía Cardeña")
    return Appointment.objects.get(person=person)


@pytest.fixture
def handover(post):
    """Return the hand-over that begins as the end of the appointment is recorded."""
    actions.end_appointment(post, on=LAST, reason="Renuncia", by=None)
    return Handover.objects.get(leaving=post)


def follow(agency, role=Role.LIAISON):
    """Appoint who follows, and return the appointment."""
    person = User(email="sigue@example.gob.mx", full_name="Quien Sigue")
    draft = Appointment(person=person, agency=agency, role=role, valid_from=TODAY)
    draft.letter = "SP/2/2011"
    return actions.appoint(draft, by=None)


def sign(handover, by=None):
    actions.prepare_handover(handover, DONE, note="Falta la minuta.", by=by)
    return actions.deliver_handover(handover, by=by)


def verbs(row):
    return [event.verb.removeprefix("agencies.") for event in Event.objects.of(row)]


# --- it begins ------------------------------------------------------------------------------------


def test_it_begins_with_the_end_of_a_principal_liaisons_appointment(post, head, handover):
    assert (handover.status, handover.opened_on) == (HandoverStatus.OPEN, TODAY)
    assert handover.due_on == date(2011, 4, 15)  # ten working days
    assert [item.code for item in handover.items.all()] == list(CHECKLIST)
    assert verbs(handover) == ["open_handover"]
    told = kind_of("agencies.handover_opened").recipients(handover, {})
    assert told == [post.person, head]
    assert Notice.objects.filter(kind="agencies.handover_opened").count() == 1


@pytest.mark.parametrize("role", [Role.HEAD, Role.ALTERNATE])
def test_it_does_not_begin_by_itself_for_other_posts_nor_for_what_is_long_past(agency, role):
    other = make_appointment(role, agency)
    actions.end_appointment(other, on=LAST, reason="Renuncia", by=None)
    long_past = make_appointment(Role.LIAISON, agency)
    actions.end_appointment(long_past, on=TODAY - timedelta(60), reason="Renuncia", by=None)
    assert not Handover.objects.exists()


def test_an_alternate_begins_the_own_one_before_leaving_and_once(agency):
    held = make_appointment(Role.ALTERNATE, agency)
    begun = actions.open_handover(held, by=held.person)
    assert Event.objects.of(begun).get().actor_id == held.person_id
    with pytest.raises(DomainError, match="ya"):
        actions.open_handover(held, by=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        Handover.objects.create(leaving=held, opened_on=TODAY, due_on=TODAY)


# --- it is prepared and signed --------------------------------------------------------------------


def test_who_leaves_prepares_and_the_ledger_keeps_what_changed(post, handover):
    said = {"duties": (True, ""), "paper": (False, " No hay papel ")}
    actions.prepare_handover(handover, said, note=" Lea el acta. ", by=post.person)
    handover.refresh_from_db()
    assert handover.note == "Lea el acta."
    items = {item.code: (item.is_done, item.note) for item in handover.items.all()}
    assert items["duties"] == (True, "")
    assert items["paper"] == (False, "No hay papel")
    assert items["files"] == (False, "")
    event = Event.objects.of(handover).filter(verb="agencies.prepare_handover").get()
    assert set(event.data["changes"]) == {"duties", "paper", "note"}
    actions.prepare_handover(handover, {}, note="Lea el acta.", by=post.person)
    assert verbs(handover).count("prepare_handover") == 1  # nothing changed


def test_its_history_names_the_lines_as_the_page_does(client, post, handover):
    actions.prepare_handover(handover, {"paper": (True, "")}, note="", by=post.person)
    client.force_login(post.person)
    entries = client.get(handover.get_absolute_url()).context["events"]
    (change,) = entries[0].changes
    assert (change.label, change.before, change.after) == (CHECKLIST["paper"], "no", "sí")


def test_a_note_may_not_be_longer_than_the_page_takes(handover):
    with pytest.raises(ValidationError) as refused:
        actions.prepare_handover(handover, {}, note="x" * 4001, by=None)
    assert list(refused.value.message_dict) == ["note"]


def test_only_who_leaves_gives_along_what_is_unfinished(post, head, handover):
    given = {"drafts": [str(make_draft_of(post.person).code)], "views": []}
    actions.prepare_handover(handover, {}, note="", given=given, by=head)
    assert handover.given == {}
    actions.prepare_handover(handover, {}, note="", given=given, by=post.person)
    handover.refresh_from_db()
    assert handover.given == {"drafts": given["drafts"]}


def test_each_line_is_ticked_or_explained_before_it_is_signed(post, handover):
    said = {"duties": (True, ""), "paper": (False, "No hay papel")}
    actions.prepare_handover(handover, said, note="", by=post.person)
    with pytest.raises(ValidationError) as refused:
        actions.deliver_handover(handover, by=post.person)
    assert set(refused.value.message_dict) == set(CHECKLIST) - {"duties", "paper"}
    assert Handover.objects.get().status == HandoverStatus.OPEN


def test_what_was_open_stays_as_it_stood_when_it_was_signed(agency, post, handover):
    project = make_draft(agency)
    sign(handover, post.person)
    handover.refresh_from_db()
    assert (handover.status, handover.delivered_on) == (HandoverStatus.DELIVERED, TODAY)
    assert handover.delivered_by == post.person
    kept, signed = handover.frozen, handover.sha256
    assert [one["title"] for kind in kept for one in kind["things"]] == [project.title]
    type(project).objects.update(title_es="Otro nombre")
    make_draft(agency)
    follow(agency)
    handover.refresh_from_db()
    assert (handover.frozen, handover.sha256) == (kept, signed)
    event = Event.objects.of(handover).filter(verb="agencies.deliver_handover").get()
    assert event.data["changes"]["sha256"] == [None, signed]


@pytest.mark.parametrize("change", ["note", "line", "open"])
def test_the_hash_is_of_all_that_both_sign(agency, handover, change):
    first = sign(handover).sha256
    actions.reopen_handover(handover, by=None)
    if change == "open":
        make_draft(agency)
    said = {"paper": (True, "Tres cajas")} if change == "line" else {}
    note = "Otra cosa" if change == "note" else "Falta la minuta."
    actions.prepare_handover(handover, said, note=note, by=None)
    assert actions.deliver_handover(handover, by=None).sha256 != first


def test_what_is_signed_changes_no_more_and_may_be_taken_back_until_it_is_received(
    post, agency, handover
):
    handover = sign(handover, post.person)
    with pytest.raises(DomainError, match="Ya está firmada"):
        actions.prepare_handover(handover, {"paper": (False, "x")}, note="", by=post.person)
    with pytest.raises(TransitionError):
        actions.deliver_handover(handover, by=post.person)
    assert "firmada" in letters.handover_kind().refuses(handover)
    actions.reopen_handover(handover, by=post.person)
    handover.refresh_from_db()
    told = (handover.status, handover.frozen, handover.sha256, handover.delivered_by)
    assert told == (HandoverStatus.OPEN, [], "", None)
    sign(handover, post.person)
    successor = follow(agency)
    handover.refresh_from_db()
    actions.receive_handover(handover, by=successor.person)
    with pytest.raises(TransitionError):
        actions.reopen_handover(handover, by=post.person)


# --- it is received -------------------------------------------------------------------------------


def test_who_follows_receives_it_with_what_was_given_along(agency, post, handover):
    draft, view = make_draft_of(post.person), make_view(post.person)
    kept = make_draft_of(post.person)
    given = {"drafts": [str(draft.code)], "views": [str(view.code)]}
    actions.prepare_handover(handover, DONE, note="", given=given, by=post.person)
    actions.deliver_handover(handover, by=post.person)
    successor = follow(agency)
    handover.refresh_from_db()
    assert handover.successor == successor
    told = Notice.objects.filter(kind="agencies.handover_delivered")
    assert told.count() == 2  # as it was signed, when nobody followed, and as somebody did
    actions.receive_handover(handover, remark=" Completo. ", by=successor.person)
    handover.refresh_from_db()
    assert (handover.status, handover.remark) == (HandoverStatus.RECEIVED, "Completo.")
    assert (handover.received_on, handover.received_by) == (TODAY, successor.person)
    assert Draft.objects.get(pk=draft.pk).person == successor.person
    assert Draft.objects.get(pk=kept.pk).person == post.person
    assert SavedView.objects.filter(person=successor.person, name=view.name).exists()
    done = ["open", "prepare", "deliver", "receive"]
    assert {f"{verb}_handover" for verb in done} | {"name_successor"} == set(verbs(handover))


def test_nobody_receives_before_it_is_signed_nor_what_they_signed_themselves(agency, handover):
    successor = follow(agency)
    handover.refresh_from_db()
    with pytest.raises(TransitionError):
        actions.receive_handover(handover, by=successor.person)
    make_appointment(Role.HEAD, agency, successor.person)  # a head may be its own liaison
    sign(handover, successor.person)
    with pytest.raises(DomainError, match="otra persona"):
        actions.receive_handover(handover, by=successor.person)
    handover.refresh_from_db()
    assert handover.received_by is None


def test_a_remark_may_not_be_longer_than_the_page_takes(agency, handover):
    sign(handover)
    with pytest.raises(ValidationError) as refused:
        actions.receive_handover(handover, remark="x" * 4001, by=None)
    assert list(refused.value.message_dict) == ["remark"]


def test_who_does_not_follow_any_more_receives_nothing(agency, handover):
    sign(handover)
    successor = follow(agency)
    actions.end_appointment(successor, on=TODAY, reason="No", hands_over=False, by=None)
    Appointment.objects.filter(pk=successor.pk).update(valid_from=LAST, valid_to=LAST)
    with pytest.raises(PermissionDenied):
        actions.receive_handover(handover, by=successor.person)


def test_strangers_other_agencies_and_the_office_sign_nothing(agency, handover):
    people = [
        make_member(Role.LIAISON),
        make_member(Role.HEAD),
        make_member(Role.ALTERNATE, agency),
        make_office(),
        make_office(Role.ADMINISTRATOR),
    ]
    for person in people:
        with pytest.raises(PermissionDenied):
            actions.prepare_handover(handover, DONE, note="x", by=person)
        with pytest.raises(PermissionDenied):
            actions.deliver_handover(handover, by=person)
    sign(handover)
    follow(agency)
    for person in people:
        with pytest.raises(PermissionDenied):
            actions.reopen_handover(handover, by=person)
        with pytest.raises(PermissionDenied):
            actions.receive_handover(handover, by=person)
    handover.refresh_from_db()
    assert handover.status == HandoverStatus.DELIVERED
    assert HandoverItem.objects.filter(handover=handover, is_done=False).count() == 0


def test_the_head_signs_in_place_of_somebody_who_is_gone(head, handover):
    sign(handover, head)
    handover.refresh_from_db()
    assert handover.delivered_by == head


# --- it is withdrawn ------------------------------------------------------------------------------


def test_an_appointment_that_goes_on_is_not_handed_over(client, post, handover):
    actions.prepare_handover(handover, DONE, note="", by=post.person)
    actions.reopen_appointment(post, by=None)
    handover.refresh_from_db()
    assert handover.status == HandoverStatus.WITHDRAWN
    assert not handover.is_late(date(2012, 1, 1))
    assert "withdraw_handover" in verbs(handover)
    assert not kind_of("agencies.handover_opened").holds(handover, {})
    with pytest.raises(DomainError, match="retiró"):
        actions.prepare_handover(handover, DONE, note="", by=post.person)
    with pytest.raises(TransitionError):
        actions.deliver_handover(handover, by=None)
    client.force_login(post.person)
    page = client.get(handover.get_absolute_url()).content.decode()
    assert "Se deshizo el fin del nombramiento: Rosalía Cardeña sigue en el puesto" in page
    assert "Qué está abierto" not in page
    listed = client.get(reverse("agencies:handovers")).content.decode()
    assert "retirada: la persona sigue" in " ".join(listed.split())


def test_what_had_been_signed_is_kept_with_the_withdrawn_one(agency, post, handover):
    make_draft(agency)
    signed = sign(handover, post.person).sha256
    actions.reopen_appointment(post, by=None)
    handover.refresh_from_db()
    assert (handover.status, handover.sha256) == (HandoverStatus.WITHDRAWN, signed)
    assert handover.frozen
    assert handover.delivered_by == post.person
    with pytest.raises(TransitionError):
        actions.reopen_handover(handover, by=post.person)
    assert "retiró" in letters.handover_kind().refuses(handover)


def test_nobody_who_follows_later_receives_what_was_withdrawn(agency, post, handover):
    actions.reopen_appointment(post, by=None)
    actions.end_appointment(post, on=LAST, reason="Ahora sí", by=None)
    again = Handover.objects.exclude(pk=handover.pk).get(leaving=post)
    assert again.status == HandoverStatus.OPEN
    successor = follow(agency)
    handover.refresh_from_db()
    again.refresh_from_db()
    assert (handover.successor, again.successor) == (None, successor)


def test_what_both_signed_took_place_and_the_next_end_is_handed_over_anew(agency):
    """Only among alternates may the former one go on although somebody followed."""
    held = make_appointment(Role.ALTERNATE, agency)
    handover = actions.open_handover(held, by=None)
    actions.end_appointment(held, on=LAST, reason="Renuncia", by=None)
    successor = follow(agency, Role.ALTERNATE)
    sign(handover)
    actions.receive_handover(handover, by=successor.person)
    with pytest.raises(DomainError, match="ya"):
        actions.open_handover(held, by=None)
    actions.reopen_appointment(held, by=None)
    handover.refresh_from_db()
    assert handover.status == HandoverStatus.RECEIVED
    again = actions.open_handover(held, by=None)
    assert Handover.objects.current().get() == again != handover


def test_on_the_page_of_the_agency_stands_the_one_that_is_in_hand(client, agency, post, handover):
    actions.reopen_appointment(post, by=None)
    client.force_login(post.person)
    page = client.get(agency.get_absolute_url()).content.decode()
    assert handover.get_absolute_url() not in page
    begin = reverse("agencies:open_handover", args=[post.code])
    assert begin in page
    client.post(begin)
    again = Handover.objects.current().get()
    page = client.get(agency.get_absolute_url()).content.decode()
    assert again.get_absolute_url() in page
    assert begin not in page
