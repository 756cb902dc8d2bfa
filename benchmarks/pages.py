"""The pages that are measured, and the bare view that stands beside each."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse

from proim.accounts.models import User
from proim.projects.forms.filters import CatalogueFilter
from proim.projects.models import Project
from proim.projects.workflow import Stage
from proim.taxonomy.models import Term

WORDS = "expedientes"


@dataclass(frozen=True)
class Page:
    """One line of the table: how to ask for the page, and for its bare view."""

    name: str
    ask: Callable[[Any], Any]
    bare: Callable[[Any], Any]


def wanted(request: HttpRequest) -> QuerySet[Project]:
    """Return the rows that the catalogue shows for the filters of ``request``."""
    visible = Project.objects.permitted("projects.view", request.user)
    return CatalogueFilter(request.GET).narrow(visible.select_related("agency", "strategy"))


TEXTS = ("title_es", "problem_es", "objective_es", "population_es", "lead_name", "lead_post")
BARE_FIELDS = (
    *TEXTS,
    *("lead_area", "strategy", "subtopics", "scope", "is_knowledge_management", "ict_use"),
    *("ict_components", "starts_on", "ends_on"),
)


def pages(draft: Project, registered: Project) -> list[Page]:
    """Return what to measure: the list in four ways, one project, one write."""
    catalogue, bare = reverse("projects:list"), reverse("bare_rows")

    def get(address: str, query: str) -> Callable[[Any], Any]:
        return lambda client: client.get(f"{address}{query}")

    lists = {
        "list": "",
        "filter": "?strategy=E2&stage=executing",
        "sort": "?sort=title",
        "search": f"?text={WORDS.replace(' ', '+')}",
    }
    shown = reverse("projects:detail", args=[registered.code])
    return [
        *(Page(name, get(catalogue, query), get(bare, query)) for name, query in lists.items()),
        Page("detail", get(shown, ""), get(reverse("bare_one", args=[registered.code]), "")),
        Page(
            "write",
            _write(reverse("projects:edit", args=[draft.code])),
            _write(reverse("bare_write", args=[draft.code])),
        ),
    ]


def make_draft() -> tuple[Project, User]:
    """Store one draft and return it with a liaison who may edit it."""
    like = Project.objects.select_related("agency").order_by("pk")[0]
    person = User.objects.filter(appointments__agency=like.agency).order_by("pk")[0]
    draft = Project.objects.create(
        agency=like.agency, title_es="Borrador", stage=Stage.DRAFT, created_on=like.created_on
    )
    return draft, person


_turn = iter(range(10**9))


def _write(address: str) -> Callable[[Any], Any]:
    """Send the whole screen of registration, each time with other texts."""
    strategy = Term.objects.get(catalogue="strategy", code="E1")
    chosen = {
        "lead_area": "planning",
        "strategy": strategy.pk,
        "subtopics": [term.pk for term in strategy.children.all()[:2]],
        "scope": "institutional",
        "is_knowledge_management": "no",
        "ict_use": "support",
        "ict_components": [Term.objects.get(catalogue="ict_component", code="database").pk],
        "starts": "2011",
        "ends": "2012",
        "starts_on": "2011-01-01",
        "ends_on": "2012-12-31",
    }

    def ask(client: Any) -> Any:
        turn = next(_turn)
        texts = {name: f"Texto número {turn} del campo {name}" for name in TEXTS}
        return client.post(address, {**texts, **chosen})

    return ask
