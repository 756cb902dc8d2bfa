"""Who is told what about reports, and when."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
import time_machine
from django.core import mail as sent

from proim.agencies.models import Role
from proim.agencies.reminders import remind_of_terms
from proim.core.working_days import add_working_days
from proim.monitoring import actions, jobs
from proim.monitoring.workflow import Stage
from proim.notifications import tasks
from proim.notifications.models import Message, Notice
from tests.builders.monitoring import make_period, make_report
from tests.builders.notices import make_absence, make_notice
from tests.builders.people import make_agency, make_member, make_office
from tests.builders.projects import make_project

pytestmark = pytest.mark.django_db


@pytest.fixture
def people():
    agency = make_agency(acronym="SIM")
    return {
        "agency": agency,
        "liaison": make_member(Role.LIAISON, agency),
        "head": make_member(Role.HEAD, agency),
        "office": make_office(),
    }


@pytest.fixture
def period(people):
    period = make_period()
    period.opened_on = period.opens_on
    period.save(update_fields=["opened_on"])
    make_report(make_project(people["agency"]), quarter=period.quarter)
    return period


def told(kind, day):
    """Run the reminders of a day and return whom ``kind`` was told to, by role of the test."""
    with time_machine.travel(day, tick=False):
        remind_of_terms(day)
        tasks.deliver.call()
    messages = Message.objects.filter(notice__kind=f"monitoring.{kind}")
    return [message.person for message in messages.order_by("pk")]


@pytest.mark.parametrize(
    ("working_days", "kind"), [(-5, "due"), (-1, "due"), (0, "due"), (1, "overdue")]
)
def test_liaisons_are_reminded_before_on_and_after_the_day(people, period, working_days, kind):
    day = add_working_days(period.due_on, working_days)
    assert told(kind, day) == [people["liaison"]]
    assert told(kind, day) == [people["liaison"]]  # the same reminder twice is one


def test_head_and_office_hear_of_it_at_their_levels(people, period):
    day = add_working_days(period.due_on, 5)
    assert told("escalated", day) == [people["head"]]
    assert told("overdue", day) == [people["liaison"]]
    assert told("escalated_to_office", day) == []
    assert told("escalated_to_office", add_working_days(period.due_on, 10)) == [people["office"]]
    administrator = make_office(Role.ADMINISTRATOR)
    day = add_working_days(period.due_on, 20)
    assert told("escalated_to_administrator", day) == [administrator]


def test_the_days_are_those_of_the_agencys_own_calendar(people, period):
    make_notice(people["agency"], add_working_days(period.due_on, 1).isoformat())
    assert told("overdue", add_working_days(period.due_on, 1)) == []
    assert told("overdue", add_working_days(period.due_on, 2)) == [people["liaison"]]


def test_who_stands_in_hears_of_it_instead_of_the_absent(people, period):
    other, day = make_office(), add_working_days(period.due_on, 10)
    make_absence(people["office"], other, day - timedelta(days=1), day)
    assert told("escalated_to_office", day) == [other]


def test_before_the_first_day_and_long_after_nobody_is_reminded(people, period):
    assert told("due", add_working_days(period.due_on, -6)) == []
    assert told("overdue", add_working_days(period.due_on, 60)) == []


def test_after_days_without_power_only_the_reminder_that_holds_now_is_told(people, period):
    told("overdue", add_working_days(period.due_on, 2))
    kinds = Notice.objects.values_list("kind", flat=True)
    assert list(kinds) == ["monitoring.overdue"]


def test_a_delivered_report_is_not_reminded_of(people):
    report = make_report(make_project(people["agency"]), stage=Stage.SIGNED)
    assert told("overdue", add_working_days(report.period.due_on, 1)) == []


def test_the_reminder_carries_the_date_for_the_calendar(people, period):
    told("due", period.due_on)
    [letter] = sent.outbox
    [(_name, content, _form)] = letter.attachments
    assert f"DTSTART;VALUE=DATE:{period.due_on:%Y%m%d}" in content
    assert (
        letter.subject == "PROIM: SIM: los informes del primer trimestre de 2011 están por vencer"
    )


def test_the_daily_job_opens_the_quarter_and_tells_each_agency_once(people):
    make_project(people["agency"])
    make_project(people["agency"])
    period = make_period(opened=False)
    with time_machine.travel(datetime.combine(period.opens_on, time(18), UTC), tick=False):
        jobs.open_reports.call()
        jobs.open_reports.call()
        tasks.deliver.call()
    asked = Message.objects.filter(notice__kind="monitoring.asked")
    assert [message.person for message in asked] == [people["liaison"]]
    assert "2 informes por entregar" in asked.get().notice.said("es-mx")["lines"][0]


def test_a_report_given_back_is_told_to_the_liaison_with_the_comment(people):
    report = make_report(make_project(people["agency"]), stage=Stage.SIGNED)
    actions.give_back(report, "Falta la evidencia.", by=people["office"])
    tasks.deliver.call()
    [letter] = [letter for letter in sent.outbox if letter.to == [people["liaison"].email]]
    assert "Falta la evidencia." in letter.body
    assert people["liaison"].full_name not in letter.subject


def test_history_is_no_news(people):
    report = make_report(make_project(people["agency"]), stage=Stage.SIGNED)
    before = Notice.objects.count()
    last = report.stage_changes.latest("since").since
    actions.publish(report, by=people["office"], on=max(last, date(2011, 8, 1)))
    assert Notice.objects.count() == before
