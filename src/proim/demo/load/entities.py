"""The agencies, the programme itself and its people."""

from collections.abc import Iterator
from functools import partial

from proim.accounts import actions as accounts
from proim.accounts.models import User
from proim.agencies import actions
from proim.agencies.models import Agency, Appointment, FunctionalArea, Programme, Role
from proim.core.dates import PartialDate
from proim.demo.load.files import Told, read
from proim.demo.load.world import COORDINATION, Step, World

GROUPS = {"heads": Role.HEAD, "liaisons": Role.LIAISON, "alternates": Role.ALTERNATE}


def found(world: World) -> None:
    """Put up the agencies, the programme and its staff: what is there before anybody acts."""
    book = read("agencies")
    rows = sorted(book["agencies"], key=lambda told: "sector" in told)  # heads of sector first
    acronyms = {told["acronym"]: told["key"] for told in rows}
    for told in rows:
        sector = world.agencies[acronyms[told["sector"]]] if "sector" in told else None
        draft = Agency(
            key=told["key"],
            acronym=told["acronym"],
            name=told["name"],
            type=told["type"],
            sector=sector,
            demarcation=told.get("inegi", ""),
        )
        world.agencies[told["key"]] = actions.add(draft, since=book["scope_since"], by=None)
    _programme(world)
    for told in read("people")["office"]:
        create(world, told, by=None)
        appoint(world, told, Role(told["role"]), by=None)


def scope(world: World) -> Iterator[Step]:
    """Put the agencies of the universe on the governed list."""
    book = read("agencies")
    since, ground = book["scope_since"], book["scope_ground"]
    for told in book["agencies"]:
        if told["in_scope"]:
            agency = world.agencies[told["key"]]
            by = world.people[COORDINATION]
            put = partial(actions.put_in_scope, agency, since=since, ground=ground, by=by)
            yield Step(since, put)


def people(world: World) -> Iterator[Step]:
    """Add everybody else, then appoint each one on the day of the letter."""
    book, by = read("people"), world.people[COORDINATION]
    for group, role in GROUPS.items():
        for told in book[group]:
            create(world, told, by=by)
            yield Step(told["since"], partial(appoint, world, told, role, by=by))
            if "until" in told:
                yield Step(told["until"], partial(_end, world, told))


def _programme(world: World) -> None:
    told, programme = read("programme"), Programme.get()
    names = ("name_es", "name_en", "acronym", "unit", "government_es", "government_en")
    for name in names:
        setattr(programme, name, told[name])
    programme.owner = world.agencies[told["owner"]]
    programme.starts = PartialDate.parse(told["starts"])
    programme.ends = PartialDate.parse(told["ends"])
    actions.edit_programme(programme, (*names, "owner", "starts", "ends"), by=None)


def create(world: World, told: Told, *, by: User | None) -> None:
    """Make the account of a person."""
    person = accounts.create(told["email"], told["name"], by=by, post=told["post"])
    world.people[told["key"]], world.begins[told["key"]] = person, told["since"]


def appoint(world: World, told: Told, role: Role, *, by: User | None) -> None:
    """Appoint a person on the first day, by letter where there is one."""
    letter = told.get("letter", "")
    draft = Appointment(
        person=world.people[told["key"]],
        agency=world.agencies[told["agency"]],
        role=role,
        functional_area=told.get("area", FunctionalArea.OTHER),
        letter=letter,
        letter_on=told["since"] if letter else None,
        valid_from=told["since"],
    )
    world.appointments[told["key"]] = actions.appoint(draft, by=by)


def _end(world: World, told: Told) -> None:
    held, by = world.appointments[told["key"]], world.people[COORDINATION]
    actions.end_appointment(held, on=told["until"], reason=told["reason"], by=by)
