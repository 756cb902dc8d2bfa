"""What the office does with the reporting calendar."""

from dataclasses import asdict
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Min
from django.utils.translation import gettext as _

from proim.accounts.models import User
from proim.agencies.deadlines import calendars, hold_all
from proim.agencies.models import Agency, Programme
from proim.audit.actions import record
from proim.core.clock import today
from proim.core.errors import DomainError
from proim.core.permissions import require
from proim.core.quarters import Quarter
from proim.monitoring import terms
from proim.monitoring.actions.steps import _past
from proim.monitoring.formulas import Dates
from proim.monitoring.models import Period, Report, StageChange
from proim.monitoring.workflow import Stage
from proim.notifications.outbox import notify
from proim.projects.models import Project
from proim.projects.workflow import ACTIVE


@transaction.atomic
def schedule(
    quarter: Quarter, dates: Dates | None = None, *, by: User | None, on: date | None = None
) -> Period:
    """Put the reports about ``quarter`` on the calendar, on ``dates`` or the default ones.

    Raises:
        PermissionDenied: ``by`` is not of the office.
        ValidationError: it is on the calendar already, or the days are not in order.
        DomainError: the programme had not begun by the end of the quarter.
    """
    programme = require("monitoring.schedule", by, Programme.get())
    if programme.starts_on and quarter.last_day < programme.starts_on:
        raise DomainError(_("The programme had not begun in that quarter."))
    dates = dates or terms.proposed_dates(quarter.next.first_day)
    period = Period(quarter=quarter.code, **asdict(dates))
    period.report_days = terms.working_days_of(period)
    _check(period)
    period.save(force_insert=True)
    changes = {name: (None, day) for name, day in asdict(dates).items()}
    record("monitoring.schedule", period, by=by, on=on or today(), changes=changes)
    return period


@transaction.atomic
def reschedule(period: Period, dates: Dates, *, by: User | None, on: date | None = None) -> Period:
    """Give the reports of a quarter other days; what counts as on time follows the new due day.

    Raises:
        PermissionDenied: ``by`` is not of the office.
        ValidationError: the days are not in order, or lie before the end of the quarter.
    """
    hold_all()
    period = require("monitoring.reschedule", by, period)
    told = asdict(dates)
    changes = {
        name: (getattr(period, name), day)
        for name, day in told.items()
        if getattr(period, name) != day
    }
    for name, day in told.items():
        setattr(period, name, day)
    period.report_days = terms.working_days_of(period)
    _check(period)
    period.save(update_fields=[*told, "report_days"])
    if changes:
        on = on or today()
        moved = terms.move_all(period, on)
        record("monitoring.reschedule", period, by=by, on=on, changes=changes, moved=moved)
    return period


@transaction.atomic
def open_period(period: Period, *, by: User | None, on: date | None = None) -> Period:
    """Ask for the reports of a quarter: one for each project that was active at its end.

    A project that was registered later, or had ended by then, owes none. Doing it twice adds
    nothing; what had been recorded too late for the first time is added by the second.

    Raises:
        PermissionDenied: ``by`` is not of the office.
        DomainError: ``on`` lies in the future, or before the day of opening.
    """
    hold_all()
    period = require("monitoring.open_period", by, period)
    on = on or today()
    _past(on)
    if on < period.opens_on:
        raise DomainError(_("The reports of this quarter open later."))
    counted: Any = Project.objects.counted(period.calendar.last_day)
    asked = counted.filter(stage_then__in=ACTIVE)
    new = asked.exclude(pk__in=period.reports.values("project"))
    asked_now = list(new.order_by("pk"))
    read = calendars(project.agency_id for project in asked_now)
    reports = Report.objects.bulk_create(
        Report(
            project=project, period=period, due_on=terms.due_day(period, project.agency_id, read)
        )
        for project in asked_now
    )
    StageChange.objects.bulk_create(
        StageChange(report=report, stage=Stage.PENDING, since=on) for report in reports
    )
    if reports or period.opened_on is None:
        period.opened_on = period.opened_on or on
        period.save(update_fields=["opened_on"])
        record("monitoring.open_period", period, by=by, on=on, reports=len(reports))
        _tell_opening(period, on)
    return period


def _tell_opening(period: Period, on: date) -> None:
    """Tell each agency that owes reports of ``period`` that they are open, and when the first is due."""
    owed = period.reports.undelivered().order_by().values_list("project__agency")
    due = dict(owed.annotate(due=Min("due_on")))
    for agency in Agency.objects.filter(pk__in=due).order_by("pk"):
        said = {"quarter": period.quarter, "due": due[agency.pk].isoformat()}
        key = f"{agency.pk}:{period.quarter}"
        notify("monitoring.asked", agency, on=on, key=key, **said)


def _check(period: Period) -> None:
    period.full_clean()
    if period.opens_on <= period.calendar.last_day:
        text = _("Reports open after the end of the quarter.")
        raise ValidationError({"opens_on": text})
