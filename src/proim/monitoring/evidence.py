"""The evidence of a report: files that show what it says."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from proim.files.slots import Kind
from proim.monitoring.models import Report
from proim.monitoring.workflow import OWED

NAME = "report"


def kind() -> Kind:
    """Return what reports tell about their files."""
    return Kind(
        name=NAME,
        label=gettext_lazy("Evidence"),
        model=Report,
        view="monitoring.history",
        edit="monitoring.attach",
        public="monitoring.view",
        allowance=lambda report: f"agency:{report.project.agency_id}",
        refuses=_refusal,
    )


def _refusal(report: Any) -> str:
    """Say that evidence is brought while the report is written: a signature covers both."""
    if report.stage in OWED:
        return ""
    return _("The evidence changes only while the report is being written.")
