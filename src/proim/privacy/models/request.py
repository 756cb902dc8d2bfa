import uuid
from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from proim.accounts.models import User
from proim.agencies.formulas import Term
from proim.core.permissions import RuledQuerySet
from proim.privacy.workflow import OPEN, Right, Stage


class RequestQuerySet(RuledQuerySet["Request"]):
    """Questions about many requests."""

    def open(self) -> Self:
        """Keep what is not answered or not carried out."""
        return self.filter(stage__in=OPEN)


class Request(models.Model):
    """What a person asks about their own data, and what came of it."""

    code = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    folio = models.CharField(_("folio"), max_length=20, unique=True)
    person = models.ForeignKey(
        User, models.PROTECT, related_name="data_requests", verbose_name=_("person")
    )
    right = models.CharField(_("what I ask for"), max_length=10, choices=Right)
    text = models.TextField(_("what exactly, and why"), max_length=2000)
    asked_on = models.DateField(_("asked on"))
    days = models.PositiveSmallIntegerField()  # working days to answer, the extension included
    due_on = models.DateField(_("answer due on"))
    extended_why = models.CharField(_("reason of the extension"), max_length=250, blank=True)
    stage = models.CharField(_("stage"), max_length=10, choices=Stage, default=Stage.ASKED)
    answer = models.TextField(_("answer"), max_length=2000, blank=True)
    answered_on = models.DateField(_("answered on"), null=True, blank=True)
    answered_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    effect_days = models.PositiveSmallIntegerField(null=True, blank=True)
    effective_due_on = models.DateField(_("to be carried out by"), null=True, blank=True)
    done_on = models.DateField(_("carried out on"), null=True, blank=True)

    objects = RequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("request about personal data")
        verbose_name_plural = _("requests about personal data")
        ordering = ["-asked_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(stage="asked") | Q(answered_on__isnull=False),
                name="request_answered_on_a_day",
            ),
            models.CheckConstraint(
                condition=~Q(stage="done") | Q(done_on__isnull=False), name="request_done_on_a_day"
            ),
        ]
        indexes = [models.Index(fields=["stage", "due_on"], name="request_by_stage")]

    def __str__(self) -> str:
        return self.folio

    def get_absolute_url(self) -> str:
        return reverse("privacy:request", args=[self.code])

    @property
    def is_asked(self) -> bool:
        """Whether it waits for its answer."""
        return self.stage == Stage.ASKED

    @property
    def is_granted(self) -> bool:
        """Whether it waits to be carried out."""
        return self.stage == Stage.GRANTED

    @property
    def term(self) -> Term | None:
        """The term that runs; none when nothing is owed."""
        if self.stage == Stage.ASKED:
            return Term(self.asked_on, self.due_on)
        if self.stage == Stage.GRANTED and self.answered_on and self.effective_due_on:
            return Term(self.answered_on, self.effective_due_on)
        return None

    @property
    def next_day(self) -> date | None:
        """The end of the term that runs; none when nothing is owed."""
        return self.term.due_on if self.term else None


class RequestCounter(models.Model):
    """The last number given out in a year; its row is the lock on the next one."""

    year = models.PositiveSmallIntegerField(primary_key=True)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("counter of requests")

    def __str__(self) -> str:
        return f"{self.year}: {self.last}"
