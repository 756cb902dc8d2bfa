"""Who should receive a case, and on what ground. Pure functions: no database, no Django, no clock.

The same log gives the same proposals: what is handed in decides alone, and no two candidates are equal.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

UNFAMILIAR = (
    2  # a case outside one's declared expertise weighs as two: it takes longer or comes back
)
Ground = Literal["rule", "expertise", "none"]
RULE: Ground = "rule"
EXPERTISE: Ground = "expertise"
NONE: Ground = "none"
_TIERS = {RULE: 0, EXPERTISE: 1, NONE: 2}


@dataclass(frozen=True, slots=True)
class Case:
    """What is to be referred, as rules see it.

    ``strategies`` and ``subtopics`` are codes; ``words`` is its text, folded (small letters, no accents).
    """

    kind: str
    agency_type: str
    strategies: frozenset[str]
    subtopics: frozenset[str]
    words: str

    @property
    def codes(self) -> frozenset[str]:
        """All codes, as expertise is declared in either."""
        return self.strategies | self.subtopics


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule in force: conditions that are empty hold for every case; ``place`` is its order, from 1."""

    id: int
    place: int
    target: int
    kinds: frozenset[str] = frozenset()
    types: frozenset[str] = frozenset()
    strategies: frozenset[str] = frozenset()
    subtopics: frozenset[str] = frozenset()
    words: tuple[str, ...] = ()

    def fits(self, case: Case) -> bool:
        """Say whether every condition that is not empty holds for ``case``."""
        return (
            (not self.kinds or case.kind in self.kinds)
            and (not self.types or case.agency_type in self.types)
            and (not self.strategies or not self.strategies.isdisjoint(case.strategies))
            and (not self.subtopics or not self.subtopics.isdisjoint(case.subtopics))
            and (not self.words or any(begins(word, case.words) for word in self.words))
        )


def begins(word: str, text: str) -> bool:
    """Say whether ``word`` (one or more words, folded) stands in ``text`` from the beginning of a word on.

    "tramit" is found in "ventanilla de tramites", "cita" is not found in "licitacion".
    """
    at = text.find(word)
    while at >= 0:
        if at == 0 or not text[at - 1].isalnum():
            return True
        at = text.find(word, at + 1)
    return False


@dataclass(frozen=True, slots=True)
class Seat:
    """A person who receives for a target.

    ``capacity`` is how many open cases the person can have at once, ``open`` how many there are;
    ``last`` the number of the sending that came to the person last, 0 for none yet.
    ``conflict`` says which conflict of interest the person has in this case, "" for none. ``gave_back``:
    the target gave this very case back, so nothing speaks for sending it there again.
    """

    id: int
    target: int
    person: int
    expertise: frozenset[str]
    capacity: int
    open: int
    last: int
    is_absent: bool = False
    conflict: str = ""
    gave_back: bool = False

    @property
    def is_eligible(self) -> bool:
        """Whether the case may go to this person at all."""
        return not self.is_absent and not self.conflict

    def knows(self, case: Case) -> bool:
        """Say whether the declared expertise is in the matter of ``case``."""
        return not self.expertise.isdisjoint(case.codes)

    def place(self, case: Case) -> tuple[float, int, int]:
        """Return the person's place in the order of a target: no two have the same."""
        return self.weight(case), self.last, self.id

    def weight(self, case: Case) -> float:
        """Return the person's load with this case, relative to the capacity; double outside the expertise.

        Proportional to the wait until the case is attended, if each capacity is kept up with
        (Little's law: the wait is the cases ahead by the rate at which they leave).
        """
        factor = 1 if self.knows(case) else UNFAMILIAR
        return (self.open + 1) * factor / self.capacity


@dataclass(frozen=True, slots=True)
class Proposal:
    """A target and a person for a case, with the facts that the reason tells.

    ``ground`` is "rule" (``rule`` is its id), "expertise" (``matched`` are the codes), or "none": the
    target could receive it, but nothing speaks for it. ``absent`` and ``conflicted`` count who of the
    target was passed over.
    """

    target: int
    seat: int
    person: int
    ground: Ground
    rule: int | None
    matched: tuple[str, ...]
    open: int
    capacity: int
    absent: int
    conflicted: int

    @property
    def is_grounded(self) -> bool:
        """Whether it may be proposed: something speaks for it."""
        return self.ground != NONE


def ranking(case: Case, rules: Iterable[Rule], seats: Sequence[Seat]) -> list[Proposal]:
    """Return everybody who can receive ``case``, the one to propose first, target by target.

    Targets stand in the order of the first rule that fits, then those where somebody has declared
    expertise in the matter, then the others. Nobody absent or with a conflict of interest is among them.
    Within a target the lightest weight decides, then who waited longest for a case, then the older seat;
    where no rule names the target, whoever knows the matter comes before that.

    Raises:
        ValueError: a capacity is less than 1.
    """
    fitting = _first_rules(case, rules)
    groups = []
    for target, held in _by_target(seats).items():
        rule = fitting.get(target)
        able = sorted(
            (seat for seat in held if seat.is_eligible),
            key=lambda seat: (rule is None and not seat.knows(case), *seat.place(case)),
        )
        if able:
            told = [_told(case, seat, rule, held) for seat in able]
            groups.append((_key(case, told[0], rule, able[0]), told))
    groups.sort(key=lambda group: group[0])
    return [proposal for _place, told in groups for proposal in told]


def propose(case: Case, rules: Iterable[Rule], seats: Sequence[Seat]) -> Proposal | None:
    """Return whom to propose for ``case``; ``None`` if no rule and no expertise speaks for anybody."""
    first = next(iter(ranking(case, rules, seats)), None)
    return first if first and first.is_grounded else None


def _first_rules(case: Case, rules: Iterable[Rule]) -> dict[int, Rule]:
    """Return for each target the first rule that sends ``case`` to it."""
    found: dict[int, Rule] = {}
    for rule in sorted(rules, key=lambda one: (one.place, one.id)):
        if rule.target not in found and rule.fits(case):
            found[rule.target] = rule
    return found


def _by_target(seats: Iterable[Seat]) -> dict[int, list[Seat]]:
    found: dict[int, list[Seat]] = {}
    for seat in seats:
        if seat.capacity < 1:
            raise ValueError("a capacity is at least 1")
        found.setdefault(seat.target, []).append(seat)
    return found


def _told(case: Case, seat: Seat, rule: Rule | None, held: Sequence[Seat]) -> Proposal:
    matched = tuple(sorted(seat.expertise & case.codes))
    ground: Ground = NONE
    if not seat.gave_back:
        ground = RULE if rule else EXPERTISE if matched else NONE
    return Proposal(
        seat.target,
        seat.id,
        seat.person,
        ground,
        rule.id if rule and ground == RULE else None,
        matched,
        seat.open,
        seat.capacity,
        sum(one.is_absent for one in held),
        sum(bool(one.conflict) for one in held),
    )


def _key(case: Case, first: Proposal, rule: Rule | None, seat: Seat) -> tuple[float, ...]:
    """Return the place of a target among all: no two have the same."""
    place = (rule.place, rule.id) if rule and first.ground == RULE else (0, 0)
    tier = _TIERS[first.ground]
    return (tier, *place, -len(first.matched), seat.weight(case), seat.last, seat.target)


def folio(year: int, number: int) -> str:
    """Return the folio of referral ``number`` (from 1) of ``year``: ``CAN-2011-0042``.

    Raises:
        ValueError: there is no referral 0.
    """
    if number < 1:
        raise ValueError("referrals are counted from 1")
    return f"CAN-{year:04}-{number:04}"


def gini(loads: Iterable[float]) -> float:
    """Return how unequal ``loads`` are: 0 if all are equal, towards 1 if one has everything.

    Without unit. 0 for no load at all.

    Source:
        C. Gini, Variabilità e mutabilità (1912), in the form of the sorted values:
        G = (2 · sum of i·x_i) / (n · sum of x) − (n + 1) / n.
    """
    values = sorted(loads)
    total = sum(values)
    if not total:
        return 0.0
    count = len(values)
    weighted = sum(place * value for place, value in enumerate(values, 1))
    return 2 * weighted / (count * total) - (count + 1) / count


def percentile(values: Iterable[float], per_cent: float) -> float:
    """Return the value below which ``per_cent`` of ``values`` lie, interpolated between neighbours.

    Raises:
        ValueError: there are no values.

    Source:
        Hyndman and Fan, Sample Quantiles in Statistical Packages (1996), definition 7.
    """
    ordered = sorted(values)
    if not ordered:
        raise ValueError("no values")
    at = (len(ordered) - 1) * per_cent / 100
    low = int(at)
    above = ordered[min(low + 1, len(ordered) - 1)]
    return ordered[low] + (above - ordered[low]) * (at - low)
