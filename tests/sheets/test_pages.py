"""The way of a file on the screens, from the template to the undoing; and who may see none of it."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import translation
from python_calamine import CalamineWorkbook

from proim.agencies.models import Role
from proim.projects.models import Project
from proim.projects.workflow import Stage
from proim.sheets.models import Batch
from tests.builders.accounts import run_tasks
from tests.builders.people import make_agency, make_member, make_office
from tests.builders.projects import make_draft
from tests.builders.sheets import as_csv, as_xlsx

pytestmark = pytest.mark.django_db


def url(name, batch=None, **arguments):
    if batch:
        arguments["code"] = batch.code
    return reverse(f"sheets:{name}", kwargs=arguments or None)


@pytest.fixture
def liaison(client):
    person = make_member(Role.LIAISON, make_agency(key="A007"))
    client.force_login(person)
    return person


def send(client, data, name="lista.xlsx"):
    """Bring a file in; return the import, or the page with what is wrong."""
    answer = client.post(url("upload", table="projects"), {"file": SimpleUploadedFile(name, data)})
    if answer.status_code != 302:
        return answer
    return Batch.objects.latest("pk")


def matched(client, batch, **more):
    """Send the matching as the page proposes it, with ``more`` answers."""
    form = client.get(url("match", batch)).context["form"]
    said = {name: form[name].value() or "" for name in form.fields}
    answer = client.post(url("match", batch), {**said, **more})
    batch.refresh_from_db()
    return answer


def first_sheet(data):
    return CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()


def test_a_file_goes_all_the_way_and_back(client, liaison):
    assert client.get(url("list")).status_code == 200
    template = client.get(url("template", table="projects")).content
    head = first_sheet(template)[0]
    row = ["" for _ in head]
    row[head.index("Título")], row[head.index("Inicio")] = "Archivo digital", "15/03/2011"
    assert client.get(url("upload", table="projects")).status_code == 200
    batch = send(client, as_xlsx(("Proyectos", [head, row])))
    assert matched(client, batch).url == url("progress", batch)
    assert client.get(url("progress", batch)).url == url("review", batch)
    page = client.get(url("review", batch))
    assert "Archivo digital" in page.content.decode()
    assert client.post(url("commit", batch)).url == url("progress", batch)
    assert client.get(url("progress", batch)).url == url("receipt", batch)
    project = Project.objects.get(title_es="Archivo digital")
    receipt = client.get(url("receipt", batch)).content.decode()
    assert batch.sha256 in receipt
    answer = first_sheet(client.get(url("answer", batch)).content)
    assert str(project.code) in answer[1]
    assert client.post(url("undo", batch)).url == url("receipt", batch)
    project.refresh_from_db()
    assert project.stage == Stage.WITHDRAWN
    assert "deshizo" in client.get(url("receipt", batch)).content.decode()


def test_errors_come_back_at_their_cells_in_the_language_of_the_reader(client, liaison):
    data = as_csv(
        [
            ["Título", "Inicio", "Uso de TIC"],
            ["Uno", "31/02/2011", "ninguno"],
            ["Dos", "2011", "poco"],
        ]
    )
    batch = send(client, data, "lista.csv")
    matched(client, batch)
    page = client.get(url("review", batch)).content.decode()
    assert "No existe ese día" in page
    assert "31/02/2011" in page
    head, first, second = first_sheet(client.get(url("answer", batch)).content)
    assert first[head.index("_estado")] == "Error"
    assert "Inicio: No existe ese día" in first[head.index("_errores")]
    assert "Uso de TIC: " in second[head.index("_errores")]
    with translation.override("en"):
        client.cookies["language"] = "en"
        batch = send(client, data, "list.csv")
        matched(client, batch)
        assert "There is no such day" in client.get(url("review", batch)).content.decode()


def test_what_must_not_be_guessed_is_asked_before_the_check(client, liaison):
    data = as_csv([["Proyecto", "Fecha inicio"], ["Uno", "03/04/2011"]])
    batch = send(client, data, "lista.csv")
    page = client.get(url("match", batch))
    assert "order_inicio" in page.context["form"].fields
    assert matched(client, batch, order_inicio="mdy").status_code == 302
    line = batch.lines.get()
    assert line.values["inicio"] == "2011-03-04"
    again = send(client, data, "lista.csv")
    page = client.get(url("match", again))
    assert page.context["is_saved"]
    assert "order_inicio" not in page.context["form"].fields


def test_another_matching_that_opens_a_question_is_asked_first(client, liaison):
    data = as_csv([["Proyecto", "xyz"], ["Uno", "03/04/2011"]])
    batch = send(client, data, "lista.csv")
    page = client.post(
        url("match", batch), {"column_0": "titulo", "column_1": "inicio", "asked": ""}
    )
    assert page.status_code == 200
    assert page.context["is_asking"]
    assert "order_inicio" in page.context["form"].fields
    twice = client.post(
        url("match", batch), {"column_0": "titulo", "column_1": "titulo", "asked": ""}
    )
    assert twice.context["form"].errors["column_1"]
    none = client.post(url("match", batch), {"column_0": "", "column_1": "", "asked": ""})
    assert none.context["form"].non_field_errors()


def test_two_answers_to_one_field_are_chosen_on_the_page(client, liaison):
    draft = make_draft(liaison.appointments.get().agency, problem_es="Antes")
    template = first_sheet(client.get(url("template", table="projects")).content)
    head, row = template
    row[head.index("Problema")] = "En el archivo"
    data = client.get(url("template", table="projects")).content
    base = CalamineWorkbook.from_filelike(io.BytesIO(data))
    hidden = [(name, base.get_sheet_by_name(name).to_python()) for name in base.sheet_names[1:]]
    Project.objects.filter(pk=draft.pk).update(problem_es="En pantalla")
    batch = send(client, as_xlsx((base.sheet_names[0], [head, row]), *hidden))
    matched(client, batch)
    assert batch.counts["conflict"] == 1
    page = client.get(url("review", batch)).content.decode()
    assert "En pantalla" in page
    assert "En el archivo" in page
    client.post(url("decide", batch), {"choose_2:problema": "mine"})
    batch.refresh_from_db()
    assert batch.counts["changed"] == 1
    client.post(url("commit", batch))
    draft.refresh_from_db()
    assert draft.problem_es == "En el archivo"


@pytest.mark.parametrize(
    ("name", "data", "text"),
    [
        ("x.xlsm", b"%PDF-1.4 nothing", "no es una hoja de cálculo"),
        ("x.csv", b"", "vacío"),
        ("x.xlsx", b"PK\x03\x04 broken", "dañado"),
        ("x.csv", b"solo un encabezado", "No hay filas"),
    ],
)
def test_what_is_no_list_is_refused_at_the_file_with_a_reason(client, liaison, name, data, text):
    page = send(client, data, name)
    assert text in page.content.decode()
    assert not Batch.objects.exists()


def test_a_long_list_is_worked_on_in_the_background(client, liaison, monkeypatch):
    monkeypatch.setattr("proim.sheets.jobs.AT_ONCE", 1)
    batch = send(client, as_csv([["Título"], ["Uno"], ["Dos"]]), "lista.csv")
    matched(client, batch)
    page = client.get(url("progress", batch))
    assert "Volver a ver" in page.content.decode()
    part = client.get(url("progress", batch), headers={"HX-Request": "true"})
    assert b"<html" not in part.content
    run_tasks()
    assert client.get(url("progress", batch), headers={"HX-Request": "true"})["HX-Redirect"] == url(
        "review", batch
    )
    client.post(url("commit", batch))
    assert client.get(url("progress", batch)).status_code == 200
    run_tasks()
    batch.refresh_from_db()
    assert (batch.stage, Project.objects.count()) == ("committed", 2)


def test_a_file_can_be_discarded_until_it_is_stored(client, liaison):
    batch = send(client, as_csv([["Título"], ["Uno"]]), "lista.csv")
    assert client.post(url("discard", batch)).url == url("list")
    assert client.get(url("receipt", batch)).url == url("list")
    assert client.get(url("match", batch)).status_code == 302


def test_the_imports_of_others_are_unknown(client, liaison):
    batch = send(client, as_csv([["Título"], ["Uno"]]), "lista.csv")
    client.force_login(make_member(Role.LIAISON))
    for name in ("match", "progress", "review", "answer", "receipt"):
        assert client.get(url(name, batch)).status_code == 404
    for name in ("match", "decide", "commit", "undo", "discard"):
        assert client.post(url(name, batch)).status_code == 404


def test_tables_are_for_those_who_may_write_or_read_them(client):
    client.force_login(make_member(Role.HEAD))
    assert client.get(url("upload", table="projects")).status_code == 404
    assert client.get(url("template", table="projects")).status_code == 404
    assert client.get(url("upload", table="nothing")).status_code == 404
    client.force_login(make_office())
    assert client.get(url("export", table="projects", form="csv")).status_code == 200
    assert client.get(url("export", table="projects", form="pdf")).status_code == 404
    assert client.get(url("export", table="projects", form="csv") + "?place=X").status_code == 404


def test_exports_come_in_three_forms_with_a_dictionary(client, liaison):
    make_draft(liaison.appointments.get().agency, title_es="=HYPERLINK(1)")
    csv = client.get(url("export", table="projects", form="csv"))
    assert "'=HYPERLINK(1)" in csv.content.decode()
    for form in ("xlsx", "ods"):
        data = client.get(url("export", table="projects", form=form)).content
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        assert book.sheet_names == ["projects", "diccionario"]
        head, row = book.get_sheet_by_index(0).to_python()
        assert row[head.index("titulo")] == "=HYPERLINK(1)"
        assert len(book.get_sheet_by_index(1).to_python()[0]) == 9
    dictionary = client.get(url("dictionary", table="projects")).content.decode()
    assert "codificacion_de_valores_faltantes" in dictionary


def test_pages_ask_the_same_number_of_questions_however_long_the_file(client, liaison, queries):
    asked = []
    for count in (2, 20):
        batch = send(
            client,
            as_csv([["Título"], *([f"Título {count} {n}"] for n in range(count))]),
            "lista.csv",
        )
        matched(client, batch)
        with queries() as seen:
            client.get(url("review", batch))
        asked.append(len(seen))
    assert asked[0] == asked[1]
