"""How agencies end and who answers for them afterwards."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from proim.agencies import actions
from proim.agencies.models import Agency, Role, Succession, entities_on
from proim.audit.models import Event
from tests.builders.people import make_agency, make_member, make_office

pytestmark = pytest.mark.django_db
SINCE, BEFORE = date(2011, 3, 1), date(2011, 2, 28)
END = {"since": SINCE, "ground": "Decreto"}


def test_a_merger_ends_all_and_leaves_one_that_answers_and_is_in_scope():
    first, second = make_agency(), make_agency()
    into = make_agency(in_scope=False, since=date(2011, 1, 1))
    office = make_office()
    done = actions.merge([first, second, first], into=into, **END, by=office)
    assert entities_on(SINCE) == {first.pk: into.pk, second.pk: into.pk}
    assert entities_on(BEFORE) == {}
    assert set(Agency.objects.in_scope(BEFORE)) == {first, second}
    assert set(Agency.objects.in_scope(SINCE)) == {into}
    assert set(Agency.objects.existing(SINCE)) >= {into}
    assert not {first, second} & set(Agency.objects.existing(SINCE))
    assert {first, second} <= set(Agency.objects.existing(BEFORE))
    assert [Event.objects.of(row).get().verb for row in done] == ["agencies.merge"] * 2
    assert Event.objects.of(done[0]).get().actor_id == office.pk


def test_a_division_has_one_main_successor_that_takes_the_place_in_scope():
    agency, main, other = make_agency(), make_agency(in_scope=False), make_agency(in_scope=False)
    done = actions.split(agency, main=main, others=[main, other], **END, by=None)
    assert [(row.successor, row.is_main) for row in done] == [(main, True), (other, False)]
    assert entities_on(SINCE) == {agency.pk: main.pk}
    assert set(Agency.objects.in_scope(SINCE)) == {main}
    assert [Event.objects.of(row).get().verb for row in done] == ["agencies.split"] * 2


def test_an_absorption_leaves_the_other_one_as_it_is():
    agency, into = make_agency(), make_agency()
    succession = actions.absorb(agency, into=into, **END, by=None)
    agency.refresh_from_db()
    into.refresh_from_db()
    assert (agency.closed_on, into.closed_on) == (SINCE, None)
    assert set(Agency.objects.in_scope(SINCE)) == {into}
    assert into.scope_entries.count() == 1
    assert Event.objects.of(succession).get().verb == "agencies.absorb"


def test_a_winding_up_leaves_nobody():
    agency = make_agency()
    succession = actions.wind_up(agency, **END, by=None)
    assert entities_on(SINCE) == {}
    assert not Agency.objects.in_scope(SINCE).exists()
    assert Event.objects.of(succession).get().verb == "agencies.wind_up"


def test_an_agency_out_of_scope_brings_nobody_into_scope():
    agency, into = make_agency(in_scope=False), make_agency(in_scope=False)
    actions.absorb(agency, into=into, **END, by=None)
    assert not Agency.objects.in_scope(SINCE).exists()


def test_answers_follow_any_number_of_steps_up_to_the_day():
    chain = [make_agency() for _ in range(4)]
    days = [date(2011, 2, 1), date(2011, 3, 1), date(2011, 4, 1)]
    for agency, into, day in zip(chain, chain[1:], days, strict=False):
        actions.absorb(agency, into=into, since=day, ground="Decreto", by=None)
    keys = [agency.pk for agency in chain]
    assert entities_on(date(2011, 2, 15)) == {keys[0]: keys[1]}
    assert entities_on(date(2011, 3, 15)) == {keys[0]: keys[2], keys[1]: keys[2]}
    assert entities_on(date(2011, 4, 15)) == dict.fromkeys(keys[:3], keys[3])


def test_answers_known_before_the_record_do_not_hold_it():
    agency, into = make_agency(), make_agency()
    recorded = actions.absorb(agency, into=into, **END, by=None).recorded_at
    assert entities_on(SINCE, known_at=recorded.replace(year=2000)) == {}
    assert entities_on(SINCE, known_at=recorded) == {agency.pk: into.pk}


def test_people_stay_appointed_until_the_office_ends_it():
    agency = make_agency()
    liaison = make_member(Role.LIAISON, agency)
    actions.wind_up(agency, **END, by=None)
    assert liaison.appointments.get().valid_to is None


def test_an_agency_ends_once():
    agency, into = make_agency(), make_agency()
    actions.absorb(agency, into=into, **END, by=None)
    with pytest.raises(ValidationError, match="ya no existe"):
        actions.wind_up(agency, since=date(2011, 4, 1), ground="Decreto", by=None)


def test_the_end_may_not_lie_before_later_entries():
    renamed, listed = make_agency(), make_agency(in_scope=False)
    actions.rename(renamed, since=date(2011, 6, 15), name="Otra", by=None)
    actions.put_in_scope(listed, since=date(2011, 6, 15), ground="x", by=None)
    for agency in (renamed, listed):
        with pytest.raises(ValidationError, match="contradicen"):
            actions.wind_up(agency, **END, by=None)
        agency.refresh_from_db()
        assert agency.closed_on is None


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"since": date(2199, 1, 1)}, "since"),
        ({"since": date(2001, 1, 1)}, "since"),
        ({"ground": " "}, "ground"),
    ],
)
def test_the_day_and_the_ground_must_be_right(change, where):
    agency, into = make_agency(), make_agency()
    with pytest.raises(ValidationError) as refused:
        actions.absorb(agency, into=into, **{**END, **change}, by=None)
    assert list(refused.value.message_dict) == [where]


def test_nobody_succeeds_itself_or_goes_into_what_does_not_exist():
    agency, young, ended = make_agency(), make_agency(since=date(2011, 6, 1)), make_agency()
    actions.wind_up(ended, **END, by=None)
    for into in (agency, young, ended):
        with pytest.raises(ValidationError) as refused:
            actions.absorb(agency, into=into, since=date(2011, 3, 2), ground="x", by=None)
        assert list(refused.value.message_dict) == ["successor"]
    assert Succession.objects.count() == 1


def test_a_merger_needs_two_and_a_division_two():
    agency, other = make_agency(), make_agency()
    with pytest.raises(ValidationError, match="dos entes"):
        actions.merge([agency], into=other, **END, by=None)
    with pytest.raises(ValidationError, match="dos sucesores"):
        actions.split(agency, main=other, others=[other], **END, by=None)


def test_if_one_of_a_merger_cannot_end_none_does():
    first, second, into = make_agency(), make_agency(), make_agency()
    actions.rename(second, since=date(2011, 6, 15), name="Otra", by=None)
    with pytest.raises(ValidationError):
        actions.merge([first, second], into=into, **END, by=None)
    assert not Succession.objects.exists()
    assert not Agency.objects.filter(closed_on__isnull=False).exists()


def test_only_the_office_reorganises():
    agency, other = make_agency(), make_agency()
    head = make_member(Role.HEAD, agency)
    with pytest.raises(PermissionDenied):
        actions.merge([agency, other], into=make_agency(), **END, by=head)
    with pytest.raises(PermissionDenied):
        actions.split(agency, main=other, others=[make_agency()], **END, by=head)
    with pytest.raises(PermissionDenied):
        actions.absorb(agency, into=other, **END, by=head)
    with pytest.raises(PermissionDenied):
        actions.wind_up(agency, **END, by=head)


@pytest.mark.parametrize("kind", ["merge", "absorb"])
def test_the_database_itself_refuses_a_succession_of_nobody(kind):
    with pytest.raises(IntegrityError), transaction.atomic():
        Succession.objects.create(predecessor=make_agency(), kind=kind, **END)


def test_the_database_itself_refuses_two_main_successors():
    agency = make_agency()
    Succession.objects.create(predecessor=agency, successor=make_agency(), kind="split", **END)
    with pytest.raises(IntegrityError), transaction.atomic():
        Succession.objects.create(predecessor=agency, successor=make_agency(), kind="split", **END)
