"""Going on with what was typed earlier: ``form = resumed(request, form)`` in the view of a form."""

from typing import Any, TypeVar
from uuid import UUID

from django.http import HttpRequest

from proim.desk.forms.shared import put_back
from proim.desk.models import Draft

F = TypeVar("F")


def resumed(request: HttpRequest, form: F) -> F:
    """Return ``form``, with what this person had typed in it if the address asks for that draft."""
    draft = draft_asked(request)
    if draft is not None and not getattr(form, "is_bound", False):
        put_back(form, draft.data)
    return form


def draft_asked(request: HttpRequest) -> Draft | None:
    """Return the person's own draft of this very page that ``?draft=`` names."""
    code = code_in(request.GET.get("draft", ""))
    person: Any = request.user
    if request.method != "GET" or code is None or not person.is_authenticated:
        return None
    return Draft.objects.of(person).at(request.path).filter(code=code).first()


def code_in(text: str) -> UUID | None:
    """Return the code that ``text`` is, if it is one."""
    try:
        return UUID(text)
    except ValueError:
        return None
