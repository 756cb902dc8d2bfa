"""Which agency leads a project on a day: a project passes to another when governments reorganise."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from proim.agencies.models import Agency, Reorganization
from proim.core.dated import DatedFact, up_to


class Transfer(DatedFact):
    """From a day on, a project is led by another agency than before."""

    project = models.ForeignKey("projects.Project", models.PROTECT, related_name="transfers")
    origin = models.ForeignKey(
        Agency, models.PROTECT, related_name="+", verbose_name=_("lead agency before")
    )
    agency = models.ForeignKey(
        Agency, models.PROTECT, related_name="+", verbose_name=_("lead agency")
    )
    ground = models.CharField(_("legal ground"), max_length=250)
    reorganization = models.ForeignKey(
        Reorganization, models.PROTECT, null=True, blank=True, related_name="transfers"
    )

    class Meta(DatedFact.Meta):
        verbose_name = _("transfer of a project")
        verbose_name_plural = _("transfers of projects")
        indexes = [models.Index(fields=["project", "since"], name="transfer_by_project_day")]
        constraints = [
            models.CheckConstraint(condition=~Q(ground=""), name="transfer_on_a_ground"),
            models.CheckConstraint(
                condition=~Q(agency=F("origin")), name="transfer_to_another_agency"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.project_id}: {self.origin_id} → {self.agency_id} ({self.since})"


def lead_on(
    day: date, known_at: datetime | None = None, *, project: str = "pk", lead: str = "agency"
) -> Coalesce:
    """Return the agency (id) that led the outer row's project on ``day``, as known at ``known_at``.

    Args:
        day: the end of this day.
        known_at: leave out what was recorded later.
        project: the outer column with the project's id.
        lead: the outer column with the agency that leads it today.
    """
    moves = Transfer.objects.filter(project=OuterRef(project))
    held = moves.filter(up_to(day, known_at)).order_by("-since", "-pk").values("agency")
    later = moves.filter(~up_to(day, known_at)).order_by("since", "pk").values("origin")
    found = (Subquery(held[:1]), Subquery(later[:1]), F(lead))
    return Coalesce(*found, output_field=models.BigIntegerField())


def touched_by(agencies: Iterable[int]) -> Q:
    """Return the filter of the projects that any of ``agencies`` leads or ever led."""
    ids = list(agencies)
    moved = Transfer.objects.filter(Q(origin__in=ids) | Q(agency__in=ids)).values("project")
    return Q(agency__in=ids) | Q(pk__in=moved)


def led_by(agencies: Iterable[int], day: date, *, path: str = "") -> Q:
    """Return the filter of the projects that one of ``agencies`` led at the end of ``day``, whoever leads them today.

    Args:
        agencies: their ids.
        day: the end of this day.
        path: from the filtered rows to the project, ``"project__"`` for reports.
    """
    ids = list(agencies)
    later = Transfer.objects.filter(since__gt=day)
    passed = later.annotate(lead_then=lead_on(day, project="project")).filter(lead_then__in=ids)
    stayed = Q(**{f"{path}agency__in": ids}) & ~Q(**{f"{path}pk__in": later.values("project")})
    return stayed | Q(**{f"{path}pk__in": passed.values("project")})
