import csv
import re
from datetime import date
from html import unescape

import pytest
from django.urls import reverse

from proim.accounts.models import User
from proim.agencies.models import Agency, Appointment, Role, ScopeEntry
from proim.core.clock import today
from proim.indicators.measures import measures
from proim.indicators.slots import SOURCES, AsOf
from proim.projects.models import Classification, Project, StageChange
from proim.projects.workflow import Stage
from proim.taxonomy.models import Catalogue
from proim.training.models import Enrolment, Outcome
from tests.builders.figures import CUT_OFF, make_programme
from tests.builders.people import START, make_agency, make_member, make_office
from tests.builders.projects import make_project
from tests.builders.taxonomy import make_term
from tests.builders.training import HELD, make_course, make_session

pytestmark = pytest.mark.django_db
TABLE = reverse("indicators:table")
ON = {"on": CUT_OFF.isoformat()}


@pytest.fixture(autouse=True)
def _in_english(client):
    client.cookies["language"] = "en"


def page(client, address, **query):
    response = client.get(address, query)
    assert response.status_code == 200
    return unescape(response.content.decode())


def links(html):
    """Return address -> number of every figure of the table that opens its records."""
    found = re.findall(
        r'<a href="(/indicators/\w+/\w+/[^"]*)">([\d,]+)<span class="sr-only">', html
    )
    return {address: int(number.replace(",", "")) for address, number in found}


def spoken(html):
    """Return how many records a list says it has, and how many rows and hidden ones it tells."""
    said = int(re.search(r"<strong>([\d,]+)</strong>\s+records?", html)[1].replace(",", ""))
    rows = len(re.findall(r"<tr>", html)) - 1 if "<tbody>" in html else 0
    hidden = re.search(r"(\d+) of them (?:is|are) not public", html)
    return said, rows, int(hidden[1]) if hidden else 0


def lines(client, address, **query):
    response = client.get(address, query)
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(text.splitlines()))


def test_the_table_shows_the_figures_counted_by_hand(client):
    make_programme()
    found = {
        measure.source.code: [line.count for line in measure.lines]
        for measure in measures(AsOf(CUT_OFF))
    }
    assert found["coverage"] == [5, 9]
    assert found["liaison_coverage"] == [4, 9]
    assert found["trained"] == [3]
    assert found["strategies"] == [8, 4, 2, 0, 2]

    html = page(client, TABLE, **ON)
    for told in ("55.6%", "44.4%", "5 of 9", "4 + 2 + 0 + 2", "Q2 2011, as of June 30, 2011"):
        assert told in html


@pytest.mark.parametrize("reader", ["anonymous", "stranger", "office"])
def test_every_figure_opens_exactly_as_many_records_as_it_says(client, reader):
    make_programme()
    if reader != "anonymous":
        client.force_login(make_office() if reader == "office" else make_member(Role.HEAD))
    figures = links(page(client, TABLE, **ON))
    parts = {part.code for source in SOURCES for part in source.parts()}
    assert {address.split("/")[3] for address in figures} == parts

    for address, number in figures.items():
        assert "on=2011-06-30" in address
        said, rows, hidden = spoken(page(client, address))
        assert (address, said, rows + hidden) == (address, number, number)
        told = lines(client, address.replace("/?", ".csv?"))
        assert (address, len(told)) == (address, number)


def test_records_that_are_not_public_are_counted_and_not_shown(client):
    make_programme()
    secret = Project.objects.get(publication="reserved")
    address = reverse("indicators:rows", args=["strategies", "E1"])

    html = page(client, address, **ON)
    assert spoken(html) == (4, 3, 1)
    assert secret.title not in html
    assert secret.folio not in html
    told = lines(client, reverse("indicators:rows_csv", args=["strategies", "E1"]), **ON)
    assert [line["es_publico"] for line in told].count("no") == 1
    assert secret.folio not in {line["folio"] for line in told}
    covered = page(client, reverse("indicators:rows", args=["coverage", "with_projects"]), **ON)
    assert secret.title not in covered
    assert "1 that is not public" in covered

    client.force_login(make_office())
    html = page(client, address, **ON)
    assert spoken(html) == (4, 4, 0)
    assert secret.title in html


def test_names_of_people_are_for_the_office_alone(client):
    make_programme()
    address = reverse("indicators:rows", args=["trained", "persons"])
    named = set(Enrolment.objects.values_list("person__full_name", flat=True))
    for reader in (None, make_member(Role.LIAISON), make_member(Role.HEAD)):
        if reader:
            client.force_login(reader)
        html = page(client, address, **ON)
        assert [name for name in named if name in html] == []
        told = lines(client, reverse("indicators:rows_csv", args=["trained", "persons"]), **ON)
        assert "nombre" not in told[0]

    client.force_login(make_office())
    assert len([name for name in named if name in page(client, address, **ON)]) == 3


def test_a_figure_opens_the_records_of_the_same_day_and_the_same_knowledge(client):
    agency = make_agency(since=date(2011, 1, 3))
    make_project(agency)
    asked = {"on": "2011-06-30", "known": "2011-07-05"}
    html = page(client, TABLE, **asked)
    assert "as it was known on July 5, 2011" in html
    assert all(
        address.endswith("?on=2011-06-30&known=2011-07-05") and number == 0
        for address, number in links(html).items()
    )
    known = {"on": "2011-06-30", "known": today().isoformat()}
    assert max(links(page(client, TABLE, **known)).values()) == 1


def test_a_day_that_has_not_come_or_is_none_is_told_and_today_is_counted(client):
    for wrong in ("2999-01-01", "2011-02-30", "x"):
        html = page(client, TABLE, on=wrong)
        assert "field--error" in html
        assert not any("on=" in address for address in links(html))


def test_quarters_run_from_the_first_of_the_programme_to_now(client, settings):
    make_programme()
    settings.TODAY = date(2011, 8, 15)
    html = page(client, TABLE, **ON)
    options = re.findall(r'<option value="([\d-]*)"( selected)?>([^<]+)', html)
    assert options == [
        ("2011-08-15", "", "Q3 2011, to date"),
        ("2011-06-30", " selected", "Q2 2011"),
        ("2011-03-31", "", "Q1 2011"),
        ("2010-12-31", "", "Q4 2010"),
    ]
    other = page(client, TABLE, on="2011-05-05")
    assert '<option value="">Another day' in other


def test_without_anything_to_count_out_of_figures_do_not_apply(client):
    html = page(client, TABLE, **ON)
    assert "does not apply" in html
    assert "%" not in re.sub(r"<[^>]+>|per cent", "", html)


def test_an_unknown_source_or_part_is_not_found(client):
    for names in (("nothing", "in_scope"), ("coverage", "nothing"), ("coverage", "E1")):
        for route in ("indicators:rows", "indicators:rows_csv"):
            assert client.get(reverse(route, args=names)).status_code == 404


def test_long_lists_come_in_pages_and_whole_for_print(client):
    for _ in range(30):
        make_agency()
    address = reverse("indicators:rows", args=["coverage", "in_scope"])
    assert spoken(page(client, address, **ON))[:2] == (30, 25)
    assert spoken(page(client, address, **ON, page="2"))[:2] == (30, 5)
    assert spoken(page(client, address, **ON, all="1"))[:2] == (30, 30)


def test_the_files_have_plain_headers_and_values(client):
    make_programme()
    table = lines(client, reverse("indicators:table_csv"), **ON)
    assert [line["numero"] for line in table] == [
        "1", "1a", *(["1b"] if len({s.number for s in SOURCES} & {"1b"}) else []),
        "2", "2a", "3", "3", "3", "3", "3",
    ]  # fmt: skip
    assert (table[0]["valor"], table[0]["numerador"], table[0]["denominador"]) == ("55.6", "5", "9")
    assert {line["fecha_de_corte"] for line in table} == {"2011-06-30"}

    for source in SOURCES:
        for part in source.parts():
            told = lines(
                client, reverse("indicators:rows_csv", args=[source.code, part.code]), **ON
            )
            for line in told:
                assert all(re.fullmatch(r"[a-z][a-z0-9_]*", header) for header in line)
    rows = lines(client, reverse("indicators:rows_csv", args=["trained", "persons"]), **ON)
    assert rows[0]["fecha_de_acreditacion"] == "2011-03-10"


def test_no_cell_of_a_file_is_taken_for_a_formula(client):
    make_project(make_agency(name="=HYPERLINK(1)", acronym="@SUM"), title_es="+1-2")
    rows = lines(client, reverse("indicators:rows_csv", args=["strategies", "total"]), **ON)
    assert (rows[0]["titulo"], rows[0]["ente_publico"]) == ("'+1-2", "'=HYPERLINK(1)")
    rows = lines(client, reverse("indicators:rows_csv", args=["coverage", "in_scope"]), **ON)
    assert rows[0]["siglas"] == "'@SUM"


def crowd(number):
    """Put many agencies at once, each with a liaison who passed and with a project."""
    course, start = make_course(), len(Agency.objects.all())
    session = make_session(course)
    keys = [f"K{place}" for place in range(start, start + number)]
    rows = Agency.objects.bulk_create([Agency(key=k, name=k, acronym=k, type="DEP") for k in keys])
    listed = [ScopeEntry(agency=row, since=START, is_in_scope=True, ground="C") for row in rows]
    ScopeEntry.objects.bulk_create(listed)
    people = User.objects.bulk_create(
        [User(email=f"{key}@example.gob.mx".lower(), full_name=key) for key in keys]
    )
    pairs = list(zip(people, rows, strict=True))
    Appointment.objects.bulk_create(
        [Appointment(person=p, agency=row, role="liaison", valid_from=START) for p, row in pairs]
    )
    enrolled = Enrolment.objects.bulk_create(
        [Enrolment(person=p, session=session, enrolled_on=START, result="enrolled") for p in people]
    )
    Outcome.objects.bulk_create(
        [Outcome(enrolment=row, result="passed", completed_on=HELD) for row in enrolled]
    )
    terms = [make_term(Catalogue.STRATEGY, f"E{n}") for n in range(1, 5)]
    projects = Project.objects.bulk_create(
        [
            Project(
                agency=row,
                title_es=row.key,
                folio=f"F-{row.key}",
                stage=Stage.REGISTERED,
                created_on=START,
                registered_on=START,
            )
            for row in rows
        ]
    )
    StageChange.objects.bulk_create(
        [StageChange(project=row, since=START, stage=Stage.REGISTERED) for row in projects]
    )
    Classification.objects.bulk_create(
        [
            Classification(project=row, since=START, strategy=terms[n % 4])
            for n, row in enumerate(projects)
        ]
    )


def test_the_table_and_its_lists_cost_the_same_queries_for_10_and_1000_records(client, queries):
    client.force_login(make_office())
    crowd(10)
    addresses = [TABLE, reverse("indicators:table_csv")]
    for source in SOURCES:
        for part in source.parts():
            addresses.append(reverse("indicators:rows", args=[source.code, part.code]))
            addresses.append(reverse("indicators:rows_csv", args=[source.code, part.code]))

    def cost(address):
        with queries() as seen:
            response = client.get(address)
            b"".join(response.streaming_content) if response.streaming else response.content
        return len(seen)

    few = {address: cost(address) for address in addresses}
    crowd(990)
    many = {address: cost(address) for address in addresses}
    assert many == few
    assert few[TABLE] <= 42
    assert "1,000" in page(client, TABLE)
