"""The components in a real browser: accessible, no wider than a phone, usable by keyboard."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.browser.sizes import BOTH

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@BOTH
def test_gallery_has_no_barriers(open_page, live_server, axe, fits, width, locale):
    page = open_page(width, locale=locale)
    for name in ("components", "opening", "mistakes"):
        page.goto(live_server.url + reverse("ui:gallery_page", args=[name]))
        assert axe(page) == []
        assert fits(page)


@pytest.mark.parametrize("status", [400, 403, 404, 409, 429, 500])
def test_error_pages_have_no_barriers(phone, live_server, axe, fits, status):
    phone.goto(live_server.url + reverse("ui:error_page", args=[status]))
    assert axe(phone) == []
    assert fits(phone)


@pytest.mark.parametrize("media", [{"forced_colors": "active"}, {"contrast": "more"}])
def test_gallery_keeps_its_contrast_in_the_readers_own_colours(page, live_server, axe, media):
    page.emulate_media(**media)
    page.goto(live_server.url + reverse("ui:gallery"))
    assert axe(page) == []


def test_menu_of_a_phone_opens_and_closes_by_keyboard(phone, live_server, axe):
    phone.goto(live_server.url + reverse("ui:gallery"))
    toggle = phone.locator(".masthead .menu-toggle").first
    navigation = phone.locator("#navigation")
    expect(navigation).to_be_hidden()
    toggle.press("Enter")
    expect(navigation).to_be_visible()
    assert axe(phone) == []
    phone.keyboard.press("Escape")
    expect(navigation).to_be_hidden()
    expect(toggle).to_be_focused()


def test_navigation_of_a_desk_needs_no_script(open_page, live_server):
    page = open_page(javascript=False)
    page.goto(live_server.url + reverse("ui:gallery"))
    expect(page.locator("#navigation")).to_be_visible()
    expect(page.locator(".menu-toggle").first).to_be_hidden()


def test_skip_link_is_first_and_leads_past_the_frame(page, live_server):
    page.goto(live_server.url + reverse("ui:gallery"))
    page.keyboard.press("Tab")
    skip = page.locator(".skip")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()


def test_summary_of_mistakes_has_the_focus_and_leads_to_the_field(page, live_server):
    page.goto(live_server.url + reverse("ui:gallery_page", args=["mistakes"]))
    expect(page.locator(".errors")).to_be_focused()
    page.locator('.errors a[href="#id_title"]').click()
    expect(page.locator("#id_title")).to_be_focused()


def test_every_target_is_large_enough(phone, live_server):
    phone.goto(live_server.url + reverse("ui:gallery"))
    small = phone.evaluate("""() => [...document.querySelectorAll('button, summary, input, select, .button, .tool, .tag[href], nav a')]
        .filter((e) => e.checkVisibility() && e.type !== 'hidden')
        .filter((e) => { const b = (e.closest('label') || e).getBoundingClientRect(); return b.width < 24 || b.height < 24 })
        .map((e) => e.outerHTML.slice(0, 90))""")
    assert small == []


def test_select_all_ticks_every_row_and_hides_without_script(page, open_page, live_server):
    address = live_server.url + reverse("ui:gallery")
    page.goto(address)
    whole = page.locator("[data-select-all] input")
    whole.check()
    expect(page.locator('input[name="row"]:checked')).to_have_count(3)
    page.locator('input[name="row"]').first.uncheck()
    assert whole.evaluate("box => box.indeterminate")
    still = open_page(javascript=False)
    still.goto(address)
    expect(still.locator("[data-select-all]")).to_be_hidden()


def test_leaving_with_unsent_typing_asks_first(page, live_server):
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.goto(live_server.url + reverse("ui:gallery"))
    page.locator("form[data-warn-unsaved] #id_title").fill("Ventanilla única")
    page.locator(".brand").evaluate("link => link.href = '/ui/opening/'")
    page.locator(".brand").click()
    expect(page).to_have_url(live_server.url + "/ui/opening/")
    assert asked == ["beforeunload"]


def test_print_leaves_out_what_paper_cannot_use(page, live_server):
    page.emulate_media(media="print")
    page.goto(live_server.url + reverse("ui:gallery"))
    for useless in (
        ".nav",
        ".masthead__bar",
        ".filters",
        ".pages",
        ".pagehead__actions",
        ".foot nav",
    ):
        expect(page.locator(useless).first).to_be_hidden()
    expect(page.locator(".brand__name")).to_be_visible()
    expect(page.locator(".details__body").first).to_be_visible()
