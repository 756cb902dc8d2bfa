"""A liaison fills the register offline; registers of other governments come in through their own headers."""

import io
from datetime import date, timedelta
from pathlib import Path

import pytest
import xlsxwriter
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from proim.agencies.models import Role
from proim.audit.models import Event
from proim.core.errors import DomainError, TransitionError
from proim.projects import actions as projects
from proim.projects.models import Project
from proim.projects.workflow import Stage
from proim.sheets import actions, jobs
from proim.sheets.matching import grid_of, proposed
from proim.sheets.models import Alias, Batch
from proim.sheets.slots import Facts
from tests.builders.accounts import run_tasks
from tests.builders.people import make_agency, make_member
from tests.builders.projects import make_draft, make_project
from tests.builders.sheets import (
    as_csv,
    as_xlsx,
    checked,
    declared,
    make_template,
    problems,
    told,
    upload,
)
from tests.builders.taxonomy import make_term

DATA = Path(__file__).resolve().parents[3] / "shared" / "data" / "portfolio"
needs_data = pytest.mark.skipif(not DATA.exists(), reason="the material to test with is not here")
pytestmark = pytest.mark.django_db


@pytest.fixture
def liaison():
    return make_member(Role.LIAISON, make_agency(key="A007"))


FACTS = Facts("A007")


def store(batch):
    return actions.commit(actions.begin(batch, by=batch.person), by=batch.person)


def head_of(data):
    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    return book.get_sheet_by_index(0).to_python(), [
        (name, book.get_sheet_by_name(name).to_python())
        for name in book.sheet_names
        if name.startswith("_proim")
    ]


def test_ten_projects_filled_in_offline_come_in_and_the_same_file_again_changes_nothing(liaison):
    make_term("strategy", "E1", label_es="Gobierno Eficiente y Eficaz")
    (head, *_), hidden = head_of(make_template(liaison, FACTS))
    rows = []
    for number in range(10):
        row = {
            "Título": f"Proyecto {number}",
            "Responsable del proyecto": "Ana Ruiz",
            "Estrategia principal": "gobierno eficiente y eficaz",
            "Su objeto es la gestión del conocimiento": "Sí" if number % 2 else "no",
            "Uso de TIC": "Ninguno",
            "Inicio": date(2011, 1, 1 + number),
            "Término": ["31/12/2012", "2012", "06/2012", "4T 2012", "diciembre de 2012"][
                number % 5
            ],
            "Problema": "Se pierden\nexpedientes",
        }
        rows.append([row.get(title) for title in head])
    data = as_xlsx(("Proyectos", [head, *rows]), *hidden)
    batch = checked(liaison, FACTS, data)
    assert told(batch) == {"new": 10}
    batch = store(batch)
    made = Project.objects.filter(agency__key="A007").order_by("pk")
    assert [project.ends_on for project in made[:5]] == [
        date(2012, 12, 31), date(2012, 12, 31), date(2012, 6, 30), date(2012, 12, 31), date(2012, 12, 31)
    ]  # fmt: skip
    assert (made[1].is_knowledge_management, made[1].strategy.code, made[1].problem_es) == (
        True,
        "E1",
        "Se pierden\nexpedientes",
    )
    assert Event.objects.filter(verb="projects.register", actor_id=liaison.pk).count() == 10
    receipt = Event.objects.get(verb="sheets.commit")
    assert (batch.event, receipt.data["counts"]["new"]) == (receipt.sequence, 10)
    again = store(checked(liaison, FACTS, data))
    assert told(again) == {"unchanged": 10}
    assert again.event is None
    run_tasks()
    assert (mail.outbox, Project.objects.count()) == ([], 10)


def test_planted_errors_come_back_at_their_cells(liaison):
    head = ["Título", "Inicio", "Término", "Uso de TIC", "Monto", "Fuente"]
    rows = [
        ["Bueno", "2011-01-01", "2012", "Ninguno", "", ""],
        ["", "2011-01-01", "", "", "", ""],
        ["Fechas", "2012", "2011", "", "", ""],
        ["Lista", "30/02/2011", "", "Muchísimo", "", ""],
        ["Monto", "2011", "", "", "doce", ""],
        ["Fuente", "2011", "", "", "1200.50", ""],
        ["Bueno", "2011", "", "", "", ""],
        ["x" * 201, "", "", "", "", ""],
    ]
    batch = checked(liaison, FACTS, as_csv([head, *rows]))
    assert sorted(problems(batch)) == [
        (3, "titulo"), (4, "termino"), (5, "inicio"), (5, "uso_tic"), (6, "presupuesto_monto"),
        (7, "presupuesto_fuente"), (8, "titulo"), (9, "titulo"),
    ]  # fmt: skip
    assert told(store(batch))["new"] == 1


def test_an_empty_cell_changes_nothing_and_emptying_is_said(liaison):
    agency = liaison.appointments.get().agency
    draft = make_draft(agency, cause_es="Faltan equipos", short_name="VU")
    data = as_csv(
        [["id", "causas", "nombre_corto", "problema"], [draft.code, "", "(borrar)", "por definir"]]
    )
    batch = checked(liaison, FACTS, data)
    line = batch.lines.get()
    assert (line.values, line.before) == ({"nombre_corto": None}, {"nombre_corto": "VU"})
    assert [column for column, _text in line.notes] == ["problema"]
    store(batch)
    draft.refresh_from_db()
    assert (draft.short_name, draft.cause_es) == ("", "Faltan equipos")


def test_fields_that_are_closed_are_refused_and_the_open_ones_come_in(liaison):
    agency = liaison.appointments.get().agency
    running = make_project(agency)
    data = as_csv([["id", "titulo", "causas"], [running.code, "Otro título", "Faltan equipos"]])
    assert problems(checked(liaison, FACTS, data)) == [(2, "titulo")]
    data = as_csv([["id", "causas"], [running.code, "Faltan equipos"]])
    store(checked(liaison, FACTS, data))
    running.refresh_from_db()
    assert running.cause_es == "Faltan equipos"


def test_returned_projects_open_the_commented_fields_alone(liaison):
    agency = liaison.appointments.get().agency
    make_project(agency, stage=Stage.RETURNED)
    row = declared().rows(liaison, FACTS)[0]
    assert row.open == {"problema"}


def test_one_amount_is_brought_in_with_its_source_and_the_year_of_the_start(liaison):
    make_term("funding", "city", label_es="Presupuesto de la Ciudad")
    head = ["Título", "Inicio", "Monto", "Fuente"]
    data = as_csv(
        [
            head,
            ["Uno", "2011", "$1,250,000.50", "presupuesto de la ciudad"],
            ["Dos", "", "10.00", "Presupuesto de la Ciudad"],
        ]
    )
    batch = checked(liaison, FACTS, data)
    assert problems(batch) == [(3, "presupuesto_anio")]
    store(batch)
    line = Project.objects.get().budget_lines.get()
    assert (line.year, str(line.amount), line.source.code) == (2011, "1250000.50", "city")
    draft = Project.objects.get()
    data = as_csv([["id", "presupuesto_monto"], [draft.code, "(borrar)"]])
    assert problems(checked(liaison, FACTS, data)) == [(2, "presupuesto_monto")]
    data = as_csv(
        [
            ["id", *("presupuesto_monto", "presupuesto_anio", "presupuesto_fuente")],
            [draft.code, *["(borrar)"] * 3],
        ]
    )
    store(checked(liaison, FACTS, data))
    assert not draft.budget_lines.exists()


def test_rows_without_a_key_that_are_called_like_stored_ones_are_asked_for(liaison):
    draft = make_draft(
        liaison.appointments.get().agency, title_es="Ventanilla única", short_name=""
    )
    data = as_csv([["Título", "Nombre corto"], ["VENTANILLA ÚNICA", "VU"]])
    batch = checked(liaison, FACTS, data)
    assert told(batch) == {"unsure": 1}
    new = jobs.dry_run(actions.decide(batch, {"same": "new"}, by=liaison))
    assert told(new) == {"new": 1}
    same = jobs.dry_run(actions.decide(new, {"same": "same"}, by=liaison))
    assert told(same) == {"changed": 1}
    store(same)
    draft.refresh_from_db()
    assert draft.short_name == "VU"


def test_keys_nobody_may_change_and_rows_that_repeat_are_told(liaison):
    mine = make_draft(liaison.appointments.get().agency)
    other = make_draft()
    rows = [[other.code, "x"], [mine.code, "a"], [mine.code, "b"], ["no es clave", "x"]]
    batch = checked(liaison, FACTS, as_csv([["id", "nombre_corto"], *rows]))
    assert problems(batch) == [(2, "id"), (4, "id"), (5, "id")]


def test_two_drafts_of_one_name_need_their_key(liaison):
    agency = liaison.appointments.get().agency
    for _ in range(2):
        make_draft(agency, title_es="Igual")
    assert problems(checked(liaison, FACTS, as_csv([["Título", "Causas"], ["Igual", "x"]]))) == [
        (2, "titulo")
    ]


@needs_data
@pytest.mark.parametrize(
    ("name", "fixed", "new", "least_right"),
    [
        (
            "canada_it_2016.csv",
            {"presupuesto_fuente": "other", "presupuesto_anio": "2016"},
            60,
            1.0,
        ),
        ("buenos_aires_obras.csv", {"presupuesto_fuente": "other"}, 60, 0.85),
    ],
)
def test_registers_of_other_governments_come_in_and_are_known_again(
    liaison, name, fixed, new, least_right
):
    make_term("funding", "other", label_es="Otra fuente", label_en="Another source")
    lines = (DATA / name).read_text(encoding="utf-8-sig").splitlines(keepends=True)
    data = "".join(lines[: new + 1]).encode()
    leave_out = dict.fromkeys(
        ("nacion", "nacion gcba", "lotba", "prestamo birf 8706 ar", "prestamo bid ar l1260"), ""
    )
    said = {"fixed": fixed, "words": {"presupuesto_fuente": leave_out}}
    batch = checked(liaison, FACTS, data, **said)
    right = batch.counts["new"] / sum(batch.counts.values())
    assert right >= least_right
    store(batch)
    assert Project.objects.filter(stage=Stage.DRAFT).count() == batch.counts["new"]
    assert Alias.objects.count() == batch.counts["new"]
    again = upload(liaison, FACTS, data)
    answers, _sure, is_saved = proposed(declared(), grid_of(again), FACTS.place, liaison)
    assert is_saved
    again = jobs.dry_run(actions.match(again, answers, by=liaison))
    assert (again.counts["changed"], again.counts["new"]) == (0, 0)
    assert again.counts["unchanged"] == batch.counts["new"]


@needs_data
def test_soft_hyphens_and_decimal_commas_of_a_register_are_read(liaison):
    batch = upload(liaison, FACTS, (DATA / "buenos_aires_obras.csv").read_bytes())
    answers, _sure, _saved = proposed(declared(), grid_of(batch), FACTS.place, liaison)
    assert answers.ways["inicio"]["order"] == "dmy"
    batch = jobs.dry_run(actions.match(batch, answers, by=liaison))
    units = {line.values.get("unidad_administrativa") for line in batch.lines.all()}
    assert not any("\u00ad" in unit for unit in units if unit)


def test_an_import_is_undone_whole_unless_somebody_went_on(liaison):
    agency = liaison.appointments.get().agency
    draft = make_draft(agency, short_name="antes")
    data = as_csv(
        [["id", "titulo", "nombre_corto"], [draft.code, "", "después"], ["", "Nuevo", "N"]]
    )
    batch = store(checked(liaison, FACTS, data))
    new = Project.objects.get(title_es="Nuevo")
    projects.edit(new, {"unit": "Dirección"}, by=liaison)
    with pytest.raises(DomainError, match="Nuevo"):
        actions.undo(batch, by=liaison)
    projects.edit(new, {"unit": ""}, by=liaison)
    batch = actions.undo(batch, by=liaison)
    draft.refresh_from_db()
    new.refresh_from_db()
    assert (draft.short_name, new.stage) == ("antes", Stage.WITHDRAWN)
    with pytest.raises(DomainError):
        actions.undo(batch, by=liaison)


def test_after_thirty_days_nothing_is_undone(liaison):
    batch = store(checked(liaison, FACTS, as_csv([["Título"], ["Uno"]])))
    Batch.objects.update(committed_at=timezone.now() - timedelta(days=31))
    with pytest.raises(DomainError):
        actions.undo(batch, by=liaison)


def test_what_changed_between_check_and_storing_is_not_overwritten(liaison):
    draft = make_draft(liaison.appointments.get().agency, short_name="antes")
    batch = checked(liaison, FACTS, as_csv([["id", "nombre_corto"], [draft.code, "archivo"]]))
    projects.edit(draft, {"short_name": "pantalla"}, by=liaison)
    batch = actions.begin(batch, by=liaison)
    with pytest.raises(actions.RefusedLinesError) as refusal:
        actions.commit(batch, by=liaison)
    assert list(refusal.value.found) == [2]
    draft.refresh_from_db()
    assert draft.short_name == "pantalla"


def test_an_import_is_stored_once(liaison):
    batch = checked(liaison, FACTS, as_csv([["Título"], ["Uno"]]))
    stale = Batch.objects.get(pk=batch.pk)
    store(batch)
    with pytest.raises(TransitionError):
        actions.begin(stale, by=liaison)
    assert Project.objects.count() == 1


def test_only_whoever_brought_a_file_in_works_on_it_and_only_for_their_agency(liaison):
    batch = checked(liaison, FACTS, as_csv([["Título"], ["Uno"]]))
    other = make_member(Role.LIAISON)
    with pytest.raises(PermissionDenied):
        actions.begin(batch, by=other)
    with pytest.raises(PermissionDenied):
        upload(other, FACTS, as_csv([["Título"], ["Uno"]]))
    liaison.appointments.update(valid_to=date(2011, 1, 1))
    person = type(liaison).objects.get(pk=liaison.pk)
    batch.refresh_from_db()
    batch = actions.begin(batch, by=person)
    with pytest.raises(PermissionDenied):
        actions.commit(batch, by=person)


def test_hidden_and_merged_cells_are_told_and_change_nothing(liaison):
    make_draft(liaison.appointments.get().agency)
    (head, row), hidden = head_of(make_template(liaison, FACTS))
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"default_date_format": "dd/mm/yyyy"})
    for name, rows in (("Proyectos", [head, row]), *hidden):
        sheet = book.add_worksheet(name)
        for number, cells in enumerate(rows):
            for place, cell in enumerate(cells):
                sheet.write(number, place, cell)
        if name == "Proyectos":
            sheet.set_column(4, 9, None, None, {"hidden": True})
            sheet.set_row(5, None, None, {"hidden": True})
            sheet.merge_range(3, 0, 3, 3, "")
    book.close()
    batch = checked(liaison, FACTS, buffer.getvalue())
    assert told(batch) == {"unchanged": 1}
    assert {code for code, _detail in grid_of(batch).remarks} == {
        "merged",
        "hidden_rows",
        "hidden_columns",
    }
