"""What everybody reads, and what monitoring shows on pages of other apps."""

from datetime import date

import pytest
from django.urls import reverse

from proim.monitoring import actions
from proim.monitoring.models import ReportVersion
from proim.monitoring.workflow import Stage
from tests.builders.monitoring import make_period, make_report, said
from tests.builders.projects import make_project
from tests.monitoring.pages import CALENDAR, ENGLISH, html, url

pytestmark = pytest.mark.django_db


# --- everybody -------------------------------------------------------------------------------


def test_the_public_reads_a_published_report_its_versions_and_its_proof(client, people):
    report = make_report(people["project"], stage=Stage.PUBLISHED, achievements="Primera")
    actions.correct(report, "Cifra de otro proyecto.", by=None)
    actions.edit(report, {"achievements": "Segunda"}, by=None)
    here = report.get_absolute_url()
    page = html(client.get(here))
    assert "Primera" in page
    assert "Segunda" not in page
    assert "?version=draft" not in page
    assert "Segunda" not in html(client.get(here, {"version": "draft"}))
    actions.validate(report, by=None)
    actions.sign(report, by=None)
    actions.publish(report, by=None)

    page = html(client.get(here))
    assert "Segunda" in page
    assert "Cifra de otro proyecto." in page
    first = html(client.get(here, {"version": "1"}))
    assert "Primera" in first
    version = ReportVersion.objects.get(number=1)
    assert version.sha256[:8] in first
    assert client.get(here, {"version": "3"}).status_code == 404
    told = client.get(reverse("monitoring:version", args=[report.code, 1]))
    assert told.content.decode() == version.content


def test_the_agency_reads_the_correction_in_work(client, people):
    report = make_report(people["project"], stage=Stage.PUBLISHED)
    client.force_login(people["liaison"])
    html(client.get(url("correct", report)))
    client.post(url("correct", report), {"reason": "Cifra de otro proyecto."})
    client.post(url("edit", report), {"version": 2, **said(achievements="Segunda")})

    page = html(client.get(report.get_absolute_url()))
    assert "?version=draft" in page
    assert "Segunda" not in page
    page = html(client.get(report.get_absolute_url(), {"version": "draft"}))
    assert "Segunda" in page
    assert "Cifra de otro proyecto." in page


def test_the_history_tells_every_step(client, people):
    report = make_report(people["project"], stage=Stage.SIGNED)
    actions.give_back(report, "Falta la cifra.", by=people["office"])
    client.force_login(people["head"])

    page = html(client.get(url("history", report), headers=ENGLISH))

    for step in ("Report written", "Validated by the liaison officer", "Signed by the head"):
        assert step in page
    assert "Falta la cifra." in page


def test_the_calendar_and_the_delivery_are_public(client, people):
    make_report(people["project"], stage=Stage.SIGNED)
    make_period("2011-Q2", opened=False)

    assert "delivery/2011-Q1" in html(client.get(CALENDAR))
    page = html(client.get(reverse("monitoring:delivery", args=["2011-Q1"])))
    assert "Bicicletas" not in page
    assert "state=on_time" in page
    html(client.get(reverse("monitoring:delivery_all"), {"on": "2011-04-01"}))
    html(client.get(reverse("monitoring:delivery_all"), {"on": "nonsense"}))


def test_each_delivery_figure_opens_the_list_that_it_counts(client, people):
    make_report(people["project"], stage=Stage.SIGNED)
    late = make_report(make_project(title_es="Tardío"), stage=Stage.VALIDATED)
    actions.sign(late, by=None, on=date(2011, 4, 20))
    make_report(make_project(title_es="Ausente"))
    there = reverse("monitoring:delivery_list")

    def listed(**query):
        page = html(client.get(there, query))
        titles = ("Bicicletas públicas", "Tardío", "Ausente")
        return {title for title in titles if f">{title}<" in page}

    assert listed() == {"Bicicletas públicas", "Tardío", "Ausente"}
    assert listed(state="received") == {"Bicicletas públicas", "Tardío"}
    assert listed(state="on_time", quarter="2011-Q1") == {"Bicicletas públicas"}
    assert listed(state="late") == {"Tardío"}
    assert listed(state="missing") == {"Ausente"}
    assert listed(state="awaited") == set()
    assert listed(state="awaited", on="2011-04-05") == {"Bicicletas públicas", "Tardío", "Ausente"}
    assert listed(agency=late.project.agency.code) == {"Tardío"}
    assert client.get(there, {"agency": "0" * 32}).status_code == 404


def test_a_project_that_is_not_public_is_counted_and_not_named(client):
    project = make_project(
        title_es="Cámaras ocultas", publication="reserved", reserved_ground="Ley, art. 37"
    )
    report = make_report(project, stage=Stage.PUBLISHED)

    page = html(client.get(reverse("monitoring:delivery_list"), headers=ENGLISH))

    assert "1 report<" in page
    assert "A project that is not public" in page
    assert "Cámaras" not in page
    assert client.get(report.get_absolute_url()).status_code == 404
    assert client.get(reverse("monitoring:version", args=[report.code, 1])).status_code == 404


# --- blocks ------------------------------------------------------------------------------------


def test_the_page_of_a_project_shows_its_published_reports(client, people):
    make_report(people["project"], stage=Stage.PUBLISHED, progress=10)
    make_report(people["project"], quarter="2011-Q2", stage=Stage.PUBLISHED, progress=35)
    draft = make_report(people["project"], quarter="2011-Q3", stage=Stage.DRAFT)
    here = people["project"].get_absolute_url()

    page = html(client.get(here))
    assert "<polyline" in page
    assert 'points="0.0,43.2 240.0,31.2"' in page
    assert draft.get_absolute_url() not in page
    client.force_login(people["liaison"])
    assert draft.get_absolute_url() in html(client.get(here))


def test_the_page_of_an_agency_shows_what_it_delivered(client, people):
    make_report(people["project"], stage=Stage.SIGNED)

    page = html(client.get(people["project"].agency.get_absolute_url()))
    assert "quarter=2011-Q1&amp;agency=" in page
