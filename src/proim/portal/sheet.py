"""The agency on one page, for its head: projects, reports, liaison, training."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Prefetch

from proim.accounts.models import User
from proim.agencies.models import SIGNERS, Agency, AgencyQuerySet, Appointment, Role
from proim.agencies.rules import agencies_as
from proim.core.dated import holds
from proim.indicators.slots import AsOf
from proim.monitoring.formulas import Figures
from proim.monitoring.models import Report
from proim.monitoring.models.delivery import figures_by_agency
from proim.projects.models import Project
from proim.projects.workflow import ONCE_REGISTERED, Stage
from proim.training.sources import trained


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a head reads of the agency."""

    agency: Agency
    projects: list[Project]
    stages: list[tuple[str, int]]
    figures: Figures
    liaisons: list[tuple[Appointment, bool]]  # who, and whether trained

    @property
    def has_principal(self) -> bool:
        """Whether somebody is principal liaison officer."""
        return any(post.role == Role.LIAISON for post, _trained in self.liaisons)


def sheets(person: User, day: date) -> list[Sheet]:
    """Return a sheet for each agency for which ``person`` signs; a fixed number of queries."""
    return _sheets(Agency.objects.filter(pk__in=agencies_as(person, *SIGNERS)), day)


def sheet_of(agency: Agency, day: date) -> Sheet:
    """Return the sheet of ``agency``, whoever reads it; a fixed number of queries."""
    return _sheets(Agency.objects.filter(pk=agency.pk), day)[0]


def _sheets(agencies: AgencyQuerySet, day: date) -> list[Sheet]:
    posts = Appointment.objects.filter(holds(day)).liaisons().select_related("person")
    found: list[Any] = list(
        agencies.prefetch_related(
            Prefetch("appointments", posts, to_attr="posts"),
            Prefetch("projects", _projects(), to_attr="registered"),
        )
    )
    if not found:
        return []
    figures = figures_by_agency(Report.objects.expected(day), day)
    people = trained(AsOf(day))
    return [
        Sheet(
            agency,
            agency.registered,
            _stages(agency.registered),
            figures.get(agency.pk, Figures()),
            [
                (post, post.person_id in people)
                for post in sorted(agency.posts, key=lambda post: post.role != Role.LIAISON)
            ],
        )
        for agency in found
    ]


def standing(person: User, day: date) -> list[tuple[Appointment, bool]]:
    """Return the posts as liaison officer that ``person`` holds, and whether they are trained."""
    posts = Appointment.objects.on(day).liaisons().filter(person=person).select_related("agency")
    found = list(posts)
    is_trained = bool(found) and person.pk in trained(AsOf(day))
    return [(post, is_trained) for post in found]


def _projects() -> Any:
    registered = Project.objects.filter(stage__in=ONCE_REGISTERED)
    return registered.select_related("strategy").order_by("ends_on", "title_key", "pk")


def _stages(projects: list[Project]) -> list[tuple[str, int]]:
    counted = Counter(project.stage for project in projects)
    return [(str(stage.label), counted[stage]) for stage in Stage if counted[stage]]
