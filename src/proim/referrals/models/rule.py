import uuid
from datetime import date
from typing import Any, Self

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from proim.core.dated import DatedFact
from proim.core.permissions import RuledQuerySet
from proim.referrals import formulas
from proim.referrals.models.target import Target
from proim.taxonomy.models import Catalogue

TOPICS = (
    Catalogue.STRATEGY,
    Catalogue.SUBTOPIC,
)  # the catalogues whose codes tell what a case is about
CONDITIONS = ("kinds", "types", "strategies", "subtopics", "words")


class RoutingRuleQuerySet(RuledQuerySet["RoutingRule"]):
    """The rules, behind the permission engine."""


class RoutingRule(models.Model):
    """A rule that proposes a target. What it says stands in its versions."""

    code = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    objects = RoutingRuleQuerySet.as_manager()

    class Meta:
        verbose_name = _("routing rule")
        verbose_name_plural = _("routing rules")

    def __str__(self) -> str:
        return str(self.versions.last() or self.code)

    def get_absolute_url(self) -> str:
        return reverse("referrals:rule", args=[self.code])


class RuleVersionQuerySet(RuledQuerySet["RuleVersion"]):
    """Questions about many versions."""

    def standing(self, day: date) -> Self:
        """Keep what each rule says on ``day``: the newest of its versions that have begun."""
        newer = RuleVersion.objects.filter(rule=OuterRef("rule"), since__lte=day).filter(
            Q(since__gt=OuterRef("since")) | Q(since=OuterRef("since"), pk__gt=OuterRef("pk"))
        )
        return self.filter(~Exists(newer), since__lte=day).order_by("place", "pk")


class RuleVersion(DatedFact):
    """What a rule says from a day on: conditions, target and order. Rows are only ever added."""

    rule = models.ForeignKey(RoutingRule, models.PROTECT, related_name="versions")
    since = models.DateField(_("since"))
    name_es = models.CharField(
        _("what it sends"),
        max_length=120,
        help_text=_("As the reason quotes it: “procedures and regulation”."),
    )
    name_en = models.CharField(_("what it sends, in English"), max_length=120, blank=True)
    place = models.PositiveSmallIntegerField(
        _("order"),
        validators=[MinValueValidator(1), MaxValueValidator(999)],
        help_text=_("The first rule that fits proposes: 1 comes before 2."),
    )
    target = models.ForeignKey(
        Target, models.PROTECT, related_name="rule_versions", verbose_name=_("to")
    )
    conditions = models.JSONField(_("conditions"), default=dict)
    is_on = models.BooleanField(_("in force"), default=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False
    )

    objects = RuleVersionQuerySet.as_manager()

    class Meta(DatedFact.Meta):
        verbose_name = _("version of a routing rule")
        constraints = [
            models.CheckConstraint(condition=~Q(name_es=""), name="ruleversion_has_a_name"),
            models.CheckConstraint(condition=Q(place__gte=1), name="ruleversion_has_a_place"),
        ]
        indexes = [models.Index(fields=["rule", "since", "id"], name="ruleversion_by_day")]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """What it sends, in the reader's language, or in Spanish where there is no other."""
        english = (get_language() or "").startswith("en")
        return (self.name_en if english else "") or self.name_es

    @property
    def pure(self) -> formulas.Rule:
        """The rule as formulas take it; its id is that of this version."""
        told: dict[str, Any] = {name: self.conditions.get(name, []) for name in CONDITIONS}
        words = tuple(told.pop("words"))
        sets = {name: frozenset(values) for name, values in told.items()}
        return formulas.Rule(self.pk or 0, self.place, self.target_id, words=words, **sets)
