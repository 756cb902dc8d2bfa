"""Whom the screens refuse, and what they cost."""

import pytest
from django.urls import reverse

from proim.agencies.models import Role
from proim.monitoring.models import Report
from proim.monitoring.workflow import Stage
from tests.builders.monitoring import make_period, make_report
from tests.builders.people import make_member
from tests.builders.projects import make_project
from tests.monitoring.pages import CALENDAR, MINE, SIGN, confirmed, html, url

pytestmark = pytest.mark.django_db


# --- strangers ---------------------------------------------------------------------------------

VERBS = {
    "edit": Stage.DRAFT,
    "state_no_change": Stage.PENDING,
    "validate": Stage.DRAFT,
    "take_back": Stage.VALIDATED,
    "give_back": Stage.SIGNED,
    "correct": Stage.SIGNED,
    "history": Stage.DRAFT,
    "detail": Stage.DRAFT,
}


@pytest.mark.parametrize(("verb", "stage"), VERBS.items())
def test_another_agencys_reports_do_not_exist(client, people, verb, stage):
    report = make_report(people["project"], stage=stage)
    client.force_login(people["stranger"])
    ask = client.get if verb in {"history", "detail"} else client.post

    assert ask(url(verb, report)).status_code == 404
    client.logout()
    assert ask(url(verb, report)).status_code == (404 if verb == "detail" else 302)


def test_who_may_see_but_not_do_is_told_so(client, people):
    report = make_report(people["project"], stage=Stage.VALIDATED)
    client.force_login(people["head"])
    for verb in ("edit", "validate", "take_back", "state_no_change"):
        assert client.post(url(verb, report)).status_code == 403
    client.force_login(people["office"])
    for address in (MINE, SIGN):
        assert client.get(address).status_code == 403
    client.force_login(people["liaison"])
    for verb in ("quarter", "publish", "schedule", "reschedule", "open_period"):
        ask = client.get if verb in {"quarter", "schedule", "reschedule"} else client.post
        assert ask(reverse(f"monitoring:{verb}", args=["2011-Q1"])).status_code == 403


def test_strangers_sign_nothing(client, people):
    report = make_report(people["project"], stage=Stage.VALIDATED)
    client.force_login(make_member(Role.HEAD))

    client.post(SIGN, confirmed(report))
    assert Report.objects.get().stage == Stage.VALIDATED


# --- cost --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("person", "address"),
    [
        ("liaison", MINE + "?show=all"),
        ("head", SIGN),
        ("office", "/monitoring/periods/2011-Q1/?show=validated"),
        (None, "/monitoring/delivery/2011-Q1/"),
        (None, "/monitoring/delivery/reports/"),
        (None, CALENDAR),
    ],
)
def test_a_list_costs_the_same_queries_however_long(client, queries, people, person, address):
    agency = people["project"].agency
    make_report(people["project"], stage=Stage.VALIDATED)
    if person:
        client.force_login(people[person])
    client.get(address)
    with queries() as one:
        html(client.get(address))
    for _ in range(6):
        make_report(make_project(agency), stage=Stage.VALIDATED)
    make_report(make_project(), stage=Stage.VALIDATED)
    make_period("2011-Q2")
    with queries() as many:
        html(client.get(address))
    assert len(many) == len(one)
