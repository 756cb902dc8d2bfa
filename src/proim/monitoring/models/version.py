import json
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
