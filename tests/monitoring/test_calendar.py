"""The office's calendar: putting quarters on it, moving days, asking for reports."""

from dataclasses import replace
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError

from proim.agencies.models import Programme, Role
from proim.audit.models import Event
from proim.core.errors import DomainError
from proim.core.quarters import Quarter
from proim.monitoring import actions
from proim.monitoring.formulas import default_dates
from proim.monitoring.models import Period, Report
from proim.monitoring.workflow import Stage
from proim.projects import actions as projects
from proim.projects.models import Project
from proim.projects.workflow import Stage as ProjectStage
from tests.builders.monitoring import make_period
from tests.builders.people import make_member, make_office
from tests.builders.projects import make_draft, make_project

pytestmark = pytest.mark.django_db

Q1 = Quarter(2011, 1)
DATES = default_dates(Q1.next.first_day)


def test_schedule_proposes_the_days_of_the_formula():
    period = actions.schedule(Q1, by=make_office())

    assert (period.opens_on, period.due_on) == (date(2011, 4, 1), date(2011, 4, 14))
    assert Event.objects.first().data["changes"]["due_on"] == [None, "2011-04-14"]


def test_a_quarter_stands_on_the_calendar_once():
    actions.schedule(Q1, by=None)

    with pytest.raises(ValidationError):
        actions.schedule(Q1, by=None)


def test_the_office_may_choose_other_days():
    actions.schedule(Q1, replace(DATES, due_on=date(2011, 4, 20)), by=make_office())

    assert Period.objects.get().due_on == date(2011, 4, 20)


@pytest.mark.parametrize(
    "wrong",
    [
        {"due_on": date(2011, 3, 31)},
        {"review_on": date(2011, 4, 13)},
        {"opens_on": date(2011, 3, 31)},
        {"publish_on": date(2011, 4, 27)},
    ],
)
def test_days_out_of_order_are_refused(wrong):
    with pytest.raises(ValidationError):
        actions.schedule(Q1, replace(DATES, **wrong), by=None)
    assert not Period.objects.exists()


def test_no_quarter_before_the_programme():
    Programme.objects.update(starts_on=date(2010, 11, 17))

    with pytest.raises(DomainError, match="had not begun"):
        actions.schedule(Quarter(2010, 3), by=None)
    actions.schedule(Quarter(2010, 4), by=None)  # the first, partial quarter


def test_reschedule_tells_what_changed():
    period = make_period(opened=False)

    actions.reschedule(period, replace(DATES, due_on=date(2011, 4, 19)), by=make_office())

    event = Event.objects.first()
    assert event.data["changes"] == {"due_on": ["2011-04-14", "2011-04-19"]}
    with pytest.raises(ValidationError):
        actions.reschedule(period, replace(DATES, due_on=date(2011, 4, 29)), by=None)


def test_the_same_days_again_leave_no_trace():
    period = make_period(opened=False)
    before = Event.objects.count()

    actions.reschedule(period, DATES, by=None)

    assert Event.objects.count() == before


def test_only_the_office_keeps_the_calendar():
    period, liaison = make_period(opened=False), make_member(Role.LIAISON)

    with pytest.raises(PermissionDenied):
        actions.schedule(Quarter(2011, 2), by=liaison)
    with pytest.raises(PermissionDenied):
        actions.reschedule(period, DATES, by=liaison)
    with pytest.raises(PermissionDenied):
        actions.open_period(period, by=liaison)


def test_opening_asks_one_report_of_each_project_that_was_active_at_the_quarters_end():
    owing = [
        make_project(stage=stage) for stage in (ProjectStage.EXECUTING, ProjectStage.SUSPENDED)
    ]
    make_project(stage=ProjectStage.CANCELLED)
    make_project(stage=ProjectStage.ASSURING)
    make_project(on=date(2011, 4, 1))  # registered a day too late
    Project.objects.filter(pk=make_project().pk).update(is_test=True)
    make_draft()

    period = make_period()

    assert set(Report.objects.values_list("project", flat=True)) == {p.pk for p in owing}
    assert set(period.reports.values_list("stage", flat=True)) == {Stage.PENDING}
    assert period.opened_on == date(2011, 4, 1)
    event = Event.objects.get(verb="monitoring.open_period")
    assert event.data["reports"] == 2


def test_a_project_that_ends_after_the_quarter_still_owes():
    project = make_project(stage=ProjectStage.EXECUTING)
    projects.cancel(project, reason="Cambió la ley.", by=None, on=date(2011, 4, 5))

    actions.open_period(make_period(opened=False), by=None, on=date(2011, 4, 6))

    assert Report.objects.get().project == project


def test_opening_twice_adds_nothing():
    make_project()
    period = make_period()
    before = Event.objects.count()

    actions.open_period(period, by=None)

    assert Report.objects.count() == 1
    assert Event.objects.count() == before
    assert Period.objects.get().opened_on == date(2011, 4, 1)


def test_opening_again_adds_what_was_recorded_too_late():
    make_project()
    period = make_period()
    make_project(on=date(2011, 3, 30))

    actions.open_period(period, by=None, on=date(2011, 4, 8))

    assert Report.objects.count() == 2
    assert Period.objects.get().opened_on == date(2011, 4, 1)


def test_reports_are_not_asked_for_before_their_day():
    period = make_period(opened=False)

    with pytest.raises(DomainError, match="later"):
        actions.open_period(period, by=None, on=date(2011, 3, 31))
    with pytest.raises(DomainError, match="future"):
        actions.open_period(period, by=None, on=date(2199, 1, 1))


def test_the_database_keeps_the_days_in_order_and_one_report_per_project():
    project = make_project()
    period = make_period()

    with pytest.raises(IntegrityError):
        Report.objects.create(project=project, period=period)
