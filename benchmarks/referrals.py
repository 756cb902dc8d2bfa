"""Four people, a hundred agencies, peaks at the end of each quarter: who waits how long, by whom cases are sent.

    python -m benchmarks.referrals [--seeds 20] [--cases 900]

Compares the proposal of the platform (the formula itself, ``proim.referrals.formulas.propose``) with

* first in, first out: one queue for all, whoever is free takes the oldest case;
* round robin: cases go to the four in turn, by whoever comes to hand next;
* an oracle that knows how long each case takes with each person and every absence to come.

The model, in working days. An agency sends a case with a strategy and a sub-topic; three times as many come
in the last two weeks of each quarter. Each person really masters some sub-topics; the expertise that they declared
is right nine times in ten, and so is the sub-topic that the agency writes. Who masters the matter needs about
half a day; who does not needs longer, and finds out in two of five cases that it is somebody else's: the case goes
back to the office (a re-route), which costs a day before it is sent again. Each person is away for two weeks at some
time and single days. What waits for them goes to whoever stands in with the platform, which besides proposes nobody who
is away; with round robin it waits, as standing in made that worse.

Wait is from the arrival of a case until its answer. Load is the work done by each of the four (Gini: 0 is even).
With everybody equally good at everything one queue for all would be hard to beat: the gain is in knowing who
masters what. The numbers of the model are assumptions; the comparison is what it says, on the same cases for all four.
"""

import argparse
import heapq
import itertools
import random
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from statistics import fmean
from typing import NamedTuple

from proim.referrals.formulas import Case, Rule, Seat, gini, percentile, propose

PEOPLE, AGENCIES, DAYS = 4, 100, 240  # working days of a year
QUARTER, PEAK, PEAK_FACTOR = 60, 10, 3
TOPICS = tuple(f"E{s}-{n}" for s in range(1, 5) for n in range(1, 4))
SHARES = {
    "E1": 33,
    "E2": 24,
    "E3": 5,
    "E4": 13,
}  # projects of each strategy in the programme's table
MASTERED = 6  # sub-topics of the twelve that each person masters
RIGHT = 0.9  # how often a declared expertise, and a sub-topic as written, is right
EXPERT_DAYS, OTHER_DAYS = 0.5, 0.95
NOT_MINE = 0.4  # how often somebody finds that a case outside their mastery is somebody else's
BACK_DAYS = 1.0  # until the office sends it again
CAPACITY = 6
AWAY_DAYS, SINGLE_DAYS = 10, 6
TYPES = ("DEP", "DEL", "DES", "OPD")


@dataclass(frozen=True)
class Work:
    """A case to come: when, what it is really about, what was written, how long it takes at 1.0."""

    id: int
    at: float
    topic: str
    written: str
    agency_type: str
    effort: float
    luck: float


@dataclass
class World:
    """One year: the people, what they master and say that they master, when they are away, the cases."""

    cases: list[Work]
    mastered: list[frozenset[str]]
    declared: list[frozenset[str]]
    away: list[frozenset[int]]

    def is_away(self, person: int, at: float) -> bool:
        """Say whether ``person`` is away on the day of ``at``."""
        return int(at) in self.away[person]

    def days(self, person: int, work: Work) -> float:
        """Return how long ``work`` takes with ``person``, in working days."""
        return work.effort * (EXPERT_DAYS if work.topic in self.mastered[person] else OTHER_DAYS)

    def comes_back(self, person: int, work: Work) -> bool:
        """Say whether ``person`` finds that it is somebody else's: of one case the same for all senders."""
        return work.topic not in self.mastered[person] and work.luck < NOT_MINE

    def finish(self, person: int, start: float, days: float) -> float:
        """Return when ``person`` is through with ``days`` of work that begins at ``start``, absences between."""
        at = start
        while True:
            while self.is_away(person, at):
                at = float(int(at) + 1)
            left = int(at) + 1 - at
            if days <= left:
                return at + days
            days -= left
            at = float(int(at) + 1)


def year(seed: int, number: int) -> World:
    """Return a year made from ``seed`` with ``number`` cases."""
    chance = random.Random(seed)
    strategies = chance.choices(list(SHARES), list(SHARES.values()), k=number)
    weights = [PEAK_FACTOR if day % QUARTER >= QUARTER - PEAK else 1 for day in range(DAYS)]
    days = sorted(chance.choices(range(DAYS), weights, k=number))
    types = [chance.choice(TYPES) for _agency in range(AGENCIES)]
    cases = []
    for place, (day, strategy) in enumerate(zip(days, strategies, strict=True)):
        topic = chance.choice([one for one in TOPICS if one.startswith(strategy)])
        written = topic if chance.random() < RIGHT else chance.choice(TOPICS)
        effort, at = chance.lognormvariate(0, 0.5), day + chance.random()
        kind = types[chance.randrange(AGENCIES)]
        cases.append(Work(place, at, topic, written, kind, effort, chance.random()))
    mastered = _mastered(chance)
    declared = [_declared(chance, known) for known in mastered]
    return World(sorted(cases, key=lambda one: one.at), mastered, declared, _absences(chance))


def _mastered(chance: random.Random) -> list[frozenset[str]]:
    """Return what each person masters: every sub-topic is mastered by two of the four."""
    pool = [topic for topic in TOPICS for _twice in range(PEOPLE * MASTERED // len(TOPICS))]
    while True:
        chance.shuffle(pool)
        found = [frozenset(pool[place::PEOPLE]) for place in range(PEOPLE)]
        if all(len(known) == MASTERED for known in found):
            return found


def _declared(chance: random.Random, known: frozenset[str]) -> frozenset[str]:
    return frozenset(topic for topic in TOPICS if (topic in known) == (chance.random() < RIGHT))


def _absences(chance: random.Random) -> list[frozenset[int]]:
    """Return on which days each person is away; two are never on holiday at once."""
    found = []
    for person in range(PEOPLE):
        first = person * QUARTER + chance.randrange(QUARTER - PEAK - AWAY_DAYS)
        holiday = set(range(first, first + AWAY_DAYS))
        found.append(frozenset(holiday | {chance.randrange(DAYS) for _one in range(SINGLE_DAYS)}))
    return found


@dataclass
class Result:
    """What came of a year: the wait of each case, how often cases were sent again, the work of each person."""

    waits: list[float] = field(default_factory=list)
    re_routes: int = 0
    work: list[float] = field(default_factory=lambda: [0.0] * PEOPLE)


@dataclass
class Desk:
    """What the sender may look at: who has how many cases, who had one last, who sent this one back."""

    world: World
    now: float = 0.0
    queues: list[list[Work]] = field(default_factory=lambda: [[] for _ in range(PEOPLE)])
    free_at: list[float] = field(default_factory=lambda: [0.0] * PEOPLE)
    last: list[int] = field(default_factory=lambda: [0] * PEOPLE)
    sent: Iterator[int] = field(default_factory=lambda: itertools.count(1))
    tried: dict[int, set[int]] = field(default_factory=dict)

    def open(self, person: int) -> int:
        """Return how many cases a person has: those that wait and the one in work."""
        return len(self.queues[person]) + (self.free_at[person] > self.now)


Sender = Callable[[Desk, Work], int]


def by_proposal(desk: Desk, work: Work) -> int:
    """Send as the platform proposes: the same formula, fed with what the platform knows."""
    strategy = work.written.partition("-")[0]
    codes = frozenset([work.written])
    case = Case("project", work.agency_type, frozenset([strategy]), codes, "")
    tried = desk.tried.get(work.id, set())
    seats = [
        Seat(
            id=person + 1,
            target=1,
            person=person,
            expertise=desk.world.declared[person],
            capacity=CAPACITY,
            open=desk.open(person),
            last=desk.last[person],
            is_absent=desk.world.is_away(person, desk.now),
        )
        for person in range(PEOPLE)
        if person not in tried
    ]
    found = propose(case, [Rule(id=1, place=1, target=1)], seats)
    if found is not None:
        return found.person
    return min(range(PEOPLE), key=desk.open)  # all who are there have had it


def in_turn(desk: Desk, work: Work) -> int:
    """Send to the four in turn, whoever knows what or is away; not twice to one who sent it back."""
    tried = desk.tried.get(work.id, set())
    order = sorted(range(PEOPLE), key=lambda person: (person in tried, desk.last[person], person))
    return order[0]


def omniscient(desk: Desk, work: Work) -> int:
    """Send to who will be through with it first, all absences and efforts known, and never in vain."""

    def end(person: int) -> tuple[bool, float, int]:
        at = max(desk.now, desk.free_at[person])
        for waiting in desk.queues[person]:
            at = desk.world.finish(person, at, desk.world.days(person, waiting))
        done = desk.world.finish(person, at, desk.world.days(person, work))
        return desk.world.comes_back(person, work), done, person

    return min(range(PEOPLE), key=end)


class Play:
    """A year in which each case is sent to a person's own queue as it comes."""

    def __init__(self, world: World, sender: Sender, *, covered: bool) -> None:
        self.world, self.sender = world, sender
        self.desk, self.result = Desk(world), Result()
        self.order = itertools.count()
        self.events: list[tuple[float, int, Callable[[], None]]] = []
        for work in world.cases:
            self.at(work.at, partial(self.send, work))
        for person, days in enumerate(world.away if covered else []):
            for day in sorted(days):
                self.at(float(day), partial(self.hand_over, person))

    def at(self, moment: float, act: Callable[[], None]) -> None:
        heapq.heappush(self.events, (moment, next(self.order), act))

    def run(self) -> Result:
        while self.events:
            self.desk.now, _place, act = heapq.heappop(self.events)
            act()
        return self.result

    def send(self, work: Work) -> None:
        person = self.sender(self.desk, work)
        self.desk.last[person] = next(self.desk.sent)
        self.desk.queues[person].append(work)
        self.begin(person)

    def begin(self, person: int) -> None:
        """Let a person begin the oldest case, if there is one and the person is free."""
        desk = self.desk
        if not desk.queues[person] or desk.free_at[person] > desk.now:
            return
        work = desk.queues[person].pop(0)
        done, back = _done(self.world, person, work, desk.now, self.result)
        desk.free_at[person] = done
        self.at(done, partial(self.begin, person))
        if back:
            desk.tried.setdefault(work.id, set()).add(person)
            self.at(done + BACK_DAYS, partial(self.send, work))

    def hand_over(self, person: int) -> None:
        """Let what waits for somebody who is away wait for the next of the four who is there."""
        turn = [(person + step) % PEOPLE for step in range(1, PEOPLE)]
        there = [one for one in turn if not self.world.is_away(one, self.desk.now)]
        if there:
            waiting, self.desk.queues[person] = self.desk.queues[person], []
            self.desk.queues[there[0]] += waiting
            self.begin(there[0])


def _done(world: World, person: int, work: Work, at: float, result: Result) -> tuple[float, bool]:
    """Let ``person`` do ``work`` from ``at``; return when it is done and whether it comes back."""
    days = world.days(person, work)
    result.work[person] += days
    done = world.finish(person, at, days)
    if world.comes_back(person, work):
        result.re_routes += 1
        return done, True
    result.waits.append(done - work.at)
    return done, False


def pulled(world: World) -> Result:
    """Play a year of first in, first out: whoever is free and there takes the oldest case of one queue."""
    result, now = Result(), 0.0
    tried: dict[int, set[int]] = {}
    queue: list[tuple[float, int, Work]] = []  # when it came (again), its number, the case
    coming = [(work.at, work.id, work) for work in world.cases]
    heapq.heapify(coming)
    free_at = [0.0] * PEOPLE
    while coming or queue:
        while coming and coming[0][0] <= now:
            heapq.heappush(queue, heapq.heappop(coming))
        there = [p for p in range(PEOPLE) if free_at[p] <= now and not world.is_away(p, now)]
        taken = _take(queue, there, tried)
        if taken is None:
            now = _next(now, coming, free_at)
            continue
        person, work = taken
        free_at[person], back = _done(world, person, work, now, result)
        if back:
            tried.setdefault(work.id, set()).add(person)
            heapq.heappush(coming, (free_at[person] + BACK_DAYS, work.id, work))
    return result


def _take(
    queue: list[tuple[float, int, Work]], there: Sequence[int], tried: dict[int, set[int]]
) -> tuple[int, Work] | None:
    """Take the oldest case that somebody who is there has not sent back."""
    for entry in sorted(queue):
        able = [p for p in there if p not in tried.get(entry[1], set())]
        if able:
            queue.remove(entry)
            heapq.heapify(queue)
            return able[0], entry[2]
    return None


def _next(now: float, coming: Sequence[tuple[float, int, Work]], free_at: Sequence[float]) -> float:
    """Return the next moment at which something can change: a case comes, somebody is free, a day begins."""
    moments = [float(int(now) + 1), *(at for at in free_at if at > now)]
    return min([*moments, *([coming[0][0]] if coming else [])])


WAYS: dict[str, Callable[[World], Result]] = {
    "oracle": lambda world: Play(world, omniscient, covered=False).run(),
    "PROIM's proposal": lambda world: Play(world, by_proposal, covered=True).run(),
    "first in, first out": pulled,
    "round robin": lambda world: Play(world, in_turn, covered=False).run(),
}


class Row(NamedTuple):
    """A line of the table: means over the years."""

    name: str
    median: float
    p90: float
    worst: float
    re_routes: float
    gini: float


def table(seeds: int, number: int) -> list[Row]:
    """Play ``seeds`` years of ``number`` cases each way; return the table."""
    worlds = [year(seed, number) for seed in range(1, seeds + 1)]
    found = []
    for name, play in WAYS.items():
        results = [play(world) for world in worlds]
        if any(len(one.waits) != number for one in results):
            raise RuntimeError(f"{name} lost a case")
        found.append(
            Row(
                name,
                fmean(percentile(one.waits, 50) for one in results),
                fmean(percentile(one.waits, 90) for one in results),
                fmean(max(one.waits) for one in results),
                fmean(100 * one.re_routes / number for one in results),
                fmean(gini(one.work) for one in results),
            )
        )
    return found


def main() -> int:
    """Print the table; fail if the platform is not ahead at p90."""
    asked = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    asked.add_argument(
        "--seeds", type=int, default=20, help="years, each with its own people and cases"
    )
    asked.add_argument("--cases", type=int, default=900, help="cases in a year")
    given = asked.parse_args()
    begun = time.monotonic()
    rows = table(given.seeds, given.cases)
    print(
        f"{given.seeds} years of {given.cases} cases, {PEOPLE} people, {AGENCIES} agencies; waits in working days"
    )
    print(f"{'':22}{'median':>8}{'p90':>8}{'longest':>9}{'re-routes':>11}{'Gini':>7}")
    for row in rows:
        told = (
            f"{row.median:8.2f}{row.p90:8.2f}{row.worst:9.2f}{row.re_routes:9.1f} %{row.gini:7.3f}"
        )
        print(f"{row.name:22}{told}")
    p90 = {row.name: row.p90 for row in rows}
    ours = p90.pop("PROIM's proposal")
    del p90["oracle"]
    ahead = all(ours < other for other in p90.values())
    print(
        f"ahead of the others at p90: {'yes' if ahead else 'NO'} ({time.monotonic() - begun:.1f} s)"
    )
    return 0 if ahead else 1


if __name__ == "__main__":
    sys.exit(main())
