"""The terms of requests: they run on the office's calendar, and a notice of that calendar moves them."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext_lazy as _

from proim.agencies.deadlines import calendar_of, end_of, office, settled
from proim.agencies.rules import is_office
from proim.agencies.sources import Change, Owed
from proim.core.permissions import Actor
from proim.privacy.models import Request
from proim.privacy.workflow import Stage


def move(change: Change) -> int:
    """Compute the running terms anew that a change of the office's calendar touches; return how many."""
    owner = office()
    if change.agencies is not None and owner not in change.agencies:
        return 0
    calendar, moved = calendar_of(owner), 0
    for request in Request.objects.open().select_for_update().order_by("pk"):
        term = request.term
        if term is None or term.due_on < change.first:
            continue
        days = request.days if request.is_asked else request.effect_days or 1
        due = end_of(term.starts_on, days, calendar)
        new = settled(term.due_on, due, learned_on=change.learned_on, is_met=False)
        if new != term.due_on:
            column = "due_on" if request.is_asked else "effective_due_on"
            Request.objects.filter(pk=request.pk).update(**{column: new})
            moved += 1
    return moved


def owed(actor: Actor, day: date) -> Iterator[Owed]:
    """Tell what the office owes to people who asked; nobody else is told."""
    if actor is not None and not is_office(actor):
        return
    owner = office()
    for request in Request.objects.open().filter(asked_on__lte=day).order_by("due_on", "pk"):
        what = ANSWER if request.stage == Stage.ASKED else CARRY_OUT
        if request.term:
            href = request.get_absolute_url()
            yield Owed(request.term, owner, what, request.folio, href, by_office=True)


ANSWER = _("Answer a request about personal data")
CARRY_OUT = _("Carry out what was granted about personal data")
