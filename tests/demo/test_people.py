"""What the demonstration tells of posts, bodies, groups, audits and rights: in each state, and none of it counted."""

from datetime import date

import pytest
from django.urls import reverse

from proim.agencies.models import Agency, Appointment, Handover, Reorganization, Role
from proim.agencies.workflow import HandoverStatus
from proim.auditing.formulas import drawn, list_digest
from proim.auditing.models import Observation, Sample
from proim.auditing.reading import keys_of
from proim.change_groups.formulas import Standing
from proim.change_groups.models import Group, Initiative, PulseRoll
from proim.change_groups.pulses import changes, openings
from proim.demo.load import accounts
from proim.privacy.models import Request
from tests.demo.data import SCOPE

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demonstration")]
TODAY = date(2011, 7, 18)


@pytest.fixture(autouse=True)
def _on_its_day(settings):
    settings.TODAY = TODAY


def group(acronym):
    return Group.objects.get(agency__acronym=acronym)


def test_a_plan_has_actions_in_every_state():
    standings = [action.standing(TODAY) for action in group("SSP-DF").plan.all()]
    assert set(standings) == set(Standing)


def test_initiatives_stand_in_every_state_and_one_is_the_draft_of_a_project():
    found = dict(Initiative.objects.values_list("stage", "project__stage"))
    assert found == {"proposed": None, "endorsed": None, "started": "draft", "declined": None}


def test_two_pulses_show_how_they_changed_and_what_is_open_or_too_small_shows_nothing():
    rows = openings(group("SSP-DF").pulses.prefetch_related("tallies"), TODAY)
    assert [(row.answers, bool(row.results)) for row in rows] == [(2, False), (7, True), (6, True)]
    for _statement, (before, after) in changes(rows):
        assert before < after
    [small] = openings(group("SETRAVI").pulses.prefetch_related("tallies"), TODAY)
    assert small.is_silent
    assert set(PulseRoll.objects.values_list("pulse__closes_on", flat=True)) == {date(2011, 7, 22)}


def test_one_head_has_delegated_today_and_another_will():
    held = Appointment.objects.filter(role=Role.DELEGATE).order_by("valid_from")
    assert [row.acts(TODAY) for row in held] == [True, False]
    assert all(row.valid_from >= row.letter_on for row in held)


def test_one_post_is_handed_over_and_one_waits_for_who_leaves():
    received, waiting = Handover.objects.order_by("leaving__agency__key").reverse()
    assert (received.status, waiting.status) == (HandoverStatus.RECEIVED, HandoverStatus.OPEN)
    assert received.frozen
    assert received.received_on <= received.due_on
    assert waiting.is_late(TODAY)
    assert waiting.successor is None


def test_a_body_out_of_scope_was_absorbed_and_nothing_else_ended(client):
    deed = Reorganization.objects.get()
    closed = Agency.objects.filter(closed_on__isnull=False)
    assert {row.key for row in closed}.isdisjoint(SCOPE)
    assert deed.posts.count() == 2
    assert deed.posts.exclude(following=None).get().following.role == Role.ALTERNATE
    trace = client.get(deed.get_absolute_url()).content.decode()
    assert "Fideicomiso Complejo Ambiental Xochimilco" in trace
    assert "Leonor Vidaurri" not in trace
    client.force_login(Appointment.objects.on(TODAY).filter(role=Role.OFFICE).first().person)
    assert "Leonor Vidaurri" in client.get(deed.get_absolute_url()).content.decode()


def test_the_sample_of_the_auditor_can_be_drawn_again(client):
    sample = Sample.objects.get()
    keys = list(keys_of(sample.mandate).values())
    assert (sample.population, sample.list_sha256) == (len(keys), list_digest(keys))
    assert sample.keys == drawn(sample.seed, keys, 6)
    seen = Observation.objects.order_by("made_on")
    assert [(row.stage, row.project.folio in sample.keys) for row in seen] == [
        ("answered", True),
        ("open", True),
    ]
    auditor = sample.mandate.person
    assert auditor.email == accounts()[-1].email
    client.force_login(auditor)
    assert client.get(sample.get_absolute_url()).status_code == 200
    assert client.get(reverse("projects:review_queue")).status_code == 403


def test_one_request_about_personal_data_is_carried_out_and_one_waits():
    done, asked = Request.objects.order_by("asked_on")
    assert (done.stage, asked.stage) == ("done", "asked")
    assert done.answered_on <= done.due_on
    assert asked.due_on > TODAY
