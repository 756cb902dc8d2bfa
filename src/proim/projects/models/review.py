from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from proim.projects.models.project import Project


class Observation(models.Model):
    """A comment of the office at one field of a returned project; that field reopens."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="observations")
    field = models.CharField(_("field"), max_length=40)
    comment = models.TextField(_("comment"))
    round = models.PositiveSmallIntegerField(_("round"))  # 1 for the first return, and so on
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    made_on = models.DateField(_("made on"))
    answered_on = models.DateField(_("answered on"), null=True, blank=True)

    class Meta:
        verbose_name = _("comment of the office")
        verbose_name_plural = _("comments of the office")
        ordering = ["round", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(comment=""), name="observation_says_something"),
            models.UniqueConstraint(
                fields=["project", "round", "field"], name="observation_once_per_field_and_round"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.field}: {self.comment}"
