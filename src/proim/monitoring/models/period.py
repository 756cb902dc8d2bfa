from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from proim.core.permissions import RuledQuerySet
from proim.core.quarters import Quarter


class PeriodQuerySet(RuledQuerySet["Period"]):
    """Questions about many reporting periods."""

    def to_open(self, day: date) -> Self:
        """Keep the periods whose day has come and whose reports nobody has asked for yet."""
        return self.filter(opens_on__lte=day, opened_on__isnull=True).order_by("quarter")


class Period(models.Model):
    """The quarter that reports speak of, and the days on which they are due."""

    quarter = models.CharField(_("quarter"), max_length=7, unique=True)  # sorts by time: 2011-Q2
    opens_on = models.DateField(_("reports open"))
    due_on = models.DateField(_("reports due"))
    review_on = models.DateField(_("review by the office"))
    cutoff_on = models.DateField(_("cut-off of the figures"))
    publish_on = models.DateField(_("publication"))
    # From opening to due day by the city's calendar, as known when the days were set: what each
    # agency has on its own.
    report_days = models.PositiveSmallIntegerField(
        _("working days for the reports"), editable=False
    )
    opened_on = models.DateField(_("opened on"), null=True, blank=True, editable=False)

    objects = PeriodQuerySet.as_manager()

    class Meta:
        verbose_name = _("reporting period")
        verbose_name_plural = _("reporting periods")
        ordering = ["-quarter"]
        constraints = [
            models.CheckConstraint(
                condition=Q(due_on__gte=F("opens_on")),
                name="period_due_after_opening",
                violation_error_message=_("Reports cannot be due before they open."),
            ),
            models.CheckConstraint(
                condition=Q(review_on__gte=F("due_on"))
                & Q(cutoff_on__gte=F("review_on"))
                & Q(publish_on__gte=F("cutoff_on")),
                name="period_days_in_order",
                violation_error_message=_(
                    "The days must follow each other: due, review, cut-off, publication."
                ),
            ),
        ]

    def __str__(self) -> str:
        return capfirst(str(self.calendar))

    def get_absolute_url(self) -> str:
        return reverse("monitoring:delivery", args=[self.quarter])

    def get_office_url(self) -> str:
        return reverse("monitoring:quarter", args=[self.quarter])

    @property
    def calendar(self) -> Quarter:
        """The quarter itself."""
        return Quarter.parse(self.quarter)
