"""The culture pulse: once each, without a name, and nothing shown from which an answer could be told."""

from datetime import timedelta
from html import unescape

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from proim.agencies.models import Role
from proim.audit.models import Event
from proim.change_groups import actions, reminders, tidying
from proim.change_groups.formulas import STATEMENTS, mean
from proim.change_groups.models import Pulse, PulseRoll, PulseTally
from proim.change_groups.pulses import changes, openings
from proim.core.errors import TransitionError
from proim.notifications.models import Notice
from proim.notifications.slots import kind_of
from tests.builders.change_groups import MET, make_group, make_group_member, make_pulse
from tests.builders.people import make_member, make_office, make_user

pytestmark = pytest.mark.django_db
AFTER = MET + timedelta(7)


@pytest.fixture(autouse=True)
def _on_a_day(settings, client):
    settings.TODAY = MET
    client.cookies["language"] = "en"


def page(client, address):
    response = client.get(address)
    assert (address, response.status_code) == (address, 200)
    return " ".join(unescape(response.content.decode()).split())


def say(pulse, step=4, *, by=None, on=None):
    person = by or make_group_member(pulse.group).person
    day = on or pulse.opens_on
    return actions.answer_pulse(pulse, dict.fromkeys(STATEMENTS, step), on=day, by=person)


def seen(pulse, day):
    (opening,) = openings([Pulse.objects.get(pk=pulse.pk)], day)
    return opening


def test_mean_is_of_one_decimal_half_up():
    assert str(mean([0, 0, 0, 3, 1])) == "4.3"  # 4.25
    assert str(mean([1, 0, 0, 0, 0])) == "1.0"
    with pytest.raises(ValueError, match="nobody"):
        mean([0, 0, 0, 0, 0])


def test_each_one_answers_once_and_only_sums_are_stored():
    pulse = make_pulse(make_group())
    ana = make_group_member(pulse.group).person
    say(pulse, 2, by=ana)
    with pytest.raises(TransitionError):
        say(pulse, 5, by=ana)
    say(pulse, 5)
    heard = PulseTally.objects.filter(pulse=pulse, statement="heard")
    assert list(heard.values_list("step", "count")) == [(1, 0), (2, 1), (3, 0), (4, 0), (5, 1)]
    assert PulseTally.objects.count() == 25
    assert PulseRoll.objects.filter(pulse=pulse).count() == 2


def test_neither_roll_nor_ledger_tells_who_said_what_or_when():
    pulse = make_pulse(make_group())
    say(pulse)
    (event,) = Event.objects.filter(verb="change_groups.answer_pulse")
    assert event.actor_id is None
    assert event.data == {}
    assert {field.name for field in PulseRoll._meta.fields} == {"id", "pulse", "person"}
    stored = {field.name for field in PulseTally._meta.fields}
    assert stored == {"id", "pulse", "statement", "step", "count"}


def test_strangers_and_wrong_days_and_gaps_are_refused():
    pulse = make_pulse(make_group())
    member = make_group_member(pulse.group).person
    with pytest.raises(PermissionDenied):
        say(pulse, by=make_office())
    for day in (MET - timedelta(1), AFTER):
        with pytest.raises(TransitionError):
            say(pulse, by=member, on=day)
    for wrong in ({}, dict.fromkeys(STATEMENTS, 6), {**dict.fromkeys(STATEMENTS, 3), "fair": 0}):
        with pytest.raises(ValidationError) as refused:
            actions.answer_pulse(pulse, wrong, on=MET, by=member)
        assert "fair" in refused.value.message_dict
    assert not PulseRoll.objects.exists()


def test_nobody_of_elsewhere_answers_nor_whoever_has_left():
    pulse = make_pulse(make_group())
    left = make_group_member(pulse.group, until=MET - timedelta(1)).person
    for stranger in (
        make_member(Role.HEAD),
        make_group_member(make_group()).person,
        make_user(),
        left,
    ):
        with pytest.raises(PermissionDenied):
            say(pulse, by=stranger)
    say(pulse, by=make_member(Role.HEAD, pulse.group.agency))
    assert pulse.roll.count() == 1


def test_a_dissolved_group_asks_nothing_more(client):
    pulse = make_pulse(make_group())
    member = make_group_member(pulse.group).person
    client.force_login(member)
    address = reverse("change_groups:answer_pulse", args=[pulse.code])
    assert address in page(client, pulse.get_absolute_url())
    actions.dissolve(pulse.group, "Fusión", on=MET, by=None)
    with pytest.raises(TransitionError):
        say(Pulse.objects.get(), by=member)
    assert address not in page(client, pulse.get_absolute_url())
    assert not PulseRoll.objects.exists()


def test_only_who_leads_an_approved_group_opens_a_pulse():
    group = make_group()
    for other in (make_member(Role.LIAISON), make_office(), make_group_member(group).person):
        with pytest.raises(PermissionDenied):
            actions.open_pulse(Pulse(group=group, opens_on=MET, closes_on=MET), on=MET, by=other)
    with pytest.raises(TransitionError):
        make_pulse(make_group(approved_on=None))
    coordinator = make_group_member(group, role="coordinator").person
    pulse = Pulse(group=group, opens_on=MET, closes_on=MET)
    assert actions.open_pulse(pulse, on=MET, by=coordinator).tallies.count() == 25


def test_nothing_is_shown_while_it_is_open_nor_of_fewer_than_five():
    pulse = make_pulse(make_group())
    for _number in range(4):
        say(pulse)
    assert seen(pulse, AFTER).is_silent
    say(pulse, 5)
    last = pulse.closes_on
    assert (seen(pulse, last).answers, seen(pulse, last).results) == (5, [])
    result = seen(pulse, AFTER).results[0]
    assert [bar.value for bar in result.bars] == [0, 0, 0, 4, 1]
    assert str(result.mean) == "4.2"


@pytest.mark.parametrize(("answers", "day"), [(4, AFTER), (6, AFTER - timedelta(1))])
def test_no_page_shows_anybody_what_may_not_be_told(client, settings, answers, day):
    group = make_group()
    pulse = make_pulse(group)
    for _number in range(answers):
        say(pulse)
    settings.TODAY = day
    listed = reverse("change_groups:pulses", args=[group.code])
    readers = [make_member(role, group.agency) for role in (Role.LIAISON, Role.HEAD)]
    for reader in (*readers, make_office(), group.members.first().person):
        client.force_login(reader)
        for address in (pulse.get_absolute_url(), listed, group.get_absolute_url()):
            html = page(client, address)
            assert "Mean" not in html
            assert "I disagree completely" not in html


def test_the_change_skips_an_opening_with_too_few_answers(client, settings):
    group = make_group()
    for days, steps in ((0, (1, 2, 2, 3, 2)), (100, (5, 5, 5, 5)), (200, (4, 4, 5, 3, 4))):
        pulse = make_pulse(group, opens_on=MET + timedelta(days))
        settings.TODAY = pulse.opens_on
        for step in steps:
            say(pulse, step)
    settings.TODAY = MET + timedelta(300)
    shown = openings(Pulse.objects.prefetch_related("tallies"), settings.TODAY)
    assert [[str(mean) for _day, mean in means] for _text, means in changes(shown)] == [
        ["2.0", "4.0"]
    ] * 5
    client.force_login(make_office())
    html = page(client, reverse("change_groups:pulses", args=[group.code]))
    assert (html.count(">2.0</td>"), html.count(">4.0</td>")) == (5, 5)


def test_queries_do_not_grow_with_the_openings(client, settings, queries):
    group, counts = make_group(), []
    client.force_login(make_office())
    for number in range(4):
        pulse = make_pulse(group, opens_on=MET + timedelta(20 * number))
        settings.TODAY = pulse.opens_on
        for _person in range(5):
            say(pulse)
        settings.TODAY = pulse.closes_on + timedelta(1)
        with queries() as found:
            page(client, reverse("change_groups:pulses", args=[group.code]))
        counts.append(len(found))
    assert counts[1] == counts[2] == counts[3]


def test_openings_of_a_group_do_not_overlap_and_do_not_begin_in_the_past():
    group = make_group()
    pulse = make_pulse(group)
    with pytest.raises(ValidationError):
        make_pulse(group, opens_on=pulse.closes_on)
    assert make_pulse(group, opens_on=AFTER).pk != pulse.pk
    past = Pulse(group=make_group(), opens_on=MET - timedelta(1), closes_on=MET)
    with pytest.raises(ValidationError) as refused:
        actions.open_pulse(past, on=MET, by=None)
    assert "opens_on" in refused.value.message_dict
    actions.dissolve(group, "Fusión", on=MET, by=None)
    with pytest.raises(TransitionError):
        make_pulse(group, opens_on=MET + timedelta(60))


def test_the_roll_is_forgotten_after_the_last_day_and_its_number_kept():
    pulse = make_pulse(make_group())
    for _number in range(5):
        say(pulse)
    assert tidying.forget_rolls(pulse.closes_on) == 0
    assert tidying.forget_rolls(AFTER) == 1
    assert tidying.forget_rolls(AFTER) == 0
    assert not PulseRoll.objects.exists()
    event = Event.objects.get(verb="change_groups.forget_roll")
    assert event.data["answered"] == 5
    assert len(seen(pulse, AFTER).results) == 5


def test_those_who_have_not_answered_are_told_once():
    group = make_group()
    head, member = make_member(Role.HEAD, group.agency), make_group_member(group).person
    pulse = make_pulse(group)
    reminders.remind(MET)
    assert Notice.objects.filter(kind="change_groups.pulse_opened").count() == 1
    kind = kind_of("change_groups.pulse_opened")
    assert set(kind.recipients(pulse, {})) == {head, member}
    say(pulse, by=member)
    assert kind.recipients(pulse, {}) == [head]


def test_answering_by_screen(client, settings):
    group = make_group()
    client.force_login(make_member(Role.LIAISON, group.agency))
    days = {"opens_on": "2011-03-10", "closes_on": "2011-03-16"}
    client.post(reverse("change_groups:open_pulse", args=[group.code]), days)
    pulse = Pulse.objects.get()
    address = reverse("change_groups:answer_pulse", args=[pulse.code])
    answers = dict.fromkeys(STATEMENTS, "4")
    assert page(client, address).count('type="radio"') == 25
    refused = unescape(client.post(address, {**answers, "fair": ""}).content.decode())
    assert "This field is required" in refused
    client.post(address, answers)
    html = page(client, pulse.get_absolute_url())
    assert "You have answered. Thank you." in html
    assert "Mean, from 1 to 5" not in html
    again = client.post(address, answers, follow=True).content.decode()
    assert "You have answered this pulse." in again
    for _number in range(4):
        say(pulse, 2)
    later = make_pulse(group, opens_on=MET + timedelta(90))
    for _number in range(5):
        say(later, 5)
    settings.TODAY = MET + timedelta(200)
    html = page(client, reverse("change_groups:pulses", args=[group.code]))
    first, second = html.index(">2.4<"), html.index(">5.0<")  # (4 + 4 · 2) / 5, the oldest first
    assert first < second
    assert "Mean, from 1 to 5: <strong>2.4</strong>" in page(client, pulse.get_absolute_url())
