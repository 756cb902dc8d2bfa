"""The demonstration's data as it stands in its files, read without the platform."""

import tomllib
from collections import Counter
from datetime import date
from pathlib import Path

DATA = Path(__file__).parents[2] / "src" / "proim" / "demo" / "data"
CUTOFF = date(2011, 6, 30)
STRATEGIES = ("E1", "E2", "E3", "E4")
QUARTERS = {"2010q4": date(2010, 12, 31), "2011q1": date(2011, 3, 31), "2011q2": CUTOFF}


def read(name):
    with (DATA / f"{name}.toml").open("rb") as file:
        return tomllib.load(file)


TERMS = tomllib.loads((DATA.parents[1] / "taxonomy" / "catalogues.toml").read_text("utf-8"))
AGENCIES = read("agencies")["agencies"]
SCOPE = {agency["key"] for agency in AGENCIES if agency["in_scope"]}
COUNTED = [
    {**project, "strategy": book["strategy"]}
    for book in map(read, ("projects_e1", "projects_e2", "projects_e3", "projects_e4"))
    for project in book["projects"]
]
QUEUE = read("projects_queue")["projects"]
PROJECTS = COUNTED + QUEUE
STARTED = [row["title"] for row in read("groups")["initiatives"] if "started" in row]
REPORTS = {code: read(f"reports_{code}")["reports"] for code in QUARTERS}
BOOK = read("people")
PEOPLE = [person for group in BOOK.values() for person in group]
GOVERNMENT = read("government")
NEWCOMERS = [row["successor"] for row in GOVERNMENT["handovers"]]
NEWCOMERS += [*GOVERNMENT["absorption"]["posts"], read("audits")]
LIAISONS = BOOK["liaisons"] + BOOK["alternates"]
TRAINING = read("training")


def allocation():
    """How many counted projects each agency has in each strategy."""
    return Counter((project["agency"], project["strategy"]) for project in COUNTED)


def trained(day):
    """Who passed a core course while appointed, up to ``day``: keys of people."""
    core = {course["key"] for course in TRAINING["courses"] if course["is_core"]}
    held = {person["key"]: person for person in LIAISONS}
    return {
        key
        for session in TRAINING["sessions"]
        if session["course"] in core and session["ends_on"] <= day
        for key in session.get("passed", [])
        if held[key]["since"] <= session["ends_on"] <= held[key].get("until", date.max)
    }


def codes(catalogue, parent=None):
    """The codes that a catalogue begins with; those of sub-topics under their strategy."""
    if parent:
        parts = [part for part in TERMS["subtopic"] if part["parent"] == parent]
    else:
        parts = [part for part in TERMS["catalogue"] if part["name"] == catalogue]
    return {term["code"] for part in parts for term in part["terms"]}
