"""The second half of the main job: the quarter's report of a registered project, step by step."""

from playwright.sync_api import expect

from tests.browser.journey import Hand

READY = "El titular del ente ya puede firmarlo."


def ask_for_reports(hand: Hand, quarter: str) -> None:
    """Put the quarter on the calendar on the default days and ask for its reports."""
    page = hand.page
    hand.open("monitoring:calendar")
    hand.press(page.get_by_role("link", name=f"Agregar el {quarter}"))
    hand.press(page.get_by_role("button", name="Guardar"))
    expect(page.get_by_text("El trimestre quedó en el calendario.")).to_be_visible()
    hand.press(page.get_by_role("button", name="Solicitar los informes"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("Informes del")


def write(hand: Hand, achievement: str) -> None:
    """Write the report and validate it; amber without a reason is refused first."""
    page = hand.page
    hand.open("monitoring:mine")
    hand.press(page.get_by_role("link", name="Escribir"))
    hand.write(page.get_by_label("Avance hasta ahora"), "40")
    hand.tick(page.get_by_role("radio", name="Amarillo: requiere atención"))
    hand.write(page.get_by_label("Logros del trimestre"), achievement)
    hand.write(
        page.get_by_label("Compromisos para el siguiente trimestre"), "Abrir otra ventanilla."
    )
    hand.press(page.get_by_role("button", name="Guardar y validar"))
    expect(page.get_by_role("alert")).to_contain_text("Diga por qué está en amarillo")
    expect(page.get_by_label("Logros del trimestre")).to_have_value(achievement)
    hand.write(page.get_by_label("Motivo del semáforo"), "Faltan dos permisos.")
    hand.press(page.get_by_role("button", name="Guardar y validar"))
    expect(page.get_by_text(READY)).to_be_visible()


def give_back(hand: Hand, title: str, comment: str) -> None:
    """Read the report as head and return it with a comment; end on its page."""
    page = hand.page
    hand.open("monitoring:mine")
    hand.press(page.get_by_role("link", name="Firmar 1 informe"))
    hand.press(page.get_by_role("link", name=title, exact=True))
    hand.press(page.get_by_role("link", name="Devolver"))
    hand.write(page.get_by_label("Qué debe cambiarse"), comment)
    hand.press(page.get_by_role("button", name="Devolverlo"))
    expect(page.locator("main")).to_contain_text(comment)


def correct(hand: Hand, comment: str, achievement: str) -> None:
    """Write again what came back and validate it."""
    page = hand.page
    hand.open("monitoring:mine")
    hand.press(page.get_by_role("link", name="Continuar"))
    expect(page.locator("main")).to_contain_text(comment)
    hand.write(page.get_by_label("Logros del trimestre"), achievement)
    hand.press(page.get_by_role("button", name="Guardar y validar"))
    expect(page.get_by_text(READY)).to_be_visible()


def sign(hand: Hand) -> None:
    """Sign in four clicks: the list, all of it, what will happen, the signature."""
    page = hand.page
    hand.open("monitoring:mine")
    hand.press(page.get_by_role("link", name="Firmar 1 informe"))
    hand.press(page.get_by_role("link", name="Seleccionar todos"))
    hand.press(page.get_by_role("button", name="Firmar los seleccionados"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Lo que va a firmar")
    hand.press(page.get_by_role("button", name="Firmar estos"))
    expect(page.get_by_role("status")).to_have_text("Hechos: 1 de 1.")
    expect(page.get_by_text("No hay nada pendiente de su firma")).to_be_visible()


def publish(hand: Hand) -> None:
    """Publish what was signed, from the page of the quarter."""
    page = hand.page
    hand.open("monitoring:calendar")
    hand.press(page.get_by_role("link", name="Página de la oficina"))
    hand.press(page.get_by_role("link", name="Seleccionar todos"))
    hand.press(page.get_by_role("button", name="Publicar los seleccionados"))
    hand.press(page.get_by_role("button", name="Publicar estos"))  # what will be done, first
    expect(page.get_by_role("status")).to_have_text("Hechos: 1 de 1.")


def read(hand: Hand, title: str, folio: str, achievement: str) -> None:
    """Find the report as anybody would, from the delivery figures; end on the project's page."""
    page = hand.page
    hand.open("monitoring:delivery_all")
    hand.press(page.get_by_role("link", name="En tiempo", exact=True))
    hand.press(page.get_by_role("link", name=title, exact=True))
    expect(page.locator("main")).to_contain_text(achievement)
    hand.press(page.get_by_role("link", name=folio))
    expect(page.locator("#reports")).to_contain_text("40 %")
