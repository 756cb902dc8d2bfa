"""Entering, staying and leaving in a real browser, from the mail to the last sign-out."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from proim.accounts import actions
from proim.accounts.models import User
from proim.agencies.models import Role
from tests.builders.accounts import link_in, make_waiting, run_tasks
from tests.builders.people import PASSWORD, make_agency, make_member, make_office, make_user

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
SIZES = pytest.mark.parametrize("width", [360, 1280])
LANGUAGES = pytest.mark.parametrize("locale", ["es-MX", "en"])
NEW = "nube-lápiz-tranvía-07"


@pytest.fixture
def visit(live_server, axe, fits, shot):
    """Open an address, look for barriers, keep a picture: ``visit(page, path, name)``."""

    def visited(page, path: str, name: str) -> None:
        page.goto(live_server.url + path)
        assert axe(page) == [], path
        assert fits(page), path
        shot(page, name)

    return visited


@SIZES
@LANGUAGES
def test_the_pages_before_sign_in_have_no_barriers(open_page, visit, axe, shot, width, locale):
    page = open_page(width, locale=locale)
    names = ["account_reset_password", "account_reset_password_done", "account_inactive"]
    names += ["account_reset_password_from_key_done", "accounts:accept", "account_login"]
    for name in names:
        visit(page, reverse(name), f"{name.replace(':', '-')}-{locale}-{width}")
    page.locator("main form button").first.click()
    assert axe(page) == []
    expect(page.locator(".errors")).to_be_focused()
    shot(page, f"login-errors-{locale}-{width}")


def a_person_with_a_history(office: User) -> User:
    person = make_member(
        Role.LIAISON,
        make_agency(name="Secretaría de Salud", acronym="SEDESA"),
        password=None,
        full_name="María Fernanda Ortega Villaseñor",
        email="maria.fernanda.ortega.villasenor@salud.df.example.gob.mx",
    )
    actions.invite(person, by=office)
    post = "Atiende la ventanilla única, capacita al personal y publica los informes de cada mes."
    actions.edit_profile(person, {"post": post}, by=office)
    actions.edit_profile(person, {"post": post.replace("capacita", "acompaña")}, by=person)
    return person


@SIZES
@LANGUAGES
def test_the_pages_of_people_have_no_barriers(open_page, visit, sign_in, width, locale):
    office = make_office(Role.ADMINISTRATOR)
    person = a_person_with_a_history(office)
    page = open_page(width, locale=locale)
    sign_in(page, office)
    for path in (
        reverse("accounts:people"),
        reverse("accounts:create"),
        person.get_absolute_url(),
        reverse("accounts:change_email", args=[person.code]),
        reverse("accounts:profile"),
        reverse("accounts:sessions"),
        reverse("account_change_password"),
        reverse("account_logout"),
    ):
        name = path.strip("/").replace("/", "-").replace(str(person.code), "x")
        visit(page, path, f"{name}-{locale}-{width}")


def test_the_list_of_people_narrows_as_one_types(page, live_server, axe, sign_in):
    sign_in(page, make_office())
    make_user(full_name="Berta Sol")
    make_user(full_name="Carla Luna")
    page.goto(live_server.url + reverse("accounts:people"))
    page.get_by_label("Nombre, correo o cargo").press_sequentially("luna")
    expect(page.locator("#results")).not_to_contain_text("Berta Sol")
    expect(page.locator("#results")).to_contain_text("Carla Luna")
    page.wait_for_url(lambda url: "text=luna" in url)
    assert axe(page) == []


@pytest.mark.parametrize("javascript", [True, False])
def test_from_the_invitation_to_the_own_profile(
    open_page, live_server, axe, shot, mailoutbox, javascript
):
    person = make_waiting(full_name="Ana Ruiz")
    actions.invite(person, by=None)
    page = open_page(360, javascript=javascript)
    page.goto(live_server.url + link_in(run_tasks()[0]))
    page.get_by_text("Aviso de privacidad", exact=True).click()
    if javascript:
        assert axe(page) == []
        shot(page, "invitation-360")
    page.locator("#id_password1").fill(NEW)
    page.locator("#id_password2").fill(NEW)
    page.locator("#id_notice").check()
    page.get_by_role("button", name="Activar mi cuenta").click()
    page.goto(live_server.url + reverse("accounts:profile"))
    page.get_by_label("Cargo").fill("Directora")
    page.get_by_role("button", name="Guardar").click()
    expect(page.locator(".messages")).to_contain_text("Su perfil quedó guardado")
    assert User.objects.get(pk=person.pk).post == "Directora"


def test_what_was_typed_outlives_the_session(page, live_server, axe, shot, sign_in):
    person = make_user()
    sign_in(page, person)
    page.goto(live_server.url + reverse("accounts:profile"))
    page.get_by_label("Cargo").fill("Directora de algo largo de escribir")
    person.sessions.all().delete()
    page.get_by_role("button", name="Guardar").click()
    expect(page.locator("h1")).to_contain_text("No se perdió nada")
    assert axe(page) == []
    shot(page, "session-ended")
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Entre en otra ventana").click()
    other = opened.value
    other.get_by_label("Correo electrónico").fill(person.email)
    other.get_by_label("Contraseña").fill(PASSWORD)
    other.locator("main form button").first.click()
    other.wait_for_url(live_server.url + "/work/")
    page.get_by_role("button", name="Enviar otra vez").click()
    expect(page.locator("h1")).to_contain_text("Aún no se envía")
    page.get_by_role("button", name="Enviar otra vez").click()
    expect(page.locator(".messages")).to_contain_text("Su perfil quedó guardado")
    person.refresh_from_db()
    assert person.post == "Directora de algo largo de escribir"


def test_signing_in_by_keyboard_alone(page, live_server):
    person = make_user()
    page.goto(live_server.url + reverse("account_login") + "?next=" + reverse("accounts:sessions"))
    page.locator("#id_login").focus()
    page.keyboard.type(person.email)
    page.keyboard.press("Tab")
    while page.evaluate("document.activeElement.id") != "id_password":
        page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(live_server.url + reverse("accounts:sessions"))
