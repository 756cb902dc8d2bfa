"""What change groups plan, promote and propose, and how their people answer the culture pulse."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import partial

from proim.change_groups import actions
from proim.change_groups.formulas import STATEMENTS
from proim.change_groups.models import Initiative, Meeting, PlannedAction, Promotion, Pulse
from proim.change_groups.pulses import people_of
from proim.change_groups.tidying import forget_rolls
from proim.demo.load.files import Told, read
from proim.demo.load.groups import coordinator, group_of
from proim.demo.load.world import Step, World, chance

DAY = timedelta(days=1)
PLANNED = date(2011, 2, 28)  # the work plan of the year, once the acts were approved
LOW, SPREAD = 2, 3  # most answers of a pulse lie from 2 to 4; later pulses are a step better


def endeavours(world: World) -> Iterator[Step]:
    """Tell what the groups do, beside meeting."""
    book = read("groups")
    for agency in book["more"]:
        for told in book["plan"]:
            yield from _planned(told, agency, world)
        for told in book["promotions"]:
            yield Step(told["on"], partial(_promote, told, agency, world))
    for told in book["initiatives"]:
        yield from _initiative(told, world)
    for told in book["pulses"]:
        yield from _pulse(told, world)


def _planned(told: Told, agency: str, world: World) -> Iterator[Step]:
    yield Step(PLANNED, partial(_plan, told, agency, world))
    if "done" in told:
        yield Step(told["done"], partial(_finish, told, agency, world))
    if "dropped" in told:
        yield Step(told["dropped"], partial(_drop, told, agency, world))


def _plan(told: Told, agency: str, world: World) -> None:
    group = group_of(world, agency)
    members = {member.area: member for member in group.members.all()}
    owner = members.get(told["area"], members["planning"])  # some groups cover three areas only
    action = PlannedAction(
        group=group, text=told["text"], owner=owner, starts_on=told["starts"], due_on=told["due"]
    )
    actions.plan(action, by=coordinator(world, agency))


def _finish(told: Told, agency: str, world: World) -> None:
    action = group_of(world, agency).plan.get(text=told["text"])
    actions.finish(action, told["outcome"], on=told["done"], by=action.owner.person)


def _drop(told: Told, agency: str, world: World) -> None:
    action, by = group_of(world, agency).plan.get(text=told["text"]), coordinator(world, agency)
    actions.drop(action, told["reason"], on=told["dropped"], by=by)


def _promote(told: Told, agency: str, world: World) -> None:
    made = Promotion(group=group_of(world, agency), **told)
    actions.promote(made, on=told["on"], by=coordinator(world, agency))


def _initiative(told: Told, world: World) -> Iterator[Step]:
    steps: dict[str, Callable[[Told, World], None]] = {
        "on": _propose,
        "endorsed": _endorse,
        "declined": _decline,
        "started": _start,
    }
    for name, act in steps.items():
        if name in told:
            yield Step(told[name], partial(act, told, world))


def _propose(told: Told, world: World) -> None:
    group = group_of(world, told["agency"])
    draft = Initiative(group=group, **{n: told[n] for n in ("title", "problem", "proposal")})
    by = group.members.get(area=told["area"]).person
    actions.propose(draft, on=told["on"], by=by)


def _endorse(told: Told, world: World) -> None:
    day, by = told["endorsed"], coordinator(world, told["agency"])
    meeting = Meeting.objects.get(group=group_of(world, told["agency"]), on=day)
    actions.endorse(_proposed(told), meeting, on=day, by=by)


def _decline(told: Told, world: World) -> None:
    by = coordinator(world, told["agency"])
    actions.decline(_proposed(told), told["reason"], on=told["declined"], by=by)


def _start(told: Told, world: World) -> None:
    by = world.liaison(told["agency"])
    actions.start_project(_proposed(told), on=told["started"], by=by)


def _pulse(told: Told, world: World) -> Iterator[Step]:
    opens, closes = told["opens"], told["closes"]
    yield Step(opens, partial(_open, told, world))
    for number in range(told["answers"]):
        yield Step(opens + DAY, partial(_answer, told, world, number, opens + DAY))
    if closes < read("programme")["stands_on"]:
        yield Step(closes + DAY, partial(forget_rolls, closes + DAY))


def _open(told: Told, world: World) -> None:
    group, by = group_of(world, told["agency"]), coordinator(world, told["agency"])
    draft = Pulse(group=group, opens_on=told["opens"], closes_on=told["closes"])
    actions.open_pulse(draft, on=told["opens"], by=by)


def _answer(told: Told, world: World, number: int, day: date) -> None:
    group = group_of(world, told["agency"])
    pulse, person = (
        group.pulses.get(opens_on=told["opens"]),
        people_of(group, day).order_by("-pk")[number],
    )
    better = group.pulses.filter(opens_on__lt=told["opens"]).count()
    answers = {
        statement: min(LOW + better + chance(f"{statement}{number}", SPREAD), 5)
        for statement in STATEMENTS
    }
    actions.answer_pulse(pulse, answers, on=day, by=person)


def _proposed(told: Told) -> Initiative:
    return Initiative.objects.get(title=told["title"])
