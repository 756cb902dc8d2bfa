"""When reports are due in each agency, and what late means when the calendar is learned of later."""

from dataclasses import replace
from datetime import date

import pytest
from django.utils import timezone

from proim.agencies import actions as agencies
from proim.agencies.models import Programme
from proim.core.quarters import Quarter
from proim.monitoring import actions
from proim.monitoring.formulas import Figures, default_dates
from proim.monitoring.models import DueMove, Report
from proim.monitoring.models.delivery import figures
from proim.monitoring.workflow import Stage
from tests.builders.monitoring import make_period, make_report
from tests.builders.notices import make_notice
from tests.builders.people import make_agency, make_office
from tests.builders.projects import make_project

pytestmark = pytest.mark.django_db

DUE = date(2011, 4, 14)  # working day 10 of April 2011 by the law
LATER = date(2011, 4, 18)  # in an agency that rests on 11 and 12 April


def due(report):
    report.refresh_from_db()
    return report.due_on


def resting(on=date(2011, 3, 1), agency=None):
    agency = agency or make_agency()
    make_notice(agency, "2011-04-11 - 2011-04-12", on=on)
    return agency


def test_an_agency_that_rests_has_ten_days_of_its_own():
    # 1, 4 to 8, 13, 14, 15 and 18 April are days 1 to 10 there.
    report, other = make_project(resting()), make_project()
    make_period()
    assert Report.objects.get(project=report).due_on == LATER
    assert Report.objects.get(project=other).due_on == DUE


def test_days_of_the_whole_government_move_the_calendar_itself_if_known_in_time():
    make_notice(None, "2011-04-11 - 2011-04-12", on=date(2011, 3, 1))
    period = make_period(opened=False)
    assert (period.due_on, period.report_days) == (LATER, 10)


def test_days_of_the_whole_government_known_too_late_move_each_report():
    report = make_report()
    make_notice(None, "2011-04-11 - 2011-04-12", on=date(2011, 4, 15))
    assert due(report) == LATER
    assert report.period.due_on == DUE  # what was told to all stands


def test_the_offices_days_are_counted_on_its_own_calendar():
    make_office()
    make_notice(Programme.get().owner, "2011-04-18 - 2011-04-22", on=date(2011, 3, 1))
    period = actions.schedule(Quarter(2011, 1), by=None)
    # Review is day 15: by the law 21 April; with Holy Week off in the office 28 April.
    assert (period.due_on, period.review_on) == (DUE, date(2011, 4, 28))


def test_a_report_signed_late_is_on_time_once_the_notice_is_known():
    report = make_report(stage=Stage.VALIDATED)
    actions.sign(report, by=None, on=date(2011, 4, 15))
    before = timezone.now()
    assert _counted() == Figures(late=1)

    notice = make_notice(report.project.agency, "2011-04-11 - 2011-04-12", on=date(2011, 4, 20))

    assert due(report) == LATER
    assert _counted() == Figures(on_time=1)
    assert _counted(before) == Figures(late=1)  # figures of then are told as they were known then
    move = DueMove.objects.get()
    assert (move.moved_from, move.moved_to, move.notice) == (DUE, LATER, notice)


def test_what_was_missing_was_still_awaited_on_the_suspended_days():
    report = make_report()
    assert figures(Report.objects.expected(date(2011, 4, 15))) == Figures(missing=1)
    make_notice(report.project.agency, "2011-04-11 - 2011-04-12", on=date(2011, 4, 20))
    assert figures(Report.objects.expected(date(2011, 4, 15))) == Figures(awaited=1)
    assert figures(Report.objects.expected(date(2011, 4, 19))) == Figures(missing=1)


def test_a_withdrawal_makes_no_delivered_report_late():
    agency = make_agency()
    notice = make_notice(agency, "2011-04-11 - 2011-04-12", on=date(2011, 3, 1))
    report = make_report(make_project(agency), stage=Stage.VALIDATED)
    actions.sign(report, by=None, on=LATER)
    agencies.withdraw_notice(notice, "Se registró por error.", by=None, on=date(2011, 4, 28))
    assert _counted() == Figures(on_time=1)
    assert not DueMove.objects.exists()


def test_a_withdrawal_never_leads_back_before_the_day_told_to_all():
    agency = resting()
    report = make_report(make_project(agency))
    agencies.withdraw_notice(agency.notices.get(), "Error.", by=None, on=date(2011, 4, 1))
    assert due(report) == DUE


def test_new_days_of_the_quarter_move_every_report():
    agency = resting()
    first, second = make_report(make_project(agency)), make_report()
    dates = replace(default_dates(date(2011, 4, 1)), due_on=date(2011, 4, 15))
    actions.reschedule(second.period, dates, by=None)
    assert (due(first), due(second)) == (date(2011, 4, 19), date(2011, 4, 15))  # eleven days each
    assert set(DueMove.objects.values_list("notice", flat=True)) == {None}


def test_a_project_recorded_too_late_owes_by_the_same_calendar():
    agency = resting()
    period = make_period()
    project = make_project(agency)
    actions.open_period(period, by=None, on=date(2011, 4, 13))
    assert Report.objects.get(project=project).due_on == LATER


def test_the_published_version_tells_the_agencys_own_day():
    report = make_report(make_project(resting()), stage=Stage.PUBLISHED)
    assert report.versions.get().told["due_on"] == "2011-04-18"


def _counted(known_at=None):
    return figures(Report.objects.expected(date(2011, 4, 30), known_at))
