"""Training needs: who raises them, who hears, and how the office answers."""

from datetime import date
from html import unescape

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from proim.agencies.models import Role
from proim.audit.models import Event
from proim.core.errors import DomainError, TransitionError
from proim.notifications import tasks
from proim.notifications.models import Message
from proim.training import actions
from proim.training.models import Need
from proim.training.workflow import NeedStage
from tests.builders.people import make_agency, make_member, make_office
from tests.builders.training import HELD, make_need, make_session

pytestmark = pytest.mark.django_db
TODAY = date(2011, 3, 1)


@pytest.fixture(autouse=True)
def _today(settings):
    settings.TODAY = TODAY


@pytest.fixture
def agency():
    return make_agency(acronym="SIM")


@pytest.fixture
def liaison(agency):
    return make_member(Role.LIAISON, agency)


def told(kind):
    tasks.deliver.call()
    found = Message.objects.filter(notice__kind=f"training.{kind}").order_by("pk")
    return [message.person for message in found]


def stage(need):
    return Need.objects.get(pk=need.pk).stage


def test_liaisons_and_heads_raise_needs_of_their_own_entity_and_the_office_hears(agency, liaison):
    office, head = make_office(), make_member(Role.HEAD, agency)
    for person in (liaison, make_member(Role.ALTERNATE, agency), head, office):
        need = make_need(agency, person)
        assert (need.raised_by, need.raised_on, need.stage) == (person, TODAY, NeedStage.OPEN)
    for person in (make_member(Role.LIAISON), make_member(Role.HEAD)):
        with pytest.raises(PermissionDenied):
            make_need(agency, person)
    assert set(told("need_raised")) == {office}
    assert Event.objects.filter(verb="training.raise_need").count() == 4


@pytest.mark.parametrize("wrong", [{"topic": ""}, {"reason": ""}, {"people": 0}])
def test_a_need_says_what_why_and_of_how_many(agency, wrong):
    with pytest.raises(ValidationError) as refused:
        make_need(agency, **wrong)
    assert set(refused.value.message_dict) >= set(wrong)


def test_a_session_answers_several_needs_and_those_who_raised_them_are_told(agency, liaison):
    session, other = make_session(), make_member(Role.LIAISON)
    first = make_need(agency, liaison)
    second = make_need(other.appointments.get().agency, other)

    actions.gather(session, [first, second], by=make_office())

    assert {(need.stage, need.session) for need in Need.objects.all()} == {
        (NeedStage.PLANNED, session)
    }
    assert told("need_planned") == [liaison, other]
    with pytest.raises(TransitionError):
        actions.gather(make_session(), [first], by=None)
    with pytest.raises(PermissionDenied):
        actions.gather(session, [make_need(agency)], by=liaison)


def test_of_several_needs_all_are_gathered_or_none(agency):
    fresh, gone = make_need(agency), make_need(agency)
    actions.withdraw_need(gone, by=None)
    with pytest.raises(TransitionError):
        actions.gather(make_session(), [fresh, gone], by=None)
    assert stage(fresh) == NeedStage.OPEN


def test_a_need_taken_out_waits_again_unless_the_session_was_closed(agency):
    need, session = make_need(agency), make_session()
    actions.gather(session, [need], by=None)
    actions.release_need(need, by=None)
    assert stage(need) == NeedStage.OPEN
    actions.gather(session, [need], by=None)
    session.closed_on = HELD
    session.save()
    with pytest.raises(DomainError):
        actions.release_need(need, by=None)
    with pytest.raises(DomainError):
        actions.gather(session, [make_need(agency)], by=None)


def test_the_office_says_why_it_does_not_take_a_need_up(agency, liaison):
    need = make_need(agency, liaison)
    with pytest.raises(ValidationError):
        actions.decline_need(need, "  ", by=None)
    actions.decline_need(need, "Hay un curso en línea.", by=make_office())
    need.refresh_from_db()
    assert (need.stage, need.answer) == (NeedStage.DECLINED, "Hay un curso en línea.")
    assert told("need_declined") == [liaison]
    with pytest.raises(TransitionError):
        actions.withdraw_need(need, by=liaison)


# --- the pages -----------------------------------------------------------------------------------


def said(response, status=200):
    assert response.status_code == status
    return unescape(response.content.decode())


def test_a_liaison_raises_a_need_on_the_page_and_sees_the_own_ones(client, agency, liaison):
    make_need(make_agency(), topic="De otro ente")
    client.cookies["language"] = "en"
    client.force_login(liaison)
    address = reverse("training:raise_need")
    typed = {"agency": agency.pk, "topic": "Riesgos", "reason": "No se anotan", "people": "3"}
    assert "This field is required" in said(client.post(address, typed | {"reason": ""}))
    html = said(client.post(address, typed, follow=True))
    assert "The need was raised." in html
    html = said(client.get(reverse("training:needs")))
    assert "Riesgos" in html
    assert "De otro ente" not in html
    assert "Gather into this session" not in html
    need = Need.objects.get(topic="Riesgos")
    gone = said(client.post(reverse("training:withdraw_need", args=[need.code]), follow=True))
    assert "The need was withdrawn." in gone


def test_the_office_filters_gathers_and_declines_on_the_pages(client, agency):
    session = make_session()
    needs = [make_need(agency, topic=topic) for topic in ("Riesgos", "Indicadores", "Redacción")]
    client.cookies["language"] = "en"
    client.force_login(make_office())
    address = reverse("training:needs")
    html = said(client.get(address, {"text": "riesg", "stage": "open"}))
    assert "Riesgos" in html
    assert "Redacción" not in html
    assert "Choose at least one need." in said(client.post(address, {"session": session.pk}))
    chosen = {"session": session.pk, "needs": [str(need.code) for need in needs[:2]]}
    html = said(client.post(address, chosen, follow=True))
    assert "2 needs were gathered." in html
    assert "Needs that it answers" in html
    decline = reverse("training:decline_need", args=[needs[2].code])
    assert "This field is required" in said(client.post(decline, {"answer": ""}))
    assert "Ya existe" in said(client.post(decline, {"answer": "Ya existe"}, follow=True))
    release = reverse("training:release_need", args=[needs[0].code])
    assert "waits for a session again" in said(client.post(release, follow=True))


def test_the_list_costs_the_same_queries_however_many_needs(client, queries, agency):
    client.force_login(make_office())

    def cost():
        with queries() as seen:
            said(client.get(reverse("training:needs")))
        return len(seen)

    actions.gather(make_session(), [make_need(agency)], by=None)
    few = cost()
    actions.gather(make_session(), [make_need(make_agency()) for _ in range(4)], by=None)
    make_need(agency)
    assert cost() <= few + 1  # the other session is another choice
