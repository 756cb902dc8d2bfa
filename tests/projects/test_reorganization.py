"""What becomes of projects, posts and history where an agency is absorbed or wound up."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from proim.agencies import actions
from proim.agencies.models import Agency, Appointment, Role, SuccessionKind
from proim.audit.models import Event
from proim.projects.models import Project, Transfer
from proim.projects.workflow import Stage
from tests.builders.people import make_agency, make_member, make_office
from tests.builders.projects import make_project

pytestmark = pytest.mark.django_db
SINCE, LAST = date(2011, 10, 3), date(2011, 10, 2)
ABSORB, WIND_UP = SuccessionKind.ABSORB, SuccessionKind.WIND_UP


@pytest.fixture(autouse=True)
def _on_a_day(settings):
    settings.TODAY = date(2011, 10, 10)


@pytest.fixture
def agency():
    return make_agency(name="Comisión de Vigilancia")


def plan(kind, agency, *successors, **told):
    return actions.Plan(kind, [agency], successors, SINCE, "Decreto", **told)


def test_an_absorbed_agency_leaves_projects_posts_and_an_address_that_answers(client, agency):
    running, cancelled = make_project(agency), make_project(agency, stage=Stage.CANCELLED)
    liaison, head = make_member(Role.LIAISON, agency), make_member(Role.HEAD, agency)
    into, office = make_agency(), make_office()
    own = make_project(into)
    post = Appointment.objects.get(person=liaison)
    told = plan(ABSORB, agency, into, posts={post.pk: (into, Role.ALTERNATE)})
    deed = actions.reorganize(told, by=office)

    assert {*Project.objects.filter(agency=into)} == {running, cancelled, own}
    moved = Transfer.objects.filter(reorganization=deed)
    assert {(row.project, row.origin, row.agency) for row in moved} == {
        (running, agency, into),
        (cancelled, agency, into),
    }
    held = Appointment.objects.on(SINCE)
    assert not held.filter(agency=agency).exists()
    assert held.get(person=liaison).role == Role.ALTERNATE
    assert not held.filter(person=head).exists()
    assert Appointment.objects.on(LAST).filter(agency=agency).count() == 2
    assert Event.objects.of(deed).get().actor_id == office.pk

    page = client.get(agency.get_absolute_url()).content.decode()
    assert "ya no existe" in page
    assert into.name in page
    listed = client.get(reverse("projects:list"), {"agency": agency.code})
    assert running in listed.context["page"].object_list
    trace = client.get(deed.get_absolute_url()).content.decode()
    assert running.title_es in trace
    assert liaison.full_name not in trace  # a visitor learns where projects went, not people


def test_an_agency_wound_up_leaves_what_is_open_to_its_heir_and_keeps_its_history(client, agency):
    running, cancelled = make_project(agency), make_project(agency, stage=Stage.CANCELLED)
    liaison, heir = make_member(Role.LIAISON, agency), make_agency(in_scope=False)
    deed = actions.reorganize(plan(WIND_UP, agency, heir=heir), by=make_office())
    running.refresh_from_db()
    cancelled.refresh_from_db()
    assert (running.agency, cancelled.agency) == (heir, agency)
    assert Transfer.objects.get(reorganization=deed).project == running
    ended = Appointment.objects.get(person=liaison)
    assert (ended.valid_to, deed.posts.get().following) == (LAST, None)
    assert set(Agency.objects.in_scope(LAST)) == {agency}
    assert not Agency.objects.in_scope(SINCE).exists()
    assert "ya no existe" in client.get(agency.get_absolute_url()).content.decode()
    assert client.get(cancelled.get_absolute_url()).status_code == 200


def test_winding_up_leaves_nothing_open_to_nobody_and_then_does_nothing(agency):
    running, liaison = make_project(agency), make_member(Role.LIAISON, agency)
    with pytest.raises(ValidationError) as refused:
        actions.reorganize(plan(WIND_UP, agency), by=make_office())
    assert list(refused.value.message_dict) == ["heir"]
    agency.refresh_from_db()
    assert agency.closed_on is None
    assert Project.objects.get(pk=running.pk).agency == agency
    assert Appointment.objects.get(person=liaison).valid_to is None


def test_an_agency_with_nothing_open_is_wound_up_without_an_heir(agency):
    cancelled = make_project(agency, stage=Stage.CANCELLED)
    actions.reorganize(plan(WIND_UP, agency), by=make_office())
    assert Project.objects.get(pk=cancelled.pk).agency == agency
    agency.refresh_from_db()
    assert agency.closed_on == SINCE


def test_a_winding_up_that_leaves_something_open_is_refused_at_its_box(client, agency):
    project, head = make_project(agency), make_agency(name="Secretaría Cabeza")
    client.force_login(make_office())
    address = reverse("agencies:wind_up", args=[agency.code])
    typed = {"since": SINCE.isoformat(), "ground": "Decreto"}
    page = client.post(address, typed)
    assert "takes_over" in page.context["form"].errors
    assert "indique quién lo recibe" in page.content.decode()
    assert client.post(address, {**typed, "confirm": "1"}).status_code == 200
    project.refresh_from_db()
    assert project.agency == agency
    page = client.post(address, {**typed, "takes_over": head.key})
    assert (page.context["preview"] is None, page.context["form"].errors) == (False, {})
