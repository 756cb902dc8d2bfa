"""The scope list through time says for each day what the plain questions say for that day."""

from datetime import date, timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from proim.agencies.models import ScopeEntry, Succession
from proim.agencies.models.agency import entities_on
from proim.indicators.scope import ScopeList, in_scope
from proim.indicators.slots import AsOf
from tests.builders.people import START, make_agency

pytestmark = pytest.mark.django_db
AGENCIES = 5
days = st.integers(0, 9).map(lambda n: START + timedelta(n))
entries = st.lists(st.tuples(st.integers(0, AGENCIES - 1), days, st.booleans()), max_size=12)
# Each agency ends at most once, and may do so in favour of any other: chains and circles too.
ends = st.dictionaries(
    st.integers(0, AGENCIES - 1), st.tuples(st.integers(0, AGENCIES - 1), days), max_size=4
)


def put(rows, listed, ended):
    for place, day, is_in in listed:
        ScopeEntry.objects.create(agency=rows[place], since=day, is_in_scope=is_in, ground="C")
    for place, (heir, day) in ended.items():
        if heir != place:
            Succession.objects.create(
                predecessor=rows[place], successor=rows[heir], since=day, kind="absorb"
            )


@pytest.fixture
def rows():
    return [make_agency(in_scope=False) for _ in range(AGENCIES)]


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(listed=entries, ended=ends, more=entries, known=st.booleans())
def test_many_days_at_once_and_one_day_agree(rows, listed, ended, more, known):
    with transaction.atomic():
        put(rows, listed, ended)
        then = timezone.now() if known else None
        put(rows, more, {})
        scope = ScopeList(then)
        for day in (START + timedelta(n) for n in range(0, 10, 3)):
            answers = entities_on(day, then)
            members = in_scope(AsOf(day, then))
            assert scope.members(day) == members
            for row in rows:
                entity = answers.get(row.pk, row.pk)
                assert scope.entity(row.pk, day) == entity
                assert scope.holds(row.pk, day) == (entity in members)
        transaction.set_rollback(True)


def test_the_last_entry_of_a_day_holds():
    agency = make_agency(since=date(2011, 1, 1))
    ScopeEntry.objects.create(
        agency=agency, since=date(2011, 1, 1), is_in_scope=False, ground="Corrección"
    )
    assert ScopeList().members(date(2011, 1, 1)) == set()
    assert in_scope(AsOf(date(2011, 1, 1))) == set()
