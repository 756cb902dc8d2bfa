from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from proim.agencies.models.deadline import Deadline, DeadlineMove
from proim.projects.models.project import Project


class TermKind(models.TextChoices):
    """What is owed, and by whom: the review by the office, the answer by the agency."""

    REVIEW = "review", _("review by the office")
    ANSWER = "answer", _("correction by the public entity")


class ProjectTerm(Deadline):
    """A term that a step of a project set. ``review_due_on`` and ``answer_due_on`` repeat the open one."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="terms")
    kind = models.CharField(_("what is owed"), max_length=10, choices=TermKind)

    class Meta(Deadline.Meta):
        verbose_name = _("term of a project")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["project"], condition=Q(met_on__isnull=True), name="projectterm_one_runs"
            )
        ]
        indexes = [models.Index(fields=["due_on"], name="projectterm_by_due")]

    def __str__(self) -> str:
        return f"{self.project_id} {self.kind} ({self.due_on})"


class ProjectTermMove(DeadlineMove):
    """A term of a project ends on another day, because of a notice."""

    term = models.ForeignKey(ProjectTerm, models.PROTECT, related_name="moves")

    class Meta(DeadlineMove.Meta):
        verbose_name = _("moved term of a project")
