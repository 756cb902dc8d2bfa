"""Agencies and catalogues in a real browser: the import, an appointment, and no barriers on any page."""

from datetime import date

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from proim.agencies import actions as agencies
from proim.agencies.models import Agency, Role
from proim.taxonomy import actions as taxonomy
from tests.agencies.sheets import as_csv, with_cell
from tests.builders.people import make_agency, make_appointment, make_member, make_office, make_user

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
WIDTHS = [(1280, "es-MX"), (360, "es-MX"), (1280, "en"), (360, "en")]


@pytest.fixture
def scene():
    """Return an agency with a past, its people and those of the office."""
    taxonomy.load()
    head = make_agency(key="A005", name="Secretaría del Medio Ambiente", acronym="SMA")
    agency = make_agency(
        key="A070",
        name="Procuraduría Ambiental y del Ordenamiento Territorial del Distrito Federal",
        acronym="PAOT",
        type="OPD",
        sector=head,
    )
    old = make_agency(name="Comisión de Vigilancia del Suelo de Conservación", in_scope=False)
    day = date(2011, 6, 15)
    agencies.rename(agency, since=day, name="Procuraduría Ambiental", ground="Gaceta 12", by=None)
    agencies.absorb(old, into=agency, since=date(2011, 7, 1), ground="Gaceta 14", by=None)
    gone = make_user(full_name="Beto Ficticio")
    make_appointment(Role.HEAD, agency, gone, valid_to=date(2011, 1, 31))
    person = make_user(full_name="Ana Ficticia Robles", post="Directora de Planeación")
    make_appointment(Role.LIAISON, agency, person)
    office = make_office(Role.ADMINISTRATOR)
    agency.refresh_from_db()
    return {"agency": agency, "old": old, "office": office, "head": make_member(Role.HEAD, head)}


def pages(scene, part):
    """Yield who looks at which address; in parts, as each page takes its time."""

    def at(name, *args, query=""):
        return reverse(name, args=args) + query

    agency, old = scene["agency"], scene["old"]
    if part == "public":
        for address in (
            at("agencies:list"),
            at("agencies:list", query="?text=nothing+like+it"),
            at("agencies:scope"),
            agency.get_absolute_url(),
            old.get_absolute_url(),
            at("taxonomy:list"),
            at("taxonomy:catalogue", "subtopic"),
            at("taxonomy:detail", "strategy", "E1"),
        ):
            yield None, address
    elif part == "agency":
        held = agency.appointments.get(role=Role.LIAISON)
        yield "office", agency.get_absolute_url()
        yield "office", at("agencies:end_appointment", held.code)
        verbs = ("rename", "merge", "split", "absorb", "wind_up", "put_in_scope", "appoint")
        for verb in verbs:
            yield "office", at(f"agencies:{verb}", agency.code)
    else:
        for address in (
            at("agencies:list"),
            at("agencies:add"),
            at("agencies:liaisons"),
            at("agencies:edit_programme"),
            at("sheets:upload", "agencies"),
            at("taxonomy:detail", "strategy", "E1"),
            at("taxonomy:add", "subtopic"),
            at("taxonomy:edit", "strategy", "E1"),
            at("taxonomy:retire", "strategy", "E1"),
        ):
            yield "office", address


@pytest.fixture
def desk(open_page, sign_in, live_server, scene):
    """Open the platform as somebody: ``desk("office", 360, "en").goto(…)``; addresses are local."""

    def opened(who, width, locale, **options):
        page = open_page(width, locale=locale, **options)
        if who:
            sign_in(page, scene[who])
        page.open = lambda address: page.goto(live_server.url + address)
        return page

    return opened


@pytest.fixture
def barriers(axe, fits):
    """Return what is wrong with a page."""
    return lambda page: [*axe(page), *([] if fits(page) else ["wider than the screen"])]


@pytest.fixture
def look(barriers, shot):
    """Expect a page without barriers, and keep a picture of it."""

    def looked(page, name):
        width, language = page.viewport_size["width"], page.locator("html").get_attribute("lang")
        shot(page, f"{name}-{width}-{language[:2]}")
        assert barriers(page) == []

    return looked


@pytest.mark.parametrize(("width", "locale"), WIDTHS)
@pytest.mark.parametrize("part", ["public", "agency", "office"])
def test_no_page_has_barriers(width, locale, part, scene, desk, barriers):
    seen = {who: desk(who, width, locale) for who in (None, "office")}
    wrong = {}
    for who, address in pages(scene, part):
        page = seen[who]
        page.open(address)
        if (titles := page.locator("h1").count()) != 1 or barriers(page):
            wrong[who, address] = (titles, barriers(page))
    assert wrong == {}


def file(data: bytes):
    return {"name": "entes.csv", "mimeType": "text/csv", "buffer": data}


def choose(page, data):
    page.open(reverse("agencies:list"))
    page.locator("a[href$='/agencies/upload/']").click()
    page.locator("#id_file").set_input_files(file(data))
    page.locator("#id_since").fill("2010-11-17")
    page.locator("#id_ground").fill("Circular 1 de 2010")
    page.locator("form:has(#id_file) button").click()
    page.locator("main form button.button--primary").last.click()


@pytest.mark.parametrize(("width", "locale"), [WIDTHS[0], WIDTHS[3]])
def test_a_list_is_shown_corrected_shown_again_and_imported(width, locale, desk, look):
    page, spanish = desk("office", width, locale), locale.startswith("es")
    choose(page, with_cell(2, "agencia_id", "a/../b"))
    wrong = "Una clave sólo lleva letras" if spanish else "A key has letters"
    expect(page.get_by_text(wrong)).to_be_visible()
    look(page, "import-errors")
    assert not Agency.objects.filter(key="A002").exists()

    choose(page, as_csv())
    button = page.get_by_role("button", name="Guardar" if spanish else "Store")
    expect(button).to_be_visible()
    look(page, "import-preview")
    button.click()
    title = "Acuse de una carga" if spanish else "Receipt of an import"
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    look(page, "import-receipt")
    assert Agency.objects.filter(key__in=["A001", "A002", "A003", "A004"]).count() == 4


@pytest.mark.parametrize(("width", "locale"), WIDTHS)
def test_a_liaison_officer_takes_over_from_another(width, locale, scene, desk, look):
    page, agency = desk("office", width, locale), scene["agency"]
    page.open(agency.get_absolute_url())
    name = "Nombrar" if locale.startswith("es") else "Appoint"
    page.get_by_role("link", name=name).first.click()
    page.locator("#id_role").select_option("liaison")
    page.locator("#id_email").fill("carla@example.gob.mx")
    page.locator("#id_full_name").fill("Carla Ficticia Mena")
    page.locator("#id_letter").fill("PAOT/033/2011")
    look(page, "appoint")
    page.get_by_role("button", name=name).click()

    expect(page.get_by_role("alert")).to_contain_text("Ana Ficticia Robles")
    assert page.locator("#id_letter").input_value() == "PAOT/033/2011"
    look(page, "appoint-taken")

    page.locator("#id_end_former").check()
    page.get_by_role("button", name=name).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Procuraduría Ambiental")
    expect(page.locator("#main")).to_contain_text("Carla Ficticia Mena")
    look(page, "agency")
    held = agency.appointments.get(role=Role.LIAISON, valid_to=None)
    assert held.person.email == "carla@example.gob.mx"


def test_typing_narrows_the_list_and_keeps_the_box_in_focus(scene, page, live_server, shot):
    page.goto(live_server.url + reverse("agencies:list"))
    shot(page, "agencies-list")
    box = page.get_by_label("Nombre o siglas", exact=True)
    box.press_sequentially("vigilancia")
    expect(page.get_by_text("Ningún ente público coincide")).to_be_visible()
    box.fill("")
    box.press_sequentially("ambiental y del")
    expect(page.get_by_role("link", name="Procuraduría Ambiental")).to_be_visible()
    expect(page.get_by_role("link", name="Secretaría del Medio Ambiente")).to_have_count(0)
    expect(box).to_be_focused()
    assert "text=ambiental" in page.url


def test_pictures_of_the_other_pages(scene, page, phone, live_server, sign_in, shot):
    sign_in(page, scene["office"])
    sign_in(phone, scene["office"])
    names = ("agencies:scope", "agencies:liaisons", "agencies:edit_programme", "taxonomy:list")
    addresses = {name: reverse(name) for name in names}
    addresses["merge"] = reverse("agencies:merge", args=[scene["agency"].code])
    addresses["subtopics"] = reverse("taxonomy:catalogue", args=["subtopic"])
    addresses["term"] = reverse("taxonomy:detail", args=["strategy", "E1"])
    for name, address in addresses.items():
        for width, seen in (("1280", page), ("360", phone)):
            seen.goto(live_server.url + address)
            shot(seen, f"{name.replace(':', '-')}-{width}")
    assert page.locator("h1").inner_text() == "Gobierno Eficiente y Eficaz"
