"""What the apps that set terms keep of them. The rows stand in those apps, the columns here."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from proim.agencies.formulas import Term
from proim.agencies.models.notice import Notice


class DeadlineMove(models.Model):
    """A term ends on another day than it was told, because of a notice or a decision. Append-only."""

    moved_from = models.DateField(_("ended on"))
    moved_to = models.DateField(_("ends on"))
    since = models.DateField(_("known since"))
    notice = models.ForeignKey(
        Notice,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("because of the notice"),
    )
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        abstract = True
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.moved_from} → {self.moved_to}"


class Deadline(models.Model):
    """A term that somebody was given in working days, and whether it was met."""

    starts_on = models.DateField(_("counted after"))
    days = models.PositiveSmallIntegerField(_("working days"))
    due_on = models.DateField(_("ends on"))
    met_on = models.DateField(_("ended by the answer on"), null=True, blank=True)

    class Meta:
        abstract = True

    @property
    def term(self) -> Term:
        """The term as formulas take it."""
        return Term(self.starts_on, self.due_on)


def touched(first: date, last: date, *, starts: str = "starts_on", due: str = "due_on") -> Q:
    """Return the filter of the terms that run on any day from ``first`` to ``last``."""
    return Q(**{f"{starts}__lt": last, f"{due}__gte": first})
