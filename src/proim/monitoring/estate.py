"""What is open of reports in an agency, for whoever takes a post over."""

from collections.abc import Sequence
from datetime import date

from django.utils.text import capfirst
from django.utils.translation import gettext_lazy

from proim.agencies.estates import DUTIES, Duty, Thing
from proim.agencies.models import Agency
from proim.monitoring.models import Report
from proim.monitoring.models.report import ReportQuerySet


def _things(reports: ReportQuerySet) -> list[Thing]:
    return [
        Thing(
            report.pk,
            report.project.title,
            report.get_absolute_url(),
            f"{report.period} · {capfirst(report.get_stage_display())}",
            report.project.title_lang,
            due_on=report.due_on,
        )
        for report in reports.with_names().urgent_first()
    ]


def _reports(agency: Agency) -> ReportQuerySet:
    return Report.objects.filter(project__agency=agency, project__is_test=False)


def _to_write(agency: Agency, day: date) -> Sequence[Thing]:
    return _things(_reports(agency).owed().filter(published_on__isnull=True))


def _corrections(agency: Agency, day: date) -> Sequence[Thing]:
    return _things(_reports(agency).owed().filter(published_on__isnull=False))


def _to_sign(agency: Agency, day: date) -> Sequence[Thing]:
    return _things(_reports(agency).to_sign())


KINDS = (
    Duty("reports", gettext_lazy("Quarterly reports to write"), _to_write),
    Duty("corrections", gettext_lazy("Corrections of published reports"), _corrections),
    Duty("signatures", gettext_lazy("Reports that wait for the head's signature"), _to_sign),
)


def declare() -> None:
    """Tell the agencies of what they have here."""
    for duty in KINDS:
        DUTIES.add(duty)
