"""Expected, received, on time, late, missing: counted by hand, as of each day."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.utils import timezone

from proim.agencies.models import Agency, Succession, SuccessionKind
from proim.monitoring import actions
from proim.monitoring.formulas import Figures, default_dates
from proim.monitoring.models import Report
from proim.monitoring.models.delivery import figures, figures_by, figures_by_agency
from proim.monitoring.workflow import Delivery, Stage
from proim.projects.models import Project
from tests.builders.monitoring import make_period, make_report
from tests.builders.people import make_agency
from tests.builders.projects import make_project

pytestmark = pytest.mark.django_db

DUE = date(2011, 4, 14)
DAY = timedelta(days=1)


def counted(day):
    return figures(Report.objects.expected(day))


@pytest.fixture
def quarter():
    """Return four agencies' reports about 2011-Q1.

    One signed on the due day and published, one signed a day late, one only validated, one not begun.
    """
    projects = [make_project() for _ in range(4)]
    on_time = make_report(projects[0], stage=Stage.SIGNED)
    actions.publish(on_time, by=None, on=date(2011, 5, 12))
    late = make_report(projects[1], stage=Stage.VALIDATED)
    actions.sign(late, by=None, on=DUE + DAY)
    make_report(projects[2], stage=Stage.VALIDATED)
    return projects


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2011, 3, 31), Figures()),  # nothing was asked for yet
        (date(2011, 4, 1), Figures(awaited=4)),
        (DUE - DAY, Figures(awaited=4)),
        (DUE, Figures(on_time=1, awaited=3)),  # until the end of the day nobody is late
        (DUE + DAY, Figures(on_time=1, late=1, missing=2)),
        (date(2011, 6, 30), Figures(on_time=1, late=1, missing=2)),
    ],
)
@pytest.mark.usefixtures("quarter")
def test_the_figures_of_each_day(day, expected):
    assert counted(day) == expected


def test_the_figures_of_each_agency(quarter):
    found = figures_by_agency(Report.objects.expected(DUE + DAY), DUE + DAY)

    assert found == {
        quarter[0].agency_id: Figures(on_time=1),
        quarter[1].agency_id: Figures(late=1),
        quarter[2].agency_id: Figures(missing=1),
        quarter[3].agency_id: Figures(missing=1),
    }


def test_quarters_add_up(quarter):
    make_report(quarter[0], quarter="2011-Q2", stage=Stage.SIGNED)
    day = date(2011, 7, 31)

    by_quarter = figures_by(Report.objects.expected(day), "period__quarter")

    assert by_quarter == {
        "2011-Q1": Figures(on_time=1, late=1, missing=2),
        "2011-Q2": Figures(on_time=1, missing=3),
    }
    assert counted(day) == Figures(on_time=2, late=1, missing=5)


def test_what_the_office_gives_back_is_missing_until_it_is_signed_again():
    report = make_report(stage=Stage.SIGNED)
    actions.give_back(report, "Faltan las personas capacitadas.", by=None, on=date(2011, 4, 18))
    actions.validate(report, by=None, on=date(2011, 4, 25))
    actions.sign(report, by=None, on=date(2011, 4, 26))

    assert counted(DUE) == Figures(on_time=1)
    assert counted(date(2011, 4, 18)) == Figures(missing=1)
    assert counted(date(2011, 4, 25)) == Figures(missing=1)
    # The term was kept with the first delivery; the answer to the office has a term of its own.
    assert counted(date(2011, 4, 26)) == Figures(on_time=1)


def test_a_correction_does_not_undo_a_delivery():
    report = make_report(stage=Stage.PUBLISHED)
    actions.correct(report, "Cifra equivocada.", by=None, on=date(2011, 6, 1))

    assert counted(date(2011, 6, 2)) == Figures(on_time=1)


def test_a_later_due_day_forgives():
    report = make_report(stage=Stage.VALIDATED)
    actions.sign(report, by=None, on=DUE + DAY)
    assert counted(DUE + DAY) == Figures(late=1)

    dates = replace(default_dates(date(2011, 4, 1)), due_on=DUE + DAY)
    actions.reschedule(report.period, dates, by=None)

    assert counted(DUE + DAY) == Figures(on_time=1)


def test_as_known_at_a_moment_leaves_out_what_was_recorded_later():
    report = make_report(stage=Stage.VALIDATED)
    before = timezone.now()
    actions.sign(report, by=None, on=DUE)

    assert figures(Report.objects.expected(DUE + DAY, before)) == Figures(missing=1)
    assert figures(Report.objects.expected(DUE + DAY, timezone.now())) == Figures(on_time=1)


def test_test_records_are_not_expected():
    make_report()
    Project.objects.update(is_test=True)

    assert counted(DUE) == Figures()


def test_after_a_merger_the_successor_answers(quarter):
    heir = make_agency()
    for project in quarter[:2]:
        Succession.objects.create(
            predecessor=project.agency, successor=heir, kind=SuccessionKind.MERGE, since=DUE + DAY
        )

    found = figures_by_agency(Report.objects.expected(DUE + DAY), DUE + DAY)

    assert found[heir.pk] == Figures(on_time=1, late=1)
    assert len(found) == 3
    assert Agency.objects.filter(pk__in=found).count() == 3


def test_every_expected_report_is_in_exactly_one_state(quarter):
    for day in (DUE, DUE + DAY):
        states = Report.objects.expected(day).values_list("delivery", flat=True)
        assert len(states) == len(quarter)
        assert set(states) <= set(Delivery)


def test_figures_cost_one_query_however_many_reports(queries, quarter):
    with queries() as few:
        counted(DUE)
    for _ in range(5):
        make_project()
    make_period()
    with queries() as many:
        counted(DUE)
    assert len(few) == len(many) == 1
