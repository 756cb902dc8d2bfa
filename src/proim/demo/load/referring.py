"""Targets, rules and what was referred: proposals are those that the platform makes on the day."""

from collections.abc import Iterator
from datetime import date
from functools import partial
from typing import Any

from proim.demo.load.files import Told, read
from proim.demo.load.world import COORDINATION, Step, World
from proim.referrals import actions
from proim.referrals.actions.sending import Destination
from proim.referrals.models import Conflict, Question, Referral, RuleVersion, Seat, Target
from proim.referrals.proposing import gathered

CONDITIONS = ("kinds", "types", "strategies", "subtopics", "words")


def referrals(world: World) -> Iterator[Step]:
    """Tell when targets and rules are put up, and what becomes of each case."""
    book, held = read("referrals"), Held()
    since: date = book["since"]
    yield Step(since, partial(_put_up, book, world, held))
    for told in book["cases"]:
        yield from _case(told, world, held)


class Held:
    """What the steps have made, for later ones to find: targets, and the referral or question of each case."""

    def __init__(self) -> None:
        self.targets: dict[str, Target] = {}
        self.subjects: dict[int, Any] = {}
        self.referrals: dict[int, Referral] = {}


def _put_up(book: Told, world: World, held: Held) -> None:
    by, since = world.people[COORDINATION], book["since"]
    for told in book["targets"]:
        names = {name: told[name] for name in ("kind", "name_es", "name_en", "days")}
        draft = Target(agency=world.agencies[told["agency"]], valid_from=since, **names)
        target = held.targets[told["key"]] = actions.add_target(draft, by=by)
        for one in told["people"]:
            seat = Seat(person=world.people[one["key"]], valid_from=since)
            seat.capacity, seat.expertise = one["capacity"], one["expertise"]
            actions.seat(target, seat, by=by)
    for told in book["rules"]:
        names = {name: told[name] for name in ("name_es", "name_en", "place")}
        said = {name: told.get(name, []) for name in CONDITIONS}
        rule = RuleVersion(target=held.targets[told["to"]], conditions=said, **names)
        actions.add_rule(rule, by=by, on=since)
    for told in book["conflicts"]:
        person = world.people[told["person"]]
        agency = world.agencies[told["agency"]]
        conflict = Conflict(agency=agency, reason=told["reason"], valid_from=since)
        actions.declare_conflict(person, conflict, by=None)


def _case(told: Told, world: World, held: Held) -> Iterator[Step]:
    number = id(told)
    if "title" in told:
        yield Step(told["asked_on"], partial(_ask, told, world, held, number))
    if "on" in told:
        yield Step(told["on"], partial(_refer, told, world, held, number))
        for step in told.get("steps", ()):
            yield Step(step["on"], partial(_go_on, step, world, held, number))


def _ask(told: Told, world: World, held: Held, number: int) -> None:
    draft = Question(title=told["title"], text=told["text"])
    agency, by = world.agencies[told["agency"]], world.liaison(told["agency"])
    held.subjects[number] = actions.ask(agency, draft, by=by, on=told["asked_on"])


def _refer(told: Told, world: World, held: Held, number: int) -> None:
    subject = held.subjects.get(number) or world.projects[told["project"]]
    to = _destination(told, held, subject, None)
    by = world.people[COORDINATION]
    held.referrals[number] = actions.refer(subject, told["request"], to, by=by, on=told["on"])


def _destination(told: Told, held: Held, subject: Any, referral: Referral | None) -> Destination:
    """Return the seat that is proposed, or the best one of the target that the file names."""
    subject.refresh_from_db()
    basis = gathered(subject, told["on"], referral=referral)
    seen = basis.proposal.seat if basis.proposal else 0
    if told["to"] == "proposal":
        return Destination(seen, seen)
    target = held.targets[told["to"]].pk
    best = next(one for one in basis.ranking if one.target == target)
    return Destination(best.seat, seen, told.get("note", ""))


def _go_on(step: Told, world: World, held: Held, number: int) -> None:
    referral = held.referrals[number]
    verb, on = step["verb"], step["on"]
    of_office = verb in ("re_refer", "close")
    by = world.people[COORDINATION] if of_office else referral.person
    more = [step["text"]] if "text" in step else []
    if verb == "re_refer":
        more = [_destination(step, held, referral.subject, referral)]
    held.referrals[number] = getattr(actions, verb)(referral, *more, by=by, on=on)
