import uuid
from datetime import date

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from proim.accounts.models import User
from proim.change_groups.models.group import Group
from proim.core.permissions import RuledQuerySet


class PulseQuerySet(RuledQuerySet["Pulse"]):
    """Questions about many pulses."""


class Pulse(models.Model):
    """An opening of the culture pulse of a group: the same statements, for some days."""

    code = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    group = models.ForeignKey(Group, models.PROTECT, related_name="pulses")
    opens_on = models.DateField(gettext_lazy("first day"))
    closes_on = models.DateField(gettext_lazy("last day"))

    objects = PulseQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("culture pulse")
        verbose_name_plural = gettext_lazy("culture pulses")
        ordering = ["-opens_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_on__gte=F("opens_on")),
                name="pulse_closes_after_opening",
                violation_error_message=gettext_lazy("The last day is before the first one."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.group_id} · {self.opens_on}"

    def get_absolute_url(self) -> str:
        return reverse("change_groups:pulse", args=[self.code])

    @property
    def title(self) -> str:
        """What and when, in the reader's language."""
        return _("Culture pulse of %(day)s") % {"day": date_format(self.opens_on, "DATE_FORMAT")}

    def is_open(self, day: date) -> bool:
        """Say whether it takes answers on ``day``."""
        return self.opens_on <= day <= self.closes_on

    def is_closed(self, day: date) -> bool:
        """Say whether its last day is over on ``day``."""
        return day > self.closes_on


class PulseTally(models.Model):
    """How many chose a step for a statement. No answer of anybody is stored, only these sums."""

    pulse = models.ForeignKey(Pulse, models.PROTECT, related_name="tallies")
    statement = models.CharField(max_length=20)
    step = models.PositiveSmallIntegerField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = gettext_lazy("sum of a culture pulse")
        ordering = ["pulse", "statement", "step"]
        constraints = [
            models.UniqueConstraint(fields=["pulse", "statement", "step"], name="pulse_tally_once"),
            models.CheckConstraint(
                condition=Q(step__gte=1, step__lte=5), name="pulse_has_five_steps"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.statement} {self.step}: {self.count}"


class PulseRoll(models.Model):
    """Who has answered a pulse that is open, so that nobody does twice: no moment, no answer."""

    pulse = models.ForeignKey(Pulse, models.PROTECT, related_name="roll")
    person = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = gettext_lazy("who has answered a culture pulse")
        constraints = [
            models.UniqueConstraint(fields=["pulse", "person"], name="pulse_answered_once")
        ]

    def __str__(self) -> str:
        return f"{self.pulse_id} {self.person_id}"
