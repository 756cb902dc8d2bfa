"""As of a day and as known at a moment, against a naive model in plain Python."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from proim.agencies.models import Agency, Appointment, Role, ScopeEntry
from proim.core.dated import holds, latest, up_to
from tests.builders.people import make_agency, make_user

FIRST = date(2011, 1, 1)
NOON = datetime(2011, 1, 1, 12, tzinfo=UTC)
DAY = st.integers(0, 12).map(lambda n: FIRST + timedelta(days=n))
MOMENT = st.integers(0, 12).map(lambda n: NOON + timedelta(days=n))
FACTS = st.lists(st.tuples(DAY, MOMENT, st.booleans()), max_size=8)
PERIODS = st.lists(
    st.tuples(DAY, st.none() | st.integers(0, 8), MOMENT, st.integers(0, 5)), max_size=6
)
QUIET = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


def naive_value(facts, day, known_at):
    """Return what holds on ``day``: of the facts known, the latest since; of equals, the last told."""
    found = None
    for index, (since, recorded, value) in enumerate(facts):
        if since <= day and (known_at is None or recorded <= known_at):
            found = max(found or (date.min, -1, None), (since, index, value))
    return found and found[2]


def naive_holds(period, day, known_at):
    """Say whether a period holds on ``day``; an end that was told later is not known yet."""
    start, days, recorded, later = period
    if start > day or (known_at is not None and recorded > known_at):
        return False
    end_known = known_at is None or recorded + timedelta(days=later) <= known_at
    return days is None or not end_known or start + timedelta(days=days) >= day


@pytest.mark.django_db
@QUIET
@given(FACTS, DAY, st.none() | MOMENT)
def test_the_fact_of_a_day_is_the_latest_one_known(facts, day, known_at):
    agency, other = make_agency(in_scope=False), make_agency()
    for since, recorded, value in facts:
        ScopeEntry.objects.create(
            agency=agency, since=since, recorded_at=recorded, is_in_scope=value, ground="x"
        )
    value = latest(ScopeEntry.objects.all(), "agency", "is_in_scope", day=day, known_at=known_at)
    found = Agency.objects.annotate(found=value).get(pk=agency.pk).found
    assert found == naive_value(facts, day, known_at)
    assert ScopeEntry.objects.filter(up_to(day, known_at), agency=agency).exists() == (
        found is not None
    )
    listed = Agency.objects.in_scope(day, known_at)
    assert (agency in listed) == bool(found)
    other.scope_entries.all().delete()


@pytest.mark.django_db
@QUIET
@given(PERIODS, DAY, st.none() | MOMENT)
def test_the_periods_of_a_day_are_those_of_the_naive_model(periods, day, known_at):
    agency, expected = make_agency(), set()
    for start, days, recorded, later in periods:
        row = Appointment.objects.create(
            person=make_user(),
            agency=agency,
            role=Role.ALTERNATE,
            valid_from=start,
            valid_to=None if days is None else start + timedelta(days=days),
            recorded_at=recorded,
            end_recorded_at=None if days is None else recorded + timedelta(days=later),
        )
        if naive_holds((start, days, recorded, later), day, known_at):
            expected.add(row.pk)
    found = Appointment.objects.filter(holds(day, known_at), agency=agency)
    assert set(found.values_list("pk", flat=True)) == expected
    through = Agency.objects.filter(holds(day, known_at, prefix="appointments__"), pk=agency.pk)
    assert through.distinct().exists() == bool(expected)


@pytest.mark.django_db
def test_a_correction_is_a_new_row_and_what_was_known_before_can_be_asked_again():
    agency = make_agency(in_scope=False)
    told = ((NOON, True), (NOON + timedelta(days=30), False))
    for recorded, value in told:
        ScopeEntry.objects.create(
            agency=agency, since=FIRST, recorded_at=recorded, is_in_scope=value, ground="x"
        )
    day = FIRST + timedelta(days=5)
    assert agency not in Agency.objects.in_scope(day)
    assert agency in Agency.objects.in_scope(day, NOON + timedelta(days=29))
