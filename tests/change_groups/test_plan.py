"""The work plan and the promotion actions: what happens, what is refused, what the pages say."""

from datetime import timedelta
from html import unescape

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from proim.agencies.models import Role
from proim.audit.models import Event
from proim.change_groups import actions, reminders
from proim.change_groups.models import PlannedAction, Promotion
from proim.core.errors import TransitionError
from proim.files.panel import panel
from proim.notifications.models import Notice
from proim.notifications.slots import kind_of
from tests.builders.change_groups import (
    MET,
    make_group,
    make_group_member,
    make_planned,
    make_promotion,
)
from tests.builders.files import make_file
from tests.builders.people import make_member, make_office

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _on_a_day(settings, client):
    settings.TODAY = MET
    client.cookies["language"] = "en"


def page(client, address):
    response = client.get(address)
    assert (address, response.status_code) == (address, 200)
    return " ".join(unescape(response.content.decode()).split())


def test_who_is_put_in_charge_is_told():
    action = make_planned(make_group())
    assert Notice.objects.filter(kind="change_groups.planned").count() == 1
    kind = kind_of("change_groups.planned")
    assert kind.recipients(action, {}) == [action.owner.person]
    assert "Medir las filas" in kind.words(action, {}).lines
    actions.finish(action, "Listo", on=MET, by=None)
    action.refresh_from_db()
    assert not kind.holds(action, {})


def test_an_action_has_an_owner_of_the_group_and_ends_after_its_start():
    group, stranger = make_group(), make_group_member(make_group())
    for wrong, field in (
        ({"owner": stranger}, "owner"),
        ({"due_on": MET - timedelta(1)}, "__all__"),
        ({"text": ""}, "text"),
    ):
        with pytest.raises(ValidationError) as refused:
            make_planned(group, **wrong)
        assert field in refused.value.message_dict
    assert not group.plan.exists()


def test_a_changed_action_keeps_what_it_said_in_the_ledger_and_tells_a_new_owner():
    action = make_planned(make_group())
    other = make_group_member(action.group, area="ict")
    action.due_on, action.owner = MET + timedelta(40), other
    actions.replan(action, by=None)
    told = Event.objects.of(action).filter(verb="change_groups.replan").get().data["changes"]
    assert told["due_on"] == ["2011-03-30", "2011-04-19"]
    assert set(told) == {"due_on", "owner"}
    assert Notice.objects.filter(kind="change_groups.planned").count() == 2


def test_what_is_done_or_taken_out_stays_so():
    group = make_group()
    done, dropped = make_planned(group), make_planned(group, text="Otra")
    for verb, row, words in ((actions.finish, done, "outcome"), (actions.drop, dropped, "reason")):
        with pytest.raises(ValidationError) as refused:
            verb(row, " ", on=MET, by=None)
        assert words in refused.value.message_dict
        verb(row, "Se acordó", on=MET, by=None)
    for row in (done, dropped):
        for again in (
            lambda row: actions.finish(row, "x", on=MET, by=None),
            lambda row: actions.drop(row, "x", on=MET, by=None),
            lambda row: actions.replan(row, by=None),
        ):
            with pytest.raises(TransitionError):
                again(row)


def test_who_is_in_charge_says_that_it_is_done_and_nobody_else_of_the_members():
    action = make_planned(make_group())
    other = make_group_member(action.group, area="ict")
    with pytest.raises(PermissionDenied):
        actions.finish(action, "Listo", on=MET, by=other.person)
    assert actions.finish(action, "Listo", on=MET, by=action.owner.person).done_on == MET


def test_open_actions_are_reminded_of_until_they_are_done_or_taken_out():
    group = make_group()
    done, dropped = make_planned(group), make_planned(group, text="Otra")
    told = Notice.objects.filter(kind="change_groups.plan_due")
    for days, number in ((16, 0), (17, 2), (20, 2), (21, 4), (27, 6)):
        reminders.remind(MET + timedelta(days))
        assert (days, told.count()) == (days, number)
    actions.finish(done, "x", on=MET, by=None)
    actions.drop(dropped, "x", on=MET, by=None)
    assert reminders.remind(MET + timedelta(90)) == 0


def test_a_group_that_was_dissolved_plans_and_promotes_nothing():
    group = make_group()
    action, promotion = make_planned(group), make_promotion(group)
    actions.dissolve(group, "Fusión", on=MET, by=None)
    for refused in (
        lambda: make_planned(group),
        lambda: actions.replan(action, by=None),
        lambda: actions.finish(action, "x", on=MET, by=None),
        lambda: actions.drop(action, "x", on=MET, by=None),
        lambda: make_promotion(group),
        lambda: actions.correct_promotion(promotion, on=MET, by=None),
    ):
        with pytest.raises(TransitionError):
            refused()
    assert reminders.remind(MET + timedelta(90)) == 0
    liaison = make_member(Role.LIAISON, group.agency)
    promotion = Promotion.objects.get(pk=promotion.pk)
    assert panel(liaison, "promotion", promotion).refusal


def test_a_promotion_of_the_future_or_before_the_act_is_refused():
    group = make_group()
    for on in (MET + timedelta(1), group.constituted_on - timedelta(1)):
        with pytest.raises(ValidationError) as refused:
            make_promotion(group, on=on)
        assert "on" in refused.value.message_dict


def test_the_plan_says_where_each_action_stands(client):
    group = make_group()
    make_planned(group, text="Medir las filas")
    make_planned(group, text="Publicar requisitos", starts_on=MET + timedelta(5))
    late = make_planned(group, text="Reunir encuestas", starts_on=MET - timedelta(9), due_on=MET)
    done = make_planned(group, text="Imprimir carteles")
    dropped = make_planned(group, text="Viajar")
    actions.finish(done, "Se imprimieron 40", on=MET, by=None)
    actions.drop(dropped, "Sin fondos", on=MET, by=None)
    PlannedAction.objects.filter(pk=late.pk).update(due_on=MET - timedelta(1))
    client.force_login(make_member(Role.LIAISON, group.agency))
    html = page(client, reverse("change_groups:plan_page", args=[group.code]))
    for words in ("under way", "planned", "late", "Se imprimieron 40", "Sin fondos", "taken out"):
        assert words in html
    assert html.count("It is done") == 3
    assert "1 of 4" in html  # what was taken out is not counted
    assert "Work plan (PDF)" in html


def test_a_member_changes_only_what_is_theirs_and_strangers_see_nothing(client):
    action = make_planned(make_group())
    make_planned(action.group, owner=make_group_member(action.group, area="ict"), text="De otra")
    address = reverse("change_groups:plan_page", args=[action.group.code])
    client.force_login(action.owner.person)
    html = page(client, address)
    assert html.count("It is done") == 1
    assert "Take it out" not in html
    client.force_login(make_member(Role.LIAISON))
    assert client.get(address).status_code == 404


def test_plan_and_promotion_by_screen(client):
    group = make_group()
    member = make_group_member(group)
    client.force_login(make_member(Role.LIAISON, group.agency))
    told = {"text": "Medir", "owner": member.pk, "starts_on": "2011-03-10", "due_on": "2011-03-01"}
    address = reverse("change_groups:plan", args=[group.code])
    refused = unescape(client.post(address, told).content.decode())
    assert "The end is before the start." in refused
    client.post(address, {**told, "due_on": "2011-04-01"})
    action = group.plan.get()
    change = reverse("change_groups:replan", args=[action.code])
    client.post(change, {**told, "text": "Medir dos veces", "due_on": "2011-04-02"})
    client.post(reverse("change_groups:finish", args=[action.code]), {"outcome": "Medido"})
    action.refresh_from_db()
    assert (action.text, action.outcome, action.done_on) == ("Medir dos veces", "Medido", MET)
    other = make_planned(group)
    client.post(reverse("change_groups:drop", args=[other.code]), {"reason": "Ya no"})
    assert PlannedAction.objects.get(pk=other.pk).dropped_on == MET

    told = {"kind": "fair", "on": "2011-03-09", "title": "Feria", "about": "x", "reach": "1250"}
    told["counted"] = "Registro de entrada"
    client.post(reverse("change_groups:promote", args=[group.code]), told)
    promotion = Promotion.objects.get()
    address = reverse("change_groups:correct_promotion", args=[promotion.code])
    client.post(address, {**told, "reach": "1200"})
    html = page(client, promotion.get_absolute_url())
    assert "1,200" in html
    assert "1250" in html  # the history says what it was before
    assert "Attach a file" in html


def test_evidence_is_read_by_whoever_reads_the_group(client):
    promotion = make_promotion(make_group())
    file = make_file(promotion, kind="promotion")
    listed = reverse("change_groups:promotions", args=[promotion.group.code])
    client.force_login(make_office())
    assert "People reached" in page(client, listed)
    fetch = reverse("files:fetch", args=[file.code])
    response = client.get(fetch)
    assert response.status_code == 200
    assert b"".join(response.streaming_content).startswith(b"%PDF")
    client.force_login(make_member(Role.LIAISON))
    assert client.get(fetch).status_code == 404
    assert client.get(listed).status_code == 404


@pytest.mark.parametrize(
    ("make", "name"), [(make_planned, "plan_page"), (make_promotion, "promotions")]
)
def test_the_pages_cost_the_same_for_one_and_for_many(
    client, make, name, django_assert_max_num_queries
):
    group = make_group()
    client.force_login(make_member(Role.LIAISON, group.agency))
    address = reverse(f"change_groups:{name}", args=[group.code])
    make(group)
    with django_assert_max_num_queries(100) as one:
        client.get(address)
    for _number in range(5):
        make(group)
    with django_assert_max_num_queries(len(one.captured_queries)):
        client.get(address)
