from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from proim.projects.models.choices import FeasibilityKind, Verdict
from proim.projects.models.project import Project
from proim.taxonomy.models import Term


class BudgetLine(models.Model):
    """Money allocated to a project in one year from one source."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="budget_lines")
    year = models.PositiveSmallIntegerField(_("year"))
    source = models.ForeignKey(
        Term, models.PROTECT, related_name="+", verbose_name=_("funding source")
    )
    amount = models.DecimalField(
        _("amount"), max_digits=14, decimal_places=2, help_text=_("In Mexican pesos.")
    )

    class Meta:
        verbose_name = _("budget line")
        ordering = ["year", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(amount__gte=0),
                name="budgetline_amount_not_negative",
                violation_error_message=_("An amount cannot be negative."),
            ),
            models.UniqueConstraint(
                fields=["project", "year", "source"],
                name="budgetline_once_per_year_and_source",
                violation_error_message=_("This year and source are already listed."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year}: {self.amount}"


class Feasibility(models.Model):
    """Whether a project is feasible in one respect."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="feasibility")
    kind = models.CharField(_("respect"), max_length=15, choices=FeasibilityKind)
    verdict = models.CharField(_("feasible"), max_length=10, choices=Verdict)
    note = models.CharField(_("note"), max_length=250, blank=True)

    class Meta:
        verbose_name = _("feasibility")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["project", "kind"], name="feasibility_once_per_kind")
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.get_verdict_display()}"
