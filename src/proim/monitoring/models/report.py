import uuid
from datetime import date, datetime
from typing import Any, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from proim.core.dated import DatedFact, latest, up_to
from proim.core.permissions import Actor, RuledQuerySet
from proim.core.workflow import available
from proim.monitoring.models.period import Period
from proim.monitoring.workflow import (
    CONTENT,
    DELIVERED,
    FLOW,
    NEEDS_RATIONALE,
    OWED,
    REQUIRED_FROM,
    SPARED_BY_NO_CHANGE,
    Delivery,
    Rating,
    Stage,
)
from proim.projects.models import Project


class ReportQuerySet(RuledQuerySet["Report"]):
    """Questions about many reports."""

    def with_names(self) -> Self:
        """Fetch what a line of a list names: project, agency, period."""
        return self.select_related("project__agency", "period")

    def owed(self) -> Self:
        """Keep what the liaison still has to write."""
        return self.filter(stage__in=OWED)

    def undelivered(self) -> Self:
        """Keep what its agency still owes: to be written, or to be signed."""
        owed = (*OWED, Stage.VALIDATED)
        return self.filter(stage__in=owed, published_on__isnull=True, project__is_test=False)

    def to_sign(self) -> Self:
        """Keep what waits for the head."""
        return self.filter(stage=Stage.VALIDATED)

    def to_publish(self) -> Self:
        """Keep what waits for the office."""
        return self.filter(stage=Stage.SIGNED)

    def urgent_first(self) -> Self:
        """Order by the day on which the reports are due."""
        return self.order_by("due_on", "project__title_key", "pk")

    def with_last_progress(self) -> Self:
        """Annotate ``last_progress``: of the last delivered report before, ``None`` if there is none."""
        earlier = Report.objects.filter(
            _stood_by(),
            project=OuterRef("project"),
            period__quarter__lt=OuterRef("period__quarter"),
        )
        last = earlier.order_by("-period__quarter").values("progress")
        return self.annotate(last_progress=Subquery(last[:1]))

    def with_openness(self, actor: Actor) -> Self:
        """Annotate ``may_name``: whether ``actor`` may see what the project is called."""
        visible = Project.objects.permitted("projects.view", actor).filter(pk=OuterRef("project"))
        return self.annotate(may_name=Exists(visible))

    def as_of(self, day: date, known_at: datetime | None = None) -> Self:
        """Annotate how each report stood at the end of ``day``, as known at ``known_at``.

        ``stage_then``; ``delivered_then`` and ``published_then``, the days of the first signature
        and the first publication; ``delivery``, which of the four states of delivery that is.
        The delivery of a report that the office gives back is not undone, but until it is signed
        again it counts as not received; the publication of a correction changes nothing.
        On time is by ``due_then``, the due day on the agency's calendar as known at ``known_at``:
        a suspension that is recorded late counts for its days all the same.
        """
        changes = StageChange.objects.all()
        received = Q(stage_then__in=DELIVERED) | Q(published_then__isnull=False)
        return self.annotate(
            stage_then=latest(changes, "report", "stage", day=day, known_at=known_at),
            delivered_then=_first(Stage.SIGNED, day, known_at),
            published_then=_first(Stage.PUBLISHED, day, known_at),
            due_then=_due(known_at),
        ).annotate(
            delivery=Case(
                When(
                    received & Q(delivered_then__lte=F("due_then")),
                    then=Value(Delivery.ON_TIME.value),
                ),
                When(received, then=Value(Delivery.LATE.value)),
                When(due_then__gte=day, then=Value(Delivery.AWAITED.value)),
                default=Value(Delivery.MISSING.value),
                output_field=models.CharField(),
            )
        )

    def expected(self, day: date, known_at: datetime | None = None) -> Self:
        """Keep what had been asked for by the end of ``day``, each with its state of delivery."""
        asked: Any = self.filter(project__is_test=False).as_of(day, known_at)
        found: Self = asked.filter(stage_then__isnull=False)
        return found

    def delivered_as(self, *states: Delivery) -> Self:
        """Keep the reports in one of ``states``; they come from ``expected``."""
        asked: Any = self
        found: Self = asked.filter(delivery__in=states)
        return found


def _stood_by() -> Q:
    """Return the filter of the reports that an agency has stood by: signed, or once published."""
    return Q(stage__in=DELIVERED) | Q(published_on__isnull=False)


def _first(stage: Stage, day: date, known_at: datetime | None) -> Subquery:
    """Return the first day up to ``day`` on which the outer report reached ``stage``."""
    reached = StageChange.objects.filter(
        up_to(day, known_at), report=OuterRef("pk"), stage=stage
    ).order_by("since", "pk")
    return Subquery(reached.values("since")[:1])


def _due(known_at: datetime | None) -> Any:
    """Return the due day of the outer report, as known at ``known_at``."""
    if known_at is None:
        return F("due_on")
    told: Any = Report._meta.get_field("due_moves").related_model
    moves = told.objects.filter(report=OuterRef("pk"))
    last = moves.filter(recorded_at__lte=known_at).order_by("-pk").values("moved_to")
    first = moves.order_by("pk").values("moved_from")
    return Coalesce(Subquery(last[:1]), Subquery(first[:1]), F("due_on"))


class Report(models.Model):
    """What an agency reports of one project for one quarter.

    The columns hold the text in work; what the public reads are the versions (``ReportVersion``).
    """

    code = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    project = models.ForeignKey(
        Project, models.PROTECT, related_name="reports", verbose_name=_("project")
    )
    period = models.ForeignKey(
        Period, models.PROTECT, related_name="reports", verbose_name=_("quarter")
    )
    due_on = models.DateField(_("due on"))  # by the agency's calendar; moves stand in DueMove
    stage = models.CharField(_("stage"), max_length=20, choices=Stage, default=Stage.PENDING)
    # what it says
    progress = models.PositiveSmallIntegerField(
        _("progress so far"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(100)],
        help_text=_("Per cent of the whole project, from 0 to 100."),
    )
    rating = models.CharField(
        _("how the project is going"), max_length=10, choices=Rating, blank=True
    )
    rationale = models.TextField(
        _("reason for the rating"), blank=True, help_text=_("Needed for amber and red.")
    )
    achievements = models.TextField(_("what was achieved this quarter"), blank=True)
    deviations = models.TextField(
        _("deviations and corrective measures"),
        blank=True,
        help_text=_("What did not go as planned, and what is being done about it."),
    )
    risks = models.TextField(_("risks and issues"), blank=True)
    support = models.TextField(_("support asked of the programme"), blank=True)
    commitments = models.TextField(_("commitments for the next quarter"), blank=True)
    is_no_change = models.BooleanField(_("nothing changed this quarter"), default=False)
    # control
    prefilled_from = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
        verbose_name=_("filled in from the report"),
    )
    erratum = models.TextField(_("reason for the correction"), blank=True)
    validated_on = models.DateField(_("validated on"), null=True, blank=True)
    validated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    signed_on = models.DateField(_("signed on"), null=True, blank=True)
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    signed_for = models.ForeignKey(  # the head, where somebody else signed by delegation
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("on behalf of"),
    )
    delivered_on = models.DateField(_("first signed on"), null=True, blank=True)
    published_on = models.DateField(_("first published on"), null=True, blank=True)
    version = models.PositiveIntegerField(_("version of the text"), default=1)
    updated_at = models.DateTimeField(_("last change"), auto_now=True)

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("quarterly report")
        verbose_name_plural = _("quarterly reports")
        ordering = ["-period__quarter", "project", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "period"], name="report_once_per_project_and_quarter"
            ),
            models.CheckConstraint(
                condition=Q(progress__isnull=True) | Q(progress__lte=100),
                name="report_progress_is_a_percentage",
                violation_error_message=_("Write a percentage from 0 to 100."),
            ),
            models.CheckConstraint(
                condition=Q(stage__in=OWED) | ~Q(rating__in=NEEDS_RATIONALE) | ~Q(rationale=""),
                name="report_amber_and_red_have_a_reason",
                violation_error_message=_("Say why it is amber or red."),
            ),
            models.CheckConstraint(
                condition=~Q(stage__in=DELIVERED)
                | Q(signed_on__isnull=False, delivered_on__isnull=False),
                name="report_delivered_when_signed",
            ),
            models.CheckConstraint(
                condition=~Q(stage=Stage.PUBLISHED) | Q(published_on__isnull=False),
                name="report_published_on_a_day",
            ),
        ]
        indexes = [
            models.Index(fields=["period", "stage"], name="report_by_period_stage"),
            models.Index(fields=["stage"], name="report_by_stage"),
        ]

    def __str__(self) -> str:
        return f"{self.project} · {self.period}"

    def get_absolute_url(self) -> str:
        return reverse("monitoring:detail", args=[self.code])

    @property
    def moves(self) -> list[str]:
        """The transitions that leave the current stage, whoever may take them."""
        return available(FLOW, self.stage)

    @property
    def said(self) -> dict[str, Any]:
        """What the text in work says, field by field in the order of the screen."""
        return {name: getattr(self, name) for name in CONTENT}

    def stated(self) -> dict[str, Any]:
        """Return what the agency last stood by: the signed text, else the last published one.

        While a correction is being written the columns hold a draft, which nobody stands by yet.
        """
        last = None if self.stage in DELIVERED else self.versions.order_by("number").last()
        said: dict[str, Any] = last.told["said"] if last else self.said
        return said

    def previous(self) -> "Report | None":
        """Return the last delivered report of this project about an earlier quarter."""
        earlier = Report.objects.filter(
            _stood_by(), project=self.project_id, period__quarter__lt=self.period.quarter
        )
        return earlier.select_related("period").order_by("-period__quarter").first()

    def require_complete(self, stage: Stage) -> None:
        """Raise ``ValidationError``, keyed by field, if ``stage`` needs a field that is empty."""
        order = list(Stage)
        missing = {
            name: _("Fill in this field first.")
            for name, since in REQUIRED_FROM.items()
            if order.index(since) <= order.index(stage)
            if getattr(self, name) in (None, "")
            if not (self.is_no_change and name in SPARED_BY_NO_CHANGE)
        }
        if self.rating in NEEDS_RATIONALE and not self.rationale.strip():
            missing["rationale"] = _("Say why it is amber or red.")
        if missing:
            raise ValidationError(missing)


class StageChange(DatedFact):
    """From a day on, a report stands in a stage. Several on one day: the last one holds."""

    report = models.ForeignKey(Report, models.PROTECT, related_name="stage_changes")
    stage = models.CharField(_("stage"), max_length=20, choices=Stage)

    class Meta(DatedFact.Meta):
        verbose_name = _("change of stage of a report")
        indexes = [models.Index(fields=["report", "since", "id"], name="reportstage_by_day")]

    def __str__(self) -> str:
        return f"{self.report_id} {self.stage} ({self.since})"


class GivenBack(models.Model):
    """A comment with which a report came back to its liaison."""

    report = models.ForeignKey(Report, models.PROTECT, related_name="given_back")
    comment = models.TextField(_("comment"))
    stage = models.CharField(_("stage it came back from"), max_length=20, choices=Stage)
    given_on = models.DateField(_("given back on"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("comment on a report")
        verbose_name_plural = _("comments on reports")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(comment=""), name="givenback_says_something")
        ]

    def __str__(self) -> str:
        return f"{self.given_on}: {self.comment}"
