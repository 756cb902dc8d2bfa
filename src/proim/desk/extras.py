"""What the desk shows on the pages of all apps (``ui.slots.EXTRAS``)."""

import json
import uuid
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from proim.desk.forms import ViewForm
from proim.desk.formulas import canonical
from proim.desk.models import Draft, SavedView
from proim.desk.resuming import draft_asked
from proim.desk.slots import LISTS, SHORTCUTS
from proim.ui.frame import belongs
from proim.ui.parts import Tab

Context = dict[str, Any] | None


def script(request: HttpRequest) -> Context:
    """Load the script for people who are signed in; without keys where they switched them off."""
    person: Any = getattr(request, "user", None)
    if person is None or not person.is_authenticated:
        return None
    if not person.uses_shortcuts:
        return {"keys": ""}
    keys = {
        each.key: reverse(each.url_name) for each in SHORTCUTS if belongs(person, each.audience)
    }
    return {"keys": json.dumps({**keys, "?": reverse("desk:keyboard")})}


def unfinished(request: HttpRequest) -> Context:
    """Tell above a form that something was typed in it and not sent."""
    if request.method != "GET":
        return None
    current = draft_asked(request)
    others = Draft.objects.of(request.user).at(request.path)
    if current:
        others = others.exclude(pk=current.pk)
    found = list(others)
    if not found and not current:
        return None
    return {"current": current, "others": found, "path": request.path}


def marks(request: HttpRequest) -> Context:
    """Put into a form the code under which its text is kept, and where the reader is told so."""
    posted = request.POST
    current = draft_asked(request)
    return {
        "code": posted.get("desk-draft") or (current.code if current else uuid.uuid4()),
        "saves": posted.get("desk-saves") or (current.saves if current else 0),
        "path": posted.get("desk-path") or request.path,
    }


def views(request: HttpRequest) -> Context:
    """Show the kept views of a list as tabs, and offer to keep the one that is shown."""
    person: Any = request.user
    match = request.resolver_match
    name = match.view_name if match else ""
    if not person.is_authenticated or name not in {each.url_name for each in LISTS}:
        return None
    query = canonical(request.META.get("QUERY_STRING", ""))
    seen = SavedView.objects.permitted("desk.see_view", person).of_list(name)
    found = list(seen.select_related("person"))
    if not found and not query:
        return None
    tabs = [
        Tab(_label(view, person), view.get_absolute_url(), view.query == query) for view in found
    ]
    known = any(view.query == query and view.person_id == person.pk for view in found)
    return {
        "tabs": tabs,
        "everything": f"{request.path}?view=all",
        "is_whole": not query,
        "form": ViewForm(shares=belongs(person, "office")) if query and not known else None,
        "list": name,
        "query": query,
    }


def _label(view: SavedView, reader: Any) -> str:
    return view.name if view.person_id == reader.pk else f"{view.name} · {view.person}"
