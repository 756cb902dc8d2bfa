"""What a culture pulse asks, whom, and what may be shown of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from proim.accounts.models import User
from proim.agencies.models import Appointment
from proim.change_groups.formulas import LEAST, STATEMENTS, STEPS, mean
from proim.change_groups.models import Group, Member, Pulse
from proim.ui.parts import Bar
from proim.ui.slots import Text

TEXTS = {
    "heard": _("Whoever proposes a better way of working here is listened to."),
    "candid": _("Here one can say that something went wrong without fearing for it."),
    "people": _("We decide thinking first of the people whom we serve."),
    "means": _("I have the means to learn what my work asks of me."),
    "fair": _("Here the rules are the same for everybody."),
}
ANSWERS = {
    1: _("I disagree completely"),
    2: _("I disagree"),
    3: _("neither one nor the other"),
    4: _("I agree"),
    5: _("I agree completely"),
}


def people_of(group: Group, day: date) -> QuerySet[User]:
    """Return who may answer on ``day``: those with a post in the entity, and the group's members."""
    posts = Appointment.objects.on(day).filter(agency=group.agency_id).values("person")
    members = Member.objects.on(day).filter(group=group).values("person")
    people: QuerySet[User] = User.objects.filter(Q(pk__in=posts) | Q(pk__in=members))
    return people.filter(is_active=True).order_by("pk")


@dataclass(frozen=True, slots=True)
class Result:
    """What was said to a statement: the sums, and their mean from 1 to 5."""

    text: Text
    bars: list[Bar]
    mean: Decimal


@dataclass(frozen=True, slots=True)
class Opening:
    """A pulse with what may be shown of it: results are empty while it is open and below five."""

    pulse: Any
    answers: int
    is_open: bool
    is_closed: bool
    results: list[Result]

    @property
    def is_silent(self) -> bool:
        """Whether it closed with too few answers."""
        return self.is_closed and not self.results


def openings(pulses: Iterable[Pulse], day: date) -> list[Opening]:
    """Return what may be shown of each pulse on ``day``; its ``tallies`` are to be prefetched.

    While a pulse is open nothing is shown, however many answered: the results before and after
    one more answer would tell that answer.
    """
    return [_opening(pulse, day) for pulse in pulses]


def _opening(pulse: Pulse, day: date) -> Opening:
    counts: dict[str, dict[int, int]] = {statement: {} for statement in STATEMENTS}
    for tally in pulse.tallies.all():
        counts[tally.statement][tally.step] = tally.count
    answers = sum(counts[STATEMENTS[0]].values())
    shown = pulse.is_closed(day) and answers >= LEAST
    results = [_result(statement, counts[statement]) for statement in STATEMENTS if shown]
    return Opening(pulse, answers, pulse.is_open(day), pulse.is_closed(day), results)


def _result(statement: str, counts: dict[int, int]) -> Result:
    bars = [Bar(capfirst(str(ANSWERS[step])), counts[step]) for step in STEPS]
    return Result(TEXTS[statement], bars, mean([counts[step] for step in STEPS]))


def changes(shown: Iterable[Opening]) -> list[tuple[Text, list[tuple[date, Decimal]]]]:
    """Return each statement with its mean at each opening that has results, the oldest first."""
    rows = sorted((one for one in shown if one.results), key=lambda one: one.pulse.opens_on)
    return [
        (TEXTS[statement], [(one.pulse.opens_on, one.results[place].mean) for one in rows])
        for place, statement in enumerate(STATEMENTS)
        if rows
    ]
