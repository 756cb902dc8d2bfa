"""A real Chromium. A page fails its test on any script error, console error or policy violation."""

import os
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth import SESSION_KEY
from django.test import Client
from playwright.sync_api import Page, sync_playwright

from tests.chromium import FLAGS, OWN, chromium_path

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SHOTS = Path(os.environ.get("PROIM_TEST_SHOTS", "shots"))


def pytest_collection_modifyitems(items):
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser():
    node = OWN / "node" / "bin" / "node"
    if node.exists():  # a machine where Playwright's own Node.js may lack a library
        os.environ["PLAYWRIGHT_NODEJS_PATH"] = str(node)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def open_page(browser):
    """Open pages with own contexts: ``open_page(width=360, javascript=False, locale="en")``."""
    wrong: list[str] = []
    contexts = []

    def opened(width: int = 1280, *, javascript: bool = True, locale: str = "es-MX") -> Page:
        context = browser.new_context(
            locale=locale,
            java_script_enabled=javascript,
            viewport={"width": width, "height": 740 if width < 600 else 900},
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.on("pageerror", lambda error: wrong.append(f"{page.url}: {error}"))
        page.on("console", lambda m: wrong.append(f"{page.url}: {m.text}") if is_wrong(m) else None)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert wrong == []


def is_wrong(message) -> bool:
    """Tell whether a console line is a fault; a page that answers 4xx on purpose is not one."""
    return message.type == "error" and "Failed to load resource: the server responded" not in (
        message.text
    )


@pytest.fixture
def page(open_page) -> Page:
    return open_page()


@pytest.fixture
def phone(open_page) -> Page:
    return open_page(width=360)


@pytest.fixture
def axe():
    """Return the accessibility faults of a page, to be compared with ``[]``."""

    def faults(page: Page) -> list[tuple]:
        answer = Axe().run(page, options={"runOnly": RULES}).response
        return [
            (fault["id"], fault["impact"], [node["html"][:160] for node in fault["nodes"]][:3])
            for fault in answer["violations"]
        ]

    return faults


@pytest.fixture
def sign_in(live_server):
    """Sign a person in without the form: ``sign_in(page, user)``."""

    def signed_in(page: Page, user) -> None:
        client = Client()
        client.force_login(user)
        assert client.session[SESSION_KEY] == str(user.pk)
        page.context.add_cookies(
            [{"name": "session", "value": client.cookies["session"].value, "url": live_server.url}]
        )

    return signed_in


@pytest.fixture
def shot():
    """Keep a picture: ``shot(page, "office-home")``."""

    def kept(page: Page, name: str) -> None:
        SHOTS.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=SHOTS / f"{name}.png", full_page=True)

    return kept


@pytest.fixture
def fits():
    """Tell whether a page has no horizontal scroll."""
    return lambda page: page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.fixture
def sound(axe, fits, shot, live_server):
    """Open an address, keep its picture, and say it has no barrier: ``sound(page, path, "home")``."""

    def found(page: Page, path: str | None, name: str) -> None:
        if path is not None:
            page.goto(live_server.url + path)
        shot(page, name)
        assert (name, axe(page)) == (name, [])
        assert (name, fits(page)) == (name, True)

    return found
