"""The calendar counted by hand, the delivery figures, the proof of a version, the curve."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proim.core.working_days import is_working_day
from proim.monitoring.formulas import (
    Dates,
    Figures,
    canonical,
    curve,
    default_dates,
    digest,
    total,
)

counts = st.integers(0, 500)
figures = st.builds(Figures, on_time=counts, late=counts, awaited=counts, missing=counts)

# Counted on a wall calendar. 1 January 2011 is a Saturday, Monday 7 February is a holiday; so is
# Monday 21 March, which no period touches; 1 May 2011 is a Sunday and moves nothing.
BY_HAND = [
    (
        date(2011, 1, 1),  # about 2010-Q4
        Dates(
            opens_on=date(2011, 1, 3),
            due_on=date(2011, 1, 14),
            review_on=date(2011, 1, 21),
            cutoff_on=date(2011, 1, 28),
            publish_on=date(2011, 2, 14),
        ),
    ),
    (
        date(2011, 4, 1),  # about 2011-Q1
        Dates(
            opens_on=date(2011, 4, 1),
            due_on=date(2011, 4, 14),
            review_on=date(2011, 4, 21),
            cutoff_on=date(2011, 4, 28),
            publish_on=date(2011, 5, 12),
        ),
    ),
    (
        date(2011, 7, 1),  # about 2011-Q2
        Dates(
            opens_on=date(2011, 7, 1),
            due_on=date(2011, 7, 14),
            review_on=date(2011, 7, 21),
            cutoff_on=date(2011, 7, 28),
            publish_on=date(2011, 8, 11),
        ),
    ),
]


@pytest.mark.parametrize(("day", "dates"), BY_HAND)
def test_the_calendar_of_the_programmes_first_quarters(day, dates):
    assert default_dates(day) == dates


@given(st.dates(date(2006, 2, 1), date(2060, 1, 1)))
def test_the_days_of_a_period_are_worked_and_in_order(day):
    dates = default_dates(day)
    found = [dates.opens_on, dates.due_on, dates.review_on, dates.cutoff_on, dates.publish_on]

    assert day <= found[0]
    assert sorted(found) == found
    assert all(map(is_working_day, found))


def test_figures_of_the_worked_example():
    found = Figures(on_time=60, late=7, awaited=0, missing=8)

    assert (found.received, found.expected, found.is_complete) == (67, 75, False)


def test_an_agency_without_reports_is_not_complete():
    assert not Figures().is_complete
    assert Figures(late=1).is_complete


@given(st.lists(figures, max_size=6))
def test_nothing_is_lost_when_agencies_are_added_up(found):
    together = total(found)

    assert together.expected == sum(one.expected for one in found)
    assert together.expected == together.received + together.awaited + together.missing


def test_the_canonical_text_of_a_version():
    text = canonical({"said": {"progress": 35, "risks": "Ñandú"}, "number": 1})

    assert text == '{"number":1,"said":{"progress":35,"risks":"Ñandú"}}'
    assert digest("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


def test_what_is_no_json_is_refused():
    with pytest.raises(TypeError):
        canonical({"on": date(2011, 1, 1)})


def test_a_curve_rises_from_below():
    assert curve([0, 50, 100], width=100, height=40) == [(0, 40), (50, 20), (100, 0)]
    assert curve([25], width=100, height=40) == [(100, 30)]
    assert curve([], width=100, height=40) == []


def test_progress_over_a_hundred_is_no_progress():
    with pytest.raises(ValueError, match="percentage"):
        curve([101], width=100, height=40)


@given(st.lists(st.integers(0, 100), min_size=1, max_size=12))
def test_every_point_lies_in_the_box(values):
    for point in curve(values, width=120, height=32):
        assert 0 <= point.x <= 120
        assert 0 <= point.y <= 32
