"""Reading what a proposal is made from, and telling it: the one place between records and formulas.

``gathered`` costs the same queries whatever there is.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import Count, Max

from proim.accounts.models import User
from proim.agencies.formulas import folded
from proim.agencies.models import SPEAKERS, Absence, Appointment, heirs_on
from proim.referrals import formulas
from proim.referrals.models import (
    Conflict,
    Kind,
    Referral,
    RuleVersion,
    Seat,
    Sending,
)
from proim.referrals.models.rule import TOPICS
from proim.referrals.subjects import kind_of
from proim.taxonomy.models import Term

POST, DECLARED, PART = "post", "declared", "part"  # kinds of conflict of interest


@dataclass(frozen=True)
class Basis:
    """Everything that a proposal depends on, and the rows to tell it by."""

    case: formulas.Case
    rules: Sequence[formulas.Rule]
    seats: Sequence[formulas.Seat]
    versions: Mapping[int, RuleVersion]
    held: Mapping[int, Seat]

    @cached_property
    def ranking(self) -> list[formulas.Proposal]:
        """Everybody who can receive the case, the proposal first if there is one."""
        return formulas.ranking(self.case, self.rules, self.seats)

    @property
    def proposal(self) -> formulas.Proposal | None:
        """Whom the rules and the expertise propose."""
        first = next(iter(self.ranking), None)
        return first if first and first.is_grounded else None

    @cached_property
    def topics(self) -> dict[str, Term]:
        """The terms of the codes that people know of this case; one query."""
        codes = {code for one in self.ranking for code in one.matched}
        return (
            {term.code: term for term in Term.objects.filter(catalogue__in=TOPICS, code__in=codes)}
            if codes
            else {}
        )

    def of_seat(self, seat: int) -> formulas.Proposal | None:
        """Return what speaks for the person of ``seat``; ``None`` if the case cannot go there."""
        return next((one for one in self.ranking if one.seat == seat), None)

    @property
    def stored(self) -> dict[str, Any]:
        """The basis as it is kept with a sending; ``again`` reads it."""
        return {
            "case": _plain(self.case),
            "rules": [_plain(rule) for rule in self.rules],
            "seats": [_plain(seat) for seat in self.seats],
        }


def _plain(row: Any) -> dict[str, Any]:
    told = asdict(row)
    return {name: sorted(v) if isinstance(v, frozenset) else v for name, v in told.items()}


def again(stored: Mapping[str, Any]) -> formulas.Proposal | None:
    """Compute a proposal again from what was kept with its sending."""
    rules = [
        formulas.Rule(**{**row, **_sets(row, "kinds", "types", "strategies", "subtopics")})
        for row in stored["rules"]
    ]
    seats = [formulas.Seat(**{**row, **_sets(row, "expertise")}) for row in stored["seats"]]
    case = stored["case"]
    known = formulas.Case(**{**case, **_sets(case, "strategies", "subtopics")})
    return formulas.propose(known, rules, seats)


def _sets(row: Mapping[str, Any], *names: str) -> dict[str, frozenset[str]]:
    return {name: frozenset(row[name]) for name in names}


def gathered(subject: Any, day: date, *, referral: Referral | None = None) -> Basis:
    """Return what a proposal for ``subject`` on ``day`` depends on; eleven queries.

    ``referral`` is one that goes on to somebody else: who has it is no candidate, and nothing speaks
    for a target that gave it back. Targets that have the subject already are left out.
    """
    versions = list(RuleVersion.objects.standing(day).filter(is_on=True))
    held = _candidates(subject, day, referral)
    gave_back = set(referral.returns.values_list("target", flat=True)) if referral else set()
    people = {seat.person_id for seat in held}
    load = Referral.objects.with_target().filter(person__in=people).order_by()
    counted = load.values("person").annotate(number=Count("pk"))
    opened = dict(counted.values_list("person", "number"))
    sent = Sending.objects.filter(person__in=people).order_by()
    last = dict(sent.values("person").annotate(last=Max("pk")).values_list("person", "last"))
    away = set(Absence.objects.on(day).values_list("person", flat=True))
    against = conflicts(subject, held, day)
    seats = [
        formulas.Seat(
            seat.pk,
            seat.target_id,
            seat.person_id,
            frozenset(seat.expertise),
            seat.capacity,
            opened.get(seat.person_id, 0),
            last.get(seat.person_id, 0),
            seat.person_id in away or not seat.person.is_active,
            against.get(seat.pk, ""),
            seat.target_id in gave_back,
        )
        for seat in held
    ]
    rules = [version.pure for version in versions]
    case = kind_of(subject).case(subject)
    by_id = {version.pk: version for version in versions}
    return Basis(case, rules, seats, by_id, {seat.pk: seat for seat in held})


def _candidates(subject: Any, day: date, referral: Referral | None) -> list[Seat]:
    seats = Seat.objects.on(day).select_related("target__agency", "person").order_by("pk")
    busy = subject.referrals.open()
    if referral:
        busy = busy.exclude(pk=referral.pk)
    seats = seats.exclude(target__in=busy.values("target"))
    if referral and referral.is_with_target:
        seats = seats.exclude(target=referral.target_id, person=referral.person_id)
    return list(seats)


def conflicts(subject: Any, held: Sequence[Seat], day: date) -> dict[int, str]:
    """Return which conflict of interest each seat has with ``subject``, by its id; three queries.

    Whoever speaks for the agency, works in a target of the agency, declared a conflict with it, asked the
    question or leads the project attends nothing of it. What was declared of an agency that has ended
    concerns those that followed it.
    """
    agency = subject.agency_id
    same = {agency, *(former for former, heirs in heirs_on(day).items() if agency in heirs)}
    speaking = Appointment.objects.on(day).filter(agency=agency, role__in=SPEAKERS)
    speakers = set(speaking.values_list("person", flat=True))
    declared = Conflict.objects.on(day).filter(agency__in=same)
    against = set(declared.values_list("person", flat=True))
    part, lead = kind_of(subject).names(subject)
    found = {}
    for seat in held:
        person: User = seat.person
        is_part = seat.person_id in part or (bool(lead) and folded(lead) == folded(str(person)))
        own = seat.target.kind != Kind.OFFICE and seat.target.agency_id in same
        if seat.person_id in speakers or own:
            found[seat.pk] = POST
        elif seat.person_id in against:
            found[seat.pk] = DECLARED
        elif is_part:
            found[seat.pk] = PART
    return found
