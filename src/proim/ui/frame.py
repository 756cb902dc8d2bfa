"""What stands around every page: who may see which link, and who owns the platform."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from proim.ui.slots import AUDIENCES, OWNERS, NavItem, Owner, Test, Tool

PLAIN: dict[str, Test] = {
    "public": lambda _user: True,
    "visitor": lambda user: not user.is_authenticated,
    "member": lambda user: user.is_authenticated,
}


def links(items: Iterable[NavItem], user: Any, path: str) -> list[dict[str, Any]]:
    """Return the links that ``user`` may see; the one whose section holds ``path`` is current."""
    in_place = sorted(items, key=lambda item: item.place)
    shown = [(item, reverse(item.url_name)) for item in in_place if sees(user, item)]
    homes = {item: item.section or href for item, href in shown}
    within = [
        home for home in homes.values() if path == home or (home != "/" and path.startswith(home))
    ]
    here = max(within, key=len, default="")
    return [
        {
            "label": item.label,
            "open": item.audience in ("public", "visitor"),
            "href": href,
            "current": "page" if path == href else "true" if homes[item] == here else "",
        }
        for item, href in shown
    ]


def sees(user: Any, item: NavItem) -> bool:
    """Tell whether ``user`` belongs to the audience of ``item``.

    Raises:
        LookupError: no app has named that audience.
    """
    return belongs(user, item.audience)


def belongs(user: Any, audience: str | Test) -> bool:
    """Tell whether ``user`` is one of ``audience``, named or told by a test.

    Raises:
        LookupError: no app has named that audience.
    """
    if not isinstance(audience, str):
        return audience(user)
    named = {each.name: each.test for each in AUDIENCES}
    return bool((PLAIN | named)[audience](user))


def tools(items: Iterable[Tool], user: Any) -> list[dict[str, Any]]:
    """Return the links with figures that stand beside the menu of ``user``."""
    return [
        {
            "label": tool.label,
            "href": reverse(tool.url_name),
            "icon": tool.icon,
            "count": tool.count(user),
        }
        for tool in items
    ]


def other_languages() -> list[tuple[str, str]]:
    """Return the languages that the page is not in, each by its own name."""
    return [(code, name) for code, name in settings.LANGUAGES if code != get_language()]


def owner() -> Owner:
    """Return who answers for the platform: the last word of the apps, else the programme's own."""
    for tell in reversed(list(OWNERS)):
        return tell()
    return unnamed()


def unnamed() -> Owner:
    """Return what the frame says while no record says more."""
    return Owner(
        programme=_("Modernization programme of the public administration"),
        unit="",
        parent="",
        government="",
    )
