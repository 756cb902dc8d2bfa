"""Two ways to use a page: with a mouse, and with the keyboard alone."""

from playwright.sync_api import Locator, Page

STOPS = 250  # more than any page has


class Mouse:
    """Clicks and types."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def follow(self, name: str) -> None:
        self.page.get_by_role("link", name=name).first.click()

    def press(self, name: str) -> None:
        self.page.get_by_role("button", name=name).first.click()

    def write(self, label: str, text: str) -> None:
        self.page.get_by_label(label).fill(text)

    def choose(self, name: str) -> None:
        self.page.get_by_role("radio", name=name).check()


class Keyboard(Mouse):
    """Reaches everything with Tab, arrows, Enter and the letters; never clicks."""

    def follow(self, name: str) -> None:
        self._reach(self.page.get_by_role("link", name=name).first)
        self._enter()

    def press(self, name: str) -> None:
        self._reach(self.page.get_by_role("button", name=name).first)
        self._enter()

    def write(self, label: str, text: str) -> None:
        self._reach(self.page.get_by_label(label))
        self.page.keyboard.press("ControlOrMeta+a")
        self.page.keyboard.type(text)

    def choose(self, name: str) -> None:
        """Enter the group with Tab, go on with the arrow, take with the space bar."""
        wanted = self.page.get_by_role("radio", name=name)
        group = self.page.locator(f"input[name='{wanted.get_attribute('name')}']")
        self._reach(group)
        for _ in range(group.count()):
            if _has_focus(wanted):
                break
            self.page.keyboard.press("ArrowDown")
        self.page.keyboard.press("Space")
        assert wanted.is_checked()

    def _enter(self) -> None:
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def _reach(self, wanted: Locator) -> None:
        for _ in range(STOPS):
            if any(_has_focus(one) for one in wanted.all()):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"the keyboard does not reach {wanted}")


def _has_focus(one: Locator) -> bool:
    return bool(one.evaluate("element => element === document.activeElement"))
