"""What each reader sees of the groups."""

from html import unescape

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils import translation

from proim.agencies.models import Role
from proim.change_groups import actions
from proim.change_groups.models import Meeting, Member
from proim.core.permissions import may, names
from tests.builders.change_groups import (
    MET,
    make_group,
    make_group_member,
    make_held,
    make_initiative,
    make_meeting,
    make_planned,
    make_promotion,
    make_pulse,
)
from tests.builders.people import make_agency, make_member, make_office, make_user

pytestmark = pytest.mark.django_db
LIST = reverse("change_groups:list")


@pytest.fixture(autouse=True)
def _on_a_day(settings, client):
    settings.TODAY = MET
    client.cookies["language"] = "en"


def page(client, address):
    response = client.get(address)
    assert (address, response.status_code) == (address, 200)
    return unescape(response.content.decode())


def test_anybody_reads_that_a_group_exists_and_no_name(client):
    group = make_group()
    make_group_member(group, make_user(full_name="Ximena Prado"))
    make_held(group)
    for address in (LIST, group.get_absolute_url(), group.agency.get_absolute_url()):
        html = page(client, address)
        assert "Ximena" not in html
        assert "active" in html
    html = page(client, group.get_absolute_url())
    assert "Publicar el aviso" not in html
    assert group.act not in html
    assert "Planning: covered" in " ".join(html.split())
    assert "Last meeting" not in page(client, LIST)


def test_an_act_that_waits_is_known_to_its_people_alone(client):
    group = make_group(approved_on=None)
    assert client.get(group.get_absolute_url()).status_code == 404
    assert group.agency.name not in page(client, LIST)
    client.force_login(make_member(Role.HEAD, group.agency))
    assert "Approve the act" in page(client, group.get_absolute_url())


def test_a_member_reads_the_group_until_the_last_day(client):
    group = make_group()
    member = make_group_member(group)
    meeting = make_held(group)
    client.force_login(member.person)
    assert "Publicar el aviso" in page(client, group.get_absolute_url())
    assert "It is fulfilled" in page(client, meeting.get_absolute_url())
    Member.objects.update(since="2011-01-20", until="2011-03-09")
    assert "Publicar el aviso" not in page(client, group.get_absolute_url())
    assert client.get(meeting.get_absolute_url()).status_code == 404


def test_the_office_reads_the_last_meeting_of_all(client):
    make_held(make_group())
    client.force_login(make_office())
    html = page(client, LIST)
    assert "Last meeting" in html
    assert "March 10, 2011" in html


#   permission                     row       nobody liaison stranger head member coordinator office
MATRIX = [
    ("change_groups.view", "group", "1111111"),
    ("change_groups.read", "group", "0101111"),
    ("change_groups.constitute", "agency", "0100000"),
    ("change_groups.approve", "group", "0001000"),
    ("change_groups.dissolve", "group", "0001000"),
    ("change_groups.end_with_agency", "group", "0000001"),
    ("change_groups.add_member", "group", "0100010"),
    ("change_groups.call", "group", "0100010"),
    ("change_groups.end_member", "member", "0100010"),
    ("change_groups.read_meeting", "meeting", "0101111"),
    ("change_groups.move_meeting", "meeting", "0100010"),
    ("change_groups.cancel_meeting", "meeting", "0100010"),
    ("change_groups.hold", "meeting", "0100010"),
    ("change_groups.agree", "meeting", "0100010"),
    ("change_groups.approve_minutes", "meeting", "0001010"),
    ("change_groups.fulfil", "agreement", "0100110"),  # the member owns it
    ("change_groups.plan", "group", "0100010"),
    ("change_groups.replan", "planned", "0100010"),
    ("change_groups.finish", "planned", "0100110"),  # the member is in charge of it
    ("change_groups.drop", "planned", "0100010"),
    ("change_groups.promote", "group", "0100010"),
    ("change_groups.read_promotion", "promotion", "0101111"),
    ("change_groups.correct_promotion", "promotion", "0100010"),
    ("change_groups.propose", "group", "0101110"),
    ("change_groups.read_initiative", "initiative", "0101111"),
    ("change_groups.endorse", "initiative", "0100010"),
    ("change_groups.decline", "initiative", "0100010"),
    ("change_groups.start_project", "initiative", "0100000"),
    ("change_groups.open_pulse", "group", "0100010"),
    ("change_groups.read_pulses", "group", "0101111"),
    ("change_groups.read_pulse", "pulse", "0101111"),
    ("change_groups.answer_pulse", "pulse", "0101110"),
]


def test_the_whole_matrix():
    assert {row[0] for row in MATRIX} == {
        name for name in names() if name.startswith("change_groups.")
    }
    group = make_group()
    member, coordinator = make_group_member(group), make_group_member(group, role="coordinator")
    meeting = make_meeting(group)
    actions.hold(meeting, [member], "x", on=MET, by=None)
    agreement = meeting.agreements.create(text="x", owner=member, due_on=MET)
    rows = {"group": group, "agency": group.agency, "member": member, "meeting": meeting}
    rows["agreement"] = agreement
    rows["planned"] = make_planned(group, owner=member)
    rows["promotion"] = make_promotion(group)
    rows["initiative"] = make_initiative(group)
    rows["pulse"] = make_pulse(group)
    actors = [
        AnonymousUser(),
        make_member(Role.LIAISON, group.agency),
        make_member(Role.LIAISON),
        make_member(Role.HEAD, group.agency),
        member.person,
        coordinator.person,
        make_office(),
    ]
    for permission, kind, expected in MATRIX:
        found = "".join(str(int(may(permission, actor, rows[kind]))) for actor in actors)
        assert (permission, found) == (permission, expected)


def test_from_constitution_to_minutes_by_screen(client):
    agency = make_agency()
    liaison, head = make_member(Role.LIAISON, agency), make_member(Role.HEAD, agency)
    client.force_login(liaison)
    told = {"constituted_on": "2011-03-01", "act": "GC/7", "purpose": "Modernizar"}
    client.post(reverse("change_groups:constitute", args=[agency.code]), told)
    group = agency.change_groups.get()
    client.force_login(head)
    client.post(reverse("change_groups:approve", args=[group.code]))
    client.force_login(liaison)
    who = {"email": "ana@example.gob.mx", "full_name": "Ana Rey", "area": "ict"}
    who |= {"role": "coordinator", "since": "2011-03-10"}
    client.post(reverse("change_groups:add_member", args=[group.code]), who)
    when = {"on": "2011-03-10", "starts": "10:00", "ends": "12:00", "agenda": "Avances"}
    address = reverse("change_groups:call", args=[group.code])
    refused = unescape(client.post(address, when).content.decode())
    assert "Say where" in refused
    assert "Avances" in refused  # nothing typed is lost
    client.post(address, {**when, "link": "aula.example.org"})
    meeting = Meeting.objects.get()
    assert meeting.link == "https://aula.example.org"
    member = group.members.get()
    hold = reverse("change_groups:hold", args=[meeting.code])
    client.post(hold, {"came": [member.pk], "minutes": "Se revisó"})
    agree = reverse("change_groups:agree", args=[meeting.code])
    client.post(agree, {"text": "Publicar", "owner": member.pk, "due_on": "2011-03-20"})
    client.force_login(head)
    client.post(reverse("change_groups:approve_minutes", args=[meeting.code]))
    html = page(client, meeting.get_absolute_url())
    assert "Minutes (PDF)" in html
    assert "Publicar" in html


def test_the_calendar_file_names_the_moment_of_the_meeting(client):
    group = make_group()
    client.force_login(make_group_member(group).person)
    meeting = make_meeting(group)
    with translation.override("en"):
        response = client.get(reverse("change_groups:meeting_ics", args=[meeting.code]))
    assert response["Content-Type"].startswith("text/calendar")
    text = response.content.decode()
    assert "DTSTART:20110310T160000Z" in text  # ten in the morning in Mexico City, six hours behind
    assert f"change-group-{meeting.code}" in text


@pytest.mark.parametrize("reader", ["nobody", "office"])
def test_the_list_costs_the_same_for_one_and_for_many(
    client, reader, django_assert_max_num_queries
):
    if reader == "office":
        client.force_login(make_office())
    make_held(make_group())
    with django_assert_max_num_queries(100) as one:
        client.get(LIST)
    for _number in range(5):
        make_held(make_group())
    with django_assert_max_num_queries(len(one.captured_queries)):
        client.get(LIST)
