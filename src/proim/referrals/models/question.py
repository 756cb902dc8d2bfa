import uuid

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from proim.accounts.models import User
from proim.agencies.models import Agency
from proim.core.permissions import RuledQuerySet
from proim.taxonomy.models import Term


class QuestionQuerySet(RuledQuerySet["Question"]):
    """Questions about many questions."""

    def unreferred(self) -> "QuestionQuerySet":
        """Keep those that nobody has referred yet, the oldest first."""
        sent = self.model._meta.get_field("referrals").related_model._base_manager
        waiting = ~Exists(sent.filter(question=OuterRef("pk")))
        return self.filter(waiting).order_by("asked_on", "pk")


class Question(models.Model):
    """A free question of an agency. It is answered by a referral."""

    code = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    agency = models.ForeignKey(
        Agency, models.PROTECT, related_name="questions", verbose_name=_("public entity")
    )
    title = models.CharField(_("question in one line"), max_length=200)
    text = models.TextField(_("question"), max_length=4000)
    strategy = models.ForeignKey(
        Term,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        limit_choices_to={"catalogue": "strategy"},
        verbose_name=_("strategy it is about"),
    )
    asked_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    asked_on = models.DateField(_("asked on"))

    objects = QuestionQuerySet.as_manager()

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        ordering = ["-asked_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(title="") & ~Q(text=""), name="question_says_something"
            )
        ]
        indexes = [models.Index(fields=["agency", "-asked_on"], name="question_by_agency")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("referrals:question", args=[self.code])
