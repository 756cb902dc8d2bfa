"""The screens of the office, without any script."""

from datetime import date

import pytest
from django.urls import reverse

from proim.monitoring import actions
from proim.monitoring.models import Report, ReportVersion
from proim.monitoring.workflow import Stage
from tests.builders.monitoring import make_report
from tests.builders.projects import make_project
from tests.monitoring.pages import CALENDAR, ENGLISH, html, ticked, url

pytestmark = pytest.mark.django_db


# --- the office ------------------------------------------------------------------------------


def test_the_quarter_page_shows_each_state(client, people):
    for stage in (Stage.DRAFT, Stage.VALIDATED, Stage.SIGNED, Stage.PUBLISHED):
        make_report(make_project(title_es=f"En {stage}"), stage=stage, achievements="Secreto")
    client.force_login(people["office"])
    page = reverse("monitoring:quarter", args=["2011-Q1"])

    shown = {tab: html(client.get(page, {"show": tab})) for tab in QUARTER_TABS}

    for tab, stage in QUARTER_TABS.items():
        found = [one for one in QUARTER_TABS.values() if f"En {one}<" in shown[tab]]
        assert found == [stage]
    assert url("detail", Report.objects.get(stage=Stage.DRAFT)) not in shown["missing"]


QUARTER_TABS = {
    "missing": Stage.DRAFT,
    "validated": Stage.VALIDATED,
    "signed": Stage.SIGNED,
    "published": Stage.PUBLISHED,
}


def test_the_office_publishes_many_with_a_result_for_each(client, people):
    reports = [make_report(make_project(), stage=Stage.SIGNED) for _ in range(2)]
    actions.give_back(reports[1], "Falta la cifra.", by=None)
    client.force_login(people["office"])

    publish = reverse("monitoring:publish", args=["2011-Q1"])

    page = html(client.post(publish, ticked(*reports), headers=ENGLISH))

    assert "It is possible with 1 of 2" in page
    assert ReportVersion.objects.count() == 0

    answer = client.post(publish, {**ticked(*reports), "confirm": "1"}, headers=ENGLISH)

    assert "1 of 2 done" in html(answer)
    assert ReportVersion.objects.get().report == reports[0]


def test_the_office_gives_back_what_it_read(client, people):
    report = make_report(people["project"], stage=Stage.SIGNED)
    client.force_login(people["office"])

    answer = client.post(url("give_back", report), {"comment": "Falta la cifra."})

    assert answer.url == reverse("monitoring:quarter", args=["2011-Q1"])
    assert client.get(report.get_absolute_url()).status_code == 404  # a draft is the agency's own


def test_the_office_keeps_the_calendar(client, people):
    client.force_login(people["office"])
    page = html(client.get(CALENDAR))
    here = reverse("monitoring:schedule", args=["2011-Q1"])
    assert "periods/" in page
    assert 'value="2011-04-14"' in html(client.get(here))

    days = {
        "opens_on": "2011-04-01",
        "due_on": "2011-04-14",
        "review_on": "2011-04-21",
        "cutoff_on": "2011-04-28",
        "publish_on": "2011-05-12",
    }
    assert client.post(here, days).url == CALENDAR
    html(client.post(here, days))  # the second time: it is there already
    client.post(reverse("monitoring:open_period", args=["2011-Q1"]))
    assert Report.objects.count() == 1
    there = reverse("monitoring:reschedule", args=["2011-Q1"])
    assert client.post(there, {**days, "due_on": "2011-04-18"}).url == CALENDAR
    page = html(client.post(there, {**days, "due_on": "2011-03-18"}))
    assert "errors__list" in page
    assert Report.objects.get().period.due_on == date(2011, 4, 18)
    assert reverse("monitoring:schedule", args=["2011-Q2"]) in html(client.get(CALENDAR))
