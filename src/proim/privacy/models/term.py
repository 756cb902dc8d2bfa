from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from proim.accounts.models import User
from proim.core.dated import DatedFact


class Term(DatedFact):
    """From a day on, data of a kind are kept for so many days. A change is a new row."""

    kind = models.CharField(_("data"), max_length=30)
    days = models.PositiveIntegerField(
        _("days"), validators=[MinValueValidator(1), MaxValueValidator(36_525)]
    )
    ground = models.CharField(_("ground"), max_length=400)
    by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta(DatedFact.Meta):
        verbose_name = _("term of keeping")
        verbose_name_plural = _("terms of keeping")
        constraints = [
            models.CheckConstraint(condition=models.Q(days__gte=1), name="term_of_a_day_at_least")
        ]
        indexes = [models.Index(fields=["kind", "since", "id"], name="term_by_day")]

    def __str__(self) -> str:
        return f"{self.kind} {self.days} ({self.since})"
