"""Two people who do the same at once: one wins, the other is told why, nothing is half done."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from proim.agencies import actions
from proim.agencies.models import Agency, Appointment, Role
from proim.audit.models import verify
from proim.core.clock import today
from tests.builders.people import make_agency, make_office, make_user

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def at_once(*works):
    """Run all at the same moment, each on its own connection; return answers and refusals."""
    ready = Barrier(len(works))

    def run(work):
        try:
            ready.wait()
            return work()
        except ValidationError as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(run, works))


def test_of_two_principals_appointed_at_once_one_wins_and_the_other_reads_why():
    agency, people = make_agency(), [make_user(), make_user()]

    def appointing(person):
        draft = Appointment(
            agency=agency,
            person=person,
            role=Role.LIAISON,
            valid_from=date(2011, 3, 1),
            letter="SE/1/2011",
        )
        return lambda: actions.appoint(draft, by=None)

    answers = at_once(*map(appointing, people))
    refusals = [answer for answer in answers if isinstance(answer, ValidationError)]
    assert len(refusals) == 1
    assert "es enlace titular" in refusals[0].messages[0]
    assert agency.appointments.count() == 1
    assert verify().broken is None


def test_of_two_new_agencies_at_once_each_gets_a_key_of_its_own():
    def adding(name):
        draft = Agency(name=name, acronym="X", type="DEP")
        return lambda: actions.add(draft, since=date(2011, 1, 1), by=None)

    answers = at_once(adding("Uno"), adding("Dos"))
    assert sorted(agency.key for agency in answers) == ["A001", "A002"]


def test_two_administrators_who_end_each_other_leave_one():
    people = [make_office(Role.ADMINISTRATOR) for _ in range(2)]
    held = [person.appointments.get() for person in people]

    def ending(mine, by):
        return lambda: actions.end_appointment(mine, on=today(), reason="x", by=by)

    answers = at_once(ending(held[0], people[1]), ending(held[1], people[0]))
    assert sum(isinstance(answer, ValidationError) for answer in answers) == 1
    assert Appointment.objects.filter(valid_to__isnull=True).count() == 1


def test_an_agency_that_two_reorganise_at_once_ends_once():
    agency, first, second = make_agency(), make_agency(), make_agency()
    end = {"since": date(2011, 3, 1), "ground": "Decreto", "by": None}
    answers = at_once(
        lambda: actions.absorb(agency, into=first, **end),
        lambda: actions.absorb(agency, into=second, **end),
    )
    assert sum(isinstance(answer, ValidationError) for answer in answers) == 1
    assert agency.successions.count() == 1


def test_two_that_absorb_each_other_at_once_leave_one():
    first, second = make_agency(), make_agency()
    end = {"since": date(2011, 3, 1), "ground": "Decreto", "by": None}
    answers = at_once(
        lambda: actions.absorb(first, into=second, **end),
        lambda: actions.absorb(second, into=first, **end),
    )
    assert sum(isinstance(answer, ValidationError) for answer in answers) == 1
    assert Agency.objects.filter(closed_on__isnull=True).count() == 1
