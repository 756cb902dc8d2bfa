"""The components of the design system. Loaded in every template (settings: builtins).

Leaves are inclusion tags, boxes with content are block tags. Arguments are typed, and a value
that a component does not know is an error, not a blank.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from django import template
from django.core.paginator import Page
from django.forms import BaseForm, BoundField
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from proim.ui import charts, formats, summary
from proim.ui.icons import ICONS, TONE_ICONS
from proim.ui.parts import Bar, Step, Tab, Tag, Tone
from proim.ui.slots import Text
from proim.ui.templatetags import ui_frame

register = template.Library()
register.tags.update(ui_frame.register.tags)
for name in ("number", "money", "percent", "quarter", "day", "moment"):
    register.filter(name, getattr(formats, name))

TONES = ("neutral", "brand", "info", "success", "warning", "danger")
MESSAGES = {"success": "success", "warning": "warning", "error": "danger"}
BUTTONS = ("primary", "secondary", "quiet", "danger")


def _one_of(known: Sequence[str], value: str) -> str:
    if value not in known:
        raise ValueError(f"{value!r} is none of {', '.join(known)}")
    return value


def _box(name: str, content: SafeString, **context: Any) -> SafeString:
    return render_to_string(f"ui/{name}.html", {"content": content, **context})


# --- small things ------------------------------------------------------------------------------


@register.simple_tag
def icon(name: str, label: Text = "") -> SafeString:
    """Draw an icon; without ``label`` it is decoration that screen readers skip."""
    says = format_html('role="img" aria-label="{}"', label) if label else 'aria-hidden="true"'
    return format_html(
        '<svg class="icon icon--{}" viewBox="0 0 20 20" width="20" height="20" {}>'
        '<path d="{}"/></svg>',
        name,
        mark_safe(says),  # noqa: S308  # made two lines above
        ICONS[name],
    )


@register.inclusion_tag("ui/badge.html")
def badge(text: Text, tone: Tone = "neutral") -> dict[str, Any]:
    """Render a state in a word; a sign of its own goes with each tone, never colour alone."""
    return {"text": text, "tone": _one_of(TONES, tone), "icon_name": TONE_ICONS.get(tone, "")}


@register.inclusion_tag("ui/progress.html")
def progress(done: int, total: int, label: Text = "") -> dict[str, Any]:
    """Render how much of a whole is there: "7 of 12" and a bar."""
    share = 100 * done / total if total else 0
    return {"done": done, "total": total, "label": label, "width": f"{min(share, 100):.1f}"}


@register.inclusion_tag("ui/stat.html")
def stat(label: Text, value: Any, href: str = "", note: Text = "") -> dict[str, Any]:
    """Render a figure that matters; with ``href`` it opens the records it was counted from."""
    return {"label": label, "value": value, "href": href, "note": note}


@register.inclusion_tag("ui/tags.html")
def tags(items: Iterable[Tag | str], label: Text = "") -> dict[str, Any]:
    """Render words under which a thing can be found."""
    return {"tags": [t if isinstance(t, Tag) else Tag(t) for t in items], "label": label}


@register.inclusion_tag("ui/postbutton.html", takes_context=True)
def postbutton(
    context: template.Context, label: Text, url: str, tone: str = "secondary", icon: str = ""
) -> dict[str, Any]:
    """Render a verb: a button in a form of its own that posts to ``url``."""
    return {
        "label": label,
        "url": url,
        "tone": _one_of(BUTTONS, tone),
        "icon_name": icon,
        "csrf_token": context.get("csrf_token", ""),
    }


@register.filter
def message_tone(level: str) -> str:
    """Return the tone of a message of Django's level."""
    return MESSAGES.get(level, "info")


@register.filter
def message_icon(level: str) -> str:
    """Return the icon of a message of Django's level."""
    return TONE_ICONS[message_tone(level)]


# --- boxes -------------------------------------------------------------------------------------


@register.simple_block_tag
def pagehead(
    content: SafeString, title: Text, lead: Text = "", kicker: Text = "", lang: str = ""
) -> SafeString:
    """Render the head of a page: its h1, a line above and below; the content holds its actions.

    ``lang`` is the language of a title that people typed, if it may not be that of the page.
    """
    return _box("pagehead", content, title=title, lead=lead, kicker=kicker, lang=lang)


@register.simple_block_tag
def hero(content: SafeString, title: Text, lead: Text = "") -> SafeString:
    """Render the broad opening of a start page, in block ``hero``: its h1, a line, and what to do."""
    return _box("hero", content, title=title, lead=lead)


@register.simple_block_tag
def panel(
    content: SafeString,
    title: Text = "",
    level: int = 2,
    tone: Tone = "neutral",
    id: str = "",  # noqa: A002  # as the attribute is called in HTML
) -> SafeString:
    """Render a part of a page with its heading."""
    _one_of(TONES, tone)
    return _box("panel", content, title=title, level=level, tone=tone, id=id)


@register.simple_block_tag
def notice(content: SafeString, tone: Tone = "info", title: Text = "") -> SafeString:
    """Render something the reader should know before going on."""
    name = TONE_ICONS.get(_one_of(TONES, tone), "info")
    return _box("notice", content, tone=tone, title=title, icon_name=name)


@register.simple_block_tag
def nothing(content: SafeString, title: Text) -> SafeString:
    """Render what stands where a list would be: why it is empty and what one can do."""
    return _box("nothing", content, title=title)


@register.simple_block_tag
def details(content: SafeString, summary: Text, *, open: bool = False) -> SafeString:  # noqa: A002
    """Render what few readers need, folded."""
    return _box("details", content, summary=summary, open=open)


@register.simple_block_tag
def card(
    content: SafeString, title: Text, href: str = "", meta: Text = "", level: int = 3
) -> SafeString:
    """Render one thing of a list of things; the whole card follows the link of its title."""
    return _box("card", content, title=title, href=href, meta=meta, level=level)


@register.simple_block_tag
def facts(content: SafeString) -> SafeString:
    """Render a list of facts: what and how it is. Fill it with ``fact`` and ``factblock``."""
    return format_html('<dl class="facts">{}</dl>', content)


@register.inclusion_tag("ui/fact.html")
def fact(label: Text, value: Any, empty: Text = "") -> dict[str, Any]:
    """Render one fact; one that is not there says so (``empty``, else "not stated")."""
    missing = value is None or value == ""
    return {"label": label, "value": value, "missing": missing, "empty": empty}


@register.simple_block_tag
def factblock(content: SafeString, label: Text) -> SafeString:
    """Render a fact that needs more than a word: links, a badge, paragraphs."""
    return _box("factblock", content, label=label)


@register.simple_block_tag
def table(
    content: SafeString,
    caption: Text,
    *,
    stack: bool = False,
    show_caption: bool = False,
    id: str = "",  # noqa: A002  # as the attribute is called in HTML
) -> SafeString:
    """Render a table that scrolls by itself, or whose rows become cards on a phone (``stack``)."""
    return _box("table", content, caption=caption, stack=stack, show_caption=show_caption, id=id)


# --- finding one's way -------------------------------------------------------------------------


@register.inclusion_tag("ui/breadcrumbs.html")
def breadcrumbs(*parts: Text) -> dict[str, Any]:
    """Render the way here: label, address, label, address, …, and last the label of this page."""
    if len(parts) % 2 == 0:
        raise ValueError("breadcrumbs end with a label that has no address")
    return {"links": list(zip(parts[:-1:2], parts[1::2], strict=True)), "here": parts[-1]}


@register.inclusion_tag("ui/tabs.html")
def tabs(items: Iterable[Tab], label: Text = "") -> dict[str, Any]:
    """Render the views of one thing as links."""
    return {"tabs": items, "label": label}


@register.inclusion_tag("ui/pagination.html", takes_context=True)
def pagination(context: template.Context, page: Page[Any], target: str = "") -> dict[str, Any]:
    """Render links to the other pages of a list; the filters in the address stay."""
    query = context["request"].GET.copy()
    query.pop("page", None)
    return {
        "page": page,
        "numbers": page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1),
        "gap": page.paginator.ELLIPSIS,
        "before": f"?{query.urlencode()}&page=" if query else "?page=",
        "target": target,
    }


@register.inclusion_tag("ui/stepper.html")
def stepper(items: Iterable[Step], label: Text = "") -> dict[str, Any]:
    """Render the stages of a life cycle and where the thing stands."""
    return {"steps": items, "label": label}


# --- forms -------------------------------------------------------------------------------------


@register.simple_tag
def field(bound: BoundField) -> SafeString:
    """Render a form field with its label, help and errors tied together for screen readers."""
    return bound.as_field_group()


@register.simple_tag
def optional_mark(bound: BoundField) -> SafeString:
    """Say "(optional)" after the label of a field that may stay empty; filters need no mark."""
    if bound.field.required or getattr(bound.form, "is_filter", False):
        return SafeString("")
    return format_html(' <span class="field__optional">{}</span>', _("(optional)"))


@register.inclusion_tag("ui/form_errors.html")
def form_errors(*forms: BaseForm) -> dict[str, Any]:
    """Render what is wrong above the form, each line a link to its field; nothing if all is well."""
    return {"problems": [problem for form in forms for problem in summary.problems(form)]}


@register.inclusion_tag("ui/filterbar.html", takes_context=True)
def filterbar(
    context: template.Context, form: BaseForm, target: str = "", label: Text = ""
) -> dict[str, Any]:
    """Render the filters above a list: they go into the address; ``target`` is swapped by htmx."""
    request = context["request"]
    shown = {"form": form, "target": target, "label": label, "path": request.path}
    person = getattr(request, "user", None)  # whose list may open with a view of their own
    return {**shown, "whole": bool(person and person.is_authenticated)}


@register.inclusion_tag("ui/script.html")
def form_script() -> dict[str, Any]:
    """Load the comforts of forms.js, in block ``head`` of the pages that use them."""
    return {}


# --- figures and history -----------------------------------------------------------------------


@register.inclusion_tag("ui/barchart.html")
def barchart(bars: Iterable[Bar], title: Text, unit: Text = "") -> dict[str, Any]:
    """Render bars beside their figures: chart and table are one, so nobody misses either."""
    return {"bars": charts.scaled(bars), "title": title, "unit": unit}


@register.inclusion_tag("ui/timeline.html")
def timeline(entries: Iterable[Any], level: int = 3) -> dict[str, Any]:
    """Render a history: entries with ``who``, ``at``, ``label``, ``comment`` and ``changes``."""
    return {"entries": entries, "level": level}
