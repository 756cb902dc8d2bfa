import uuid
from datetime import date
from typing import Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from proim.accounts.models import User
from proim.agencies.models import Agency
from proim.core.dated import Period, holds
from proim.core.permissions import RuledQuerySet

MOST_DAYS, MOST_CASES = 60, 200


class Kind(models.TextChoices):
    """What kind of place receives."""

    OFFICE = "office", _("area of the programme office")
    AGENCY = "agency", _("area of a public entity")
    EXPERT = "expert", _("expert body")


class TargetQuerySet(RuledQuerySet["Target"]):
    """Questions about many targets."""

    def on(self, day: date) -> Self:
        """Keep those that receive on ``day``."""
        return self.filter(holds(day))


class Target(Period):
    """A place to which cases are referred, from a day to a day."""

    code = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    agency = models.ForeignKey(
        Agency, models.PROTECT, related_name="+", verbose_name=_("public entity")
    )
    name_es = models.CharField(_("name"), max_length=150)
    name_en = models.CharField(_("name in English"), max_length=150, blank=True)
    days = models.PositiveSmallIntegerField(
        _("working days to attend"),
        default=10,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_DAYS)],
        help_text=_("They run on the calendar of its public entity."),
    )
    valid_from = models.DateField(_("receives from"))
    valid_to = models.DateField(_("until"), null=True, blank=True)

    objects = TargetQuerySet.as_manager()

    class Meta:
        verbose_name = _("target of referrals")
        verbose_name_plural = _("targets of referrals")
        ordering = ["name_es", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(name_es=""), name="target_has_a_name"),
            models.CheckConstraint(condition=Q(days__gte=1), name="target_has_a_term"),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="target_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("referrals:target", args=[self.code])

    @property
    def name(self) -> str:
        """The name in the reader's language, or in Spanish where there is no other."""
        english = (get_language() or "").startswith("en")
        return (self.name_en if english else "") or self.name_es


class SeatQuerySet(RuledQuerySet["Seat"]):
    """Questions about many seats."""

    def on(self, day: date) -> Self:
        """Keep those that somebody holds on ``day``, of targets that receive then."""
        return self.filter(holds(day), holds(day, prefix="target__"))


class Seat(Period):
    """From a day on somebody receives for a target, with an expertise and a capacity.

    A change is the end of a seat and the beginning of another: what was true when a case was sent stays.
    """

    code = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    target = models.ForeignKey(Target, models.PROTECT, related_name="seats")
    person = models.ForeignKey(
        User, models.PROTECT, related_name="seats", verbose_name=_("who receives")
    )
    capacity = models.PositiveSmallIntegerField(
        _("open cases at once"),
        default=6,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_CASES)],
    )
    # Codes of strategies and sub-topics: catalogues give each a meaning for ever.
    expertise = models.JSONField(_("expertise"), default=list, blank=True)
    valid_from = models.DateField(_("from"))
    valid_to = models.DateField(_("until"), null=True, blank=True)

    objects = SeatQuerySet.as_manager()

    class Meta:
        verbose_name = _("person who receives")
        ordering = ["target", "valid_from", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(capacity__gte=1), name="seat_has_a_capacity"),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="seat_ends_after_start",
            ),
            models.UniqueConstraint(
                fields=["target", "person"],
                condition=Q(valid_to__isnull=True),
                name="seat_once_open_in_a_target",
            ),
        ]
        indexes = [models.Index(fields=["person", "valid_from"], name="seat_by_person")]

    def __str__(self) -> str:
        return f"{self.person} · {self.target}"


class ConflictQuerySet(RuledQuerySet["Conflict"]):
    """Questions about many declared conflicts."""

    def on(self, day: date) -> Self:
        """Keep those that hold on ``day``."""
        return self.filter(holds(day))


class Conflict(Period):
    """From a day to a day a person attends nothing of an agency: a conflict of interest, declared."""

    code = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(
        User, models.PROTECT, related_name="conflicts", verbose_name=_("person")
    )
    agency = models.ForeignKey(
        Agency, models.PROTECT, related_name="+", verbose_name=_("public entity")
    )
    reason = models.CharField(_("reason"), max_length=250)
    valid_from = models.DateField(_("from"))
    valid_to = models.DateField(_("until"), null=True, blank=True)

    objects = ConflictQuerySet.as_manager()

    class Meta:
        verbose_name = _("conflict of interest")
        ordering = ["-valid_from", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="conflict_has_a_reason"),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="conflict_ends_after_start",
            ),
            models.UniqueConstraint(
                fields=["person", "agency"],
                condition=Q(valid_to__isnull=True),
                name="conflict_once_open",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.agency.acronym}"
