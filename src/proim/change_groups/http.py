"""Finding what a page of a group is about, and its form: the same for all screens."""

from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from proim.change_groups.models import Group
from proim.core.permissions import RuledQuerySet

FORM = "change_groups/form.html"
M = TypeVar("M", bound=Model)


def group_of(person: Any, code: UUID, permission: str, *more: str) -> Any:
    """Return the group ``code`` if ``person`` has ``permission``, with ``may_`` of ``more``; or 404."""
    rows = Group.objects.permitted(permission, person).select_related("agency")
    return get_object_or_404(rows.with_permissions(person, *more), code=code)


def row_of(rows: RuledQuerySet[M], person: Any, code: UUID, permission: str) -> M:
    """Return a row of a group if ``person`` has ``permission`` on it; or 404."""
    found = rows.permitted(permission, person).select_related("group__agency")
    return get_object_or_404(found, code=code)


def form_page(  # noqa: PLR0913 - the words of the page
    request: HttpRequest, form: Any, up: Any, title: str, send: str, *, kicker: Any, lead: str = ""
) -> HttpResponse:
    """Render a form whose way back is the page of ``up``."""
    context = {"form": form, "up": up, "title": title, "send": send, "kicker": kicker, "lead": lead}
    return render(request, FORM, context)
