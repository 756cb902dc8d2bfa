import uuid
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Case, F, Q, When
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from proim.accounts.models import User
from proim.agencies.models import Agency, FunctionalArea
from proim.core.dated import latest
from proim.core.dates import PartialDateColumns, Precision
from proim.core.permissions import RuledQuerySet
from proim.core.sorting import sorted_by
from proim.core.workflow import available
from proim.projects.models.choices import (
    BudgetKind,
    IctUse,
    ImpactLevel,
    Nature,
    PopulationKind,
    Publication,
    Scope,
)
from proim.projects.models.history import Classification, StageChange
from proim.projects.workflow import (
    COMPLETABLE,
    COUNTED,
    EDITABLE,
    FLOW,
    IN_REVIEW,
    REQUIRED_FROM,
    Stage,
)
from proim.taxonomy.models import Term


class ProjectQuerySet(RuledQuerySet["Project"]):
    """Questions about many projects."""

    def in_review(self) -> Self:
        """Keep the projects that wait for the office, by due date."""
        return self.filter(stage__in=IN_REVIEW).order_by("review_due_on", "submitted_on", "pk")

    def by_duty(self) -> Self:
        """Order by what the agency owes: returned by due date, drafts, then the newest."""
        rank = Case(When(stage=Stage.RETURNED, then=0), When(stage=Stage.DRAFT, then=1), default=2)
        return self.order_by(rank, F("answer_due_on").asc(nulls_last=True), "-created_on", "-pk")

    def as_of(self, day: date, known_at: datetime | None = None) -> Self:
        """Annotate ``stage_then`` and ``strategy_then``: the stage and principal strategy (id)."""
        stages, classes = StageChange.objects.all(), Classification.objects.all()
        return self.annotate(
            stage_then=latest(stages, "project", "stage", day=day, known_at=known_at),
            strategy_then=latest(classes, "project", "strategy", day=day, known_at=known_at),
        )

    def counted(self, day: date, known_at: datetime | None = None) -> Self:
        """Keep what counts in the programme's totals at the end of ``day`` (domain.md 4.2)."""
        return self.as_of(day, known_at).filter(
            folio__isnull=False, stage_then__in=COUNTED, is_test=False
        )


class Project(models.Model):
    """A modernization project of one agency."""

    # identity
    code = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    folio = models.CharField(  # noqa: DJ001  NULL before registration: "" could stand only once
        _("folio"), max_length=20, unique=True, null=True, editable=False
    )
    agency = models.ForeignKey(
        Agency, models.PROTECT, related_name="projects", verbose_name=_("lead agency")
    )
    title_es = models.CharField(_("title"), max_length=200)
    title_en = models.CharField(_("title in English"), max_length=200, blank=True)
    short_name = models.CharField(_("short name"), max_length=60, blank=True)
    unit = models.CharField(_("administrative unit"), max_length=200, blank=True)
    lead_name = models.CharField(_("project lead"), max_length=150, blank=True)
    lead_post = models.CharField(_("post of the project lead"), max_length=150, blank=True)
    lead_area = models.CharField(
        _("functional area of the project lead"), max_length=20, choices=FunctionalArea, blank=True
    )
    lead_contact = models.CharField(_("contact of the project lead"), max_length=200, blank=True)
    # classification
    strategy = models.ForeignKey(
        Term,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        limit_choices_to={"catalogue": "strategy"},
        verbose_name=_("principal strategy"),
    )
    secondary_strategies = models.ManyToManyField(
        Term,
        blank=True,
        related_name="+",
        limit_choices_to={"catalogue": "strategy"},
        verbose_name=_("secondary strategies"),
    )
    subtopics = models.ManyToManyField(
        Term,
        blank=True,
        related_name="+",
        limit_choices_to={"catalogue": "subtopic"},
        verbose_name=_("sub-topics"),
    )
    scope = models.CharField(_("scope"), max_length=15, choices=Scope, blank=True)
    nature = models.CharField(_("nature"), max_length=15, choices=Nature, blank=True)
    is_knowledge_management = models.BooleanField(
        _("its object is knowledge management"), null=True, blank=True
    )
    ict_use = models.CharField(_("use of ICT"), max_length=10, choices=IctUse, blank=True)
    ict_components = models.ManyToManyField(
        Term,
        blank=True,
        related_name="+",
        limit_choices_to={"catalogue": "ict_component"},
        verbose_name=_("ICT components"),
    )
    procedures = models.TextField(_("procedures and services it changes"), blank=True)
    # why
    problem_es = models.TextField(_("problem"), blank=True)
    problem_en = models.TextField(_("problem in English"), blank=True)
    cause_es = models.TextField(_("causes or diagnosis"), blank=True)
    current_situation_es = models.TextField(_("current situation"), blank=True)
    baseline_value = models.CharField(_("baseline value"), max_length=150, blank=True)
    objective_es = models.TextField(_("general objective"), blank=True)
    objective_en = models.TextField(_("general objective in English"), blank=True)
    specific_objectives_es = models.TextField(_("specific objectives"), blank=True)
    alignment = models.CharField(_("programme or plan it serves"), max_length=250, blank=True)
    legal_ground = models.CharField(_("legal ground"), max_length=250, blank=True)
    # who
    population_es = models.TextField(_("target population"), blank=True)
    population_en = models.TextField(_("target population in English"), blank=True)
    population_kind = models.CharField(
        _("kind of population"), max_length=10, choices=PopulationKind, blank=True
    )
    population_size = models.PositiveIntegerField(
        _("size of the population"), null=True, blank=True
    )
    demarcations = models.ManyToManyField(
        Term,
        blank=True,
        related_name="+",
        limit_choices_to={"catalogue": "demarcation"},
        verbose_name=_("demarcations"),
    )
    partner_agencies = models.ManyToManyField(
        Agency, blank=True, related_name="+", verbose_name=_("partner agencies")
    )
    # what
    deliverables_es = models.TextField(_("deliverables"), blank=True)
    expected_results_es = models.TextField(_("expected results"), blank=True)
    impact_level = models.PositiveSmallIntegerField(
        _("expected impact"), choices=ImpactLevel, null=True, blank=True
    )
    impact_es = models.TextField(_("expected impact in words"), blank=True)
    # when
    starts_on = models.DateField(_("start"), null=True, blank=True)
    starts_precision = models.CharField(max_length=10, choices=Precision, default=Precision.DAY)
    ends_on = models.DateField(_("end"), null=True, blank=True)
    ends_precision = models.CharField(max_length=10, choices=Precision, default=Precision.DAY)
    # with what
    human_resources_es = models.TextField(_("human resources"), blank=True)
    material_resources_es = models.TextField(_("materials and technology"), blank=True)
    budget_kind = models.CharField(_("budget"), max_length=15, choices=BudgetKind, blank=True)
    # risks, participation, openness
    initial_risks_es = models.TextField(_("initial risks"), blank=True)
    dependencies_es = models.TextField(_("dependencies on other projects"), blank=True)
    participation_es = models.TextField(_("citizen participation planned"), blank=True)
    publication = models.CharField(
        _("publication level"), max_length=10, choices=Publication, default=Publication.PUBLIC
    )
    reserved_ground = models.CharField(_("ground of the reservation"), max_length=250, blank=True)
    # control
    stage = models.CharField(_("stage"), max_length=20, choices=Stage, default=Stage.DRAFT)
    merged_into = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="merged_from",
        verbose_name=_("merged into"),
    )
    is_test = models.BooleanField(_("test record"), default=False)
    created_on = models.DateField(_("created on"))
    submitted_on = models.DateField(_("submitted on"), null=True, blank=True)
    review_due_on = models.DateField(_("review due on"), null=True, blank=True)
    reviewer = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("reviewed by")
    )
    answer_due_on = models.DateField(_("answer due on"), null=True, blank=True)
    registered_on = models.DateField(_("registered on"), null=True, blank=True)
    version = models.PositiveIntegerField(_("version"), default=1)
    updated_at = models.DateTimeField(_("last change"), auto_now=True)

    starts = PartialDateColumns("starts", bound="first")
    ends = PartialDateColumns("ends", bound="last")

    title_key = sorted_by("title_es", 200)

    objects = ProjectQuerySet.as_manager()

    class Meta:
        verbose_name = _("project")
        verbose_name_plural = _("projects")
        ordering = ["-registered_on", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(title_es=""), name="project_has_a_title"),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="project_ends_after_start",
                violation_error_message=_("The end date is before the start date."),
            ),
            models.CheckConstraint(
                condition=Q(folio__isnull=False, registered_on__isnull=False)
                | Q(folio__isnull=True, registered_on__isnull=True),
                name="project_registered_with_a_folio",
            ),
            models.CheckConstraint(
                condition=~Q(stage=Stage.MERGED) | Q(merged_into__isnull=False),
                name="project_merged_into_another",
            ),
            models.CheckConstraint(
                condition=~Q(publication=Publication.RESERVED) | ~Q(reserved_ground=""),
                name="project_reserved_on_a_ground",
                violation_error_message=_("Say on what legal ground the record is reserved."),
            ),
        ]
        indexes = [
            models.Index(fields=["agency", "stage"], name="project_by_agency_stage"),
            # The catalogue counts in the first alone, and reads a page along one of the next three.
            models.Index(
                fields=["stage", "publication", "is_test", "strategy"], name="project_by_openness"
            ),
            models.Index(fields=["-registered_on", "-id"], name="project_by_registered"),
            models.Index(fields=["title_key", "id"], name="project_by_title"),
            models.Index(fields=["ends_on", "id"], name="project_by_end"),
            models.Index(fields=["stage", "review_due_on"], name="project_by_review_due"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("projects:detail", args=[self.code])

    @property
    def title(self) -> str:
        """The title in the reader's language, or in Spanish where there is no other."""
        english = (get_language() or "").startswith("en")
        return (self.title_en if english else "") or self.title_es

    @property
    def title_lang(self) -> str:
        """The language in which ``title`` is."""
        english = (get_language() or "").startswith("en")
        return "en" if english and self.title_en else "es"

    @property
    def runs_a_term(self) -> bool:
        """Whether the office or the agency owes something by a day."""
        return bool(self.review_due_on or self.answer_due_on)

    @property
    def moves(self) -> list[str]:
        """The transitions that leave the current stage, whoever may take them."""
        return available(FLOW, self.stage)

    @property
    def is_editable(self) -> bool:
        """Whether the fields of the registration are open: a draft, or returned with comments."""
        return self.stage in EDITABLE

    @property
    def is_completable(self) -> bool:
        """Whether the optional blocks are open after registration."""
        return self.stage in COMPLETABLE

    def asks(self, name: str) -> bool:
        """Say whether the field ``name`` is asked at all, given the other answers."""
        if name == "ict_components":
            return self.ict_use not in ("", IctUse.NONE)
        if name == "budget_lines":
            return self.budget_kind == BudgetKind.AMOUNTS
        if name == "reserved_ground":
            return self.publication == Publication.RESERVED
        return True

    def is_filled(self, name: str) -> bool:
        """Say whether the field ``name`` has an answer; to-many fields cost a query."""
        value: Any = getattr(self, name)
        return value.all().exists() if hasattr(value, "all") else value not in (None, "")

    def lacks(self, names: Iterable[str]) -> list[str]:
        """Return which of the fields ``names`` are asked and have no answer."""
        return [name for name in names if self.asks(name) and not self.is_filled(name)]

    def require_complete(self, stage: Stage) -> None:
        """Raise ``ValidationError``, keyed by field, if ``stage`` needs a field that is empty."""
        order = list(Stage)
        needed = [
            name
            for name, since in REQUIRED_FROM.items()
            if order.index(since) <= order.index(stage)
        ]
        if missing := self.lacks(needed):
            raise ValidationError({name: _("Fill in this field first.") for name in missing})
