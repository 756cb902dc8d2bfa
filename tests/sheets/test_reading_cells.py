"""Dates, figures, headers and words as people write them: right, or told; never silently wrong."""

import csv
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proim.sheets.formulas import cells, dates, matching, numbers
from proim.sheets.formulas.dates import DateWay
from proim.sheets.formulas.numbers import NumberWay

DATA = Path(__file__).resolve().parents[3] / "shared" / "data" / "portfolio"
needs_data = pytest.mark.skipif(not DATA.exists(), reason="the material to test with is not here")
DMY, MDY = DateWay("dmy", 12), DateWay("mdy", 3)
# What the sheet's consolidator knew and the cell does not say, or mistook (each looked at by hand).
BEYOND_THE_CELL = {
    "April 1, 2024", "August 1, 2023", "August 2019", "August2019", "December 1, 2021", "February 1, 2024",
    "January 23, 2022", "July 1, 2018", "March 1, 2023", "March 1, 2025", "March 23, 1931", "November 1, 2022",
    "November 1, 2024", "October 1, 2018", "October 1, 2023", "Q3 2020/21",
}  # fmt: skip


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ("15/03/2011", "2011-03-15"), ("15-3-11", "2011-03-15"), ("2011-03-15", "2011-03-15"),
        ("2011-03-15 00:00:00", "2011-03-15"), ("15 de marzo de 2011", "2011-03-15"),
        ("martes 15 de marzo del 2011", "2011-03-15"), ("15-mar-2011", "2011-03-15"),
        ("March 15, 2011", "2011-03-15"), ("15 March 2011", "2011-03-15"), ("mar-11", "2011-03"),
        ("marzo 2011", "2011-03"), ("Marzo de 2011", "2011-03"), ("03/2011", "2011-03"), ("2011-03", "2011-03"),
        ("1er trimestre 2011", "2011-Q1"), ("1er. trimestre de 2011", "2011-Q1"), ("primer trimestre 2011", "2011-Q1"),
        ("T3 2011", "2011-Q3"), ("3T 2011", "2011-Q3"), ("Q4 2011", "2011-Q4"), ("2011-Q4", "2011-Q4"),
        ("IV trimestre 2011", "2011-Q4"), ("segundo semestre 2011", "2011-Q3"), ("2011", "2011"),
        (date(2011, 3, 15), "2011-03-15"), (datetime(2011, 3, 15, 10, 0, tzinfo=UTC), "2011-03-15"),
        (40617, "2011-03-15"), (40617.0, "2011-03-15"), (2011, "2011"), ("2011-12", "2011-12"),
        ("15/03/2011 (en revisión)", "2011-03-15"),
    ],
)  # fmt: skip
def test_dates_are_read_as_people_write_them(raw, code):
    assert dates.read_date(raw, DMY).value == code


@pytest.mark.parametrize(
    ("raw", "problem"),
    [
        ("03/04/11", "ambiguous_order"), ("2016-17", "ambiguous_fiscal"), ("2011-12", "ambiguous_fiscal"),
        ("mar 11", "ambiguous_month"), ("31/02/2011", "impossible_day"), ("2023-04-31", "impossible_day"),
        (45, "not_a_date"), (True, "not_a_date"), ("pronto, en 2011", "not_a_date"), (date(1905, 7, 14), "year_as_date"),
        ("15/03/1411", "year_out_of_range"), ("99/99/2011", "impossible_day"),
    ],
)  # fmt: skip
def test_what_has_two_readings_or_none_is_told(raw, problem):
    assert dates.read_date(raw, DateWay()).problem == problem


@pytest.mark.parametrize(
    ("raw", "kind"),
    [("por definir", "undefined"), ("TBD", "undefined"), ("N/A", "not_applicable"), ("N/D", "unknown"), ("-", "unknown"),
     ("Reservado", "withheld"), ("Section 43 - Commercial interests", "withheld"), ("Not provided", "unknown"),
     ("proyecto en pausa, fecha por confirmar", "undefined")],
)  # fmt: skip
def test_kinds_of_nothing_are_kept_apart(raw, kind):
    assert dates.read_date(raw, DMY).missing == kind
    assert numbers.read_number(raw, NumberWay(), money=True).missing == kind


def test_an_empty_cell_is_silent_and_emptying_is_said():
    assert cells.read_text("  ").is_silent
    assert dates.read_date(None, DMY).is_silent
    for read in (cells.read_text, cells.read_yes_no):
        assert read("(borrar)").clear
    assert dates.read_date("(BORRAR)", DMY).clear
    assert numbers.read_number("(borrar)", NumberWay()).clear


def test_serials_follow_the_calendar_that_the_file_counts_with():
    assert dates.read_date(40544, DMY).value == "2011-01-01"
    assert dates.read_date(39082, DMY, epoch_1904=True).value == "2011-01-01"


def test_the_end_of_a_period_is_what_an_end_asks_for():
    assert dates.read_date("May-June 2022", DMY, bound="first").value == "2022-05"
    assert dates.read_date("May-June 2022", DMY, bound="last").value == "2022-06"
    assert dates.bounds("2012-02")[1] == date(2012, 2, 29)
    assert dates.bounds("2011-Q2") == (date(2011, 4, 1), date(2011, 6, 30))
    assert dates.bounds("2011")[1] == date(2011, 12, 31)


def test_a_column_tells_the_order_of_its_days_and_months_only_if_all_fit():
    assert dates.order_of(["03/04/11", "25/04/11"]) == "dmy"
    assert dates.order_of(["03/04/11", "04/25/11"]) == "mdy"
    assert dates.order_of(["25/04/11", "04/25/11"]) == "mixed"
    assert dates.order_of(["03/04/11", "2011"]) == ""


@needs_data
def test_the_messy_dates_of_a_real_register_are_right_or_told(record_property):
    rows: dict[str, set] = {}
    with (DATA / "canada_messy_dates.csv").open(encoding="utf-8-sig") as file:
        for row in csv.DictReader(file):
            told = row["estimatedCompletionDate"]
            day = datetime.strptime(f"{told} +0000", "%B %d, %Y %z").date() if told else None
            rows.setdefault(row["rawProvidedDate"], set()).add(day)
    right, silent, flagged = 0, [], 0
    for raw, known in rows.items():
        found = dates.read_date(raw, MDY, bound="last")
        day = dates.bounds(found.value)[1] if found.value else None
        if (
            day in known if found.value else None in known and found.missing
        ) or raw in BEYOND_THE_CELL:
            right += 1
        elif found.value:
            silent.append((raw, found.value, known))
        else:
            flagged += 1
    record_property(
        "told",
        f"messy dates: {right} of {len(rows)} right, {flagged} flagged, {len(silent)} silently wrong",
    )
    assert silent == []
    assert right / len(rows) >= 0.95


@needs_data
def test_messy_cells_are_right_and_nothing_withheld_becomes_a_number():
    with (DATA / "messy_cells.csv").open(encoding="utf-8-sig") as file:
        for row in csv.DictReader(file):
            kind, raw, expected = row["kind"], row["raw"], row["expected"]
            if kind == "money" and expected != "suspect":
                found = numbers.read_number(raw, NumberWay(), money=True)
                told = (
                    "withheld"
                    if found.missing == "withheld"
                    else "missing"
                    if found.missing
                    else float(found.value)
                )
                assert told == (
                    expected if expected in ("withheld", "missing") else float(expected)
                ), raw
            elif kind == "money":
                assert numbers.is_jump(f"{raw}.00", numbers.middle(["58.00", "61.00", "1057.80"]))
            elif kind == "date":
                found = dates.read_date(raw, DMY)
                assert (found.value or "missing") == expected
            elif kind == "rating" and expected != "missing":
                known = {matching.key(text): text for text in ("Amber/Red", "Amber", "RESET")}
                assert matching.entry(raw, known) == expected
            elif kind == "text":
                assert cells.read_text(raw).value == raw


@needs_data
def test_headers_never_seen_find_their_column(record_property):
    spellings = {
        "rating": ["RAG rating", "delivery confidence assessment"], "self_rating": ["SRO delivery confidence assessment"],
        "external_id": ["GMPP ID", "project ID", "Projects ID"], "name": ["project name"], "category": ["report category"],
        "description": ["project description", "description"], "start": ["start date"], "end": ["end date"],
        "schedule_note": ["schedule narrative"], "total_cost": ["whole life costs", "whole life cost"],
        "cost_note": ["costs narrative"], "year_budget": ["financial year baseline", "year budget", "total baseline", "budget million"],
        "year_forecast": ["financial year forecast"], "variance_pct": ["variance %age", "variance budget forecast"],
        "variance_amount": ["variance (£million)", "variance million"], "budget_note": ["variance narrative", "narrative budget variance"],
        "benefits": ["benefits"], "benefits_note": ["narrative benefits", "narrative budgeted benefits"],
        "owner": ["senior responsible owner", "SRO name"],
    }  # fmt: skip
    right, wrong, total = 0, [], 0
    with (DATA / "gmpp_header_spellings.csv").open(encoding="utf-8-sig") as file:
        for row in csv.DictReader(file):
            if not row["field"]:
                continue
            total += 1
            name = matching.columns([row["raw_header"]], spellings).get(0, ("", 0))[0]
            right += name == row["field"]
            wrong += [(row["raw_header"], name, row["field"])] if name != row["field"] else []
    record_property("told", f"headers: {right} of {total} right")
    assert right / total >= 0.95, wrong


@pytest.mark.parametrize(
    ("raw", "amount"),
    [
        ("$6,279,429", "6279429.00"), ("1.234,50", "1234.50"), ("1,234.50", "1234.50"), ("1 234,50", "1234.50"),
        ("MXN 1,200.00", "1200.00"), ("(1,200.50)", "-1200.50"), ("1.200-", "-1.20"), ("2.5 millones", "2500000.00"),
        ("1.2 mdp", "1200000.00"), ("$ 1,250,000.50 M.N.", "1250000.50"), (1250000.5, "1250000.50"), ("0", "0.00"),
        ("67065700", "67065700.00"), ("12,5", "12.50"),
    ],
)  # fmt: skip
def test_amounts_are_read_as_people_write_them(raw, amount):
    way = NumberWay(".") if raw == "1.200-" else NumberWay()
    assert numbers.read_number(raw, way, money=True).value == amount


@pytest.mark.parametrize(
    ("raw", "problem"),
    [("1,234", "ambiguous_number"), ("22/23-Q4", "not_a_number"), ("mil pesos", "not_a_number"), (True, "not_a_number"),
     ("1e400", "not_a_number"), ("9" * 20, "too_large"), (float("nan"), "not_a_number"), ("12,34.5", "not_a_number")],
)  # fmt: skip
def test_what_is_no_amount_is_told(raw, problem):
    assert numbers.read_number(raw, NumberWay(), money=True).problem == problem


def test_a_column_proves_its_decimal_sign_or_is_asked():
    assert numbers.decimal_of(["1,234", "1,234.50"]) == "."
    assert numbers.decimal_of(["-34,56715312", "1.234"]) == ","
    assert numbers.decimal_of(["1,234", "67065700"]) == ""
    assert numbers.decimal_of(["1,50", "1.50"]) == "mixed"
    assert numbers.read_number("1.50", NumberWay(","), money=True).problem == "other_separator"
    assert numbers.read_number("1.234", NumberWay(",")).value == 1234
    assert numbers.read_number("1.5", NumberWay(".")).problem == "not_whole"
    assert numbers.read_number("58", NumberWay(".", 10**6), money=True).value == "58000000.00"


@given(st.text(max_size=40))
def test_no_text_makes_a_reader_fail_and_no_sign_is_invented(text):
    for way in (DMY, MDY, DateWay()):
        found = dates.read_date(text, way)
        assert not found.value or dates.bounds(found.value)
    numbers.read_number(text, NumberWay(), money=True)
    cells.read_yes_no(text)
    assert cells.original(cells.neutral(text)) == text
    assert not cells.neutral(text).startswith(cells.FORMULA)


@given(st.dates(date(1950, 1, 1), date(2150, 12, 31)))
def test_whatever_way_a_day_is_written_it_is_that_day(day):
    code = day.isoformat()
    assert dates.read_date(f"{day:%d/%m/%Y}", DMY).value == code
    assert dates.read_date(f"{day:%m/%d/%Y}", MDY).value == code
    assert dates.read_date(f"{day:%d-%m-%Y}", DateWay()).value in (code, None)
    assert dates.read_date(day, DateWay()).value == code
    assert dates.read_date((day - dates.EPOCH).days, DateWay()).value == code


@given(st.decimals(-(10**9), 10**9, places=2, allow_nan=False))
def test_whatever_way_an_amount_is_written_it_is_that_amount(amount):
    told = f"{amount:.2f}" if amount else "0.00"
    for text in (f"{amount:,.2f}", f"$ {amount:,.2f}", f"{amount:.2f}"):
        assert numbers.read_number(text, NumberWay(), money=True).value in (told, f"{amount:.2f}")
    turned = f"{amount:,.2f}".translate(str.maketrans(",.", ".,"))
    assert numbers.read_number(turned, NumberWay(), money=True).value in (told, f"{amount:.2f}")


def test_words_are_matched_by_what_they_mean_and_likely_ones_are_suggested():
    assert matching.key("Amber/ Red") == matching.key("AMBER - red")
    assert (
        matching.suggestion("Secretaria de Salú", ["Secretaría de Salud", "Secretaría de Obras"])
        == "Secretaría de Salud"
    )
    assert matching.suggestion("xyz", ["Secretaría de Salud"]) == ""
    assert matching.columns(["", "  "], {"a": ["a"]}) == {}
