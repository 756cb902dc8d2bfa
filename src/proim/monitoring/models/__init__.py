"""The reporting calendar, the reports, and their published versions."""

from proim.monitoring.models.move import DueMove
from proim.monitoring.models.period import Period
from proim.monitoring.models.report import GivenBack, Report, ReportQuerySet, StageChange
from proim.monitoring.models.version import ReportVersion, content_of

__all__ = [
    "DueMove",
    "GivenBack",
    "Period",
    "Report",
    "ReportQuerySet",
    "ReportVersion",
    "StageChange",
    "content_of",
]
