from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from proim.agencies.models.agency import Agency
from proim.core.dates import PartialDateColumns, Precision
from proim.core.permissions import RuledQuerySet


class ProgrammeQuerySet(RuledQuerySet["Programme"]):
    """The one row, behind the permission engine."""


class Programme(models.Model):
    """The modernization programme itself: one row. What the office does as a whole is asked of it."""

    name_es = models.CharField(_("name in Spanish"), max_length=250, default="PROIM")
    name_en = models.CharField(_("name in English"), max_length=250, default="PROIM")
    acronym = models.CharField(_("acronym"), max_length=20, default="PROIM")
    owner = models.ForeignKey(
        Agency, models.PROTECT, null=True, blank=True, verbose_name=_("agency in charge")
    )
    unit = models.CharField(_("unit in charge"), max_length=250, blank=True)
    government_es = models.CharField(_("government, in Spanish"), max_length=250, blank=True)
    government_en = models.CharField(_("government, in English"), max_length=250, blank=True)
    starts_on = models.DateField(_("start"), null=True, blank=True)
    starts_precision = models.CharField(max_length=10, choices=Precision, default=Precision.DAY)
    ends_on = models.DateField(_("end"), null=True, blank=True)
    ends_precision = models.CharField(max_length=10, choices=Precision, default=Precision.DAY)

    starts = PartialDateColumns("starts", bound="first")
    ends = PartialDateColumns("ends", bound="last")

    objects = ProgrammeQuerySet.as_manager()

    class Meta:
        verbose_name = _("programme")
        constraints = [
            models.CheckConstraint(condition=models.Q(pk=1), name="programme_is_one_row")
        ]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def get(cls) -> "Programme":
        """Return the programme; the migrations make its row."""
        return Programme.objects.select_related("owner").get(pk=1)

    @property
    def name(self) -> str:
        """The name in the reader's language."""
        return self.name_en if _in_english() else self.name_es

    @property
    def government(self) -> str:
        """Whose programme it is, in the reader's language; in the other one if only that was entered."""
        es, en = self.government_es, self.government_en
        return (en or es) if _in_english() else (es or en)


def _in_english() -> bool:
    return (get_language() or "").startswith("en")
