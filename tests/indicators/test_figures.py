"""The exact cases of the published figures, each small enough to be counted by hand."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from proim.agencies import actions as agencies
from proim.agencies.models import Appointment, Role, ScopeEntry
from proim.indicators.measures import find, measure
from proim.indicators.slots import SOURCES, AsOf
from proim.projects import actions as projects
from proim.projects.models import Project
from proim.projects.workflow import Stage
from proim.taxonomy.models import Catalogue
from proim.training import actions as training
from proim.training.actions import Achieved
from proim.training.workflow import Result
from tests.builders.people import START, make_agency, make_member
from tests.builders.projects import make_draft, make_project
from tests.builders.taxonomy import make_term
from tests.builders.training import make_certificate, make_course, make_enrolment, make_session

pytestmark = pytest.mark.django_db

CUT_OFF = date(2011, 6, 30)
MARCH, JUNE = date(2011, 3, 31), date(2011, 6, 15)


def figure(code, day=CUT_OFF, known_at=None):
    """Return the counts of a source in the order of its parts: (numerator, denominator), …"""
    source = next(source for source in SOURCES if source.code == code)
    return tuple(line.count for line in measure(source, AsOf(day, known_at)).lines)


def percent(code, day=CUT_OFF):
    source = next(source for source in SOURCES if source.code == code)
    return measure(source, AsOf(day)).percentage


def listed(source, part, day=CUT_OFF, known_at=None):
    return list(find(source, part)[1].rows(AsOf(day, known_at)))


# --- 1: coverage ---------------------------------------------------------------------------------


def test_half_of_the_agencies_in_scope_have_a_project():
    four = [make_agency() for _ in range(4)]
    for agency in (four[0], four[0], four[2]):
        make_project(agency)

    assert figure("coverage") == (2, 4)
    assert str(percent("coverage")) == "50.0"
    assert set(listed("coverage", "with_projects")) == {four[0], four[2]}


def test_one_of_three_is_33_3_per_cent():
    make_project(make_agency())
    make_agency(), make_agency()
    assert str(percent("coverage")) == "33.3"


def test_without_agencies_in_scope_coverage_does_not_apply():
    make_project(make_agency(in_scope=False))
    assert (figure("coverage"), percent("coverage")) == ((0, 0), None)


@pytest.mark.parametrize(
    "stage", [Stage.DRAFT, Stage.SUBMITTED, Stage.UNDER_REVIEW, Stage.RETURNED, Stage.WITHDRAWN]
)
def test_what_is_not_registered_changes_nothing(stage):
    make_project(make_agency())
    before = figure("coverage"), figure("strategies")
    other = make_agency()
    assert figure("coverage") == (1, 2)
    make_project(other, stage=stage)
    assert (figure("coverage"), figure("strategies")) == ((1, 2), before[1])


@pytest.mark.parametrize("stage", [Stage.SUSPENDED, Stage.CANCELLED, Stage.CLOSING, Stage.ASSURING])
def test_what_was_registered_keeps_counting(stage):
    make_project(make_agency(), stage=stage)
    assert (figure("coverage"), figure("strategies")[0]) == ((1, 1), 1)


def test_test_records_are_not_counted():
    project = make_project(make_agency())
    Project.objects.filter(pk=project.pk).update(is_test=True)
    assert (figure("coverage"), figure("strategies")[0]) == ((0, 1), 0)


def test_a_project_counts_from_the_day_of_its_registration():
    make_project(make_agency(), on=JUNE)
    assert figure("coverage", JUNE - timedelta(1)) == (0, 1)
    assert figure("coverage", JUNE) == (1, 1)


def test_a_project_of_an_agency_out_of_scope_is_counted_as_project_but_not_for_coverage():
    make_agency()
    make_project(make_agency(in_scope=False))
    assert (figure("coverage"), figure("strategies")[0]) == ((0, 1), 1)


def test_a_renamed_agency_stays_one_agency_and_is_told_by_the_name_of_the_day():
    agency = make_agency(name="Oficina Vieja")
    make_project(agency)
    make_agency()
    agencies.rename(agency, name="Oficina Nueva", since=JUNE, ground="Decreto", by=None)

    assert figure("coverage", JUNE - timedelta(1)) == figure("coverage", JUNE) == (1, 2)
    names = [
        listed("coverage", "with_projects", day)[0].name_then for day in (JUNE - timedelta(1), JUNE)
    ]
    assert names == ["Oficina Vieja", "Oficina Nueva"]


def test_agencies_enter_and_leave_the_scope_on_their_day():
    agency = make_agency(in_scope=False)
    make_project(make_agency())
    agencies.put_in_scope(agency, since=MARCH, ground="Circular", by=None)
    agencies.take_out_of_scope(agency, since=JUNE, ground="Circular", by=None)

    days = [MARCH - timedelta(1), MARCH, JUNE - timedelta(1), JUNE]
    assert [figure("coverage", day)[1] for day in days] == [1, 2, 2, 1]


def test_an_absorbed_agency_counts_as_the_one_that_took_it_over():
    old, heir, third = make_agency(), make_agency(), make_agency()
    make_project(old)
    agencies.absorb(old, into=heir, since=JUNE, ground="Decreto", by=None)

    assert figure("coverage", JUNE - timedelta(1)) == (1, 3)
    assert figure("coverage", JUNE) == (1, 2)
    assert listed("coverage", "with_projects", JUNE) == [heir]
    assert third in listed("coverage", "in_scope", JUNE)


def test_two_merged_agencies_with_projects_count_once():
    one, two, new = make_agency(), make_agency(), make_agency(in_scope=False)
    make_project(one), make_project(two)
    agencies.merge([one, two], into=new, since=JUNE, ground="Decreto", by=None)

    assert figure("coverage", JUNE - timedelta(1)) == (2, 2)
    assert figure("coverage", JUNE) == (1, 1)
    assert figure("strategies", JUNE)[0] == 2


def test_a_backdated_entry_changes_the_day_but_not_what_was_known_then():
    make_project(make_agency())
    late = make_agency(in_scope=False)
    then = timezone.now()
    ScopeEntry.objects.create(agency=late, since=MARCH, is_in_scope=True, ground="Circular tardía")

    assert figure("coverage", CUT_OFF) == (1, 2)
    assert figure("coverage", CUT_OFF, then) == (1, 1)
    assert figure("coverage", MARCH - timedelta(1)) == (1, 1)


def test_an_agency_is_covered_by_a_liaison_principal_or_alternate_on_the_day():
    with_one, with_alternate = make_agency(), make_agency()
    make_agency()
    make_member(Role.LIAISON, with_one), make_member(Role.ALTERNATE, with_one)
    make_member(Role.ALTERNATE, with_alternate, since=JUNE)
    make_member(Role.HEAD)

    assert figure("liaison_coverage", JUNE - timedelta(1)) == (1, 4)
    assert figure("liaison_coverage", JUNE) == (2, 4)


def test_a_vacancy_uncovers_an_agency_and_when_it_was_recorded_matters():
    person = make_member(Role.LIAISON)
    then = timezone.now()
    Appointment.objects.filter(person=person).update(valid_to=MARCH, end_recorded_at=timezone.now())
    assert figure("liaison_coverage", MARCH) == (1, 1)
    assert figure("liaison_coverage", CUT_OFF) == (0, 1)
    assert figure("liaison_coverage", CUT_OFF, then) == (1, 1)


# --- 2: liaison officers trained -----------------------------------------------------------------


def test_a_liaison_who_passed_a_core_course_is_counted():
    make_certificate(make_member(Role.LIAISON))
    make_certificate(make_member(Role.ALTERNATE))
    assert figure("trained") == (2,)


def test_a_course_that_is_not_core_does_not_count():
    make_certificate(make_member(Role.LIAISON), course=make_course(is_core=False))
    assert figure("trained") == (0,)


@pytest.mark.parametrize("role", [Role.HEAD, Role.OFFICE])
def test_who_is_no_liaison_is_not_counted(role):
    make_certificate(make_member(role))
    assert figure("trained") == (0,)


def test_a_liaison_trained_before_being_appointed_is_not_counted():
    make_certificate(make_member(Role.LIAISON, since=JUNE), on=JUNE - timedelta(1))
    make_certificate(make_member(Role.LIAISON, since=JUNE), on=JUNE)
    assert figure("trained") == (1,)


def test_a_liaison_whose_appointment_had_ended_is_not_counted():
    late, in_time = make_member(Role.LIAISON), make_member(Role.LIAISON)
    Appointment.objects.update(valid_to=MARCH)
    make_certificate(late, on=MARCH + timedelta(1))
    make_certificate(in_time, on=MARCH)
    assert figure("trained") == (1,)


def test_a_former_liaison_keeps_counting_but_not_among_the_current_ones():
    make_certificate(make_member(Role.LIAISON), on=MARCH)
    make_certificate(make_member(Role.LIAISON, since=MARCH), on=JUNE)
    Appointment.objects.filter(valid_from=START).update(valid_to=JUNE)

    assert figure("trained") == (2,)
    assert figure("current_trained", JUNE) == (2, 2)
    assert figure("current_trained") == (1, 1)
    assert str(percent("current_trained")) == "100.0"


def test_two_courses_make_one_person():
    person = make_member(Role.LIAISON)
    make_certificate(person, on=MARCH), make_certificate(person, on=JUNE)
    assert figure("trained") == (1,)
    assert [row.completed_on for row in listed("trained", "persons")] == [MARCH]


def test_a_liaison_of_two_agencies_is_one_person_and_both_are_told():
    person, other = make_member(Role.LIAISON), make_agency()
    Appointment.objects.create(person=person, agency=other, role=Role.ALTERNATE, valid_from=START)
    make_certificate(person)

    assert figure("trained") == (1,)
    assert figure("current_trained") == (1, 1)
    part = find("trained", "persons")[1]
    as_of = AsOf(CUT_OFF)
    told = list(part.tell(list(part.rows(as_of)), as_of, None))
    assert [str(link.text) for link in told[0]["ente_publico"]][1] == other.name


def test_a_liaison_of_an_agency_out_of_scope_on_that_day_is_not_counted():
    agency = make_agency(since=JUNE)
    make_certificate(make_member(Role.LIAISON, agency), on=JUNE - timedelta(1))
    make_certificate(make_member(Role.ALTERNATE, agency), on=JUNE)
    assert figure("trained") == (1,)


def test_a_liaison_of_an_absorbed_agency_counts_for_the_heir():
    old, heir = make_agency(), make_agency()
    person = make_member(Role.LIAISON, old)
    agencies.absorb(old, into=heir, since=MARCH, ground="Decreto", by=None)
    make_certificate(person, on=JUNE)
    assert (figure("trained"), figure("current_trained")) == ((1,), (1, 1))


def test_a_course_counts_by_what_it_was_on_the_day_of_completion():
    course = make_course()
    make_certificate(make_member(Role.LIAISON), course=course, on=MARCH)
    training.mark_core(course, is_core=False, since=JUNE, by=None)
    make_certificate(make_member(Role.LIAISON), course=course, on=JUNE)
    assert figure("trained") == (1,)


def test_attending_and_failing_is_not_passing():
    for verb in ("attend", "fail", "none"):
        enrolment = make_enrolment(make_member(Role.LIAISON), make_session(on=MARCH))
        if verb == "attend":
            training.attend(enrolment, 100, by=None)
        elif verb == "fail":
            training.fail(enrolment, completed_on=MARCH, on=MARCH, by=None)
    assert figure("trained") == (0,)


def test_a_corrected_result_counts_as_corrected_and_as_known_before_as_it_was():
    certificate = make_certificate(make_member(Role.LIAISON), on=MARCH)
    then = timezone.now()
    wrong = Achieved(Result.FAILED, MARCH)
    training.correct(certificate.enrolment, wrong, reason="Error", on=JUNE, by=None)

    assert figure("trained") == (0,)
    assert figure("trained", known_at=then) == (1,)


def test_a_corrected_day_moves_the_person_to_that_day():
    certificate = make_certificate(make_member(Role.LIAISON), on=MARCH)
    later = Achieved(Result.PASSED, JUNE)
    training.correct(certificate.enrolment, later, reason="Otra fecha", on=JUNE, by=None)
    assert [figure("trained", day) for day in (MARCH, JUNE - timedelta(1), JUNE)] == [
        (0,), (0,), (1,),
    ]  # fmt: skip


def test_an_appointment_recorded_later_does_not_change_what_was_known():
    person, agency = make_certificate(on=MARCH).enrolment.person, make_agency()
    then = timezone.now()
    Appointment.objects.create(person=person, agency=agency, role=Role.LIAISON, valid_from=START)
    assert (figure("trained"), figure("trained", known_at=then)) == ((1,), (0,))


def test_without_liaisons_the_companion_does_not_apply():
    make_agency()
    assert (figure("current_trained"), percent("current_trained")) == ((0, 0), None)


# --- 3: projects by strategy ---------------------------------------------------------------------


@pytest.fixture
def strategies():
    return {
        code: make_term(Catalogue.STRATEGY, code, position=number)
        for number, code in enumerate(("E1", "E2", "E3", "E4"), 1)
    }


def test_projects_are_counted_by_their_principal_strategy(strategies):
    for code, number in (("E1", 3), ("E2", 2), ("E4", 1)):
        for _ in range(number):
            make_project(make_agency(), strategy=strategies[code])

    source = next(source for source in SOURCES if source.code == "strategies")
    found = measure(source, AsOf(CUT_OFF))
    assert [line.count for line in found.lines] == [6, 3, 2, 0, 1]
    assert [str(line.share) for line in found.slices] == ["50.0", "33.3", "0.0", "16.7"]
    assert (found.unaccounted, found.rounding_gap) == (0, 0)


def test_a_reclassification_holds_from_its_day_on(strategies):
    project = make_project(make_agency(), strategy=strategies["E1"])
    projects.reclassify(project, strategies["E4"], reason="Es digital", on=JUNE, by=None)

    assert figure("strategies", JUNE - timedelta(1)) == (1, 1, 0, 0, 0)
    assert figure("strategies", JUNE) == (1, 0, 0, 0, 1)


def test_a_merger_lowers_the_total_by_one_and_leaves_the_trail(strategies):
    kept = make_project(make_agency(), strategy=strategies["E1"])
    gone = make_project(make_agency(), strategy=strategies["E2"])
    projects.merge(gone, into=kept, reason="Son el mismo", on=JUNE, by=None)

    assert figure("strategies", JUNE - timedelta(1)) == (2, 1, 1, 0, 0)
    assert figure("strategies", JUNE) == (1, 1, 0, 0, 0)
    gone.refresh_from_db()
    assert (gone.folio is not None, gone.merged_into) == (True, kept)


def test_a_draft_changes_no_figure(strategies):
    make_project(make_agency(), strategy=strategies["E3"])
    before = figure("strategies")
    make_draft(strategy=strategies["E3"])
    assert figure("strategies") == before


def test_the_table_of_march_differs_from_that_of_june(strategies):
    ana, bruno = make_agency(), make_agency()
    make_project(ana, strategy=strategies["E1"], on=date(2011, 2, 1))
    make_project(bruno, strategy=strategies["E2"], on=date(2011, 5, 2))
    make_certificate(make_member(Role.LIAISON, ana), on=date(2011, 2, 10))
    make_certificate(make_member(Role.LIAISON, bruno), on=date(2011, 5, 10))

    assert (figure("coverage", MARCH), figure("coverage")) == ((1, 2), (2, 2))
    assert (figure("trained", MARCH), figure("trained")) == ((1,), (2,))
    assert figure("strategies", MARCH) == (1, 1, 0, 0, 0)
    assert figure("strategies") == (2, 1, 1, 0, 0)
