"""Who stands in for whom in the office, and who is told of a term that is over, day by day."""

from datetime import date

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError

from proim.agencies import actions
from proim.agencies.models import (
    Absence,
    Audience,
    EscalationLevel,
    Programme,
    Role,
    covered_by,
    levels,
    stand_ins,
)
from proim.agencies.reminders import remind_of_terms, reminders
from proim.core.errors import DomainError
from proim.notifications.models import Message
from proim.notifications.tasks import deliver
from proim.projects.workflow import Stage
from tests.builders.notices import make_absence, make_notice
from tests.builders.people import make_agency, make_member, make_office
from tests.builders.projects import make_project

pytestmark = pytest.mark.django_db

FIRST, LAST = date(2011, 4, 4), date(2011, 4, 15)


def test_while_somebody_is_away_the_substitute_has_the_cases():
    bea, carlos = make_office(), make_office()
    make_absence(bea, carlos, FIRST, LAST)
    assert stand_ins(FIRST) == stand_ins(LAST) == {bea.pk: carlos.pk}
    assert stand_ins(date(2011, 4, 3)) == stand_ins(date(2011, 4, 16)) == {}
    assert covered_by(carlos, FIRST) == {bea.pk, carlos.pk}
    assert covered_by(bea, FIRST) == {bea.pk}


def test_when_the_substitute_is_away_too_the_case_goes_on():
    bea, carlos, dora = (make_office() for _ in range(3))
    make_absence(bea, carlos, FIRST, LAST)
    make_absence(carlos, dora, LAST, LAST)
    assert stand_ins(LAST) == {bea.pk: dora.pk, carlos.pk: dora.pk}


def test_somebody_who_is_away_cannot_stand_in():
    bea, carlos = make_office(), make_office()
    make_absence(bea, carlos, FIRST, LAST)
    with pytest.raises(ValidationError) as refused:
        make_absence(carlos, bea, LAST, date(2011, 4, 29))
    assert "substitute" in refused.value.error_dict


def test_two_who_wait_for_each_other_keep_their_cases():
    bea, carlos = make_office(), make_office()
    for person, other in ((bea, carlos), (carlos, bea)):
        Absence.objects.create(person=person, substitute=other, valid_from=FIRST, valid_to=LAST)
    assert stand_ins(FIRST) == {}


@pytest.mark.parametrize(
    ("change", "field"),
    [("stranger", "substitute"), ("oneself", "substitute"), ("twice", "valid_from")],
)
def test_an_absence_is_checked(change, field):
    bea, carlos = make_office(), make_office()
    if change == "twice":
        make_absence(bea, carlos, LAST, LAST)
    other = {"stranger": make_member(Role.LIAISON), "oneself": bea}.get(change, carlos)
    with pytest.raises(ValidationError) as refused:
        make_absence(bea, other, FIRST, LAST)
    assert field in refused.value.error_dict


def test_who_comes_back_earlier_has_the_cases_again():
    bea, carlos = make_office(), make_office()
    absence = make_absence(bea, carlos, FIRST, LAST)
    actions.end_absence(absence, by=carlos, on=date(2011, 4, 7))
    assert stand_ins(date(2011, 4, 6)) == {bea.pk: carlos.pk}
    assert stand_ins(date(2011, 4, 7)) == {}
    with pytest.raises(DomainError):
        actions.end_absence(absence, by=carlos, on=date(2011, 4, 8))


def test_an_absence_that_is_called_off_never_was():
    bea, carlos = make_office(), make_office()
    absence = make_absence(bea, carlos, FIRST, LAST)
    actions.end_absence(absence, by=bea, on=date(2011, 4, 1))
    assert stand_ins(FIRST) == {}
    make_absence(bea, carlos, FIRST, LAST)


def test_only_the_office_records_absences_and_levels():
    ana, bea = make_member(Role.LIAISON), make_office()
    absence = make_absence(bea, make_office(), FIRST, LAST)
    with pytest.raises(PermissionDenied):
        actions.end_absence(absence, by=ana)
    with pytest.raises(PermissionDenied):
        actions.record_absence(Absence(), by=ana)
    with pytest.raises(PermissionDenied):
        actions.set_escalation(Audience.HEAD, 3, by=ana)


def test_a_level_holds_from_its_day_on():
    before, after = date(2011, 4, 1), date(2011, 4, 2)
    actions.set_escalation(Audience.HEAD, 3, by=None, since=after)
    assert (levels(before)[Audience.HEAD], levels(after)[Audience.HEAD]) == (5, 3)
    held = EscalationLevel.objects.count()
    assert actions.set_escalation(Audience.HEAD, 3, by=None, since=after) is None
    assert EscalationLevel.objects.count() == held


# --- who is reminded ------------------------------------------------------------------------------


def told(day):
    """Return for each reminder of ``day`` its step, and who is told."""
    return [(one.step, [str(who.value) for who in one.audiences]) for one in reminders(day)]


def mailed(day):
    """Run the reminders of ``day`` as the nightly job does; return kind and people of the new ones."""
    last = Message.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    with time_machine.travel(day, tick=False):
        remind_of_terms(day)
        remind_of_terms(day)  # twice is once
        deliver.call()
    found = {}
    for message in Message.objects.filter(pk__gt=last).select_related("notice"):
        kind = message.notice.kind.partition(".")[2]
        found.setdefault(kind, set()).add(message.person)
    return found


def test_an_answer_is_reminded_of_and_escalated_by_the_calendar_of_its_agency():
    # Returned on Monday 4 April 2011, ten days: due on the 18th. The agency rests on 21 April.
    agency = make_agency()
    make_notice(agency, "2011-04-21")
    make_project(agency, stage=Stage.RETURNED, on=date(2011, 4, 4))
    assert told(date(2011, 4, 8)) == []
    assert told(date(2011, 4, 11)) == [(5, ["liaison"])]
    assert told(date(2011, 4, 15)) == [(1, ["liaison"])]
    assert told(date(2011, 4, 16)) == []  # a Saturday
    assert told(date(2011, 4, 18)) == [(0, ["liaison"])]
    assert told(date(2011, 4, 19)) == [(-1, ["liaison"])]
    assert told(date(2011, 4, 21)) == []  # does not count: the 25th is day 4, the 26th day 5
    assert told(date(2011, 4, 25)) == [(-1, ["liaison"])]  # still the one that was told
    assert told(date(2011, 4, 26)) == [(-5, ["liaison", "head"])]
    assert told(date(2011, 5, 3)) == [(-10, ["liaison", "office"])]


@pytest.fixture
def waiting():
    """An agency whose correction is due on Monday 18 April 2011, and the people told of it."""
    bea, carlos = make_office(), make_office()
    administrator = make_office(Role.ADMINISTRATOR)
    make_absence(bea, carlos, date(2011, 4, 1), date(2011, 6, 30))
    agency = make_agency()
    ana, head = make_member(Role.LIAISON, agency), make_member(Role.HEAD, agency)
    make_member(Role.LIAISON)
    make_project(agency, stage=Stage.RETURNED, on=date(2011, 4, 4))
    deliver.call()
    return {"ana": ana, "head": head, "stand_in": carlos, "administrator": administrator}


def test_an_overdue_correction_reaches_each_level_by_mail_on_its_day(waiting):
    # By hand: 19-25 April are days 1-5, until 2 May 6-10, until 9 May 11-15, until 16 May 16-20.
    ana = {"answer_due": {waiting["ana"]}}
    steps = [
        (date(2011, 4, 11), ana),
        (date(2011, 4, 12), {}),
        (date(2011, 4, 18), ana),
        (date(2011, 4, 19), ana),
        (date(2011, 4, 20), {}),
        (date(2011, 4, 25), {**ana, "answer_escalated": {waiting["head"]}}),
        (date(2011, 5, 2), {**ana, "answer_escalated_to_office": {waiting["stand_in"]}}),
        (
            date(2011, 5, 16),
            {**ana, "answer_escalated_to_administrator": {waiting["administrator"]}},
        ),
    ]
    assert [(day, mailed(day)) for day, _told in steps] == steps


def test_after_days_without_power_the_level_that_holds_now_is_told(waiting):
    told_now = mailed(date(2011, 5, 4))
    assert told_now == {
        "answer_due": {waiting["ana"]},
        "answer_escalated_to_office": {waiting["stand_in"]},
    }


def test_a_level_that_is_off_is_told_to_nobody(waiting):
    for audience in (Audience.LIAISON, Audience.HEAD):
        actions.set_escalation(audience, 0, by=None, since=date(2011, 4, 1))
    assert mailed(date(2011, 4, 19)) == {"answer_due": {waiting["ana"]}}  # the last day's, late
    assert mailed(date(2011, 4, 25)) == {}
    assert mailed(date(2011, 5, 2)) == {"answer_escalated_to_office": {waiting["stand_in"]}}


def test_what_the_office_owes_goes_up_in_the_office():
    bea, administrator = make_office(), make_office(Role.ADMINISTRATOR)
    make_notice(Programme.get().owner, "2011-04-18")
    make_project(stage=Stage.SUBMITTED, on=date(2011, 4, 11))  # due on Tuesday the 19th
    deliver.call()
    office = {"review_due": {bea}}
    up = {**office, "review_escalated": {administrator}}
    assert mailed(date(2011, 4, 14)) == {}
    assert mailed(date(2011, 4, 15)) == office  # one working day left: the 18th does not count
    assert mailed(date(2011, 4, 20)) == office
    assert mailed(date(2011, 4, 26)) == up  # the 21st and 22nd count: it is the fifth day


def test_a_day_of_reminders_costs_the_same_for_one_as_for_many(queries):
    make_project(make_agency(), stage=Stage.RETURNED, on=date(2011, 4, 4))
    day = date(2011, 4, 18)
    with queries() as first:
        list(reminders(day))
    for _ in range(5):
        make_project(make_agency(), stage=Stage.RETURNED, on=date(2011, 4, 4))
    with queries() as second:
        list(reminders(day))
    assert len(first) == len(second)
