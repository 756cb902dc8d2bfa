"""Terms of projects on the calendar of who owes them, right to the day; each case counted by hand."""

from datetime import date

import pytest

from proim.agencies import actions as agencies
from proim.agencies.models import NoticeKind, Programme, Role
from proim.agencies.owing import owing
from proim.projects import actions
from proim.projects.models import ProjectTerm, ProjectTermMove, TermKind
from proim.projects.workflow import Stage
from tests.builders.notices import days, draft_notice, make_notice
from tests.builders.people import make_agency, make_member, make_office
from tests.builders.projects import make_draft, make_project

pytestmark = pytest.mark.django_db


def returned(agency, on, due=None):
    project = make_project(agency, stage=Stage.RETURNED, on=on)
    if due:
        assert project.answer_due_on == due
    return project


def due(project):
    project.refresh_from_db()
    term = project.terms.get(met_on__isnull=True)
    assert term.due_on == (project.answer_due_on or project.review_due_on)
    return term.due_on


def test_ten_days_in_an_agency_with_its_own_holiday():
    # The list of the Alcaldía Benito Juárez for 2025 (Gaceta Oficial de la Ciudad de México; S32):
    # 14 to 18 April, 1, 2 and 5 May do not count. 21 to 25 April are days 1 to 5, 28 to 30 April
    # 6 to 8, then 6 and 7 May. By the law alone it would be 25 April.
    borough, other = make_agency(type="DEL"), make_agency()
    lines = ("14/04/2025 - 18/04/2025", "01/05/2025 - 02/05/2025", "05/05/2025")
    make_notice(borough, *lines, on=date(2025, 1, 20), kind=NoticeKind.SUSPENDED)
    returned(borough, date(2025, 4, 11), due=date(2025, 5, 7))
    returned(other, date(2025, 4, 11), due=date(2025, 4, 25))


def test_five_days_of_the_office_over_a_suspension_of_the_whole_government():
    # The government of the Federal District declared 19 to 30 December 2011 non-working (Gaceta
    # Oficial del Distrito Federal; S32b). Sent on Friday the 16th: 2 to 6 January are days 1 to 5.
    make_notice(None, "19/12/2011 - 30/12/2011", on=date(2011, 12, 8))
    project = make_project(stage=Stage.SUBMITTED, on=date(2011, 12, 16))
    assert due(project) == date(2012, 1, 6)


def test_the_offices_own_rest_moves_its_reviews_and_not_the_answers_of_others():
    office = make_office()
    owner = Programme.get().owner
    review = make_project(stage=Stage.SUBMITTED, on=date(2011, 4, 15))
    answer = returned(make_agency(), date(2011, 4, 15))
    # Holy Week: 18 to 22 April. The review ends on the 29th (25 to 29 April), not on the 22nd.
    make_notice(owner, "2011-04-18 - 2011-04-22", on=date(2011, 4, 15), by=office)
    assert due(review) == date(2011, 4, 29)
    assert due(answer) == date(2011, 4, 29)  # ten days by the law: 18 to 29 April


def test_a_late_notice_moves_a_term_that_was_over_already():
    # Returned on Monday 4 April 2011: by the law day 10 is the 18th. On the 19th the office learns of a
    # notice published on the 18th: 14 and 15 April did not count. Days 9 and 10 are the 19th and 20th.
    agency = make_agency()
    project = returned(agency, date(2011, 4, 4), due=date(2011, 4, 18))
    notice = make_notice(
        agency, "2011-04-14 - 2011-04-15", on=date(2011, 4, 19), gazette_on=date(2011, 4, 18)
    )
    assert due(project) == date(2011, 4, 20)
    move = ProjectTermMove.objects.get()
    assert (move.moved_from, move.moved_to) == (date(2011, 4, 18), date(2011, 4, 20))
    assert (move.notice, move.since) == (notice, date(2011, 4, 19))


def test_two_notices_move_a_term_twice_and_both_moves_are_kept():
    agency = make_agency()
    project = returned(agency, date(2011, 4, 4), due=date(2011, 4, 18))
    make_notice(agency, "2011-04-14", on=date(2011, 4, 6))
    make_notice(None, "2011-04-15", on=date(2011, 4, 7))
    moves = list(ProjectTermMove.objects.values_list("moved_from", "moved_to"))
    first, second, third = (date(2011, 4, day) for day in (18, 19, 20))
    assert moves == [(first, second), (second, third)]
    assert due(project) == third


def test_a_notice_about_other_days_or_of_another_agency_moves_nothing():
    agency = make_agency()
    project = returned(agency, date(2011, 4, 4), due=date(2011, 4, 18))
    make_notice(agency, "2011-04-19 - 2011-04-22", "2011-03-31 - 2011-04-04")
    make_notice(make_agency(), "2011-04-11 - 2011-04-15")
    assert due(project) == date(2011, 4, 18)
    assert not ProjectTermMove.objects.exists()


def test_a_withdrawn_notice_shortens_the_term_but_makes_nobody_late():
    agency = make_agency()
    notice = make_notice(agency, "2011-04-11 - 2011-04-15")
    soon = returned(
        agency, date(2011, 4, 4), due=date(2011, 4, 25)
    )  # 5 to 8 and 18 to 22 April are days 1 to 9
    # Without the week it would end on the 18th. On the 20th that was over: it ends on that day.
    agencies.withdraw_notice(notice, "No se publicó.", by=None, on=date(2011, 4, 20))
    assert due(soon) == date(2011, 4, 20)


def test_a_withdrawal_leaves_alone_what_was_answered():
    agency = make_agency()
    notice = make_notice(agency, "2011-04-11 - 2011-04-15")
    project = returned(agency, date(2011, 4, 4))
    term = project.terms.get(kind=TermKind.ANSWER)
    actions.submit(project, by=None, on=date(2011, 4, 25))
    agencies.withdraw_notice(notice, "No se publicó.", by=None, on=date(2011, 4, 25))
    term.refresh_from_db()
    assert (term.due_on, term.met_on) == (date(2011, 4, 25), date(2011, 4, 25))


def test_a_correction_counts_with_the_new_days_alone():
    agency = make_agency()
    project = returned(agency, date(2011, 4, 4))
    wrong = make_notice(agency, "2011-04-11 - 2011-04-15", on=date(2011, 4, 5))
    assert due(project) == date(2011, 4, 25)
    right = draft_notice(gazette_on=date(2011, 4, 6))
    agencies.correct_notice(wrong, right, days("2011-04-11"), by=None, on=date(2011, 4, 6))
    assert due(project) == date(2011, 4, 19)


def test_after_a_merger_the_successors_calendar_counts_from_that_day_on():
    first, second = make_agency(), make_agency()
    into = make_agency(since=date(2011, 1, 1))
    make_notice(first, "2011-04-05", "2011-04-13")  # the second day: no longer its own to give
    make_notice(into, "2011-04-06", "2011-04-14")  # the first day: not yet its own to give
    project = returned(
        first, date(2011, 4, 4), due=date(2011, 4, 20)
    )  # 5 and 13 April do not count
    agencies.merge([first, second], into=into, since=date(2011, 4, 11), ground="Decreto", by=None)
    late = returned(first, date(2011, 4, 12))
    assert due(late) == date(2011, 4, 27)  # 13 is day 1, 14 is the successor's rest, 15 is day 2
    make_notice(into, "2011-04-18", on=date(2011, 4, 12))
    assert due(project) == date(2011, 4, 21)  # 5, 14 and 18 April do not count: 20 April is day 9
    assert due(late) == date(2011, 4, 28)


def test_steps_end_one_term_and_begin_the_next():
    agency = make_agency()
    project = make_draft(agency, on=date(2011, 2, 1))
    actions.submit(project, by=None, on=date(2011, 2, 1))
    actions.give_back(project, {"problem_es": "?"}, by=None, on=date(2011, 2, 3))
    actions.edit(project, {"problem_es": "Cuatro filas."}, by=None)
    actions.submit(project, by=None, on=date(2011, 2, 9))
    actions.accept(project, by=None, on=date(2011, 2, 10))
    told = [(term.kind, term.starts_on.day, term.met_on.day) for term in ProjectTerm.objects.all()]
    assert told == [("review", 1, 3), ("answer", 3, 9), ("review", 9, 10)]


def test_an_agency_sees_what_it_owes_itself_and_the_office_everything():
    agency = make_agency()
    liaison, head, office = (
        make_member(Role.LIAISON, agency),
        make_member(Role.HEAD, agency),
        make_office(),
    )
    answer = returned(agency, date(2011, 4, 4))
    make_project(agency, stage=Stage.SUBMITTED, on=date(2011, 4, 4))
    returned(make_agency(), date(2011, 4, 4))
    day = date(2011, 4, 20)
    for person in (liaison, head):
        assert [one.title for one in owing(person, day).lines] == [answer.title]
    assert len(owing(office, day).lines) == 3
    assert [one.by_office for one in owing(office, day, show="late").lines] == [True, False, False]
