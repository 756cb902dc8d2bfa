from django.db import models
from django.utils.translation import gettext_lazy as _

from proim.agencies.models.deadline import DeadlineMove
from proim.monitoring.models.report import Report


class DueMove(DeadlineMove):
    """A report is due on another day: because of a notice, or because the office moved the quarter's days."""

    report = models.ForeignKey(Report, models.PROTECT, related_name="due_moves")

    class Meta(DeadlineMove.Meta):
        verbose_name = _("moved due day of a report")
        indexes = [models.Index(fields=["report", "recorded_at"], name="duemove_by_report")]
