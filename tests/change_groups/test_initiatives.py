"""From an idea to a project: proposed, endorsed in a meeting, begun; and what each reader sees of it."""

from datetime import timedelta
from html import unescape

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from proim.agencies.models import Role
from proim.change_groups import actions
from proim.change_groups.models import Initiative
from proim.change_groups.workflow import InitiativeStage
from proim.core.errors import TransitionError
from proim.notifications.models import Notice
from proim.notifications.slots import kind_of
from proim.projects.models import Project
from proim.projects.workflow import Stage
from tests.builders.change_groups import (
    APPROVED,
    MET,
    make_endorsed,
    make_group,
    make_group_member,
    make_held,
    make_initiative,
    make_meeting,
)
from tests.builders.people import make_member, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _on_a_day(settings, client):
    settings.TODAY = MET
    client.cookies["language"] = "en"


def page(client, address):
    response = client.get(address)
    assert (address, response.status_code) == (address, 200)
    return " ".join(unescape(response.content.decode()).split())


def test_whoever_leads_the_group_is_told_of_a_proposal():
    group = make_group()
    member, coordinator = make_group_member(group), make_group_member(group, role="coordinator")
    initiative = make_initiative(group, by=member.person)
    assert initiative.proposed_by == member.person
    kind = kind_of("change_groups.proposed")
    assert kind.recipients(initiative, {}) == [coordinator.person]
    assert kind.holds(initiative, {})
    actions.decline(initiative, "Ya existe", on=MET, by=None)
    initiative.refresh_from_db()
    assert not kind.holds(initiative, {})


def test_it_is_endorsed_in_a_meeting_of_the_group_that_was_held_after_the_proposal():
    group = make_group()
    initiative = make_initiative(group)
    earlier = make_held(group, on=APPROVED)
    called, elsewhere = make_meeting(group), make_held(make_group())
    for wrong in (earlier, called, elsewhere):
        with pytest.raises(ValidationError) as refused:
            actions.endorse(initiative, wrong, on=MET, by=None)
        assert "meeting" in refused.value.message_dict
    meeting = make_held(group)
    initiative = actions.endorse(initiative, meeting, on=MET, by=None)
    assert (initiative.stage, initiative.meeting) == (InitiativeStage.ENDORSED, meeting)
    assert initiative.decided_on == meeting.on


def test_it_is_decided_on_once_and_the_proposer_is_told():
    group = make_group()
    member = make_group_member(group)
    with pytest.raises(ValidationError):
        actions.decline(make_initiative(group), " ", on=MET, by=None)
    declined = make_initiative(group, by=member.person)
    actions.decline(declined, "Ya existe", on=MET, by=None)
    endorsed = make_endorsed(group, by=member.person)
    meeting = endorsed.meeting
    for row in (declined, endorsed):
        with pytest.raises(TransitionError):
            actions.decline(row, "x", on=MET, by=None)
        with pytest.raises(TransitionError):
            actions.endorse(row, meeting, on=MET, by=None)
    for name, row in (("declined", declined), ("endorsed", endorsed)):
        row.refresh_from_db()
        assert Notice.objects.filter(kind=f"change_groups.{name}").count() == 1
        assert kind_of(f"change_groups.{name}").recipients(row, {}) == [member.person]


def test_a_liaison_starts_one_draft_with_title_and_problem():
    group = make_group()
    member = make_group_member(group, role="coordinator")
    initiative = make_endorsed(group)
    with pytest.raises(PermissionDenied):
        actions.start_project(initiative, on=MET, by=member.person)
    liaison = make_member(Role.LIAISON, group.agency)
    started = actions.start_project(initiative, on=MET, by=liaison)
    project = Project.objects.get()
    assert (project.title_es, project.problem_es) == (initiative.title, initiative.problem)
    assert (project.agency, project.stage) == (group.agency, Stage.DRAFT)
    assert (started.project, started.stage) == (project, InitiativeStage.STARTED)
    assert project.initiative == initiative
    with pytest.raises(TransitionError):
        actions.start_project(initiative, on=MET, by=liaison)
    assert Project.objects.count() == 1  # the second draft was taken back with the refusal


def test_what_is_not_endorsed_becomes_no_project():
    group = make_group()
    declined = make_initiative(group)
    actions.decline(declined, "Ya existe", on=MET, by=None)
    for row in (make_initiative(group), declined):
        with pytest.raises(TransitionError):
            actions.start_project(row, on=MET, by=None)
    assert not Project.objects.exists()


def test_a_dissolved_group_decides_nothing_and_what_it_endorsed_may_still_begin():
    group = make_group()
    open_one, endorsed = make_initiative(group), make_endorsed(group, title="Otra")
    meeting = endorsed.meeting
    actions.dissolve(group, "Fusión", on=MET, by=None)
    for refused in (
        lambda: make_initiative(group),
        lambda: actions.endorse(open_one, meeting, on=MET, by=None),
        lambda: actions.decline(open_one, "x", on=MET, by=None),
    ):
        with pytest.raises(TransitionError):
            refused()
    assert actions.start_project(endorsed, on=MET, by=None).project


def test_from_proposal_to_project_by_screen(client):
    group = make_group()
    member = make_group_member(group)
    coordinator = make_group_member(group, role="coordinator")
    meeting = make_held(group)
    client.force_login(member.person)
    told = {"title": "Citas en línea", "problem": "Filas", "proposal": "Internet"}
    client.post(reverse("change_groups:propose", args=[group.code]), told)
    initiative = Initiative.objects.get()
    html = page(client, initiative.get_absolute_url())
    assert "The group has not decided yet" in html
    assert "The group endorsed it" not in html  # the button is for who leads
    client.force_login(coordinator.person)
    endorse = reverse("change_groups:endorse", args=[initiative.code])
    assert "Meeting of March 10, 2011" in page(client, endorse)
    client.post(endorse, {"meeting": meeting.pk})
    assert "Initiatives endorsed" in page(client, meeting.get_absolute_url())
    client.force_login(make_member(Role.LIAISON, group.agency))
    assert "Start a project from it" in page(client, initiative.get_absolute_url())
    start = reverse("change_groups:start_project", args=[initiative.code])
    html = unescape(client.post(start, follow=True).content.decode())
    assert 'value="Citas en línea"' in html
    assert "Filas" in html
    assert "Start a project from it" not in page(client, initiative.get_absolute_url())


def test_a_declined_one_says_why(client):
    group = make_group()
    initiative = make_initiative(group)
    client.force_login(make_group_member(group, role="secretary").person)
    address = reverse("change_groups:decline", args=[initiative.code])
    client.post(address, {"reason": "Ya hay un sistema de citas"})
    html = page(client, initiative.get_absolute_url())
    assert html.count("Ya hay un sistema de citas") == 2  # told, and in the history
    assert "Start a project" not in html


def test_each_page_leads_to_the_other_for_whoever_may_read_it(client):
    group = make_group()
    member = make_group_member(group)
    initiative = make_endorsed(group, by=member.person)
    started = actions.start_project(initiative, on=MET, by=None)
    project = started.project
    client.force_login(member.person)
    html = page(client, initiative.get_absolute_url())
    assert "preparing the record of a project" in html  # a draft is for liaison officers and head
    assert str(project.code) not in html
    Project.objects.filter(pk=project.pk).update(
        stage=Stage.REGISTERED, folio="PROIM-1", registered_on=MET
    )
    assert project.get_absolute_url() in page(client, initiative.get_absolute_url())
    html = page(client, project.get_absolute_url())
    assert "Where it comes from" in html
    assert initiative.get_absolute_url() in html
    client.force_login(make_user())
    html = page(client, project.get_absolute_url())
    assert group.get_absolute_url() in html
    assert initiative.get_absolute_url() not in html
    assert member.person.full_name not in html


def test_the_list_costs_the_same_for_one_and_for_many(client, django_assert_max_num_queries):
    group = make_group()
    member = make_group_member(group)
    client.force_login(member.person)
    address = reverse("change_groups:initiatives", args=[group.code])
    make_initiative(group, by=member.person)
    with django_assert_max_num_queries(100) as one:
        client.get(address)
    for number in range(5):
        person = make_group_member(group).person
        make_initiative(group, by=person, on=MET - timedelta(number))
    with django_assert_max_num_queries(len(one.captured_queries)):
        client.get(address)
