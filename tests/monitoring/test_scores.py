"""Ratings scored as forecasts: the published figures of large projects, and sums by hand."""

import csv
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proim.monitoring.formulas.scores import (
    Line,
    base_rate_brier,
    brier,
    calibration,
    discrimination,
    lead,
    lift,
    never_changed,
    shift,
    skill,
    weighted_kappa,
)

DATA = Path(__file__).resolve().parents[3] / "shared" / "data" / "portfolio"
RATINGS = DATA / "gmpp_rating_calibration.csv"
# ThesisInstitute/procurement, gmpp/results/report.md; golden_numbers.json "gmpp_auc".
PUBLISHED = {
    ("five", "wlc_up_10pct"): 0.6144,
    ("five", "slip_gt_6m"): 0.6098,
    ("five", "red_next"): 0.6797,
    ("five", "left_portfolio"): 0.3497,
    ("three", "wlc_up_10pct"): 0.5521,
    ("three", "slip_gt_6m"): 0.5406,
    ("three", "red_next"): 0.7122,
}


@pytest.fixture(scope="module")
def published():
    if not RATINGS.exists():
        pytest.skip(f"{RATINGS} is not here: the published ratings cannot be scored")
    tables = {}
    for row in csv.DictReader(RATINGS.read_text(encoding="utf-8-sig").splitlines()):
        tables.setdefault((row["scale"], row["outcome"]), []).append(row)
    return tables


@pytest.mark.parametrize(("scale", "outcome"), PUBLISHED)
def test_the_published_discrimination_of_large_projects(published, scale, outcome):
    rows = published[scale, outcome]
    lines = [Line(n, int(row["n"]), int(row["events"])) for n, row in enumerate(rows)]
    assert round(float(discrimination(lines)), 4) == PUBLISHED[scale, outcome]


def test_a_colour_read_as_a_probability_is_worse_than_its_base_rate(published):
    rows = published["five", "wlc_up_10pct"]
    told = [(Fraction(row["implied_p"]), int(row["n"]), int(row["events"])) for row in rows]
    cases, events = sum(n for _p, n, _e in told), sum(e for _p, _n, e in told)
    score, base = brier(told), base_rate_brier(cases, events)
    assert round(float(score), 3) == 0.270
    assert round(float(base), 4) == 0.1809
    assert skill(score, base) < 0


def test_the_table_of_a_handful():
    # By hand: two rated 0, one of them slipped; three rated 1, two slipped. Pairs of an event and another: 3 · 2;
    # concordant: the two events rated 1 against the one other rated 0; ties: 1 · 1 at 0, 2 · 1 at 1.
    lines = calibration([(0, True), (0, False), (1, True), (1, True), (1, False)])
    assert lines == [Line(0, 2, 1), Line(1, 3, 2)]
    assert discrimination(lines) == Fraction(2 * 2 + 3, 2 * 6)
    assert lines[1].share.value == pytest.approx(2 / 3)
    assert lines[1].expected == pytest.approx(3 / 5)
    assert brier([(Fraction(1, 2), 4, 3)]) == Fraction(1, 4)
    assert brier([(Fraction(1), 2, 2)]) == 0
    assert base_rate_brier(4, 1) == Fraction(3, 16)
    assert skill(Fraction(3, 32), Fraction(3, 16)) == Fraction(1, 2)


def test_what_cannot_be_scored_has_no_score():
    assert calibration([]) == []
    assert discrimination([Line(0, 3, 0)]) is None
    assert discrimination([Line(0, 3, 3)]) is None
    assert (
        brier([]),
        base_rate_brier(0, 0),
        skill(None, None),
        skill(Fraction(0), Fraction(0)),
    ) == (None,) * 4
    assert lift([(False, True)]) is None
    assert lift([(True, False)]) is None
    assert lead([(0, False)], [(0, True)]) is None
    assert never_changed([[1]]) is None


def test_declared_greener_than_the_records():
    pairs = [(0, 2), (0, 1), (0, 0), (1, 1), (2, 1)]
    found = shift(pairs, 3)
    assert (found.greener.cases, found.greener.all, found.bias) == (2, 5, Fraction(2, 5))
    # Kappa by hand: disagreement 4 + 1 + 1 = 6 of 5 reports; by chance (3, 1, 1) x (1, 3, 1) squares:
    # 3·(3·1 + 1·4) + 1·(1·1 + 1·1) + 1·(1·4 + 3·1) = 21 + 2 + 7 = 30, over 25.
    assert found.agreement == 1 - Fraction(6, 5) / Fraction(30, 25)
    assert shift(pairs[:4], 3) is None
    assert shift(pairs, 3, least=2).greener.cases == 1


def test_kappa_of_agreement_and_of_the_same_word_throughout():
    assert weighted_kappa([(0, 0), (1, 1), (2, 2)], 3) == 1
    assert weighted_kappa([(1, 1), (1, 1)], 3) is None
    assert weighted_kappa([], 3) is None
    # Cohen (1960), 20 5 / 10 15; with two steps the quadratic weights are the plain ones: 0.40.
    table = [(0, 0)] * 20 + [(0, 1)] * 5 + [(1, 0)] * 10 + [(1, 1)] * 15
    assert weighted_kappa(table, 2) == Fraction(2, 5)


def test_a_signal_is_shown_only_where_it_says_something():
    strong = (
        [(True, True)] * 40 + [(True, False)] * 10 + [(False, True)] * 10 + [(False, False)] * 140
    )
    found = lift(strong)
    assert found.value == Fraction(16, 5)  # 40 of 50 against 50 of 200
    assert found.says_something
    weak = [(True, True)] * 2 + [(True, False)] * 2 + [(False, True)] * 8 + [(False, False)] * 10
    assert lift(weak).value == Fraction(11, 10)
    assert not lift(weak).says_something


def test_who_said_red_first_and_who_never_moved():
    assert lead([(0, False), (90, False), (180, True)], [(0, False), (90, True)]) == 90
    assert lead([(0, True)], [(90, True)]) == -90
    assert never_changed([[1, 1, 1], [1, 2], [0]])[:2] == (1, 2)


LINES = st.lists(
    st.tuples(st.integers(0, 40), st.integers(0, 40)).map(lambda t: (t[0] + t[1], t[1])), min_size=1, max_size=6
).map(lambda rows: [Line(n, cases, events) for n, (cases, events) in enumerate(rows)])  # fmt: skip


@given(LINES)
def test_the_discrimination_counts_pairs(lines):
    events = [line.rating for line in lines for _ in range(line.events)]
    others = [line.rating for line in lines for _ in range(line.cases - line.events)]
    better = sum(Fraction((a > b) * 2 + (a == b), 2) for a in events for b in others)
    pairs = len(events) * len(others)
    assert discrimination(lines) == (better / pairs if pairs else None)
