import uuid
from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from proim.accounts.models import User
from proim.agencies.models.agency import Agency, AgencyType
from proim.core.dated import Period, holds
from proim.core.permissions import RuledQuerySet


class MandateQuerySet(RuledQuerySet["Mandate"]):
    """Questions about many mandates."""

    def on(self, day: date) -> Self:
        """Keep what holds on ``day`` and was not ended before its time."""
        return self.filter(holds(day), end_recorded_at__isnull=True)


class Mandate(Period):
    """An auditor may read, for some weeks, what some types of agencies did in a period; nothing else."""

    code = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(
        User, models.PROTECT, related_name="mandates", verbose_name=_("auditor")
    )
    body = models.CharField(_("auditing body"), max_length=200)
    types = models.JSONField(_("types of public entities"), default=list)
    agencies = models.ManyToManyField(
        Agency, blank=True, related_name="+", verbose_name=_("only these public entities")
    )
    covers_from = models.DateField(_("period audited, from"))
    covers_to = models.DateField(_("period audited, until"))
    valid_from = models.DateField(_("access from"))
    valid_to = models.DateField(_("access until"))
    letter = models.CharField(_("official letter no."), max_length=80)
    letter_on = models.DateField(_("date of the letter"))
    end_reason = models.CharField(_("reason for the end"), max_length=250, blank=True)

    objects = MandateQuerySet.as_manager()

    class Meta:
        verbose_name = _("mandate of an auditor")
        verbose_name_plural = _("mandates of auditors")
        ordering = ["-valid_from", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__gte=F("valid_from")),
                name="mandate_ends_after_start",
                violation_error_message=_("The end is before the start."),
            ),
            models.CheckConstraint(
                condition=Q(covers_to__gte=F("covers_from")),
                name="mandate_period_in_order",
                violation_error_message=_("The end of the period is before its start."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.body} · {self.letter}"

    @property
    def type_labels(self) -> list[Any]:
        """The types in words."""
        return [AgencyType(code).label for code in self.types]

    def is_over(self, day: date) -> bool:
        """Say whether it opens nothing on ``day`` nor later."""
        return self.end_recorded_at is not None or self.valid_to < day

    def agency_ids(self) -> set[int]:
        """Return the agencies in scope, by what each was at the end of the period audited."""
        named = set(self.agencies.values_list("pk", flat=True))
        placed: Any = Agency.objects.placed_on(self.covers_to)
        kinds = placed.values_list("pk", "type_then")
        found = {pk for pk, kind in kinds if kind in self.types}
        return found & named if named else found
