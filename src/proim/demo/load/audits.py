"""An audit: its mandate, a sample by a recorded seed, and what the auditor observed."""

from collections.abc import Iterator
from functools import partial

from proim.agencies import actions as agencies
from proim.agencies.models import Mandate
from proim.auditing import actions
from proim.auditing.models import Observation, Sample
from proim.demo.load.entities import create
from proim.demo.load.files import Told, read
from proim.demo.load.world import ADMINISTRATION, COORDINATION, Step, World
from proim.projects.models import Project

NAMES = ("body", "letter", "letter_on", "types", "covers_from", "covers_to", "valid_from", "valid_to")  # fmt: skip


def audits(world: World) -> Iterator[Step]:
    """Tell when the mandate is given, the sample drawn, and what is observed and answered."""
    book = read("audits")
    create(world, book, by=world.people[ADMINISTRATION])
    yield Step(book["valid_from"], partial(_grant, book, world))
    yield Step(book["sample"]["on"], partial(_draw, book, world))
    for told in book["observations"]:
        yield Step(told["on"], partial(_observe, told, book, world))
        if "answer" in told:
            yield Step(told["answered_on"], partial(_answer, told, world))


def _grant(book: Told, world: World) -> None:
    draft = Mandate(person=world.people[book["key"]], **{name: book[name] for name in NAMES})
    agencies.grant_mandate(draft, by=world.people[ADMINISTRATION])


def _draw(book: Told, world: World) -> None:
    auditor, told = world.people[book["key"]], book["sample"]
    actions.draw(Mandate.objects.get(person=auditor), told["size"], told["seed"], by=auditor)


def _observe(told: Told, book: Told, world: World) -> None:
    key = Sample.objects.get(seed=book["sample"]["seed"]).keys[told["place"]]
    # Whatever had no folio on the day of the draw is called by its code, which differs in each installation.
    project = next(row for row in Project.objects.all() if key in (row.folio, str(row.code)))
    actions.observe(project, told["subject"], told["text"], by=world.people[book["key"]])


def _answer(told: Told, world: World) -> None:
    observation = Observation.objects.get(subject=told["subject"])
    actions.answer(observation, told["answer"], by=world.people[COORDINATION])
