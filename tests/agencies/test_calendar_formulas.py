"""Working days of an agency and terms on them, counted by hand and for thousands of calendars."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proim.agencies.formulas import (
    NON_WORKING,
    SUSPENDED,
    WORKING,
    Calendar,
    Span,
    Term,
    UnreadableLine,
    end_of,
    reached,
    read_spans,
    settled,
    write_spans,
)
from proim.core.working_days import add_working_days, is_working_day

DAY = timedelta(days=1)
LAW = Calendar()
# The list of the Alcaldía Benito Juárez for 2025, on which terms do not run (Gaceta Oficial de la
# Ciudad de México; domain.md 5.2, source S32).
BENITO_JUAREZ_2025 = (
    "14/04/2025 - 18/04/2025; 01/05/2025 al 02/05/2025; 05/05/2025; 21/07/2025 - 01/08/2025; "
    "15/09/2025 - 16/09/2025; 17/11/2025; 22/12/2025 - 31/12/2025; 01/01/2026 - 02/01/2026; "
    "05/01/2026 - 06/01/2026"
)


def calendar(*said):
    """``calendar(("2011-04-11 - 2011-04-12", NON_WORKING, date(2011, 3, 1)), …)``, in order of record."""
    return Calendar.of(
        Span(first, last, kind, published_on, order=order)
        for order, (text, kind, published_on) in enumerate(said)
        for first, last in read_spans(text)
    )


BOROUGH = calendar((BENITO_JUAREZ_2025, SUSPENDED, date(2025, 1, 20)))


# --- by hand ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("starts_on", "days", "by_law", "in_the_borough"),
    [
        # 14 to 18 April do not count, nor 1, 2 and 5 May: eight days to 30 April, then 6 and 7 May
        (date(2025, 4, 11), 10, date(2025, 4, 25), date(2025, 5, 7)),
        # the two weeks of summer: 18 July is day 1, 4 August day 2
        (date(2025, 7, 17), 5, date(2025, 7, 24), date(2025, 8, 7)),
        # 16 September is the law's, 15 September the borough's
        (date(2025, 9, 12), 1, date(2025, 9, 15), date(2025, 9, 17)),
        # 25 December and 1 January are the law's; the borough opens again on 7 January
        (date(2025, 12, 19), 5, date(2025, 12, 29), date(2026, 1, 13)),
    ],
)
def test_terms_in_a_borough_end_later_than_by_law(starts_on, days, by_law, in_the_borough):
    assert end_of(starts_on, days, LAW) == by_law
    assert end_of(starts_on, days, BOROUGH) == in_the_borough


def test_two_weeks_of_december_2011_did_not_count_for_anybody():
    # The government of the Federal District declared 19 to 30 December 2011 non-working (S32b).
    city = calendar(("19/12/2011 - 30/12/2011", NON_WORKING, date(2011, 12, 8)))
    assert end_of(date(2011, 12, 16), 5, LAW) == date(2011, 12, 23)
    assert end_of(date(2011, 12, 16), 5, city) == date(2012, 1, 6)


def test_a_suspension_that_is_prolonged_moves_the_term_on():
    # As in the emergency of 2020: terms suspended for weeks, and again before they ran (S32c).
    first = ("2020-03-23 - 2020-04-17", SUSPENDED, date(2020, 3, 20))
    second = ("2020-04-20 - 2020-05-29", SUSPENDED, date(2020, 4, 17))
    assert end_of(date(2020, 3, 20), 5, LAW) == date(2020, 3, 27)
    assert end_of(date(2020, 3, 20), 5, calendar(first)) == date(2020, 4, 24)
    assert end_of(date(2020, 3, 20), 5, calendar(first, second)) == date(2020, 6, 5)


def test_of_two_notices_about_a_day_the_later_publication_decides():
    rest = ("2011-04-18 - 2011-04-22", NON_WORKING, date(2011, 1, 10))
    after_all = ("2011-04-20", WORKING, date(2011, 4, 1))
    assert [day.day for day in _open(calendar(rest, after_all))] == [20]
    assert [day.day for day in _open(calendar(after_all, rest))] == [
        20
    ]  # the order of record is no matter


def _open(found):
    return [day for day in _days(date(2011, 4, 18), date(2011, 4, 22)) if found.works(day)]


def _days(first, last):
    return [first + DAY * n for n in range((last - first).days + 1)]


def test_on_one_day_of_publication_the_agencys_own_notice_goes_before_the_citys():
    on, day = date(2011, 1, 10), date(2011, 4, 20)
    city = Span(day, day, NON_WORKING, on, is_own=False, order=9)
    own = Span(day, day, WORKING, on, is_own=True, order=1)
    assert Calendar.of([city, own]).works(day)


def test_a_saturday_can_be_made_a_working_day():
    found = calendar(("2011-04-16", WORKING, date(2011, 4, 1)))
    assert end_of(date(2011, 4, 14), 2, found) == date(2011, 4, 16)


def test_each_day_that_does_not_count_says_why():
    found = calendar(("2011-09-15", SUSPENDED, date(2011, 9, 1)))
    skipped = found.skipped(date(2011, 9, 14), date(2011, 9, 19))
    assert [one.day.day for one in skipped] == [15, 16, 17, 18]
    assert [bool(one.span) for one in skipped] == [True, False, False, False]
    assert [one.is_holiday for one in skipped] == [False, True, False, False]
    assert [one.is_weekend for one in skipped] == [False, False, True, True]


def test_a_term_tells_which_of_its_days_it_is():
    term = Term(date(2011, 4, 1), date(2011, 4, 15))
    told = [(day, term.number(day, LAW), term.overdue(day, LAW)) for day in _days(*_week())]
    assert term.days(LAW) == 10
    assert [number for _day, number, _late in told] == [9, 10, 10, 10, 10, 10]
    assert [late for _day, _number, late in told] == [0, 0, 0, 0, 1, 2]
    assert term.number(date(2011, 3, 30), LAW) == 0


def _week():
    return date(2011, 4, 14), date(2011, 4, 19)


def test_a_term_has_a_day_at_least():
    with pytest.raises(ValueError, match="one day"):
        end_of(date(2011, 4, 1), 0, LAW)


def test_a_day_promised_to_all_is_never_undercut():
    promised = date(2011, 4, 20)
    assert end_of(date(2011, 4, 1), 5, LAW, not_before=promised) == promised


@pytest.mark.parametrize(
    ("old", "new", "learned_on", "is_met", "holds"),
    [
        (14, 18, 12, False, 18),  # a suspension while the term runs
        (14, 18, 20, False, 18),  # one that is recorded when the term was over
        (14, 18, 20, True, 18),  # and when it had been met, late until then
        (18, 14, 12, False, 14),  # a withdrawal in time
        (18, 14, 16, False, 16),  # one recorded after the shorter end: until that day
        (18, 14, 20, False, 18),  # one recorded when the term was over
        (18, 14, 12, True, 18),  # one after the answer
    ],
)
def test_what_is_learned_of_a_calendar_moves_a_term_but_makes_nobody_late(
    old, new, learned_on, is_met, holds
):
    april = [date(2011, 4, day) for day in (old, new, learned_on, holds)]
    assert settled(april[0], april[1], learned_on=april[2], is_met=is_met) == april[3]


def test_levels_are_reached_one_after_the_other():
    levels = {"liaison": 1, "head": 5, "office": 10, "nobody": 0}
    assert reached(0, levels) == []
    assert reached(4, levels) == ["liaison"]
    assert reached(10, levels) == ["liaison", "head", "office"]
    assert reached(7, {"office": 6, "liaison": 2}) == ["liaison", "office"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("14/04/2025", [("2025-04-14", "2025-04-14")]),
        ("2025-04-14 - 2025-04-18", [("2025-04-14", "2025-04-18")]),
        (
            "del 14.04.2025 al 18.04.2025.\n\n1/5/2025",
            [("2025-04-14", "2025-04-18"), ("2025-05-01",) * 2],
        ),
        (
            "05/05/2025; 01/05/2025 a 02/05/2025",
            [("2025-05-01", "2025-05-02"), ("2025-05-05",) * 2],
        ),
    ],
)
def test_days_are_read_as_people_write_them(text, found):
    assert [(first.isoformat(), last.isoformat()) for first, last in read_spans(text)] == found


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("14 de abril", 1),
        ("14/04/2025\n31/04/2025", 2),
        ("18/04/2025 - 14/04/2025", 1),
        ("04/2025", 1),
    ],
)
def test_a_line_that_cannot_be_read_is_named(text, line):
    with pytest.raises(UnreadableLine) as refused:
        read_spans(text)
    assert refused.value.number == line


# --- for any calendar ---------------------------------------------------------------------------

DATES = st.dates(date(2009, 1, 1), date(2030, 12, 31))
COUNTS = st.integers(1, 60)


@st.composite
def spans(draw):
    first = draw(DATES)
    length = draw(st.integers(0, 40))
    kind = draw(st.sampled_from([NON_WORKING, SUSPENDED, WORKING]))
    return Span(
        first,
        first + DAY * length,
        kind,
        draw(DATES),
        draw(st.booleans()),
        draw(st.integers(0, 99)),
    )


CALENDARS = st.lists(spans(), max_size=6).map(Calendar.of)


@given(CALENDARS, DATES, COUNTS)
def test_counting_a_term_gives_back_its_days(found, start, count):
    end = end_of(start, count, found)
    assert found.between(start, end) == count
    assert found.works(end)
    assert Term(start, end).number(end, found) == count
    assert found.add(end, -count) <= start + DAY


@given(CALENDARS, DATES, COUNTS)
def test_a_longer_term_or_a_later_start_never_ends_earlier(found, start, count):
    end = end_of(start, count, found)
    assert end_of(start, count + 1, found) > end
    assert end_of(start + DAY, count, found) >= end


@given(st.lists(spans(), max_size=5), spans(), DATES, COUNTS)
def test_one_more_day_of_rest_never_shortens_a_term(told, more, start, count):
    rest = [
        Span(one.first, one.last, SUSPENDED, one.published_on, order=n)
        for n, one in enumerate(told)
    ]
    added = Span(more.first, more.last, NON_WORKING, more.published_on, order=99)
    assert end_of(start, count, Calendar.of([*rest, added])) >= end_of(
        start, count, Calendar.of(rest)
    )


@given(CALENDARS, DATES, st.integers(1, 120))
def test_a_day_counts_or_says_why_not(found, start, length):
    last = start + DAY * length
    skipped = {one.day for one in found.skipped(start + DAY, last)}
    assert found.between(start, last) == length - len(skipped)


@given(st.lists(spans(), max_size=6), st.randoms())
def test_the_order_of_reading_is_no_matter(told, chance):
    distinct = [
        Span(o.first, o.last, o.kind, o.published_on, o.is_own, n) for n, o in enumerate(told)
    ]
    mixed = list(distinct)
    chance.shuffle(mixed)
    assert Calendar.of(mixed) == Calendar.of(distinct)


@given(DATES, COUNTS)
def test_without_notices_the_law_alone_counts(start, count):
    assert end_of(start, count, LAW) == add_working_days(start, count)
    assert LAW.works(start) == is_working_day(start)


@given(DATES, DATES, DATES, st.booleans())
def test_nobody_is_late_by_something_recorded_afterwards(old, new, learned_on, met):
    end = settled(old, new, learned_on=learned_on, is_met=met)
    assert end >= min(old, learned_on)
    assert end >= min(old, new)
    assert end >= old or (not met and end >= learned_on)


@given(st.lists(st.tuples(DATES, st.integers(0, 30)), min_size=1, max_size=8))
def test_written_days_are_read_again(found):
    told = sorted({(first, first + DAY * length) for first, length in found})
    assert read_spans(write_spans(told)) == told
