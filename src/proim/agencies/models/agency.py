import uuid
from datetime import date, datetime
from typing import Any, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Value
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from proim.agencies.formulas import folded
from proim.core.clock import today
from proim.core.dated import DatedFact, latest
from proim.core.permissions import RuledQuerySet
from proim.core.sorting import sorted_by


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

    def existing(self, day: date) -> Self:
        """Keep the agencies that had begun and not ended on ``day``."""
        begun = AgencyVersion.objects.filter(agency=OuterRef("pk"), since__lte=day)
        return self.filter(Exists(begun)).exclude(closed_on__lte=day)

    def with_scope(self, day: date, known_at: datetime | None = None) -> Self:
        """Annotate ``listed``: whether the governed list holds the agency on ``day``."""
        entries = ScopeEntry.objects.all()
        listed = latest(entries, "agency", "is_in_scope", day=day, known_at=known_at)
        return self.annotate(listed=Coalesce(listed, Value(value=False)))

    def in_scope(self, day: date, known_at: datetime | None = None) -> Self:
        """Keep the agencies that the governed list holds on ``day``."""
        return self.with_scope(day, known_at).filter(listed=True)

    def out_of_scope(self, day: date) -> Self:
        """Keep the agencies that the governed list does not hold on ``day``."""
        return self.with_scope(day).filter(listed=False)

    def in_scope_or(self, ids: Any, day: date) -> Self:
        """Keep the agencies in scope on ``day``, and those of ``ids`` all the same."""
        return self.with_scope(day).filter(Q(listed=True) | Q(pk__in=ids))

    def with_scope_entry(self, day: date) -> Self:
        """Annotate ``listed_since`` and ``listed_ground``: the entry that decides on ``day``."""
        entries = ScopeEntry.objects.all()
        return self.annotate(
            listed_since=latest(entries, "agency", "since", day=day),
            listed_ground=latest(entries, "agency", "ground", day=day),
        )

    def matching(self, text: str) -> Self:
        """Keep the agencies whose names or acronyms, of any time, hold every word of ``text``."""
        found = self
        for word in folded(text).split():
            found = found.filter(words__contains=word)
        return found

    def by_name_on(self, day: date) -> Self:
        """Annotate what each was called on ``day``, in the alphabetical order of today."""
        return self.named_on(day).order_by("name_key", "pk")

    def in_order_of(self, day: date) -> Self:
        """Order by what each was called on ``day``, as Spanish sorts."""
        key = latest(AgencyVersion.objects.all(), "agency", "name_key", day=day)
        return self.order_by(Coalesce(key, F("name_key")), "pk")

    def named_on(self, day: date) -> Self:
        """Annotate ``name_then`` and ``acronym_then``: what the agency was called on ``day``."""
        versions = AgencyVersion.objects.all()
        return self.annotate(
            name_then=Coalesce(latest(versions, "agency", "name", day=day), F("name")),
            acronym_then=Coalesce(latest(versions, "agency", "acronym", day=day), F("acronym")),
        )

    def placed_on(self, day: date) -> Self:
        """Annotate ``type_then`` and ``sector_then`` (id): what the agency was on ``day``.

        All agencies of the queryset existed on ``day``: one without a sector then had none.
        """
        versions = AgencyVersion.objects.all()
        return self.annotate(
            type_then=Coalesce(latest(versions, "agency", "type", day=day), F("type")),
            sector_then=latest(versions, "agency", "sector", day=day),
        )


def refuse_future(day: date) -> None:
    """Raise ``ValidationError`` (key ``since``) for a day that has not come.

    A reorganisation that was announced may still be put off: it is recorded when it is in force.
    """
    if day > today():
        text = _("This day has not come yet. Record it on the day on which it takes effect.")
        raise ValidationError({"since": text})


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
    closed_on = models.DateField(_("no longer exists since"), null=True, blank=True)
    # Every name it has had, folded, the present one first: what is searched.
    words = models.TextField(editable=False, blank=True)

    name_key = sorted_by("name", 250)

    objects = AgencyQuerySet.as_manager()

    class Meta:
        verbose_name = _("public entity")
        verbose_name_plural = _("public entities")
        ordering = ["name_key", "pk"]  # Álvaro Obregón stands under A, on every database
        indexes = [models.Index(fields=["name_key", "id"], name="agency_by_name")]
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

    @property
    def label(self) -> str:
        """Name and acronym, for lists to choose from: acronyms alone collide."""
        return f"{self.name} ({self.acronym})" if self.acronym else self.name

    def has_ended(self, day: date) -> bool:
        """Say whether it no longer exists on ``day``."""
        return self.closed_on is not None and self.closed_on <= day

    def version_on(self, day: date) -> "AgencyVersion | None":
        """Return its state on ``day``; ``None`` before it began."""
        return self.versions.filter(since__lte=day).order_by("since", "pk").last()

    def is_in_scope_on(self, day: date) -> bool:
        """Say whether the governed list holds it on ``day``."""
        entry = self.scope_entries.filter(since__lte=day).order_by("since", "pk").last()
        return entry is not None and entry.is_in_scope

    def require_not_ended(self, day: date) -> None:
        """Raise ``ValidationError`` (key ``since``) if ``day`` has not come or it has ended by then."""
        refuse_future(day)
        if self.closed_on and self.has_ended(day):
            text = _("This public entity no longer exists since %(day)s.")
            raise ValidationError({"since": text % {"day": date_format(self.closed_on)}})

    def require_existing(self, day: date) -> None:
        """Raise ``ValidationError`` (key ``since``) if it did not exist on ``day``."""
        self.require_not_ended(day)
        if self.version_on(day) is None:
            raise ValidationError({"since": _("This public entity did not exist yet on that day.")})


STATE = ("name", "acronym", "type", "sector", "demarcation")


class AgencyVersion(DatedFact):
    """What an agency was called and was, from a day on."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="versions")
    since = models.DateField(_("since"))
    name = models.CharField(_("official name"), max_length=250)
    acronym = models.CharField(_("acronym"), max_length=30)
    type = models.CharField(_("type"), max_length=4, choices=AgencyType)
    sector = models.ForeignKey(
        Agency,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("sector (head of sector)"),
    )
    demarcation = models.CharField(_("INEGI code of its territory"), max_length=10, blank=True)
    ground = models.CharField(_("legal ground"), max_length=250, blank=True)

    name_key = sorted_by("name", 250)

    class Meta(DatedFact.Meta):
        verbose_name = _("state of an agency")
        indexes = [models.Index(fields=["agency", "since"], name="agencyversion_by_day")]

    def __str__(self) -> str:
        return f"{self.name} ({self.since})"

    @property
    def state(self) -> dict[str, Any]:
        """The columns that describe the agency, by name."""
        return {name: getattr(self, name) for name in STATE}


class ScopeEntry(DatedFact):
    """From a day on, an agency is in the programme's scope, or no longer."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="scope_entries")
    since = models.DateField(_("since"))
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

    predecessor = models.ForeignKey(
        Agency, models.PROTECT, related_name="successions", verbose_name=_("predecessor")
    )
    successor = models.ForeignKey(
        Agency,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="inheritances",
        verbose_name=_("successor"),
    )
    since = models.DateField(_("since"))
    kind = models.CharField(_("kind"), max_length=10, choices=SuccessionKind)
    is_main = models.BooleanField(_("takes over projects and liaisons"), default=True)
    ground = models.CharField(_("legal ground"), max_length=250, blank=True)
    reorganization = models.ForeignKey(
        "agencies.Reorganization",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="successions",
    )

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


def heirs_on(day: date) -> dict[int, set[int]]:
    """Return all that follow, on ``day``, each agency that has ended by then: in whole, in part, or as heir of what was open.

    More than ``entities_on``, which says who answers: this says whom it concerns. One query.
    """
    facts = Succession.objects.filter(since__lte=day)
    steps: dict[int, set[int]] = {}
    for former, *following in facts.values_list("predecessor", "successor", "reorganization__heir"):
        steps.setdefault(former, set()).update(pk for pk in following if pk)
    found = {}
    for former in steps:
        reached, waiting = set[int](), [former]
        while waiting:
            new = steps.get(waiting.pop(), set()) - reached
            reached |= new
            waiting += new
        found[former] = reached
    return found
