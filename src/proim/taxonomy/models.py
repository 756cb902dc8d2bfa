from datetime import date
from typing import Self

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from proim.core.dated import Period, holds
from proim.core.permissions import RuledQuerySet


class Catalogue(models.TextChoices):
    """The lists of terms."""

    STRATEGY = "strategy", _("strategies")
    SUBTOPIC = "subtopic", _("sub-topics")
    ICT_COMPONENT = "ict_component", _("ICT components")
    DEMARCATION = "demarcation", _("territorial demarcations")
    FUNDING = "funding", _("funding sources")


# Whose terms belong to a term of which catalogue.
PARENTS: dict[str, str] = {Catalogue.SUBTOPIC: Catalogue.STRATEGY}


class TermQuerySet(RuledQuerySet["Term"]):
    """Questions about many terms."""

    def of(self, catalogue: str) -> Self:
        """Keep the terms of one catalogue."""
        return self.filter(catalogue=catalogue)

    def on(self, day: date) -> Self:
        """Keep the terms that may be chosen on ``day``."""
        return self.filter(holds(day))

    def counted(self) -> dict[str, int]:
        """Return how many terms each catalogue has."""
        pairs = self.order_by("catalogue").values_list("catalogue")
        return dict(pairs.annotate(models.Count("pk")))


class Term(Period):
    """One entry of a catalogue."""

    catalogue = models.CharField(_("catalogue"), max_length=20, choices=Catalogue)
    code = models.CharField(
        _("code"),
        max_length=40,
        validators=[
            RegexValidator(
                r"\A[A-Za-z0-9][A-Za-z0-9_-]*\Z",
                _("Letters, digits, hyphens and underscores only."),
            )
        ],
    )
    valid_from = models.DateField(_("may be chosen from"))
    valid_to = models.DateField(_("last day"), null=True, blank=True)
    label_es = models.CharField(_("label in Spanish"), max_length=150)
    label_en = models.CharField(_("label in English"), max_length=150)
    definition_es = models.TextField(_("definition in Spanish"), blank=True)
    definition_en = models.TextField(_("definition in English"), blank=True)
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("belongs to"),
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    objects = TermQuerySet.as_manager()

    class Meta:
        verbose_name = _("term")
        verbose_name_plural = _("terms")
        ordering = ["catalogue", "position", "code"]
        constraints = [
            models.UniqueConstraint(
                fields=["catalogue", "code"],
                name="term_code_once_in_its_catalogue",
                violation_error_message=_("This code is taken in this catalogue."),
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="term_ends_after_start",
                violation_error_message=_("The end is before the start."),
            ),
        ]

    def __str__(self) -> str:
        return self.label

    def get_absolute_url(self) -> str:
        return reverse("taxonomy:detail", args=[self.catalogue, self.code])

    @property
    def label(self) -> str:
        """The label in the reader's language."""
        return self.label_en if _is_english() else self.label_es

    @property
    def definition(self) -> str:
        """The definition in the reader's language."""
        return self.definition_en if _is_english() else self.definition_es

    @property
    def other_language(self) -> str:
        """The code of the language that the page is not in."""
        return "es" if _is_english() else "en"

    @property
    def other_label(self) -> str:
        """The label in the other language."""
        return self.label_es if _is_english() else self.label_en

    @property
    def other_definition(self) -> str:
        """The definition in the other language."""
        return self.definition_es if _is_english() else self.definition_en


def _is_english() -> bool:
    return (get_language() or "").startswith("en")
