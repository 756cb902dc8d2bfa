"""The closed lists of the register. What agencies may extend stands in the taxonomy instead."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Scope(models.TextChoices):
    """How many agencies a project concerns."""

    INSTITUTIONAL = "institutional", _("institutional (one agency)")
    INTER_AGENCY = "inter_agency", _("inter-agency")
    TRANSVERSAL = "transversal", _("transversal (cross-agency)")


class Nature(models.TextChoices):
    """What part of the agency's work a project concerns (definition of strategy E1)."""

    ADMINISTRATIVE = "administrative", _("administrative")
    SUBSTANTIVE = "substantive", _("substantive")


class IctUse(models.TextChoices):
    """What information technology is for a project, in rising order."""

    NONE = "none", _("none")
    SUPPORT = "support", _("support")
    ENABLING = "enabling", _("enabling")
    CORE = "core", _("core")


class PopulationKind(models.TextChoices):
    """Whom a project serves."""

    INTERNAL = "internal", _("public servants")
    EXTERNAL = "external", _("the public")
    BOTH = "both", _("both")


class ImpactLevel(models.IntegerChoices):
    """Expected impact, in five levels."""

    VERY_LOW = 1, _("very low")
    LOW = 2, _("low")
    MEDIUM = 3, _("medium")
    HIGH = 4, _("high")
    VERY_HIGH = 5, _("very high")


class BudgetKind(models.TextChoices):
    """What is known of the money: none allocated is a fact, not a zero and not an unknown."""

    NONE_ALLOCATED = "none_allocated", _("no budget allocated")
    NOT_KNOWN = "not_known", _("not known")
    AMOUNTS = "amounts", _("amounts by year and source")


class FeasibilityKind(models.TextChoices):
    """In which respect a project must be feasible."""

    TECHNICAL = "technical", _("technical")
    LEGAL = "legal", _("legal")
    BUDGET = "budget", _("budgetary")
    ORGANISATIONAL = "organisational", _("organisational")


class Verdict(models.TextChoices):
    """Whether it is feasible."""

    YES = "yes", _("yes")
    CONDITIONS = "conditions", _("with conditions")
    NO = "no", _("no")


class Publication(models.TextChoices):
    """Who may read the record once it is registered."""

    PUBLIC = "public", _("public")
    INTERNAL = "internal", _("internal")
    RESERVED = "reserved", _("reserved by law")
