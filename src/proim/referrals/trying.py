"""What a rule would have done with the last referrals, and how well rules propose. Reads only."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q
from django.db.models.expressions import Exists, OuterRef

from proim.indicators.formulas import percentage
from proim.referrals.models import (
    Choice,
    Referral,
    Return,
    RoutingRule,
    RuleVersion,
    Seat,
    Sending,
    Target,
)
from proim.referrals.subjects import kind_of

LAST = 50
DRAFT = 0  # the id of a rule that is not stored


@dataclass(frozen=True, slots=True)
class Tried:
    """One of the last referrals: whether the rule fits it, whether it would have decided, where it went."""

    referral: Referral
    decides: bool
    before: str  # the rule that comes first instead, "" if this one decides
    is_same: bool


@dataclass(frozen=True, slots=True)
class Trial:
    """What a rule would have done: the referrals that it fits, of so many."""

    rows: list[Tried]
    looked_at: int

    @property
    def decided(self) -> int:
        """How many it would have proposed."""
        return sum(row.decides for row in self.rows)

    @property
    def same(self) -> int:
        """How many of those went where the rule sends them."""
        return sum(row.decides and row.is_same for row in self.rows)


def trial(version: RuleVersion, day: date) -> Trial:
    """Return what ``version`` would have done with the last referrals, beside the other rules; four queries.

    Where a case really went is the target it has now: corrections count, not the first proposal.
    """
    others = [
        v
        for v in RuleVersion.objects.standing(day).filter(is_on=True)
        if v.rule_id != version.rule_id
    ]
    tried = replace(version.pure, id=DRAFT)
    rules = sorted([tried, *(v.pure for v in others)], key=lambda one: (one.place, one.id))
    names = {v.pk: v.name for v in others}
    found = []
    looked_at = list(last_ones())
    for referral in looked_at:
        case = kind_of(referral.subject).case(referral.subject)
        if tried.fits(case):
            first = next(rule for rule in rules if rule.fits(case))
            same = referral.target_id == version.target_id
            before = "" if first.id == DRAFT else names[first.id]
            found.append(Tried(referral, first.id == DRAFT, before, same))
    return Trial(found, len(looked_at))


def last_ones() -> Iterable[Referral]:
    """Return the last referrals with what rules see of them."""
    rows = Referral.objects.with_names().order_by("-pk")
    rows = rows.select_related(
        "project__agency", "project__strategy", "question__agency", "question__strategy", "target"
    )
    return rows.prefetch_related("project__subtopics", "project__secondary_strategies")[:LAST]


@dataclass(frozen=True, slots=True)
class Score:
    """How often proposals were accepted: of a rule, of expertise, of all."""

    name: str
    href: str
    proposed: int
    accepted: int
    returned: int

    @property
    def corrected(self) -> int:
        """How many the office sent elsewhere."""
        return self.proposed - self.accepted

    @property
    def rate(self) -> Decimal | None:
        """Accepted of proposed, in per cent; ``None`` of none."""
        return percentage(self.accepted, self.proposed)


@dataclass(frozen=True, slots=True)
class Load:
    """What a person has open, of what they can have at once."""

    person: Any
    target: Target
    open: int
    capacity: int


def scores() -> tuple[list[Score], Score, Score, int]:
    """Return the scores of each rule, of expertise and of all proposals, and how many were chosen by hand.

    Four queries. A rule is scored over all that it ever said.
    """
    came_back = Return.objects.filter(referral=OuterRef("referral"), target=OuterRef("target"))
    rows = Sending.objects.annotate(came_back=Exists(came_back)).order_by()
    told = {
        "proposed": Count("pk"),
        "accepted": Count("pk", filter=Q(choice=Choice.ACCEPTED)),
        "returned": Count("pk", filter=Q(choice=Choice.ACCEPTED, came_back=True)),
    }
    made = rows.exclude(choice=Choice.BY_HAND)
    found: Any = made.values("rule__rule").annotate(**told)
    by_rule: dict[int | None, Any] = {row["rule__rule"]: row for row in found}
    newest: dict[int, RuleVersion] = {}
    for version in RuleVersion.objects.select_related("rule").order_by("since", "pk"):
        newest[version.rule_id] = version
    ordered = sorted(newest.values(), key=lambda one: (not one.is_on, one.place, one.pk))
    each = [_score(v.name, v.rule, by_rule.get(v.rule_id, {})) for v in ordered]
    sums = {name: sum(row[name] for row in by_rule.values()) for name in told}
    by_hand = rows.filter(choice=Choice.BY_HAND).count()
    return each, _score("", None, by_rule.get(None, {})), _score("", None, sums), by_hand


def _score(name: str, rule: RoutingRule | None, row: Any) -> Score:
    numbers = (row.get(key, 0) for key in ("proposed", "accepted", "returned"))
    return Score(name, rule.get_absolute_url() if rule else "", *numbers)


def loads(day: date) -> list[Load]:
    """Return what each person who receives has open; two queries."""
    seats = list(
        Seat.objects.on(day).select_related("person", "target").order_by("target__name_es", "pk")
    )
    rows = Referral.objects.with_target().order_by().values("person", "target")
    opened = {(r["person"], r["target"]): r["number"] for r in rows.annotate(number=Count("pk"))}
    return [
        Load(s.person, s.target, opened.get((s.person_id, s.target_id), 0), s.capacity)
        for s in seats
    ]
