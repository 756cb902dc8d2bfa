"""The tags of the frame around every page, and of the places that upper apps fill."""

from collections.abc import Iterable
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from proim.ui import frame
from proim.ui.slots import ACCOUNT_MENU, EXTRAS, FOOTER, NAVIGATION, TOOLS, NavItem, Owner

register = template.Library()


@register.inclusion_tag("ui/navigation.html", takes_context=True)
def navigation(context: template.Context) -> dict[str, Any]:
    """Render the main links that this person may see: what is open to all, then one's own work."""
    links = _links(context, NAVIGATION)
    return {
        "links": [link for link in links if link["open"]],
        "work": [link for link in links if not link["open"]],
    }


@register.inclusion_tag("ui/account.html", takes_context=True)
def account(context: template.Context) -> dict[str, Any]:
    """Render the sign-in link, or the menu of the person who is signed in."""
    return {
        "person": _person(context),
        "links": _links(context, ACCOUNT_MENU),
        "csrf_token": context.get("csrf_token", ""),
        "path": _path(context),
    }


@register.inclusion_tag("ui/tools.html", takes_context=True)
def tools(context: template.Context) -> dict[str, Any]:
    """Render what is new for the person who is signed in; visitors see (and cost) nothing."""
    person = _person(context)
    return {"tools": frame.tools(TOOLS, person) if person.is_authenticated else []}


@register.inclusion_tag("ui/footer.html", takes_context=True)
def footer(context: template.Context) -> dict[str, Any]:
    """Render who answers for the platform, and the links of the apps."""
    return {"owner": context["owner"], "links": _links(context, FOOTER)}


@register.inclusion_tag("ui/language.html", takes_context=True)
def language_switch(context: template.Context) -> dict[str, Any]:
    """Render a button for each other language; the reader comes back to the same page."""
    return {
        "languages": frame.other_languages(),
        "path": context["request"].get_full_path(),
        "csrf_token": context.get("csrf_token", ""),
    }


@register.simple_tag
def owner() -> Owner:
    """Return who answers for the platform: programme, unit, parent, government."""
    return frame.owner()


@register.simple_tag(takes_context=True)
def extras(context: template.Context, place: str) -> SafeString:
    """Render what upper apps add at a place: "head", "list", "form" or "inside" (a form)."""
    request = context["request"]
    told = [(each.template, each.context(request)) for each in EXTRAS if each.place == place]
    shown = [(render_to_string(name, seen, request),) for name, seen in told if seen is not None]
    return format_html_join("\n", "{}", shown)


def _links(context: template.Context, items: Iterable[NavItem]) -> list[dict[str, Any]]:
    return frame.links(items, _person(context), _path(context))


def _person(context: template.Context) -> Any:
    return context["user"]


def _path(context: template.Context) -> str:
    return str(context["request"].path)
