"""The full record by parts: what is missing, money and feasibility without script, closed fields."""

from decimal import Decimal

import pytest
from django.urls import reverse

from proim.agencies.models import Role
from proim.projects import actions
from proim.projects.models import Project
from proim.projects.models.answers import stored
from proim.projects.sheet import TO_MANY, block, blocks, row
from proim.projects.workflow import BLOCKS, EXTRA, FIELDS, Stage
from proim.taxonomy.models import Catalogue
from tests.builders.auditing import make_auditor
from tests.builders.people import make_agency, make_member, make_office
from tests.builders.projects import make_draft, make_project
from tests.builders.taxonomy import make_term
from tests.sent import changed, fields

pytestmark = pytest.mark.django_db
PLAIN = (
    "unit", "lead_contact", "procedures", "baseline_value", "alignment", "legal_ground",
    "lead_name", "lead_post",
)  # fmt: skip


@pytest.fixture
def agency():
    return make_agency()


@pytest.fixture
def ana(client, agency):
    """Sign the liaison of the agency in."""
    person = make_member(Role.LIAISON, agency)
    client.force_login(person)
    return person


@pytest.fixture
def source():
    return make_term(Catalogue.FUNDING, "local", label_es="Recursos locales")


def part(project, name):
    return reverse("projects:block", args=[project.code, name])


def money(*rows):
    """Return the boxes of the budget, row by row."""
    return {
        f"budget_lines_{column}": [str(row[place]) for row in rows]
        for place, column in enumerate(("year", "source", "amount"))
    }


# --- completeness ----------------------------------------------------------------------------


def test_the_meter_counts_what_is_asked_and_names_what_is_missing():
    project = make_draft(ict_use="core", lead_post="")
    found = block(project, "identity")
    assert (found.filled, found.total) == (3, 6)
    assert "Cargo del responsable del proyecto" in found.missing
    assert "Componentes de TIC" in block(project, "classification").missing
    plain = block(make_draft(), "classification")
    assert not any("TIC" in label for label in plain.missing)


def test_a_record_with_every_answer_is_complete(source):
    project = make_draft(
        **{name: "Texto" for name in FIELDS if name.endswith("_es") or name in PLAIN},
        secondary_strategies=[make_term(Catalogue.STRATEGY, "E4")],
        demarcations=[make_term(Catalogue.DEMARCATION, "09-003")],
        partner_agencies=[make_agency()],
        nature="substantive",
        population_kind="both",
        population_size=12000,
        impact_level=4,
        budget_kind="amounts",
        budget_lines=[(2011, source, Decimal("1250000.50"))],
        feasibility={"legal": ("yes", "")},
    )
    assert [found.missing for found in blocks(project)] == [()] * len(BLOCKS)
    counted = sum(found.total for found in blocks(project))
    assert counted == len(FIELDS) - len(EXTRA) - 2  # no ICT, nothing reserved


def test_answers_read_as_words(source):
    project = make_draft(
        population_size=12000,
        budget_kind="amounts",
        budget_lines=[(2011, source, Decimal("1250000.50"))],
        feasibility={"legal": ("conditions", "Falta un convenio"), "technical": ("yes", "")},
    )
    words = {name: row(project, name).items for name in FIELDS}
    assert words["population_size"] == ("12,000",)
    assert words["budget_lines"] == ("2011 · Recursos locales: $1,250,000.50",)
    assert words["feasibility"] == ("Legal: con condiciones. Falta un convenio", "Técnica: sí")
    assert words["is_knowledge_management"] == ("No",)
    assert words["scope"] == ("Institucional (un ente público)",)
    assert words["ends"] == ("2012",)
    assert words["unit"] == ()
    assert (row(project, "problem_es").lang, row(project, "title_en").lang) == ("es", "en")
    assert row(project, "scope").lang == ""


def test_the_overview_shows_what_is_missing_and_costs_the_same_for_any_record(
    client, ana, agency, source, queries
):
    project = make_draft(agency)
    address = reverse("projects:record", args=[project.code])
    with queries() as few:
        page = client.get(address)
    assert "Fundamento legal" in page.content.decode()
    more = {
        "demarcations": [make_term(Catalogue.DEMARCATION, f"09-{n:03}") for n in range(9)],
        "partner_agencies": [make_agency() for _ in range(9)],
        "budget_kind": "amounts",
        "budget_lines": [(2010 + n, source, Decimal(n)) for n in range(9)],
    }
    actions.edit(project, more, by=None)
    with queries() as many:
        client.get(address)
    # asked only where there are amounts: whether there are lines, and which
    assert len(few) <= len(many) <= len(few) + 2
    assert set(TO_MANY) < set(FIELDS)


def test_the_overview_leads_to_a_part_only_who_may_write_there(client, agency, ana):
    project = make_project(agency, stage=Stage.PLANNING)
    address = reverse("projects:record", args=[project.code])
    part = reverse("projects:block", args=[project.code, "identity"])
    assert part in client.get(address).content.decode()
    for reader in (make_office(), make_auditor(), make_member(Role.HEAD, agency)):
        client.force_login(reader)
        assert part not in client.get(address).content.decode()
        assert client.get(part).status_code == 403


# --- one part at a time ----------------------------------------------------------------------


def test_a_draft_is_completed_part_by_part(client, ana, agency):
    project = make_draft(agency)
    page = client.get(part(project, "why"))
    answer = client.post(part(project, "why"), changed(page, cause_es="Nadie coordina", next="1"))
    assert answer.url == part(project, "who")
    answer = client.post(part(project, "why"), changed(client.get(part(project, "why")), save="1"))
    assert answer.url == reverse("projects:record", args=[project.code])
    last = list(BLOCKS)[-1]
    answer = client.post(part(project, last), changed(client.get(part(project, last)), next="1"))
    assert answer.url == reverse("projects:record", args=[project.code])
    project.refresh_from_db()
    assert project.cause_es == "Nadie coordina"


def test_an_answer_of_each_kind_is_stored(client, ana, agency):
    project, partner = make_draft(agency), make_agency()
    district = make_term(Catalogue.DEMARCATION, "09-003")
    typed = {
        "population_kind": "both",
        "population_size": "12000",
        "demarcations": [district.pk],
        "partner_agencies": [partner.pk],
    }
    client.post(part(project, "who"), changed(client.get(part(project, "who")), **typed))
    client.post(part(project, "what"), changed(client.get(part(project, "what")), impact_level="4"))
    now = Project.objects.get(pk=project.pk)
    assert (now.population_size, now.impact_level) == (12000, 4)
    assert (stored(now, "demarcations"), stored(now, "partner_agencies")) == ([district], [partner])


def test_after_registration_the_optional_fields_alone_are_open(client, ana, agency):
    project = make_project(agency)
    page = client.get(part(project, "why"))
    assert "problem_es" not in page.context["form"].fields
    assert "La gente hace cuatro filas" in page.content.decode()
    client.post(part(project, "why"), changed(page, alignment="Programa 2007-2012", problem_es="X"))
    project.refresh_from_db()
    assert project.alignment == "Programa 2007-2012"
    assert project.problem_es != "X"


def test_nothing_is_open_while_the_office_reviews(client, ana, agency):
    project = make_project(agency, stage=Stage.SUBMITTED)
    page = client.get(part(project, "why"))
    assert page.context["form"].names == ()
    stale = {"state": '{"seen": {"unit": "0"}, "asked": []}', "unit": "Dirección"}
    answer = client.post(part(project, "identity"), stale)
    assert answer.context["form"].non_field_errors()
    assert fields(answer)["unit"] == ["Dirección"]


def test_the_same_field_changed_by_two_is_asked_here_too(client, ana, agency):
    project = make_project(agency)
    page = client.get(part(project, "identity"))
    actions.complete(project, {"unit": "Una"}, by=None)
    asked = client.post(part(project, "identity"), changed(page, unit="Otra"))
    assert "choose_unit" in asked.context["form"].fields
    client.post(part(project, "identity"), changed(asked, choose_unit="mine"))
    project.refresh_from_db()
    assert project.unit == "Otra"


def test_a_reserved_record_needs_its_ground(client, ana, agency):
    project = make_draft(agency)
    page = client.get(part(project, "participation"))
    answer = client.post(part(project, "participation"), changed(page, publication="reserved"))
    assert set(answer.context["form"].errors) == {"reserved_ground"}
    ground = "Artículo 37 de la LTAIPDF"
    client.post(part(project, "participation"), changed(answer, reserved_ground=ground))
    project.refresh_from_db()
    assert project.publication == "reserved"


def test_parts_have_known_names_and_their_own_readers(client, ana, agency):
    project = make_draft(agency)
    assert client.get(part(project, "gossip")).status_code == 404
    sent = make_project(agency)
    for person, expected in ((make_member(Role.HEAD, agency), 403), (make_office(), 403)):
        client.force_login(person)
        assert client.get(part(sent, "why")).status_code == expected


# --- money and feasibility -------------------------------------------------------------------


def test_amounts_are_typed_in_rows(client, ana, agency, source):
    project = make_draft(agency)
    page = client.get(part(project, "resources"))
    typed = money((2011, source.pk, "$1,250,000.50"), ("", "", ""), ("2012", source.pk, "0"))
    client.post(part(project, "resources"), changed(page, budget_kind="amounts", **typed))
    lines = [(2011, source, Decimal("1250000.50")), (2012, source, Decimal("0.00"))]
    assert stored(project, "budget_lines") == lines


def test_more_rows_come_without_losing_or_storing_anything(client, ana, agency, source):
    project = make_draft(agency)
    page = client.get(part(project, "resources"))
    typed = money((2011, source.pk, "5"), ("20", "", "x"), (2012, source.pk, "7"))
    answer = client.post(part(project, "resources"), changed(page, more_rows="1", **typed))
    kept = fields(answer)
    assert kept["budget_lines_amount"] == ["5", "x", "7", "", "", ""]
    assert kept["budget_lines_year"] == ["2011", "20", "2012", "", "", ""]
    assert not answer.context["form"].errors
    assert not project.budget_lines.exists()


@pytest.mark.parametrize(
    ("line", "kind", "field"),
    [
        (("11", "source", "5"), "amounts", "budget_lines"),
        (("2011", "", "5"), "amounts", "budget_lines"),
        (("2011", "999999", "5"), "amounts", "budget_lines"),
        (("2011", "source", "mucho"), "amounts", "budget_lines"),
        (("2011", "source", "-5"), "amounts", "budget_lines"),
        (("2011", "source", "5.001"), "amounts", "budget_lines"),
        (("2011", "source", "NaN"), "amounts", "budget_lines"),
        (("2011", "source", "1e30"), "amounts", "budget_lines"),
        (("2011", "source", "5"), "none_allocated", "budget_kind"),
    ],
)
@pytest.mark.usefixtures("ana")
def test_an_impossible_row_is_said_and_kept(client, agency, source, line, kind, field):
    project = make_draft(agency)
    year, chosen, amount = line
    typed = money((year, source.pk if chosen == "source" else chosen, amount))
    page = client.get(part(project, "resources"))
    answer = client.post(part(project, "resources"), changed(page, budget_kind=kind, **typed))
    assert set(answer.context["form"].errors) == {field}
    assert fields(answer)["budget_lines_amount"][0] == amount
    assert not project.budget_lines.exists()


def test_a_year_and_source_stand_once(client, ana, agency, source):
    project = make_draft(agency)
    typed = money((2011, source.pk, "5"), (2011, source.pk, "6"))
    page = client.get(part(project, "resources"))
    answer = client.post(part(project, "resources"), changed(page, budget_kind="amounts", **typed))
    assert set(answer.context["form"].errors) == {"budget_lines"}


def test_feasibility_is_judged_by_respects(client, ana, agency):
    project = make_draft(agency)
    page = client.get(part(project, "resources"))
    typed = {"feasibility_legal": "conditions", "feasibility_legal_note": "Falta un convenio"}
    client.post(part(project, "resources"), changed(page, **typed))
    assert stored(project, "feasibility") == {"legal": ("conditions", "Falta un convenio")}
    for wrong in ({"feasibility_budget_note": "Sin respuesta"}, {"feasibility_legal": "perhaps"}):
        page = client.get(part(project, "resources"))
        answer = client.post(part(project, "resources"), changed(page, **wrong))
        assert set(answer.context["form"].errors) == {"feasibility"}
    page = client.get(part(project, "resources"))
    long = client.post(part(project, "resources"), changed(page, feasibility_legal_note="x" * 251))
    assert set(long.context["form"].errors) == {"feasibility"}
