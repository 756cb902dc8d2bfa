"""The governed list: dated, grounded, never contradicting itself, and known when it was learned."""

from datetime import date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from proim.agencies import actions
from proim.agencies.models import Agency, Role, ScopeEntry
from proim.audit.models import Event
from tests.builders.people import START, make_agency, make_member, make_office

pytestmark = pytest.mark.django_db
MARCH, JUNE = date(2011, 3, 1), date(2011, 6, 15)


def test_a_listed_agency_counts_from_its_day_on_and_not_before():
    agency = make_agency(in_scope=False)
    office = make_office()
    entry = actions.put_in_scope(agency, since=MARCH, ground=" Circular 2011 ", by=office)
    assert entry.ground == "Circular 2011"
    assert agency not in Agency.objects.in_scope(date(2011, 2, 28))
    assert agency in Agency.objects.in_scope(MARCH)
    event = Event.objects.of(entry).get()
    assert (event.verb, event.actor_id) == ("agencies.put_in_scope", office.pk)


def test_what_is_taken_off_was_on_the_list_until_the_day_before():
    agency = make_agency()
    entry = actions.take_out_of_scope(agency, since=JUNE, ground="Acuerdo", by=None)
    assert agency in Agency.objects.in_scope(date(2011, 6, 14))
    assert agency not in Agency.objects.in_scope(JUNE)
    assert agency in Agency.objects.out_of_scope(JUNE)
    assert Event.objects.of(entry).get().verb == "agencies.take_out_of_scope"


def test_a_backdated_entry_is_known_only_since_it_was_recorded():
    agency = make_agency(in_scope=False)
    before = timezone.now()
    actions.put_in_scope(agency, since=MARCH, ground="Circular", by=None)
    assert agency in Agency.objects.in_scope(JUNE)
    assert agency not in Agency.objects.in_scope(JUNE, known_at=before)
    assert agency in Agency.objects.in_scope(JUNE, known_at=timezone.now())


def test_an_entry_of_the_same_day_says_that_the_first_one_was_an_error():
    agency = make_agency(in_scope=False)
    actions.put_in_scope(agency, since=MARCH, ground="Circular", by=None)
    actions.take_out_of_scope(agency, since=MARCH, ground="Fe de erratas", by=None)
    assert agency not in Agency.objects.in_scope(JUNE)
    assert agency.scope_entries.count() == 2


def test_the_list_cannot_contradict_itself():
    agency = make_agency()
    with pytest.raises(ValidationError, match="ya está"):
        actions.put_in_scope(agency, since=MARCH, ground="Circular", by=None)
    actions.take_out_of_scope(agency, since=MARCH, ground="Circular", by=None)
    with pytest.raises(ValidationError, match="no está"):
        actions.take_out_of_scope(agency, since=JUNE, ground="Circular", by=None)


@pytest.mark.parametrize("verb", [actions.put_in_scope, actions.take_out_of_scope])
@pytest.mark.parametrize(
    ("since", "ground"), [(date(2199, 1, 1), "Circular"), (date(2001, 1, 1), "Circular")]
)
def test_no_entry_for_days_that_have_not_come_or_lie_before_the_agency(verb, since, ground):
    agency = make_agency(in_scope=verb is actions.take_out_of_scope)
    with pytest.raises(ValidationError) as refused:
        verb(agency, since=since, ground=ground, by=None)
    assert list(refused.value.message_dict) == ["since"]


@pytest.mark.parametrize("verb", [actions.put_in_scope, actions.take_out_of_scope])
def test_no_entry_without_a_ground(verb):
    agency = make_agency(in_scope=verb is actions.take_out_of_scope)
    with pytest.raises(ValidationError) as refused:
        verb(agency, since=MARCH, ground="  ", by=None)
    assert list(refused.value.message_dict) == ["ground"]


def test_an_ended_agency_does_not_come_on_the_list():
    agency = make_agency(in_scope=False)
    actions.wind_up(agency, since=MARCH, ground="Decreto", by=None)
    with pytest.raises(ValidationError, match="ya no existe"):
        actions.put_in_scope(agency, since=JUNE, ground="Circular", by=None)


def test_only_the_office_governs_the_list():
    agency = make_agency()
    head = make_member(Role.HEAD, agency)
    for verb in (actions.put_in_scope, actions.take_out_of_scope):
        with pytest.raises(PermissionDenied):
            verb(agency, since=MARCH, ground="x", by=head)


days = st.dates(date(2010, 11, 17), date(2011, 12, 31))


few = settings(max_examples=30, deadline=None)


class TestScopeAsAModel(TestCase):
    @few
    @given(st.lists(st.tuples(days, st.booleans()), max_size=8), days)
    def test_as_of_answers_are_those_of_a_naive_model(self, wishes, asked):
        agency = make_agency(in_scope=False)
        told: list[tuple[date, bool]] = []  # in the order in which it was recorded
        for since, wanted in wishes:
            verb = actions.put_in_scope if wanted else actions.take_out_of_scope
            changes = naive(told, since) != wanted
            if changes:
                verb(agency, since=since, ground="Circular", by=None)
                told.append((since, wanted))
            else:
                with pytest.raises(ValidationError):
                    verb(agency, since=since, ground="Circular", by=None)
        assert Agency.objects.in_scope(asked).filter(pk=agency.pk).exists() == naive(told, asked)
        assert agency.is_in_scope_on(asked) == naive(told, asked)

    @few
    @given(st.lists(st.tuples(days, st.booleans()), max_size=8), days, st.integers(0, 9))
    def test_as_known_answers_leave_out_what_was_recorded_later(self, told, asked, known):
        agency = make_agency(in_scope=False)
        start = datetime(2012, 1, 1, tzinfo=timezone.get_current_timezone())
        for number, (since, listed) in enumerate(told):
            ScopeEntry.objects.create(
                agency=agency,
                since=since,
                is_in_scope=listed,
                ground="x",
                recorded_at=start + timedelta(days=number),
            )
        found = Agency.objects.in_scope(asked, known_at=start + timedelta(days=known - 1))
        assert found.filter(pk=agency.pk).exists() == naive(told[:known], asked)


def naive(told, day):
    """Say what a list of (since, listed) in the order of recording says of a day."""
    holding = [fact for fact in told if fact[0] <= day]
    return bool(holding) and max(enumerate(holding), key=lambda each: (each[1][0], each[0]))[1][1]


def test_the_demonstration_day_counts_what_was_listed():
    listed = [make_agency(since=START) for _ in range(2)]
    make_agency(in_scope=False)
    assert set(Agency.objects.in_scope(date(2011, 6, 30))) == set(listed)
