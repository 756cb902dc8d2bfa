"""The table or the import that a screen is about, or 404: nobody learns of those of others."""

from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404

from proim.accounts.http import PersonRequest
from proim.sheets.models import Batch
from proim.sheets.slots import Place, Table, table


def table_for(request: PersonRequest, code: str, *, writing: bool) -> tuple[Table, list[Place]]:
    """Return a table and the places at which the person may write it, or take it out."""
    found = table(code)
    if found is None:
        raise Http404
    places = list(found.places(request.user) if writing else found.exports_for(request.user))
    if not places:
        raise Http404
    return found, places


def place_in(request: PersonRequest, places: list[Place]) -> Place:
    """Return the place that the address names, else the first."""
    wanted = request.GET.get("place", places[0].code)
    found = next((place for place in places if place.code == wanted), None)
    if found is None:
        raise Http404
    return found


def batch_for(request: PersonRequest, code: UUID) -> Batch:
    """Return an import of the person."""
    return get_object_or_404(Batch.objects.permitted("sheets.view", request.user), code=code)
