"""Passkey, app, recovery code and both providers in a real browser, with a virtual authenticator."""

import base64
import re
import time

import pytest
from django.core.cache import cache
from django.urls import reverse
from playwright.sync_api import expect

from proim.identity.formulas import code_of, step_of
from proim.identity.models import AppKey, Passkey
from tests.builders.identity import with_app
from tests.builders.people import PASSWORD, make_office, make_user
from tests.builders.provider import Provider

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@pytest.fixture(autouse=True)
def _fresh_limits():
    cache.clear()


def type_password(page, live_server, person) -> None:
    page.goto(live_server.url + reverse("account_login"))
    page.get_by_label("Correo electrónico").fill(person.email)
    page.get_by_label("Contraseña", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Entrar", exact=True).click()


def leave(page, live_server) -> None:
    page.goto(live_server.url + reverse("account_logout"))
    page.locator("main form button").click()
    page.wait_for_url(live_server.url + "/")


def authenticator_of(page):
    """Give the page's browser a device that verifies its user and keeps passkeys."""
    devices = page.context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    found = devices.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return devices, found["authenticatorId"]


def test_the_office_enrols_with_a_passkey_and_enters_with_it_alone(
    open_page, live_server, settings, axe, fits, shot
):
    settings.SECOND_FACTOR = "required"
    person, page = make_office(), open_page(360)
    devices, device = authenticator_of(page)
    type_password(page, live_server, person)
    page.wait_for_url(live_server.url + "/identity/")
    expect(page.locator("main")).to_contain_text("Su cargo necesita un segundo factor")
    assert axe(page) == []
    assert fits(page)
    shot(page, "identity-needed-360")
    page.get_by_role("link", name="Agregar una llave de acceso").click()
    page.get_by_label("Nombre de la llave de acceso").fill("Mi teléfono")
    assert axe(page) == []
    shot(page, "identity-passkey-360")
    page.get_by_role("button", name="Agregar la llave de acceso").click()
    expect(page.locator("[data-recovery-codes] li")).to_have_count(10)
    assert axe(page) == []
    shot(page, "identity-codes-360")
    page.get_by_role("link", name="Ya las guardé").click()
    expect(page.locator("table")).to_contain_text("Mi teléfono")
    assert fits(page)
    page.goto(live_server.url + "/work/")
    expect(page.locator("h1")).to_contain_text("Mis pendientes")

    enters_with_the_passkey(page, live_server, axe, shot)
    asked_as_a_second_factor(page, live_server, person, devices, device)
    shot(page, "identity-work-360")


def enters_with_the_passkey(page, live_server, axe, shot) -> None:
    leave(page, live_server)
    page.goto(live_server.url + reverse("account_login") + "?next=/accounts/sessions/")
    assert axe(page) == []
    shot(page, "identity-login-360")
    page.get_by_role("button", name="Entrar con una llave de acceso").click()
    page.wait_for_url(live_server.url + "/accounts/sessions/")
    assert Passkey.objects.get().counter > 0


def asked_as_a_second_factor(page, live_server, person, devices, device) -> None:
    leave(page, live_server)
    type_password(page, live_server, person)  # and as a second factor
    page.wait_for_url(live_server.url + reverse("identity:challenge"))
    devices.send("WebAuthn.setUserVerified", {"authenticatorId": device, "isUserVerified": False})
    page.get_by_role("button", name="Usar una llave de acceso").click()
    expect(page.locator("main")).to_contain_text("El dispositivo no dio una llave de acceso")
    devices.send("WebAuthn.setUserVerified", {"authenticatorId": device, "isUserVerified": True})
    page.get_by_role("button", name="Usar una llave de acceso").click()
    page.wait_for_url(live_server.url + "/work/")


def test_an_app_and_a_recovery_code_let_in_without_script(open_page, live_server, shot):
    person, page = make_user(), open_page(1280, javascript=False)
    type_password(page, live_server, person)
    page.goto(live_server.url + reverse("identity:add_app"))
    page.get_by_text("No puedo leer la imagen").click()
    shown = page.locator("code").inner_text()
    secret = base64.b32decode(re.sub(r"\s", "", shown))
    shot(page, "identity-app-1280")
    page.get_by_label("Clave que muestra la aplicación").fill(code_of(secret, step_of(time.time())))
    page.get_by_role("button", name="Agregar la aplicación").click()
    codes = page.locator("[data-recovery-codes] code").all_inner_texts()
    AppKey.objects.update(step=0)  # the same 30 s may still run

    for answer in (None, codes[3]):
        leave(page, live_server)
        type_password(page, live_server, person)
        page.get_by_label("Clave", exact=True).fill("000000")
        page.get_by_role("button", name="Continuar con la clave").click()
        expect(page.locator("main")).to_contain_text("Esta clave no es correcta, o ya se usó")
        typed = answer or code_of(secret, step_of(time.time()))
        page.get_by_label("Clave", exact=True).fill(typed)
        page.get_by_role("button", name="Continuar con la clave").click()
        page.wait_for_url(live_server.url + "/work/")


@pytest.mark.parametrize(
    ("dialect", "name"), [("oidc", "Identidad Única"), ("llave", "Llave CDMX")]
)
def test_a_provider_tells_who_somebody_is(page, live_server, settings, axe, dialect, name):
    provider = Provider()
    settings.SITE_URL = live_server.url
    settings.IDENTITY_PROVIDERS = [provider.settings("oidc"), provider.settings("llave")]
    try:
        page.goto(live_server.url + reverse("account_login"))
        assert axe(page) == []
        page.get_by_role("link", name=f"Entrar con {name}").click()
        expect(page.locator("#messages")).to_contain_text("Ninguna cuenta del programa")
        make_user(email=provider.email)
        page.get_by_role("link", name=f"Entrar con {name}").click()
        page.wait_for_url(live_server.url + "/work/")
    finally:
        provider.close()


def test_the_pages_at_both_sizes(open_page, live_server, sign_in, axe, fits, shot):
    person = make_user()
    with_app(person)
    Passkey.objects.create(
        person=person,
        name="Equipo de la oficina",
        credential="x",
        public="x",
        added_at=AppKey.objects.get().added_at,
    )
    office = make_office()
    for width, locale in ((360, "es-MX"), (1280, "es-MX"), (1280, "en")):
        page = open_page(width, locale=locale)
        sign_in(page, person)
        for route in ("security", "confirm"):
            page.goto(live_server.url + reverse(f"identity:{route}"))
            assert axe(page) == []
            assert fits(page)
            shot(page, f"identity-{route}-{locale}-{width}")
        page = open_page(width, locale=locale)
        sign_in(page, office)
        page.goto(live_server.url + reverse("identity:recover", args=[person.code]))
        assert axe(page) == []
        assert fits(page)
        shot(page, f"identity-recover-{locale}-{width}")
