"""What ``make pictures`` plays before a picture: a file brought in, a document issued, two people at one record.

Each scene is played by one of the demonstration's people, once for each size, and calls ``take(name)`` where a
picture is worth taking. What it writes stays in the folder of the pictures' own server.
"""

from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page

Take = Callable[[str], None]
Scene = Callable[[Page, str, Take], None]
PROJECT = "Mesas vecinales de seguridad"  # of the liaison's entity, registered and in execution
HEADERS = [
    "Proyecto",
    "Nombre corto",
    "Fecha inicio",
    "Término",
    "Uso de TIC",
    "Monto",
    "Responsable",
]


def rows(size: str) -> bytes:
    """Return a list as an office keeps one: its own headers, and two rows that hold mistakes."""
    other = size == "phone"
    lines = [
        HEADERS,
        [
            "Archivo digital de expedientes",
            "Archivo",
            "03/04/2011",
            "2012",
            "muchísimo",
            "1,250,000",
            "Irma Solís",
        ],
        [
            "Ventanilla de licencias",
            "Ventanilla",
            "31/02/2011",
            "jun-2012",
            "apoyo",
            "doce",
            "Raúl Mena",
        ],
        [
            "Citas por internet" if other else "Citas por teléfono",
            "Citas",
            "15/06/2011",
            "2012",
            "apoyo",
            "por definir",
            "",
        ],
        [
            "Denuncia y seguimiento de actos de corrupción en tránsito",
            "Denuncia única",
            "",
            "",
            "",
            "",
            "",
        ],
    ]
    return "\n".join(";".join(line) for line in lines).encode()


def _submit(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).first.click()
    page.wait_for_load_state()


def _project(page: Page) -> str:
    page.goto("/projects/mine/")
    page.get_by_role("link", name=PROJECT).first.click()
    page.wait_for_load_state()
    return page.url


def bring_in_a_sheet(page: Page, size: str, take: Take) -> None:
    """Bring a spreadsheet in: file, headers, what would change, receipt."""
    page.goto("/sheets/projects/upload/")
    take("sheet-file")
    file: Any = {"name": "proyectos-2011.csv", "mimeType": "text/csv", "buffer": rows(size)}
    page.set_input_files("main input[type=file]", file)
    _submit(page, "Leer el archivo")
    take("sheet-headers")
    for radio in page.locator("input[type=radio][value=dmy], input[type=radio][value=point]").all():
        radio.check()
    _submit(page, "Revisar las filas")
    page.wait_for_url("**/review/", timeout=60_000)
    take("sheet-review")
    page.locator("main .tabs").last.evaluate("part => part.scrollIntoView()")
    take("sheet-changes")
    page.locator("form[action$='/commit/'] button").click()
    page.wait_for_url("**/receipt/", timeout=60_000)
    take("sheet-receipt")


def issue_documents(page: Page, size: str, take: Take) -> None:
    """Issue the papers of a project and verify one of them."""
    project = _project(page)
    if size == "desktop":
        for name in ("Cédula (PDF)", "Hoja de firmas (PDF)"):
            _download(page, name, "paper-sheet" if name.startswith("C") else "paper-signatures")
            page.goto(project)
        page.locator("main a[href$='/receipt/']").click()
        page.wait_for_load_state()
        _download(page, "Descargar el PDF", "paper-receipt")
    page.goto(project)
    page.locator("main a.folio").first.click()
    page.wait_for_load_state()
    take("verification")


def _download(page: Page, button: str, name: str) -> None:
    with page.expect_download(timeout=60_000) as found:
        page.get_by_role("button", name=button, exact=True).click()
    PAPERS[name] = found.value.path().read_bytes()


PAPERS: dict[str, bytes] = {}  # name of the picture -> the PDF of which it is made


def attach_a_file(page: Page, size: str, take: Take) -> None:
    """Attach a file to a project and show the panel of its files."""
    _project(page)
    if size == "desktop":
        page.get_by_text("Adjuntar un archivo").first.click()
        file: Any = {"name": "acuerdos.csv", "mimeType": "text/csv", "buffer": rows(size)}
        page.set_input_files("#files input[type=file]", file)
        page.locator("#files input[type=text]").first.fill("Acuerdos de las mesas vecinales")
        _submit(page, "Adjuntar")
    page.get_by_text("Adjuntar un archivo").first.click()
    page.locator("#files").evaluate("part => part.scrollIntoView()")
    take("files")


def lose_nothing(page: Page, _size: str, take: Take) -> None:
    """Type in a long form, leave it, and find it again."""
    page.goto("/projects/register/")
    page.get_by_label("Problema").fill(
        "Las filas son largas y nadie sabe cuánto falta para ser atendido."
    )
    page.get_by_role("status").filter(has_text="Conservado a las").wait_for()
    take("draft-kept")
    page.goto("/projects/register/")
    take("draft-found")
    page.goto("/desk/")
    take("desk")
    for _draft in range(page.get_by_role("button", name="Descartar").count()):
        page.get_by_role("button", name="Descartar").first.click()
        page.wait_for_load_state()


def two_at_one_record(page: Page, size: str, take: Take) -> None:
    """Change one field of a record in two windows: both answers are shown."""
    address = f"{_project(page)}record/why/"
    other = page.context.new_page()
    for one in (page, other):
        one.goto(address)
    for one, text in (
        (other, "El registro se lleva en papel"),
        (page, "No hay registro de acuerdos"),
    ):
        one.get_by_label("Situación actual").fill(f"{text} ({size}).")
        _submit(one, "Guardar")
    take("two-answers")
    other.close()


def several_at_once(page: Page, _size: str, take: Take) -> None:
    """Take several projects for review at once: what will be done, what was done, and undone."""
    page.goto("/projects/review/")
    for box in page.locator("main tbody input[type=checkbox]").all():
        box.check()
    _submit(page, "Tomar los seleccionados")
    take("bulk-before")
    _submit(page, "Tomar estos")
    take("bulk-done")
    _submit(page, "Deshacer")


# who plays it, the scene, and the pictures that come of it (papers are drawn once, not for each size)
SCENES: list[tuple[str, Scene, set[str]]] = [
    (
        "liaison",
        bring_in_a_sheet,
        {"sheet-file", "sheet-headers", "sheet-review", "sheet-changes", "sheet-receipt"},
    ),
    (
        "liaison",
        issue_documents,
        {"verification", "paper-sheet", "paper-signatures", "paper-receipt"},
    ),
    ("liaison", attach_a_file, {"files"}),
    ("liaison", two_at_one_record, {"two-answers"}),
    ("liaison", lose_nothing, {"draft-kept", "draft-found", "desk"}),
    ("office", several_at_once, {"bulk-before", "bulk-done"}),
]
