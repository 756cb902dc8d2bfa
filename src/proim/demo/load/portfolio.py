"""The projects: from the draft to the stage in which the demonstration shows them."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from typing import Any

from proim.core.dates import PartialDate
from proim.core.working_days import add_working_days
from proim.demo.load.files import PROJECTS, Told, read
from proim.demo.load.world import COORDINATION, REVIEW, Step, World, chance
from proim.projects import actions
from proim.projects.models import BudgetKind, Project
from proim.projects.workflow import Stage
from proim.taxonomy.models import Catalogue

TEXTS = (
    "title_es", "title_en", "short_name", "unit", "lead_name", "lead_post", "scope", "nature",
    "ict_use", "procedures", "problem_es", "problem_en", "cause_es", "objective_es",
    "objective_en", "legal_ground", "population_es", "population_en", "population_kind",
    "expected_results_es", "initial_risks_es", "dependencies_es", "participation_es",
)  # fmt: skip
LISTS = ("specific_objectives_es", "deliverables_es")
TERMS = {
    "subtopics": Catalogue.SUBTOPIC,
    "ict_components": Catalogue.ICT_COMPONENT,
    "demarcations": Catalogue.DEMARCATION,
}
BUDGETS = {"none": BudgetKind.NONE_ALLOCATED, "unknown": BudgetKind.NOT_KNOWN}
DRAFTING = timedelta(days=3)
PLAN_AFTER, EXECUTE_AFTER = 5, 20  # working days after the registration


def projects(world: World) -> Iterator[Step]:
    """Tell what happens to each project, and when."""
    for name in PROJECTS:
        book = read(name)
        for told in book["projects"]:
            yield from _life({"strategy": book.get("strategy"), **told}, world)


def _life(told: Told, world: World) -> Iterator[Step]:
    liaison, office = world.liaison(told["agency"]), _reviewer(told, world)
    begun = told.get("created_on") or max(
        told["submitted_on"] - DRAFTING, world.liaison_since(told["agency"])
    )
    yield Step(begun, partial(_register, told, world, begun))
    if "submitted_on" in told:
        yield _move(told, world, actions.submit, told["submitted_on"], by=liaison)
    if "taken_on" in told:
        yield _move(told, world, actions.take, told["taken_on"], by=office)
    if "returned_on" in told:
        comments = {row["field"]: row["comment"] for row in told["comments"]}
        give_back = partial(actions.give_back, comments=comments)
        yield _move(told, world, give_back, told["returned_on"], by=office)
    if "withdrawn_on" in told:
        withdraw = partial(actions.withdraw, reason=told["reason"])
        yield _move(told, world, withdraw, told["withdrawn_on"], by=liaison)
    if "registered_on" in told:
        yield from _after_acceptance(told, world)


def _after_acceptance(told: Told, world: World) -> Iterator[Step]:
    liaison, office = world.liaison(told["agency"]), _reviewer(told, world)
    accepted, stage = told["registered_on"], told["stage"]
    taken = min(add_working_days(told["submitted_on"], 1), accepted)
    yield _move(told, world, actions.take, taken, by=office)
    yield _move(told, world, actions.accept, accepted, by=office)
    if stage == Stage.REGISTERED:
        return
    planned = add_working_days(accepted, PLAN_AFTER)
    yield _move(told, world, actions.plan, planned, by=liaison)
    executed, stopped = add_working_days(accepted, EXECUTE_AFTER), told.get("suspended_on")
    if stage != Stage.PLANNING and (stopped is None or executed < stopped):
        yield _move(told, world, actions.execute, executed, by=liaison)
    if stopped:
        suspend = partial(actions.suspend, reason=told["reason"])
        yield _move(told, world, suspend, stopped, by=office)
    if "closing_on" in told:
        yield _move(told, world, actions.close, told["closing_on"], by=liaison)


def _reviewer(told: Told, world: World) -> Any:
    return world.people[(REVIEW, REVIEW, COORDINATION)[chance(told["key"], 3)]]


def _move(told: Told, world: World, action: Callable[..., Project], day: date, *, by: Any) -> Step:
    def run() -> None:
        action(world.projects[told["key"]], by=by, on=day)

    return Step(day, run)


def _register(told: Told, world: World, day: date) -> None:
    agency, by = world.agencies[told["agency"]], world.liaison(told["agency"])
    project = actions.register(agency, _answers(told, world), by=by, on=day)
    world.projects[told["key"]] = project


def _answers(told: Told, world: World) -> dict[str, Any]:
    """Return what the file tells of a project, as the actions take it."""
    values: dict[str, Any] = {name: told[name].strip() for name in TEXTS if name in told}
    values |= {name: "\n".join(told[name]) for name in LISTS if name in told}
    values |= {n: PartialDate.parse(told[n]) for n in ("starts", "ends") if n in told}
    for name, catalogue in TERMS.items():
        if name in told:
            values[name] = [world.terms[catalogue, code] for code in told[name]]
    if told.get("strategy"):
        values["strategy"] = world.terms[Catalogue.STRATEGY, told["strategy"]]
    if "functional_area" in told:
        values["lead_area"] = told["functional_area"]
    if "submitted_on" in told:
        values["is_knowledge_management"] = told.get("knowledge_management", False)
    if "partners" in told:
        values["partner_agencies"] = [world.agencies[key] for key in told["partners"]]
    if "feasibility" in told:
        values["feasibility"] = {kind: (said, "") for kind, said in told["feasibility"].items()}
    return values | _budget(told, world)


def _budget(told: Told, world: World) -> dict[str, Any]:
    budget = told.get("budget")
    if budget is None or isinstance(budget, str):
        return {"budget_kind": BUDGETS[budget]} if budget else {}
    lines = [
        (line["year"], world.terms[Catalogue.FUNDING, line["source"]], Decimal(line["amount"]))
        for line in budget
    ]
    return {"budget_kind": BudgetKind.AMOUNTS, "budget_lines": lines}
