import uuid
from datetime import date
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from proim.accounts.models import User
from proim.agencies.models import Agency
from proim.agencies.models.deadline import Deadline, DeadlineMove
from proim.core.permissions import RuledQuerySet
from proim.core.workflow import available
from proim.projects.models import Project
from proim.referrals.models.question import Question
from proim.referrals.models.rule import RuleVersion
from proim.referrals.models.target import Target
from proim.referrals.workflow import FLOW, OPEN, WITH_OFFICE, WITH_TARGET, Stage

MOST_LETTERS = 4000


class ReferralQuerySet(RuledQuerySet["Referral"]):
    """Questions about many referrals."""

    def open(self) -> Self:
        """Keep those that are not closed."""
        return self.filter(stage__in=OPEN)

    def with_target(self) -> Self:
        """Keep those on which the target owes an answer."""
        return self.filter(stage__in=WITH_TARGET)

    def with_office(self) -> Self:
        """Keep those on which the office owes a decision."""
        return self.filter(stage__in=WITH_OFFICE)

    def of_agencies(self, agencies: Any) -> Self:
        """Keep those whose subject belongs to one of ``agencies`` (ids)."""
        return self.filter(Q(project__agency__in=agencies) | Q(question__agency__in=agencies))

    def with_names(self) -> Self:
        """Fetch what a list shows of each."""
        return self.select_related(
            "project__agency", "question__agency", "target__agency", "person"
        )

    def urgent_first(self) -> Self:
        """Order by the day on which something is owed, the others after them."""
        return self.order_by(F("due_on").asc(nulls_last=True), "-sent_on", "-pk")


class Referral(models.Model):
    """One case, sent to a target and a person. The columns repeat the last of its sendings.

    Exactly one of the subjects is set; ``subjects.KINDS`` says what each kind is.
    """

    code = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    folio = models.CharField(_("folio"), max_length=20, unique=True)
    project = models.ForeignKey(
        Project, models.PROTECT, null=True, blank=True, related_name="referrals"
    )
    question = models.ForeignKey(
        Question, models.PROTECT, null=True, blank=True, related_name="referrals"
    )
    request = models.TextField(_("what is asked"), max_length=MOST_LETTERS)
    stage = models.CharField(_("stage"), max_length=10, choices=Stage, default=Stage.SENT)
    target = models.ForeignKey(
        Target, models.PROTECT, related_name="referrals", verbose_name=_("target")
    )
    person = models.ForeignKey(
        User, models.PROTECT, related_name="referrals", verbose_name=_("who attends")
    )
    begun_on = models.DateField(_("first sent on"))
    sent_on = models.DateField(_("sent on"))
    received_on = models.DateField(_("received on"), null=True, blank=True)
    due_on = models.DateField(_("due on"), null=True, blank=True)
    return_reason = models.TextField(_("why it came back"), max_length=MOST_LETTERS, blank=True)
    answer = models.TextField(_("answer"), max_length=MOST_LETTERS, blank=True)
    attended_on = models.DateField(_("attended on"), null=True, blank=True)
    closed_on = models.DateField(_("closed on"), null=True, blank=True)

    objects = ReferralQuerySet.as_manager()

    class Meta:
        verbose_name = _("referral")
        verbose_name_plural = _("referrals")
        ordering = ["-sent_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(project__isnull=False, question__isnull=True)
                | Q(project__isnull=True, question__isnull=False),
                name="referral_of_one_subject",
            ),
            models.CheckConstraint(condition=~Q(request=""), name="referral_asks_something"),
            models.CheckConstraint(
                condition=~Q(stage="attended") | ~Q(answer=""),
                name="referral_attended_by_an_answer",
            ),
            models.UniqueConstraint(
                fields=["project", "target"],
                condition=~Q(stage="closed"),
                name="referral_once_open_of_a_project",
            ),
            models.UniqueConstraint(
                fields=["question", "target"],
                condition=~Q(stage="closed"),
                name="referral_once_open_of_a_question",
            ),
        ]
        indexes = [
            models.Index(fields=["stage", "due_on"], name="referral_by_due"),
            models.Index(fields=["person", "stage"], name="referral_by_person"),
            models.Index(fields=["target", "stage"], name="referral_by_target"),
        ]

    def __str__(self) -> str:
        return self.folio

    def get_absolute_url(self) -> str:
        return reverse("referrals:detail", args=[self.code])

    @property
    def subject(self) -> Any:
        """The project or question that is referred."""
        return self.project or self.question

    @property
    def agency(self) -> Agency:
        """Whose subject it is."""
        found: Agency = self.subject.agency
        return found

    @property
    def title(self) -> str:
        """What the subject is called."""
        return str(self.subject)

    @property
    def title_lang(self) -> str:
        """The language in which ``title`` is."""
        return str(getattr(self.subject, "title_lang", "es"))

    @property
    def moves(self) -> list[str]:
        """The transitions that leave the current stage, whoever may take them."""
        return available(FLOW, self.stage)

    @property
    def is_with_target(self) -> bool:
        """Whether the target owes an answer."""
        return self.stage in WITH_TARGET


class Choice(models.TextChoices):
    """What became of a proposal when the office sent the case."""

    ACCEPTED = "accepted", _("proposal accepted")
    CORRECTED = "corrected", _("proposal corrected")
    BY_HAND = "by_hand", _("chosen without a proposal")


class SendingQuerySet(RuledQuerySet["Sending"]):
    """Questions about many sendings."""

    def newest(self) -> Self:
        """Order from the newest to the oldest."""
        return self.order_by("-pk")


class Sending(models.Model):
    """To whom a case was sent, what had been proposed, and why. Append-only.

    ``basis`` is everything that the proposal was computed from: who computes again gets the same.
    """

    referral = models.ForeignKey(Referral, models.PROTECT, related_name="sendings")
    number = models.PositiveSmallIntegerField(_("number"))
    target = models.ForeignKey(Target, models.PROTECT, related_name="+")
    person = models.ForeignKey(User, models.PROTECT, related_name="+")
    proposed_target = models.ForeignKey(Target, models.PROTECT, null=True, related_name="+")
    proposed_person = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    rule = models.ForeignKey(RuleVersion, models.PROTECT, null=True, related_name="sendings")
    choice = models.CharField(_("proposal"), max_length=10, choices=Choice)
    reason_es = models.TextField(_("reason"))
    reason_en = models.TextField(_("reason in English"))
    basis = models.JSONField(default=dict)
    sent_on = models.DateField(_("sent on"))
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = SendingQuerySet.as_manager()

    class Meta:
        verbose_name = _("sending of a referral")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["referral", "number"], name="sending_numbered"),
            models.CheckConstraint(
                condition=~Q(reason_es="") & ~Q(reason_en=""), name="sending_has_a_reason"
            ),
        ]
        indexes = [models.Index(fields=["person", "-id"], name="sending_by_person")]

    def __str__(self) -> str:
        return f"{self.referral_id} · {self.number}"

    @property
    def reason(self) -> str:
        """Why it was sent there, in the reader's language."""
        return self.reason_en if (get_language() or "").startswith("en") else self.reason_es


class Return(models.Model):
    """A target gave a case back, and why. Append-only."""

    referral = models.ForeignKey(Referral, models.PROTECT, related_name="returns")
    target = models.ForeignKey(Target, models.PROTECT, related_name="+")
    reason = models.TextField(_("reason"))
    returned_on = models.DateField(_("given back on"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("return of a referral")
        ordering = ["pk"]
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="return_has_a_reason")]

    def __str__(self) -> str:
        return f"{self.referral_id} ({self.returned_on})"


class TermKind(models.TextChoices):
    """What is owed, and by whom."""

    ATTEND = "attend", _("answer by the target")
    DECIDE = "decide", _("decision by the office")


class ReferralTerm(Deadline):
    """A term that a step of a referral set. ``Referral.due_on`` repeats the open one."""

    referral = models.ForeignKey(Referral, models.PROTECT, related_name="terms")
    kind = models.CharField(_("what is owed"), max_length=10, choices=TermKind)
    agency = models.ForeignKey(  # whose calendar it runs on; NULL is the city's
        Agency, models.PROTECT, null=True, related_name="+"
    )

    class Meta(Deadline.Meta):
        verbose_name = _("term of a referral")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["referral"], condition=Q(met_on__isnull=True), name="referralterm_one_runs"
            )
        ]
        indexes = [models.Index(fields=["due_on"], name="referralterm_by_due")]

    def __str__(self) -> str:
        return f"{self.referral_id} {self.kind} ({self.due_on})"

    def is_late(self, day: date) -> bool:
        """Say whether it is over on ``day`` and was not met."""
        return self.met_on is None and self.due_on < day


class ReferralTermMove(DeadlineMove):
    """A term of a referral ends on another day, because of a notice."""

    term = models.ForeignKey(ReferralTerm, models.PROTECT, related_name="moves")

    class Meta(DeadlineMove.Meta):
        verbose_name = _("moved term of a referral")


class FolioCounter(models.Model):
    """The last folio number given out in a year; its row is the lock on the next one."""

    year = models.PositiveSmallIntegerField(primary_key=True)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("folio counter of referrals")

    def __str__(self) -> str:
        return f"{self.year}: {self.last}"
