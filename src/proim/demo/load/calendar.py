"""The notices of working days, and who is away."""

from collections.abc import Iterator
from functools import partial

from proim.agencies import actions
from proim.agencies.formulas import read_spans
from proim.agencies.models import Absence, Notice
from proim.demo.load.files import Told, read
from proim.demo.load.world import COORDINATION, Step, World


def calendar(world: World) -> Iterator[Step]:
    """Tell what the Gazette says of working days, and the absences of the office."""
    book = read("calendar")
    for told in book["notices"]:
        yield Step(told["on"], partial(_notice, told, world))
    for told in book["absences"]:
        yield Step(told["on"], partial(_absence, told, world))


def _notice(told: Told, world: World) -> None:
    draft = Notice(
        agency=world.agencies[told["agency"]] if "agency" in told else None,
        kind=told["kind"],
        reason=told["reason"],
        gazette=told["gazette"],
        gazette_on=told["gazette_on"],
        gazette_page=told["page"],
    )
    days, on = read_spans("\n".join(told["days"])), told["on"]
    if "proposed_by" in told:
        actions.propose_notice(draft, days, by=world.people[told["proposed_by"]], on=on)
        return
    act = actions.declare_notice if draft.agency else actions.declare_city_notice
    act(draft, days, by=world.people[COORDINATION], on=on)


def _absence(told: Told, world: World) -> None:
    draft = Absence(
        person=world.people[told["person"]],
        substitute=world.people[told["substitute"]],
        valid_from=told["from"],
        valid_to=told["until"],
        reason=told["reason"],
    )
    actions.record_absence(draft, by=world.people[COORDINATION])
