from django.db import models
from django.utils.translation import gettext_lazy as _

from proim.core.dated import DatedFact
from proim.projects.workflow import Stage
from proim.taxonomy.models import Term


class StageChange(DatedFact):
    """From a day on, a project stands in a stage. Several on one day: the last one holds."""

    project = models.ForeignKey("projects.Project", models.PROTECT, related_name="stage_changes")
    stage = models.CharField(_("stage"), max_length=20, choices=Stage)
    reason = models.TextField(_("reason"), blank=True)

    class Meta(DatedFact.Meta):
        verbose_name = _("change of stage")
        indexes = [models.Index(fields=["project", "since", "id"], name="stagechange_by_day")]

    def __str__(self) -> str:
        return f"{self.project_id} {self.stage} ({self.since})"


class Classification(DatedFact):
    """From a day on, a project belongs to a principal strategy."""

    project = models.ForeignKey("projects.Project", models.PROTECT, related_name="classifications")
    strategy = models.ForeignKey(Term, models.PROTECT, related_name="+")
    reason = models.CharField(_("reason"), max_length=250, blank=True)

    class Meta(DatedFact.Meta):
        verbose_name = _("classification")
        indexes = [models.Index(fields=["project", "since", "id"], name="classification_by_day")]

    def __str__(self) -> str:
        return f"{self.project_id} {self.strategy_id} ({self.since})"
