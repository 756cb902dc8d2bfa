"""How posts and public entities pass on: delegations, a post handed over, a body that another one absorbs."""

from collections.abc import Iterator
from functools import partial

from proim.agencies import actions
from proim.agencies.handovers import CHECKLIST
from proim.agencies.models import Appointment, Handover, Role, SuccessionKind
from proim.demo.load.entities import appoint, create
from proim.demo.load.files import Told, read
from proim.demo.load.world import COORDINATION, Step, World


def government(world: World) -> Iterator[Step]:
    """Tell what is delegated, handed over and absorbed, and when."""
    book, by = read("government"), world.people[COORDINATION]
    for told in book["delegations"]:
        yield Step(told["on"], partial(_delegate, told, world))
    for told in book["handovers"]:
        follower = told["successor"]
        create(world, follower, by=by)
        yield Step(told["told_on"], partial(_end, told, world))
        yield Step(told["until"], partial(_deliver, told, world))
        yield Step(follower["since"], partial(_follow, told, world))
        yield Step(told["received_on"], partial(_receive, told, world))
    told = book["absorption"]
    for post in told["posts"]:
        create(world, post, by=by)
        held = {"agency": told["agency"], **post}
        yield Step(post["since"], partial(appoint, world, held, Role(post["role"]), by=by))
    yield Step(told["since"], partial(_absorb, told, world))


def _delegate(told: Told, world: World) -> None:
    draft = Appointment(
        agency=world.agencies[told["agency"]],
        person=world.people[told["person"]],
        letter=told["letter"],
        letter_on=told["on"],
        valid_from=told["from"],
        valid_to=told["until"],
    )
    actions.delegate(draft, by=world.head(told["agency"]))


def _end(told: Told, world: World) -> None:
    letter = actions.Letter(told["letter"], told["told_on"])
    held, by = world.appointments[told["leaving"]], world.people[COORDINATION]
    actions.end_appointment(held, on=told["until"], reason=told["reason"], letter=letter, by=by)


def _deliver(told: Told, world: World) -> None:
    handover, by = _handover(told, world), world.people[told["leaving"]]
    undone: dict[str, str] = told["undone"]
    lines = {code: (code not in undone, undone.get(code, "")) for code in CHECKLIST}
    handover = actions.prepare_handover(handover, lines, note=told["note"], by=by)
    actions.deliver_handover(handover, by=by, on=told["until"])


def _follow(told: Told, world: World) -> None:
    """Appoint who follows, who acts for the entity from now on."""
    agency, by = world.appointments[told["leaving"]].agency, world.people[COORDINATION]
    follower = {"agency": agency.key, **told["successor"]}
    appoint(world, follower, Role.LIAISON, by=by)
    world.followers[told["leaving"]] = follower["key"]


def _receive(told: Told, world: World) -> None:
    by = world.people[told["successor"]["key"]]
    handover, on = _handover(told, world), told["received_on"]
    actions.receive_handover(handover, remark=told["remark"], by=by, on=on)


def _handover(told: Told, world: World) -> Handover:
    return Handover.objects.get(leaving=world.appointments[told["leaving"]])


def _absorb(told: Told, world: World) -> None:
    into = world.agencies[told["into"]]
    posts = {
        world.appointments[post["key"]].pk: (into, Role(post["goes_on"]))
        for post in told["posts"]
        if "goes_on" in post
    }
    plan = actions.Plan(
        SuccessionKind.ABSORB,
        [world.agencies[told["agency"]]],
        [into],
        told["since"],
        told["ground"],
        told["gazette"],
        posts=posts,
    )
    actions.reorganize(plan, by=world.people[COORDINATION])
