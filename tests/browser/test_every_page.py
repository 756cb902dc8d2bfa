"""Every address of the route table that answers with a page: no barrier, no sideways scroll, no script error.

The pages are those of the table of routes and roles (tests/core/routes.txt), so a new address comes by itself. All that
folds is opened first; a form that the table says comes back with its errors is sent empty, and looked at again.
"""

import pytest
from django.test import Client
from playwright.sync_api import Page

from tests.core.test_routes import table
from tests.core.world import ROLES, World

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
WIDTHS = (1280, 360)
# Whose page is looked at: visitor and office always, the others where no earlier one reads the page.
READERS = ("anonymous", "office", "own_liaison", "own_head", "administrator", "auditor")
OK = 200
Table = dict[tuple[str, str], list[int]]
UNFOLD = "document.querySelectorAll('main details, footer details').forEach(d => { d.open = true })"
FORM = "main form[method=post i]"
SEND_EMPTY = """() => {
  const form = document.querySelector('main form[method=post i]')
  form.noValidate = true
  form.querySelectorAll('textarea, input:not([type=hidden],[type=checkbox],[type=radio],[type=file])').forEach(e => { e.value = '' })
  form.querySelectorAll('[type=checkbox],[type=radio]').forEach(e => { e.checked = false })
  form.querySelectorAll('select').forEach(e => { e.selectedIndex = e.options[0]?.value ? -1 : 0 })
  HTMLFormElement.prototype.submit.call(form)
}"""


def is_page(client: Client, address: str) -> bool:
    response = client.get(address)
    if response.streaming:
        b"".join(response.streaming_content)  # to its end, or the file stays open
    return response.headers["Content-Type"].startswith("text/html")


def answer(expected: Table, key: str, method: str, role: str) -> int:
    row = expected.get((key, method))
    return row[ROLES.index(role)] if row else 0


def seen_by(role: str, expected: Table) -> set[str]:
    """Return the addresses whose page is looked at as ``role``."""
    read = {
        reader: {key for key, _ in expected if answer(expected, key, "GET", reader) == OK}
        for reader in READERS
    }
    earlier = READERS[1 : READERS.index(role)]
    return read[role].difference(*(read[reader] for reader in earlier))


@pytest.fixture
def look(axe, fits):
    """Say what is wrong with a page at each width, all that folds being open."""

    def looked(page: Page) -> list[tuple]:
        wrong = []
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            page.evaluate(UNFOLD)
            wrong += [(width, fault) for fault in axe(page)]
            wrong += [] if fits(page) else [(width, "wider than the screen")]
        return wrong

    return looked


@pytest.mark.timeout(900)
@pytest.mark.parametrize("locale", ["es-MX", "en"])
@pytest.mark.parametrize("role", READERS)
def test_every_page_has_no_barriers(role, locale, open_page, live_server, sign_in, look):
    world, expected, wrong = World(), table(), {}
    client, page, person = Client(), open_page(locale=locale), world.people[role]
    if person is not None:
        client.force_login(person)
        sign_in(page, person)
    keys = seen_by(role, expected)
    for key, address in world.addresses.items():
        if key not in keys or not is_page(client, address):
            continue
        page.goto(live_server.url + address)
        wrong[key, "opened"] = look(page)
        if answer(expected, key, "POST", role) == OK and page.locator(FORM).count():
            with page.expect_navigation():
                page.evaluate(SEND_EMPTY)
            wrong[key, "sent empty"] = look(page)
    assert {where: faults for where, faults in wrong.items() if faults} == {}
    assert len(wrong) > 1
