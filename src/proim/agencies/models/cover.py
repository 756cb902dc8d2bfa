import uuid
from collections.abc import Mapping
from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from proim.accounts.models import User
from proim.core.dated import DatedFact, Period, holds, up_to
from proim.core.permissions import RuledQuerySet


class AbsenceQuerySet(RuledQuerySet["Absence"]):
    """Questions about many absences."""

    def on(self, day: date) -> Self:
        """Keep the absences of ``day``."""
        back = Q(ended_early_on__isnull=True) | Q(ended_early_on__gt=day)
        return self.filter(holds(day), back)

    def overlapping(self, first: date, last: date) -> Self:
        """Keep the absences with a day from ``first`` to ``last``."""
        away = Q(ended_early_on__isnull=True) | Q(ended_early_on__gt=F("valid_from"))
        return self.filter(away, valid_from__lte=last, valid_to__gte=first)


class Absence(Period):
    """From a day to a day somebody of the office is away, and another one takes their cases."""

    code = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(
        User, models.PROTECT, related_name="absences", verbose_name=_("who is away")
    )
    substitute = models.ForeignKey(
        User, models.PROTECT, related_name="covers", verbose_name=_("who stands in")
    )
    valid_from = models.DateField(_("from"))
    valid_to = models.DateField(_("until"))
    reason = models.CharField(_("note"), max_length=150, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    ended_early_on = models.DateField(_("back on"), null=True, blank=True)

    objects = AbsenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("absence")
        verbose_name_plural = _("absences")
        ordering = ["-valid_from", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__gte=F("valid_from")),
                name="absence_ends_after_start",
                violation_error_message=_("The end is before the start."),
            ),
            models.CheckConstraint(
                condition=~Q(person=F("substitute")), name="absence_covered_by_another"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.valid_from} – {self.valid_to}"


def stand_ins(day: date) -> Mapping[int, int]:
    """Return who stands in on ``day`` for each person away: id -> id; one query.

    When the substitute is away too, the case goes on to the substitute's substitute. Where nobody
    is left (each waits for another), the person is not in the answer and keeps the case.
    """
    step = dict(Absence.objects.on(day).order_by("pk").values_list("person", "substitute"))
    found = {}
    for away, there in step.items():
        seen, here = {away}, there
        while here in step and here not in seen:
            seen.add(here)
            here = step[here]
        if here not in step:
            found[away] = here
    return found


def covered_by(person: User, day: date) -> set[int]:
    """Return the ids of those whose cases ``person`` has on ``day``: the own, and of those away."""
    away = stand_ins(day)
    return {person.pk} | {absent for absent, here in away.items() if here == person.pk}


class Audience(models.TextChoices):
    """Who is told that a term is over, from the nearest to the highest."""

    LIAISON = "liaison", _("liaison officers")
    HEAD = "head", _("agency head")
    OFFICE = "office", _("programme office")
    ADMINISTRATOR = "administrator", _("who directs the programme")


class EscalationLevel(DatedFact):
    """From a day on, an audience is told of terms that are over by so many working days."""

    since = models.DateField(_("since"))
    audience = models.CharField(_("who is told"), max_length=15, choices=Audience)
    days = models.PositiveSmallIntegerField(
        _("working days overdue"), help_text=_("0: they are not told.")
    )

    class Meta(DatedFact.Meta):
        verbose_name = _("level of escalation")
        indexes = [models.Index(fields=["audience", "since"], name="escalation_by_day")]

    def __str__(self) -> str:
        return f"{self.audience}: {self.days} ({self.since})"


def levels(day: date) -> dict[Audience, int]:
    """Return after how many working days each audience is told, as of ``day``; 0 is never. One query."""
    found = dict.fromkeys(Audience, 0)
    for audience, days in EscalationLevel.objects.filter(up_to(day)).values_list(
        "audience", "days"
    ):
        found[Audience(audience)] = days
    return found
