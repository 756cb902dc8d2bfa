import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from proim.training.models.session import Session

SCORES = range(1, 6)


class Item(models.TextChoices):
    """What the satisfaction survey asks, each from 1 to 5."""

    CONTENT = "content", _("The content was clear and useful")
    TRAINER = "trainer", _("The trainer knew the matter and explained it well")
    ORGANIZATION = "organization", _("Place, times and material were well organized")
    WORK = "work", _("I can use what I learned in my work")
    OVERALL = "overall", _("I would recommend the course to a colleague")


class Tally(models.Model):
    """How many people gave one score: no row is of a person, and none says when."""

    session = models.ForeignKey(Session, models.PROTECT, related_name="tallies")
    item = models.CharField(max_length=12, choices=Item)
    score = models.PositiveSmallIntegerField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("tally of the satisfaction survey")
        verbose_name_plural = _("tallies of the satisfaction survey")
        constraints = [
            models.UniqueConstraint(fields=["session", "item", "score"], name="tally_once"),
            models.CheckConstraint(
                condition=Q(score__gte=1, score__lte=5), name="tally_from_one_to_five"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.session_id} {self.item} {self.score}: {self.count}"


class Remark(models.Model):
    """A free remark in the survey. Its key is random, so that its order says nothing."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    session = models.ForeignKey(Session, models.PROTECT, related_name="remarks")
    text = models.TextField(_("remark"))

    class Meta:
        verbose_name = _("remark in the satisfaction survey")
        verbose_name_plural = _("remarks in the satisfaction survey")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.text[:80]
