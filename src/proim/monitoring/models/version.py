import json
from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from proim.monitoring.formulas import digest
from proim.monitoring.models.report import Report


class ReportVersion(models.Model):
    """A report as it was published. Rows are only ever added (triggers: audit.triggers)."""

    report = models.ForeignKey(Report, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField(_("version"))
    content = models.TextField(
        _("content")
    )  # canonical JSON: what the public reads and the hash covers
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    erratum = models.TextField(_("reason for the correction"), blank=True)
    published_on = models.DateField(_("published on"))
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        verbose_name = _("published version of a report")
        verbose_name_plural = _("published versions of reports")
        ordering = ["report", "number"]
        constraints = [
            models.UniqueConstraint(fields=["report", "number"], name="reportversion_number_once"),
            models.CheckConstraint(
                condition=Q(number=1, erratum="") | (Q(number__gt=1) & ~Q(erratum="")),
                name="reportversion_corrected_for_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.report_id} v{self.number}"

    @property
    def told(self) -> dict[str, Any]:
        """The published content: ``said`` holds the answers, the rest who, when and of what."""
        found: dict[str, Any] = json.loads(self.content)
        return found

    @property
    def is_intact(self) -> bool:
        """Whether the content still has the hash that was printed with it."""
        return digest(self.content) == self.sha256


def content_of(
    report: Report, *, number: int = 0, erratum: str = "", on: date | None = None
) -> dict[str, Any]:
    """Return what the page of ``report`` says, names included, as plain values.

    Published, it is the content of version ``number``; the text in work has number 0.
    """
    project, period = report.project, report.period
    return {
        "number": number,
        "erratum": erratum,
        "published_on": _day(on),
        "quarter": period.quarter,
        "due_on": _day(report.due_on),
        "delivered_on": _day(report.delivered_on),
        "project": {
            "folio": project.folio,
            "title_es": project.title_es,
            "title_en": project.title_en,
            "agency": project.agency.name,
            "agency_key": project.agency.key,
        },
        "is_no_change": report.is_no_change,
        "said": report.said,
        "validated": {"on": _day(report.validated_on), **_person(report.validated_by)},
        "signed": {
            "on": _day(report.signed_on),
            **_person(report.signed_by),
            **({"for": str(report.signed_for)} if report.signed_for else {}),
        },
    }


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _person(person: Any) -> dict[str, str]:
    return {"name": str(person or ""), "post": getattr(person, "post", "")}
