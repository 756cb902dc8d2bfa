"""The change groups: some alive, some new, some asleep, one that waits for its head."""

from collections.abc import Iterator
from datetime import date, time, timedelta
from functools import partial

from proim.accounts import actions as accounts
from proim.accounts.models import User
from proim.change_groups import actions
from proim.change_groups.models import Agreement, Group, Meeting, Member
from proim.demo.load.files import Told, read
from proim.demo.load.world import Step, World, chance

ASLEEP, NEW = 1, 2  # what becomes of a group; any other one is alive
KINDS = 5
APPROVED = timedelta(days=5)  # after the act
CALLED = timedelta(days=7)  # before the meeting
DUE = timedelta(days=30)  # after it
MET = (date(2011, 3, 24), date(2011, 6, 9))
COMING = date(2011, 7, 28)
FIRST, LAST = date(2011, 2, 14), date(2011, 6, 20)  # acts of the old groups, of the new ones


def groups(world: World) -> Iterator[Step]:
    """Tell when groups are constituted, who joins, when they meet and what they agree on."""
    book = read("groups")
    chosen = _chosen(book)
    for number, agency in enumerate(chosen):
        kind = chance(f"grupo-{agency}", KINDS)
        founded = (LAST if kind == NEW else FIRST) + timedelta(days=number % 5)
        yield Step(founded, partial(_constitute, world, book, agency, founded))
        if number == len(chosen) - 1:
            return  # its head has not approved it yet
        yield Step(founded + APPROVED, partial(_approve, world, agency, founded + APPROVED))
        if kind != NEW:
            held = MET[:1] if kind == ASLEEP else MET
            for day in held:
                yield Step(day - CALLED, partial(_call, world, book, agency, day))
                yield Step(day, partial(_hold, world, book, agency, day))
        if kind not in (ASLEEP, NEW):
            yield Step(COMING - 2 * CALLED, partial(_call, world, book, agency, COMING))


def _chosen(book: Told) -> list[str]:
    """Return the first public entities whose principal liaison officer was there early and stays."""
    early = [
        row["agency"]
        for row in read("people")["liaisons"]
        if row["since"] < FIRST and "until" not in row
    ]
    heads = {row["agency"] for row in read("people")["heads"] if "until" not in row}
    return [key for key in early if key in heads][: book["groups"]]


def _constitute(world: World, book: Told, agency: str, day: date) -> None:
    by, row = world.liaison(agency), world.agencies[agency]
    group = Group(
        agency=row,
        constituted_on=day,
        act=f"{row.acronym}/GC/001/{day.year}",
        purpose=book["purpose"],
        minutes=book["act"],
    )
    group = actions.constitute(group, on=day, by=by)
    count = len(book["members"]) - (chance(agency, 3) == 0)  # a third covers three areas
    for told in book["members"][:count]:
        _join(world, book, group, told)


def _join(world: World, book: Told, group: Group, told: Told) -> None:
    key = f"{group.agency.key}-{told['area']}"
    name = " ".join(
        names[chance(key + part, len(names))]
        for part, names in (("n", book["given"]), ("p", book["surnames"]), ("m", book["surnames"]))
    )
    email = f"grupo.{key.lower().replace('_', '-')}@gobierno.example.gob.mx"
    person = accounts.create(email, name, by=None, post=told["post"])
    world.people[f"grupo-{key.lower()}"] = person
    member = Member(group=group, area=told["area"], role=told["role"], since=group.constituted_on)
    who = actions.Newcomer(email, name, told["post"])
    actions.add_member(member, who, by=world.liaison(group.agency.key))


def _approve(world: World, agency: str, day: date) -> None:
    actions.approve(group_of(world, agency), on=day, by=world.head(agency))


def _call(world: World, book: Told, agency: str, day: date) -> None:
    meeting = Meeting(
        group=group_of(world, agency),
        on=day,
        starts=time(10),
        ends=time(11, 30),
        place=book["place"],
        agenda=book["agenda"],
    )
    actions.call(meeting, by=coordinator(world, agency))


def _hold(world: World, book: Told, agency: str, day: date) -> None:
    by = coordinator(world, agency)
    meeting = Meeting.objects.get(group=group_of(world, agency), on=day)
    members = list(meeting.group.members.order_by("pk"))
    came = [row for row in members if row.person == by or chance(f"{row.pk}{day}", 4)]
    meeting = actions.hold(meeting, came, book["minutes"], on=day, by=by)
    texts = book["agreements"]
    for number in range(2):
        text = texts[(chance(agency, len(texts)) + number) % len(texts)]
        owner = members[(number + 1) % len(members)]
        row = Agreement(meeting=meeting, text=text, owner=owner, due_on=day + DUE)
        row = actions.agree(row, by=by)
        if day == MET[0] or number:
            actions.fulfil(row, book["outcome"], on=day + DUE, by=owner.person)
    actions.approve_minutes(meeting, on=day, by=by)


def group_of(world: World, agency: str) -> Group:
    """Return the group of an entity."""
    return Group.objects.get(agency=world.agencies[agency])


def coordinator(world: World, agency: str) -> User:
    """Return who coordinates the group of an entity."""
    return world.people[f"grupo-{agency.lower()}-planning"]
