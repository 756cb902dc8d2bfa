"""What the frame of every page leaves open: navigation, menu of the person, footer, owner."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from django.http import HttpRequest
from django.utils.functional import Promise

from proim.core.slots import Slot

Text = str | Promise
Test = Callable[[Any], bool]


@dataclass(frozen=True, slots=True)
class Audience:
    """A name for a kind of reader, and the test that tells whether a person is one."""

    name: str
    test: Test


@dataclass(frozen=True, slots=True)
class NavItem:
    """A link in the frame of the page.

    ``audience`` is "public" (everybody), "visitor" (not signed in), "member" (signed in), the
    name of an ``Audience`` that an upper app added, or a test of the person itself. ``section``
    is the beginning of the addresses that belong to the item; without it the link's own.
    Items stand in the order of ``place``, those of one place as they were added.
    """

    label: Text
    url_name: str
    audience: str | Test = "public"
    section: str = ""
    place: int = 50


@dataclass(frozen=True, slots=True)
class Tool:
    """A link beside the menu of the person, with a figure: what is new. Visitors see none."""

    label: Text
    url_name: str
    icon: str
    count: Callable[[Any], int]


@dataclass(frozen=True, slots=True)
class Owner:
    """Who answers for the platform; an upper app may know it from its records. Empty: not entered."""

    programme: Text
    unit: Text
    parent: Text
    government: Text

    @property
    def lines(self) -> list[Text]:
        """What the foot says below the programme's name: the lines that were entered."""
        return [line for line in (self.unit, self.parent, self.government) if line]


# head: of every page; list: between the filters and what they leave; form: above a long form;
# inside: within the form element itself.
Place = Literal["head", "list", "form", "inside"]


@dataclass(frozen=True, slots=True)
class Extra:
    """What an upper app adds at a place of many pages: ``template`` sees what ``context`` returns.

    ``context(request)`` returns ``None`` when there is nothing to show.
    """

    place: Place
    template: str
    context: Callable[[HttpRequest], dict[str, Any] | None]


EXTRAS: Slot[Extra] = Slot()
AUDIENCES: Slot[Audience] = Slot()
NAVIGATION: Slot[NavItem] = Slot()
ACCOUNT_MENU: Slot[NavItem] = Slot()
TOOLS: Slot[Tool] = Slot()
FOOTER: Slot[NavItem] = Slot()
OWNERS: Slot[Callable[[], Owner]] = Slot()
