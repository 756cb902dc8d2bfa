"""Figures 1, coverage, and 3, projects by strategy, counted from the register as of a day."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Count, QuerySet
from django.utils.translation import gettext_lazy, ngettext

from proim.agencies.models.agency import entities_on
from proim.core.permissions import Actor
from proim.indicators.scope import (
    AGENCY_COLUMNS,
    IN_SCOPE,
    agencies,
    agency_names,
    in_scope,
    tell_agency,
)
from proim.indicators.slots import AsOf, Cell, Column, Link, Part, Shape, Source
from proim.projects.models import Project, Transfer, lead_on, touched_by
from proim.taxonomy.models import Catalogue, Term

PROJECT_COLUMNS = (
    Column("folio", gettext_lazy("Folio")),
    Column("titulo", gettext_lazy("Title")),
    Column("ente_publico", gettext_lazy("Public entity")),
    Column("fecha_de_registro", gettext_lazy("Registered on")),
)


def counted(as_of: AsOf) -> Any:
    """Return the projects that count, with ``stage_then`` and ``strategy_then``."""
    return Project.objects.counted(as_of.day, as_of.known_at)


def leads(as_of: AsOf) -> dict[int, int]:
    """Return how many counted projects each agency leads on the day; three queries.

    A project of an agency that has ended is led by the one that answers for it.
    """
    answers = entities_on(as_of.day, as_of.known_at)
    found: Counter[int] = Counter()
    for agency_id, number in counted(as_of).order_by().values_list("agency").annotate(Count("pk")):
        found[answers.get(agency_id, agency_id)] += number
    for now, then in led_then(counted(as_of), as_of).values():
        found[answers.get(now, now)] -= 1
        found[answers.get(then, then)] += 1
    return dict(+found)


def led_then(projects: Any, as_of: AsOf) -> dict[int, tuple[int, int]]:
    """Return who leads and who led those of ``projects`` that ever passed on: id -> (today, then); one query."""
    passed = projects.filter(pk__in=Transfer.objects.values("project")).order_by()
    passed = passed.annotate(lead_then=lead_on(as_of.day, as_of.known_at))
    return {pk: (now, then) for pk, now, then in passed.values_list("pk", "agency", "lead_then")}


def _covered(as_of: AsOf) -> set[int]:
    return in_scope(as_of) & leads(as_of).keys()


def _count_covered(as_of: AsOf) -> Mapping[str, int]:
    scope = in_scope(as_of)
    return {"with_projects": len(scope & leads(as_of).keys()), IN_SCOPE.code: len(scope)}


def _tell_covered(rows: Sequence[Any], as_of: AsOf, reader: Actor) -> list[dict[str, Cell]]:
    """Tell each agency with its projects; those the reader may not see are told as a number."""
    answers = entities_on(as_of.day, as_of.known_at)
    here = {agency.pk for agency in rows}
    behind = [agency for agency, entity in answers.items() if entity in here]
    projects = counted(as_of).filter(touched_by([*here, *behind])).order_by("registered_on", "pk")
    projects = projects.with_permissions(reader, "projects.view")
    passed = led_then(counted(as_of), as_of)
    visible: dict[int, list[Link | str]] = {}
    hidden: Counter[int] = Counter()
    for project in projects:
        lead: int = passed.get(project.pk, (0, project.agency_id))[1]
        entity: int = answers.get(lead, lead)
        if entity not in here:
            continue
        if project.may_view:
            visible.setdefault(entity, []).append(Link(project.title, project.get_absolute_url()))
        else:
            hidden[entity] += 1
    return [
        {
            **tell_agency(agency),
            "numero_de_proyectos": len(visible.get(agency.pk, [])) + hidden[agency.pk],
            "proyectos": [*visible.get(agency.pk, []), *_unseen(hidden[agency.pk])],
        }
        for agency in rows
    ]


def _unseen(number: int) -> list[str]:
    text = ngettext("%(n)s that is not public", "%(n)s that are not public", number)
    return [text % {"n": number}] if number else []


def _tell_projects(rows: Sequence[Any], as_of: AsOf, reader: Actor) -> list[dict[str, Cell]]:
    passed = led_then(Project.objects.filter(pk__in=[project.pk for project in rows]), as_of)
    leads = {p.pk: passed.get(p.pk, (0, p.agency_id))[1] for p in rows}
    names = agency_names(list(leads.values()), as_of.day)
    return [
        {
            "folio": project.folio,
            "titulo": Link(project.title, project.get_absolute_url()),
            "ente_publico": Link(
                names[leads[project.pk]].name_then, names[leads[project.pk]].get_absolute_url()
            ),
            "fecha_de_registro": project.registered_on,
        }
        for project in rows
    ]


def _projects(code: str, label: Any, **strategy: Any) -> Part:
    """Return the counted projects, of one strategy or of all."""

    def rows(as_of: AsOf) -> QuerySet[Project]:
        return counted(as_of).filter(**strategy).order_by("registered_on", "pk")  # type: ignore[no-any-return]

    return Part(code, label, PROJECT_COLUMNS, rows, _tell_projects, permission="projects.view")


def _by_strategy() -> list[Part]:
    """Return the total, then a part for each strategy of the catalogue, retired ones included."""
    terms = Term.objects.of(Catalogue.STRATEGY).order_by("position", "code")
    each = [_projects(term.code, term.label, strategy_then=term.pk) for term in terms]
    total = _projects("total", gettext_lazy("Projects registered"))
    return [total, *each]


def _count_by_strategy(as_of: AsOf) -> Mapping[str, int]:
    rows = counted(as_of).order_by().values_list("strategy_then").annotate(Count("pk"))
    numbers = dict(rows)
    terms = Term.objects.of(Catalogue.STRATEGY).values_list("code", "pk")
    return {"total": sum(numbers.values()), **{code: numbers.get(pk, 0) for code, pk in terms}}


COVERAGE = Source(
    code="coverage",
    number="1",
    label=gettext_lazy("Coverage of the programme"),
    unit=gettext_lazy("per cent of the public entities in scope"),
    definition=gettext_lazy(
        "Public entities in scope that lead at least one registered project, out of all in scope. "
        "Projects that were suspended, cancelled or finished keep counting."
    ),
    shape=Shape.RATIO,
    parts=lambda: (
        Part(
            code="with_projects",
            label=gettext_lazy("Public entities with projects"),
            columns=(
                *AGENCY_COLUMNS,
                Column("numero_de_proyectos", gettext_lazy("Number of projects")),
                Column("proyectos", gettext_lazy("Projects")),
            ),
            rows=lambda as_of: agencies(_covered(as_of), as_of),
            tell=_tell_covered,
        ),
        IN_SCOPE,
    ),
    counts=_count_covered,
)
STRATEGIES = Source(
    code="strategies",
    number="3",
    label=gettext_lazy("Projects by strategy"),
    unit=gettext_lazy("projects"),
    definition=gettext_lazy(
        "Registered projects by the principal strategy each had on the cut-off day. A project "
        "that was merged into another counts once, as the other."
    ),
    shape=Shape.BREAKDOWN,
    parts=_by_strategy,
    counts=_count_by_strategy,
)
