"""Loading the whole demonstration, once."""

from datetime import date

from django.db import transaction

from proim.agencies.models import Agency, Programme
from proim.audit.actions import record
from proim.audit.models import Event
from proim.core.clock import telling, today
from proim.demo.load.access import give_access, restore_access
from proim.demo.load.attached import attached
from proim.demo.load.audits import audits
from proim.demo.load.calendar import calendar
from proim.demo.load.courses import courses
from proim.demo.load.endeavours import endeavours
from proim.demo.load.entities import found, people, scope
from proim.demo.load.files import fingerprint, read
from proim.demo.load.government import government
from proim.demo.load.groups import groups
from proim.demo.load.messages import tell_what_waits
from proim.demo.load.portfolio import projects
from proim.demo.load.referring import referrals
from proim.demo.load.reporting import reports
from proim.demo.load.rights import rights
from proim.demo.load.views import keep_views
from proim.demo.load.world import World
from proim.taxonomy import actions as taxonomy
from proim.taxonomy.models import Term

MARK = "demo.load"


class NotEmptyError(Exception):
    """The installation holds records of its own: the demonstration would mix with them."""


class TooEarlyError(Exception):
    """The installation's day lies before the day on which the demonstration stands."""


def stands_on() -> date:
    """Return the day on which the demonstration stands: its last report came in then."""
    day: date = read("programme")["stands_on"]
    return day


@transaction.atomic
def load() -> bool:
    """Play the demonstration's files, day by day; ``False`` if that was done before.

    Everything happens or nothing: the mark in the ledger that says it was done is written in
    the same transaction.

    Raises:
        NotEmptyError: there are agencies that the demonstration did not bring.
        TooEarlyError: ``PROIM_TODAY`` is set to a day before the demonstration's.
    """
    if Event.objects.filter(verb=MARK).exists():
        restore_access()
        return False
    if Agency.objects.exists():
        raise NotEmptyError
    if today() < stands_on():
        raise TooEarlyError
    taxonomy.load(by=None)
    world = World(terms={(term.catalogue, term.code): term for term in Term.objects.all()})
    found(world)
    made = (
        scope,
        people,
        calendar,
        courses,
        groups,
        endeavours,
        projects,
        reports,
        referrals,
        government,
        audits,
        rights,
    )  # what comes first on one day
    steps = [step for tell in made for step in tell(world)]
    steps += attached(world, stands_on())
    for step in sorted(steps, key=lambda step: step.day):
        with telling(step.day):
            step.run()
    keep_views(world)
    tell_what_waits()
    give_access([person.pk for person in world.people.values()])
    record(MARK, Programme.get(), by=None, files=fingerprint())
    return True
