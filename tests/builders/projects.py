from datetime import date
from itertools import count

from proim.agencies.models import Agency
from proim.core.dates import PartialDate
from proim.projects import actions
from proim.projects.models import Project
from proim.projects.workflow import Stage
from proim.taxonomy.models import Catalogue
from tests.builders.people import make_agency
from tests.builders.taxonomy import make_term

_numbers = count(1)
BEGUN = date(2011, 1, 10)
# The shortest way from a draft to each stage.
WAYS = {
    Stage.DRAFT: (),
    Stage.SUBMITTED: ("submit",),
    Stage.UNDER_REVIEW: ("submit", "take"),
    Stage.RETURNED: ("submit", "give_back"),
    Stage.WITHDRAWN: ("submit", "withdraw"),
    Stage.REGISTERED: ("submit", "accept"),
    Stage.PLANNING: ("submit", "accept", "plan"),
    Stage.EXECUTING: ("submit", "accept", "execute"),
    Stage.CLOSING: ("submit", "accept", "execute", "close"),
    Stage.ASSURING: ("submit", "accept", "execute", "close", "assure"),
    Stage.SUSPENDED: ("submit", "accept", "suspend"),
    Stage.CANCELLED: ("submit", "accept", "cancel"),
    Stage.MERGED: ("submit", "accept", "merge"),
}


def answers(**changed) -> dict:
    """Return what a registration needs, as actions take it: ``answers(problem_es="")``."""
    strategy = make_term(Catalogue.STRATEGY, "E1")
    given = {
        "title_es": f"Ventanilla única de licencias {next(_numbers)}",
        "lead_name": "Julia Ortega Prado",
        "lead_post": "Directora de Planeación",
        "lead_area": "planning",
        "strategy": strategy,
        "subtopics": [make_term(Catalogue.SUBTOPIC, "E1-processes", parent=strategy)],
        "scope": "institutional",
        "is_knowledge_management": False,
        "ict_use": "none",
        "ict_components": [],
        "problem_es": "La gente hace cuatro filas para un solo trámite.",
        "objective_es": "Resolver cada licencia en una sola visita.",
        "population_es": "Personas que abren un negocio",
        "starts": PartialDate.day(date(2011, 1, 3)),
        "ends": PartialDate.year(2012),
    }
    return {**given, **changed}


def make_draft(agency: Agency | None = None, *, on: date = BEGUN, **changed) -> Project:
    """Build a draft that has everything it needs to be sent, unless ``changed`` empties it."""
    return actions.register(agency or make_agency(), answers(**changed), by=None, on=on)


def make_project(
    agency: Agency | None = None,
    *,
    stage: Stage = Stage.REGISTERED,
    on: date = BEGUN,
    comments: dict | None = None,
    into: Project | None = None,
    **changed,
) -> Project:
    """Build a project in ``stage``, all its steps taken on the day ``on`` by the system.

    ``comments`` are those of a returned project, ``into`` is the survivor of a merged one.
    """
    project = make_draft(agency, on=on, **changed)
    extra = {
        "give_back": {"comments": comments or {"problem_es": "Diga a cuántas personas afecta."}},
        "withdraw": {"reason": "Se repite."},
        "suspend": {"reason": "Falta presupuesto."},
        "cancel": {"reason": "Cambió la ley."},
    }
    for verb in WAYS[stage]:
        more = extra.get(verb, {})
        if verb == "merge":
            more = {"into": into or make_project(on=on), "reason": "Son el mismo proyecto."}
        project = getattr(actions, verb)(project, by=None, on=on, **more)
    return project
