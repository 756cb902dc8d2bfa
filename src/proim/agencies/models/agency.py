import uuid
from datetime import date, datetime
from typing import Self

from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from proim.core.dated import DatedFact, latest
from proim.core.permissions import RuledQuerySet


class AgencyType(models.TextChoices):
    """Legal types of public entities (domain.md 2.1)."""

    JG = "JG", _("head of government's office")
    DEP = "DEP", _("secretariat-level agency")
    DEL = "DEL", _("borough")
    DES = "DES", _("deconcentrated body")
    OPD = "OPD", _("decentralised public body")
    FID = "FID", _("public trust")
    EPEM = "EPEM", _("majority state-owned company")


class AgencyQuerySet(RuledQuerySet["Agency"]):
    """Questions about many agencies."""

    def in_scope(self, day: date, known_at: datetime | None = None) -> Self:
        """Keep the agencies that the governed list holds on ``day``."""
        listed = latest(
            ScopeEntry.objects.all(), "agency", "is_in_scope", day=day, known_at=known_at
        )
        return self.annotate(listed=Coalesce(listed, Value(value=False))).filter(listed=True)

    def named_on(self, day: date) -> Self:
        """Annotate ``name_then`` and ``acronym_then``: what the agency was called on ``day``."""
        versions = AgencyVersion.objects.all()
        return self.annotate(
            name_then=Coalesce(latest(versions, "agency", "name", day=day), F("name")),
            acronym_then=Coalesce(latest(versions, "agency", "acronym", day=day), F("acronym")),
        )


class Agency(models.Model):
    """A public entity. The columns repeat its latest version, for lists; actions keep them so."""

    code = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    key = models.CharField(_("key"), max_length=20, unique=True)
    name = models.CharField(_("official name"), max_length=250)
    acronym = models.CharField(_("acronym"), max_length=30)
    type = models.CharField(_("type"), max_length=4, choices=AgencyType)
    sector = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="sectorised",
        verbose_name=_("sector (head of sector)"),
    )
    demarcation = models.CharField(_("INEGI code of its territory"), max_length=10, blank=True)
    closed_on = models.DateField(_("ended on"), null=True, blank=True)

    objects = AgencyQuerySet.as_manager()

    class Meta:
        verbose_name = _("public entity")
        verbose_name_plural = _("public entities")
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(key=""), name="agency_key_not_empty"),
            models.CheckConstraint(condition=~Q(name=""), name="agency_name_not_empty"),
            models.CheckConstraint(
                condition=Q(sector__isnull=True) | ~Q(sector=F("id")),
                name="agency_not_its_own_sector",
                violation_error_message=_("An agency cannot be its own head of sector."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("agencies:detail", args=[self.code])


class AgencyVersion(DatedFact):
    """What an agency was called and was, from a day on."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="versions")
    name = models.CharField(_("official name"), max_length=250)
    acronym = models.CharField(_("acronym"), max_length=30)
    type = models.CharField(_("type"), max_length=4, choices=AgencyType)
    sector = models.ForeignKey(
        Agency, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("sector")
    )
    ground = models.CharField(_("legal ground"), max_length=250, blank=True)

    class Meta(DatedFact.Meta):
        verbose_name = _("state of an agency")
        indexes = [models.Index(fields=["agency", "since"], name="agencyversion_by_day")]

    def __str__(self) -> str:
        return f"{self.name} ({self.since})"


class ScopeEntry(DatedFact):
    """From a day on, an agency is in the programme's scope, or no longer."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="scope_entries")
    is_in_scope = models.BooleanField(_("in scope"))
    ground = models.CharField(_("legal ground"), max_length=250)

    class Meta(DatedFact.Meta):
        verbose_name = _("entry of the scope list")
        indexes = [models.Index(fields=["agency", "since"], name="scopeentry_by_day")]
        constraints = [
            models.CheckConstraint(condition=~Q(ground=""), name="scopeentry_has_a_ground")
        ]

    def __str__(self) -> str:
        return f"{self.agency_id} {self.is_in_scope} ({self.since})"


class SuccessionKind(models.TextChoices):
    """How an agency gives way to another. A mere change of name is a version, not a succession."""

    MERGE = "merge", _("merger")
    SPLIT = "split", _("division")
    ABSORB = "absorb", _("absorption")
    WIND_UP = "wind_up", _("winding-up")


class Succession(DatedFact):
    """From a day on, a predecessor has ended and a successor (or nobody) goes on."""

    predecessor = models.ForeignKey(Agency, models.PROTECT, related_name="successions")
    successor = models.ForeignKey(
        Agency, models.PROTECT, null=True, blank=True, related_name="inheritances"
    )
    kind = models.CharField(_("kind"), max_length=10, choices=SuccessionKind)
    is_main = models.BooleanField(_("takes over projects and liaisons"), default=True)
    ground = models.CharField(_("legal ground"), max_length=250, blank=True)

    class Meta(DatedFact.Meta):
        verbose_name = _("succession")
        constraints = [
            models.CheckConstraint(
                condition=Q(successor__isnull=True) | ~Q(successor=F("predecessor")),
                name="succession_not_of_itself",
            ),
            models.CheckConstraint(
                condition=Q(successor__isnull=False) | Q(kind="wind_up"),
                name="succession_has_a_successor_unless_wound_up",
            ),
            models.UniqueConstraint(
                fields=["predecessor"],
                condition=Q(is_main=True),
                name="succession_one_main_successor",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor_id} → {self.successor_id} ({self.since})"


def entities_on(day: date, known_at: datetime | None = None) -> dict[int, int]:
    """Return which agency answers on ``day`` for each agency that has ended by then.

    Follows main successors through any number of steps; agencies that still exist, or that
    were wound up without a successor, are not in the answer.
    """
    facts = Succession.objects.filter(since__lte=day, is_main=True, successor__isnull=False)
    if known_at:
        facts = facts.filter(recorded_at__lte=known_at)
    step = {int(a): int(b) for a, b in facts.values_list("predecessor_id", "successor_id")}
    found = {}
    for start, following in step.items():
        seen, here = {start}, following
        while here in step and here not in seen:
            seen.add(here)
            here = step[here]
        found[start] = here
    return found
