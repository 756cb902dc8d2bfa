"""What people ask about their own data, and what comes of it."""

from collections.abc import Iterator
from functools import partial

from proim.demo.load.files import Told, read
from proim.demo.load.world import COORDINATION, Step, World
from proim.privacy import actions
from proim.privacy.models import Request


def rights(world: World) -> Iterator[Step]:
    """Tell when a request is made, answered and carried out."""
    for told in read("rights")["requests"]:
        yield Step(told["on"], partial(_ask, told, world))
        if "answer" in told:
            yield Step(told["answered_on"], partial(_answer, told, world))
            yield Step(told["done_on"], partial(_finish, told, world))


def _ask(told: Told, world: World) -> None:
    person = world.people[told["person"]]
    actions.ask(person, told["right"], told["text"], by=person)


def _answer(told: Told, world: World) -> None:
    request, by = _request(told, world), world.people[COORDINATION]
    actions.answer(request, told["answer"], is_granted=True, by=by)


def _finish(told: Told, world: World) -> None:
    actions.finish(_request(told, world), by=world.people[COORDINATION])


def _request(told: Told, world: World) -> Request:
    person = world.people[told["person"]]
    return Request.objects.get(person=person, asked_on=told["on"])
