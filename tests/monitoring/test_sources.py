"""Figure 1b, active coverage, and the daily job that asks for reports: counted by hand."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command

from proim.indicators.measures import measure
from proim.indicators.slots import SOURCES, AsOf
from proim.monitoring import actions
from proim.monitoring.models import Report
from proim.monitoring.sources import ACTIVE_COVERAGE
from proim.monitoring.workflow import Stage
from tests.builders.monitoring import make_period, make_report
from tests.builders.people import make_agency
from tests.builders.projects import make_project

pytestmark = pytest.mark.django_db


def counted(day):
    found = measure(ACTIVE_COVERAGE, AsOf(day))
    return found.first.count, found.whole.count, found.percentage


@pytest.fixture
def quarter():
    """Four agencies in scope, one outside; two in scope deliver about 2011-Q1, one of them twice."""
    punctual, late, silent = (make_agency() for _ in range(3))
    make_agency()
    outside = make_agency(in_scope=False)
    make_report(make_project(punctual), stage=Stage.SIGNED)
    make_report(make_project(punctual), stage=Stage.SIGNED)
    make_report(make_project(silent))
    make_report(make_project(outside), stage=Stage.SIGNED)
    report = make_report(make_project(late), stage=Stage.VALIDATED)
    actions.sign(report, by=None, on=date(2011, 4, 20))
    return punctual


@pytest.mark.usefixtures("quarter")
def test_active_coverage_follows_the_last_quarter_that_was_asked_for():
    assert counted(date(2011, 3, 31))[:2] == (0, 4)
    assert counted(date(2011, 4, 13))[:2] == (0, 4)
    assert counted(date(2011, 4, 14)) == (1, 4, 25)
    assert counted(date(2011, 6, 30)) == (2, 4, 50)
    make_period("2011-Q2")
    assert counted(date(2011, 6, 30)) == (2, 4, 50)
    assert counted(date(2011, 7, 1)) == (0, 4, 0)


def test_the_list_behind_tells_quarter_and_number(quarter):
    part = ACTIVE_COVERAGE.parts()[0]
    as_of = AsOf(date(2011, 6, 30))

    told = list(part.tell(list(part.rows(as_of)), as_of, None))

    assert [(row["trimestre"], row["informes_recibidos"]) for row in told] == [
        ("2011-Q1", 2),
        ("2011-Q1", 1),
    ]
    assert told[0]["ente_publico"].text == quarter.name


def test_the_programmes_table_holds_it():
    assert ACTIVE_COVERAGE in list(SOURCES)


def test_the_daily_job_asks_for_what_is_due_and_for_nothing_twice():
    make_project()
    make_period(opened=False)
    told = StringIO()

    call_command("open_reports", stdout=told)
    call_command("open_reports", stdout=told)

    assert "2011-Q1: 1 " in told.getvalue()
    assert told.getvalue().count("2011-Q1") == 1
    assert Report.objects.count() == 1
