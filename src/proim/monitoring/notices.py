"""What people are told about quarterly reports, from the opening to the publication."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from proim.agencies.models import Agency
from proim.agencies.recipients import (
    administrators,
    heads,
    liaisons,
    office,
    signers,
    speakers,
)
from proim.core.quarters import Quarter
from proim.monitoring.models import Report
from proim.monitoring.workflow import DELIVERED, Stage
from proim.notifications.slots import Appointment, Data, Kind, Words

GROUP = gettext_lazy("Quarterly reports")


def _quarter(data: Data) -> str:
    return str(Quarter.parse(data["quarter"]))


def _due(data: Data) -> date:
    return date.fromisoformat(data["due"])


def _count(agency: Agency, data: Data) -> int:
    """Return how many reports the agency still owes for the quarter of the notice."""
    owed = Report.objects.undelivered().filter(project__agency=agency.pk)
    return owed.filter(period__quarter=data["quarter"]).count()


# Kind -> its subject, and when: said of all the reports that an agency owes for a quarter.
IS_DUE, WAS_DUE = (
    gettext_lazy("They are due on %(day)s."),
    gettext_lazy("They were due on %(day)s."),
)
MISSING = gettext_lazy("%(agency)s: reports of %(quarter)s are still missing")
SAID = {
    "asked": (gettext_lazy("%(agency)s: reports of %(quarter)s are open"), IS_DUE),
    "due": (gettext_lazy("%(agency)s: reports of %(quarter)s are due soon"), IS_DUE),
    "overdue": (gettext_lazy("%(agency)s: reports of %(quarter)s are overdue"), WAS_DUE),
    "escalated": (MISSING, WAS_DUE),
    "escalated_to_office": (MISSING, WAS_DUE),
    "escalated_to_administrator": (MISSING, WAS_DUE),
}
TO_LIAISON = ("asked", "due", "overdue")


def _words(name: str) -> Callable[[Agency, Data], Words]:
    """Return how the kind ``name`` of ``SAID`` puts it."""
    subject, when = SAID[name]

    def words(agency: Agency, data: Data) -> Words:
        count = _count(agency, data)
        owed = ngettext(
            "%(agency)s has %(count)s report to deliver for the %(quarter)s.",
            "%(agency)s has %(count)s reports to deliver for the %(quarter)s.",
            count,
        )
        said = {"count": count, "agency": agency.name, "quarter": _quarter(data)}
        to_liaison = name in TO_LIAISON
        return Words(
            str(subject) % {"agency": agency.acronym, "quarter": _quarter(data)},
            [owed % said, str(when) % {"day": date_format(_due(data))}],
            reverse("monitoring:mine") if to_liaison else agency.get_absolute_url(),
            _("Open my reports") if to_liaison else _("See the public entity"),
        )

    return words


def due_date(agency: Agency, data: Data) -> Appointment:
    """Return the day on which the reports are due."""
    title = _("Quarterly reports are due: %(quarter)s") % {"quarter": _quarter(data)}
    key = f"reports-{agency.code}-{data['quarter']}"
    return Appointment(key, title, _due(data), _due(data), about=agency.name)


def still_owes(agency: Agency, data: Data) -> bool:
    """Say whether the agency still owes a report of that quarter."""
    return _count(agency, data) > 0


def _of_report(report: Report, subject: str, *lines: str) -> Words:
    project = report.project
    name = project.folio or project.agency.acronym
    where = f"{name} · {project.agency.name}: “{project.title}”. {report.period}."
    said = f"{name}: {subject} ({report.period})"
    return Words(
        said, [where, *filter(None, lines)], report.get_absolute_url(), _("Open the report")
    )


def to_sign(report: Report, data: Data) -> Words:
    """Tell the head that a report waits for the signature."""
    line = _("The liaison officer validated it; with your signature it is delivered.")
    return _of_report(report, _("report to sign"), line)


def signed(report: Report, data: Data) -> Words:
    """Tell the office that a report came in."""
    return _of_report(report, _("report delivered"))


def returned(report: Report, data: Data) -> Words:
    """Tell the agency that a report came back, and why."""
    return _of_report(
        report,
        _("report given back with a comment"),
        _("Comment: %(comment)s") % {"comment": data["comment"]},
    )


def published(report: Report, data: Data) -> Words:
    """Tell the agency that a report is public."""
    return _of_report(report, _("report published"))


def _report_kind(name: str, label: Any, **more: Any) -> Kind:
    told = {"model": "monitoring.Report", "permission": "monitoring.view", "group": GROUP}
    return Kind(name=f"monitoring.{name}", label=label, **{**told, **more})


def _agency_kind(name: str, label: Any, **more: Any) -> Kind:
    told: dict[str, Any] = {"model": "agencies.Agency", "permission": "agencies.see_people"}
    told |= {"group": GROUP, "holds": still_owes, "is_obligatory": True, "words": _words(name)}
    return Kind(name=f"monitoring.{name}", label=label, **{**told, **more})


KINDS = (
    _agency_kind(
        "asked",
        gettext_lazy("The reports of a quarter open"),
        recipients=lambda agency, data: liaisons(agency.pk),
        appointment=due_date,
    ),
    _agency_kind(
        "due",
        gettext_lazy("My reports are due soon"),
        recipients=lambda agency, data: liaisons(agency.pk),
        appointment=due_date,
    ),
    _agency_kind(
        "overdue",
        gettext_lazy("My reports are overdue"),
        recipients=lambda agency, data: liaisons(agency.pk),
    ),
    _agency_kind(
        "escalated",
        gettext_lazy("Reports of my public entity are still missing (head)"),
        recipients=lambda agency, data: heads(agency.pk),
    ),
    _agency_kind(
        "escalated_to_office",
        gettext_lazy("Reports of a public entity are still missing (office)"),
        recipients=lambda agency, data: office(),
        mode="digest",
        is_obligatory=False,
    ),
    _agency_kind(
        "escalated_to_administrator",
        gettext_lazy("Reports of a public entity are still missing (who directs the programme)"),
        recipients=lambda agency, data: administrators(),
        mode="digest",
        is_obligatory=False,
    ),
    _report_kind(
        "to_sign",
        gettext_lazy("A report waits for my signature (head)"),
        recipients=lambda report, data: signers(report.project.agency_id),
        words=to_sign,
        mode="digest",
        holds=lambda report, data: report.stage == Stage.VALIDATED,
    ),
    _report_kind(
        "returned",
        gettext_lazy("My report comes back with a comment"),
        recipients=lambda report, data: liaisons(report.project.agency_id),
        words=returned,
        is_obligatory=True,
    ),
    _report_kind(
        "published",
        gettext_lazy("My report is published"),
        recipients=lambda report, data: speakers(report.project.agency_id),
        words=published,
        mode="digest",
    ),
    _report_kind(
        "signed",
        gettext_lazy("A report is delivered (office)"),
        recipients=lambda report, data: office(),
        words=signed,
        mode="digest",
        holds=lambda report, data: report.stage in DELIVERED,
    ),
)
