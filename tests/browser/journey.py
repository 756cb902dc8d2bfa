"""The main job step by step, as people do it: by mouse, by keyboard alone, without script.

Each step takes the hand of the person who does it and ends on the page that shows the result.
Later steps (reports) go on from a registered project.
"""

import re
from dataclasses import dataclass

from django.urls import reverse
from playwright.sync_api import Locator, Page, expect

TABS = 300  # far more than any page has places to stop at
FOCUSED = "element => element === document.activeElement"


@dataclass
class Hand:
    """A person at a page: with a mouse, or with the keyboard and nothing else."""

    page: Page
    base: str
    keyboard: bool = False

    def open(self, name: str, *arguments: object) -> None:
        """Type an address."""
        self.page.goto(self.base + reverse(name, args=arguments))

    def press(self, place: Locator) -> None:
        """Follow a link, push a button, unfold a part."""
        if self.keyboard:
            self._reach(place)
            self.page.keyboard.press("Enter")
        else:
            place.click()

    def write(self, place: Locator, text: str) -> None:
        """Write ``text`` in place of what stands in a box."""
        if self.keyboard:
            self._reach(place)
            self.page.keyboard.press("ControlOrMeta+a")
            self.page.keyboard.type(text)
        else:
            place.fill(text)

    def tick(self, place: Locator) -> None:
        """Choose one of several answers."""
        if self.keyboard:
            self._reach(place)
            if not place.is_checked():
                self.page.keyboard.press("Space")
        else:
            place.check()
        expect(place).to_be_checked()

    def choose(self, place: Locator, value: str) -> None:
        """Choose from a list that drops down."""
        if not self.keyboard:
            place.select_option(value)
            return
        self._reach(place)
        for _ in range(place.locator("option").count()):
            if place.input_value() == value:
                return
            self.page.keyboard.press("ArrowDown")
        expect(place).to_have_value(value)

    def _reach(self, place: Locator) -> None:
        """Go on with Tab until the focus is on ``place``; among the answers to one question, by arrow."""
        place.wait_for()
        group = place.get_attribute("name") if place.get_attribute("type") == "radio" else None
        for _ in range(TABS):
            if place.evaluate(FOCUSED):
                return
            inside = group and self.page.locator(f'input[name="{group}"]:focus').count()
            self.page.keyboard.press("ArrowDown" if inside else "Tab")
        raise AssertionError(f"the keyboard does not reach {place}")


def register(hand: Hand, title: str, problem: str) -> None:
    """Register a project on the short screen and send it; end on its page."""
    page = hand.page
    hand.open("projects:mine")
    hand.press(page.locator(f'main a[href="{reverse("projects:register")}"]'))
    hand.write(page.locator("#id_title_es"), title)
    hand.write(page.locator("#id_problem_es"), problem)
    hand.write(page.locator("#id_objective_es"), "Entregar la licencia en una sola visita.")
    hand.write(page.locator("#id_population_es"), "Personas que abren un negocio.")
    hand.write(page.locator("#id_lead_name"), "Julia Ortega Prado")
    hand.write(page.locator("#id_lead_post"), "Directora de Planeación")
    hand.choose(page.locator("#id_lead_area"), "planning")
    hand.tick(page.locator("input[name=strategy]").first)
    hand.tick(page.locator("input[name=subtopics]").first)
    hand.tick(page.locator("input[name=scope][value=institutional]"))
    hand.tick(page.locator("input[name=is_knowledge_management][value=no]"))
    hand.tick(page.locator("input[name=ict_use][value=support]"))
    hand.tick(page.locator("input[name=ict_components]").first)
    hand.write(page.locator("#id_starts"), "03/01/2011")
    hand.write(page.locator("#id_ends"), "2027")
    hand.press(page.locator("button[name=send]"))
    expect(page.locator("h1")).to_have_text(title)


def give_back(hand: Hand, title: str, field: str, comment: str) -> None:
    """Find the project in the queue and return it with a comment at one field; end in the queue."""
    page = hand.page
    open_review(hand, title)
    box = page.locator(f"#id_comment_{field}")
    line = page.locator(".review-line").filter(has=box)
    hand.press(line.locator("summary"))
    hand.write(box, comment)
    hand.press(page.locator("main form button:not([formaction])").last)
    expect(page).to_have_url(re.compile(reverse("projects:review_queue") + "$"))
    expect(page.get_by_role("link", name=title)).to_have_count(0)


def open_review(hand: Hand, title: str) -> None:
    """Open a project from the queue."""
    hand.open("projects:review_queue")
    hand.press(hand.page.get_by_role("link", name=title, exact=True))
    expect(hand.page.locator("h1")).to_have_text(title)


def correct(hand: Hand, title: str, field: str, comment: str, answer: str) -> None:
    """Correct the one field that is open and send the project again; end on its page."""
    page = hand.page
    hand.open("projects:mine")
    hand.press(page.locator("main table a[href$='/edit/']").first)
    expect(page.locator("main form")).to_contain_text(comment)
    shown = page.locator("main form :is(input, textarea, select):not([type=hidden])")
    expect(shown).to_have_count(1)
    hand.write(page.locator(f"#id_{field}"), answer)
    hand.press(page.locator("button[name=send]"))
    expect(page.locator("h1")).to_have_text(title)


def accept(hand: Hand, title: str) -> str:
    """Accept the project; end on its receipt and return the folio."""
    page = hand.page
    open_review(hand, title)
    hand.press(page.locator("button[formaction$='/accept/']"))
    expect(page).to_have_url(re.compile("/receipt/$"))
    return page.locator("strong.folio").inner_text()


def look_at_receipt(hand: Hand, title: str, folio: str) -> None:
    """Find the receipt from the project's page; end on it."""
    page = hand.page
    hand.open("projects:mine")
    hand.press(page.get_by_role("link", name=title, exact=True))
    hand.press(page.locator("main a[href$='/receipt/']"))
    expect(page.locator("strong.folio")).to_have_text(folio)
    expect(page.locator("main")).to_contain_text(title)
    expect(page.locator("main code")).to_have_text(re.compile(r"^([0-9a-f]{8} ){7}[0-9a-f]{8}$"))


def register_fully(liaison: Hand, office: Hand, title: str) -> str:
    """Play the whole first half: register, return, correct, accept; return the folio."""
    comment = "Diga a cuántas personas afecta."
    register(liaison, title, "La gente hace cuatro filas para un solo trámite.")
    give_back(office, title, "problem_es", comment)
    correct(liaison, title, "problem_es", comment, "Cuatro filas para 12,000 personas al año.")
    folio = accept(office, title)
    look_at_receipt(liaison, title, folio)
    return folio
