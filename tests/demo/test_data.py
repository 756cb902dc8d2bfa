"""The demonstration's files hold together, before anything is loaded."""

import csv
import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from tests.demo.data import (
    AGENCIES,
    BOOK,
    COUNTED,
    CUTOFF,
    LIAISONS,
    NEWCOMERS,
    PEOPLE,
    PROJECTS,
    QUARTERS,
    QUEUE,
    REPORTS,
    SCOPE,
    STRATEGIES,
    TRAINING,
    allocation,
    codes,
    trained,
)

SHARED = Path(__file__).parents[3] / "shared" / "data" / "agencies.csv"
PARTIAL_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?|-Q[1-4])?")
ICT_USES = ("none", "support", "enabling", "core")
RESTS = (
    {date(2011, 2, 7), date(2011, 3, 21), date(2011, 5, 5)}
    | {date(2010, 12, day) for day in range(20, 32)}
    | {date(2011, 1, day) for day in range(1, 6)}
    | {date(2011, 4, day) for day in range(18, 23)}
)


def days(rows, *names):
    return [row[name] for row in rows for name in names if name in row]


def test_the_agencies_are_those_of_2011_and_88_of_them_are_in_scope():
    assert len(AGENCIES) == 99
    assert len(SCOPE) == 88
    assert len({agency["key"] for agency in AGENCIES}) == 99
    assert {agency["type"] for agency in AGENCIES} == {
        "JG",
        "DEP",
        "DEL",
        "DES",
        "OPD",
        "FID",
        "EPEM",
    }


def test_every_borough_has_its_own_inegi_code():
    codes = [agency["inegi"] for agency in AGENCIES if agency["type"] == "DEL"]
    assert sorted(codes) == [f"09-{number:03}" for number in range(2, 18)]


def test_every_head_of_sector_is_an_agency():
    acronyms = {agency["acronym"] for agency in AGENCIES}
    assert {agency["sector"] for agency in AGENCIES if "sector" in agency} <= acronyms


@pytest.mark.skipif(not SHARED.exists(), reason="the shared list of agencies is not here")
def test_agencies_and_allocation_are_those_of_the_shared_list():
    with SHARED.open(encoding="utf-8") as file:
        shared = list(csv.DictReader(file))
    assert [(a["key"], a["acronym"], a["name"], a["type"]) for a in AGENCIES] == [
        (r["agencia_id"], r["siglas_2011"], r["nombre_2011"], r["tipo"]) for r in shared
    ]
    assert {r["agencia_id"] for r in shared if r["demo_en_universo"] == "1"} == SCOPE
    expected = {
        (row["agencia_id"], strategy): int(row[f"demo_proy_{strategy.lower()}"])
        for row in shared
        for strategy in STRATEGIES
        if row[f"demo_proy_{strategy.lower()}"] != "0"
    }
    assert allocation() == expected


def test_75_projects_of_44_agencies_in_the_four_strategies():
    assert Counter(project["strategy"] for project in COUNTED) == {
        "E1": 33,
        "E2": 24,
        "E3": 5,
        "E4": 13,
    }
    assert len({project["agency"] for project in COUNTED}) == 44
    assert {project["agency"] for project in PROJECTS} <= SCOPE
    assert len({project["key"] for project in PROJECTS}) == len(PROJECTS)
    assert len({project["title_es"] for project in PROJECTS}) == len(PROJECTS)


def test_no_text_is_used_twice():
    for name in ("problem_es", "objective_es", "expected_results_es", "population_es"):
        texts = [project[name] for project in PROJECTS if name in project]
        assert len(set(texts)) == len(texts), name
    achievements = [r["achievements_es"] for rows in REPORTS.values() for r in rows if len(r) > 3]
    assert len(set(achievements)) == len(achievements)


@pytest.mark.parametrize("project", COUNTED, ids=lambda project: project["key"])
def test_a_counted_project_has_what_registration_asks(project):
    assert len(project["title_es"]) <= 200
    assert len(project["short_name"]) <= 60
    assert 1 <= len(project["subtopics"]) <= 3
    assert 2 <= len(project["specific_objectives_es"]) <= 4
    assert 2 <= len(project["deliverables_es"]) <= 4
    assert project["scope"] in ("institutional", "inter_agency", "transversal")
    assert project["nature"] in ("administrative", "substantive")
    assert project["population_kind"] in ("internal", "external", "both")
    assert project["ict_use"] in ICT_USES
    assert bool(project.get("ict_components")) == (project["ict_use"] != "none")
    assert PARTIAL_DATE.fullmatch(project["starts"])
    assert PARTIAL_DATE.fullmatch(project["ends"])
    assert project["starts"][:4] <= project["ends"][:4]
    assert project["problem_es"].count(".") >= 2
    assert project["stage"] in ("registered", "planning", "executing", "closing", "suspended")
    if project["strategy"] == "E4":
        assert ICT_USES.index(project["ict_use"]) >= ICT_USES.index("enabling")


@pytest.mark.parametrize("project", PROJECTS, ids=lambda project: project["key"])
def test_the_catalogues_hold_every_term_that_a_project_carries(project):
    assert set(project.get("subtopics", [])) <= codes("subtopic", project["strategy"])
    assert set(project.get("ict_components", [])) <= codes("ict_component")
    assert set(project.get("demarcations", [])) <= codes("demarcation")
    if isinstance(project.get("budget"), list):
        assert {line["source"] for line in project["budget"]} <= codes("funding")


def test_several_ends_are_just_a_year():
    assert sum(project["ends"] == "2012" for project in COUNTED) >= 10


def test_a_dozen_projects_speak_english():
    english = [project for project in COUNTED if "title_en" in project]
    assert len(english) == 12
    assert {project["strategy"] for project in english} == set(STRATEGIES)
    for project in english:
        assert {"problem_en", "objective_en", "population_en"} <= set(project)


def test_what_the_office_does_happens_on_working_days():
    for day in days(PROJECTS, "submitted_on", "registered_on", "returned_on", "taken_on"):
        assert day.weekday() < 5, day
        assert day not in RESTS, day
    for project in COUNTED:
        assert project["submitted_on"] <= project["registered_on"]
        assert date(2010, 11, 22) <= project["registered_on"] <= CUTOFF


def test_what_is_not_registered_lies_in_every_queue():
    stages = Counter(project["stage"] for project in QUEUE)
    assert set(stages) == {"draft", "submitted", "under_review", "returned", "withdrawn"}
    assert not any("registered_on" in project for project in QUEUE)


@pytest.mark.parametrize("code", QUARTERS)
def test_every_project_registered_by_the_end_of_a_quarter_has_its_report(code):
    owed = {p["key"] for p in COUNTED if p["registered_on"] <= QUARTERS[code]}
    told = [report["project"] for report in REPORTS[code]]
    assert set(told) == owed
    assert len(told) == len(owed)


def test_progress_never_falls_and_a_warning_has_its_reason():
    last = {}
    for code in QUARTERS:
        for report in REPORTS[code]:
            if report["delivery"] == "missing":
                assert set(report) == {"project", "delivery"}
            elif report.get("no_change"):
                assert report["project"] in last
            else:
                assert last.get(report["project"], 0) <= report["progress"] <= 100
                last[report["project"]] = report["progress"]
                assert ("rationale_es" in report) == (report["rating"] in ("amber", "red"))
                assert report["achievements_es"]
                assert report["next_commitments_es"]


def test_each_quarter_has_late_and_missing_reports():
    for rows in REPORTS.values():
        deliveries = {report["delivery"] for report in rows}
        assert {"on_time", "late", "missing"} <= deliveries
        assert all(("days_late" in r) == (r["delivery"] == "late") for r in rows)


def test_every_agency_in_scope_has_one_head_and_one_principal_liaison():
    for group in ("heads", "liaisons"):
        agencies = [person["agency"] for person in BOOK[group]]
        assert sorted(agencies) == sorted(SCOPE)
    assert len(BOOK["office"]) == 4
    assert [person["role"] for person in BOOK["office"]].count("administrator") == 1
    assert sum("until" in person for person in PEOPLE) == 1


def test_people_are_told_apart_and_their_mail_goes_nowhere():
    people = PEOPLE + NEWCOMERS
    assert len({person["key"] for person in people}) == len(people)
    assert len({person["name"] for person in people}) == len(people)
    assert len({person["email"] for person in people}) == len(people)
    mail = re.compile(r"[a-z]+\.[a-z]+@[a-z0-9-]+\.example\.gob\.mx")
    assert [p["email"] for p in people if not mail.fullmatch(p["email"])] == []


def test_a_liaison_is_appointed_before_the_first_project_is_sent():
    since = {person["agency"]: person["since"] for person in BOOK["liaisons"]}
    for project in PROJECTS:
        first = project.get("submitted_on") or project["created_on"]
        assert since[project["agency"]] <= first, project["key"]


def test_results_are_about_people_who_exist_once_per_session():
    keys = {person["key"] for person in LIAISONS}
    courses = {course["key"] for course in TRAINING["courses"]}
    for session in TRAINING["sessions"]:
        enrolled = [
            key
            for name in ("passed", "failed", "absent", "enrolled")
            for key in session.get(name, [])
        ]
        waiting = session.get("waiting", [])
        assert session["course"] in courses
        assert not waiting or len(enrolled) == session["capacity"]
        assert set(waiting) <= keys - set(enrolled)
        assert session["starts_on"] <= session["ends_on"]
        assert len(set(enrolled)) == len(enrolled) <= session["capacity"]
        assert set(enrolled) <= keys


def test_88_persons_passed_a_core_course_while_appointed():
    assert trained(CUTOFF) == {person["key"] for person in BOOK["liaisons"]}


def test_two_persons_passed_before_they_were_appointed():
    passed = {key for session in TRAINING["sessions"] for key in session.get("passed", [])}
    core = {c["key"] for c in TRAINING["courses"] if c["is_core"]}
    alternates = {
        key
        for session in TRAINING["sessions"]
        if session["course"] in core
        for key in session.get("passed", [])
        if key.startswith("suplente")
    }
    assert len(alternates) == 2
    assert alternates <= passed
    assert not alternates & trained(CUTOFF)
