"""The table of figures and the lists behind it, in a real browser."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.browser.sizes import BOTH
from tests.builders.figures import CUT_OFF, make_programme
from tests.builders.people import make_office

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
ON = f"?on={CUT_OFF.isoformat()}"
LISTS = (
    ("coverage", "with_projects"),
    ("coverage", "in_scope"),
    ("trained", "persons"),
    ("current_trained", "liaisons"),
    ("strategies", "total"),
    ("strategies", "E3"),
)


@BOTH
def test_the_figures_have_no_barriers(open_page, sound, width, locale):
    make_programme()
    page, table = open_page(width, locale=locale), reverse("indicators:table")
    lists = [reverse("indicators:rows", args=names) + ON for names in LISTS]
    for number, path in enumerate([table + ON, table + "?on=x", *lists]):
        sound(page, path, f"figures-{number}-{locale}-{width}")


def test_the_office_reads_names_and_loses_no_width_on_a_phone(phone, sound, sign_in):
    make_programme()
    sign_in(phone, make_office())
    sound(phone, reverse("indicators:rows", args=["trained", "persons"]) + ON, "figures-office-360")
    expect(phone.get_by_text("Alma Ríos")).to_be_visible()


def test_from_a_figure_to_its_records_by_keyboard_and_without_script(open_page, live_server):
    make_programme()
    page = open_page(javascript=False, locale="en")
    page.goto(live_server.url + reverse("indicators:table"))
    page.get_by_label("Quarter", exact=True).select_option("2011-06-30")
    page.get_by_role("button", name="Show the quarter").press("Enter")
    expect(page.get_by_role("heading", name="Q2 2011, as of June 30, 2011")).to_be_visible()

    page.get_by_role("link", name="5 Public entities with projects").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Public entities with projects")
    expect(page.locator("tbody tr")).to_have_count(5)
